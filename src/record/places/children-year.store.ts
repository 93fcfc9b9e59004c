import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { ChildrenCount } from './children-by-level.ts';

/** A count of one financial year, given by the year in which it starts. */
export interface YearCount extends ChildrenCount {
  readonly year: number;
}

/** Counts of children by year, ward and level: of one year, or of all. They count everyone. */
export async function childrenCounts(tx: Tx, year: number | null): Promise<YearCount[]> {
  const { rows } = await sql<YearCount>`
    select children_year.year, children_year.ward_id as ward, children_year.level,
      children_year.children
    from record.children_year
    where children_year.authority_id = (select govern.authority())
      and (${year}::integer is null or children_year.year = ${year})
      and children_year.children > 0
    order by children_year.year, children_year.ward_id, children_year.level`.execute(tx);
  return rows;
}

/** The financial years of which children with help are known up to a day, newest first. */
export async function childrenYears(tx: Tx, upToYear: number): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct children_year.year from record.children_year
    where children_year.authority_id = (select govern.authority())
      and children_year.children > 0 and children_year.year <= ${upToYear}
    order by children_year.year desc`.execute(tx);
  return rows.map((row) => row.year);
}
