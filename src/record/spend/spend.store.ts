import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import { ownAreaCodes } from '../places/own-area.store.ts';
import type { Origin } from '../people/people.store.ts';
import type { SpendStatement } from '../returns/statement.ts';

/** One published line of spending. */
export interface SpendRow {
  readonly area_code: string;
  readonly area_name: string;
  readonly publication: 'ro3' | 's251';
  readonly year: string;
  readonly line: string;
  readonly measure: string;
  readonly amount_pence: number;
  readonly source_id: number;
  readonly source_row: number | null;
}

/** Writes spending as published; a line stated again replaces the earlier statement. */
export async function saveSpend(
  tx: Tx,
  origin: Origin,
  lines: readonly SpendStatement[],
): Promise<{ created: number; changed: number }> {
  const { rows } = await sql<{ created: boolean }>`
    insert into record.spend as known (authority_id, publication, area_code, area_name, year,
      line, measure, amount_pence, source_id, source_row)
    select distinct on (stated.publication, stated.year, stated."authorityCode", stated.line,
        stated.measure)
      ${origin.authorityId}::bigint, stated.publication, stated."authorityCode",
      stated."authorityName", stated.year, stated.line, stated.measure, stated."amountPence",
      ${origin.sourceId}::bigint, stated.row
    from json_to_recordset(${JSON.stringify(lines)}::json) as stated(publication text,
      "authorityCode" text, "authorityName" text, year text, line text, measure text,
      "amountPence" bigint, row bigint)
    order by stated.publication, stated.year, stated."authorityCode", stated.line,
      stated.measure, stated.row desc
    on conflict (authority_id, publication, year, area_code, line, measure) do update set
      amount_pence = excluded.amount_pence, area_name = excluded.area_name,
      source_id = excluded.source_id, source_row = excluded.source_row
    where known.amount_pence <> excluded.amount_pence or known.area_name <> excluded.area_name
    returning (xmax = 0) as created`.execute(tx);
  const created = rows.filter((row) => row.created).length;
  return { created, changed: rows.length - created };
}

/** The lines of the actor's own authority in one year and publication. */
export async function ownSpend(
  tx: Tx,
  year: string,
  publication: SpendRow['publication'],
): Promise<SpendRow[]> {
  const { rows } = await sql<SpendRow>`
    select spend.area_code, spend.area_name, spend.publication, spend.year, spend.line,
      spend.measure, spend.amount_pence, spend.source_id, spend.source_row
    from record.spend
    where spend.area_code = any(${await ownAreaCodes(tx)}::text[]) and spend.year = ${year}
      and spend.publication = ${publication}
    order by spend.line, spend.measure`.execute(tx);
  return rows;
}

/** The years for which the actor's own authority has spending loaded. */
export async function spendYears(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ year: string }>`
    select distinct spend.year from record.spend
    where spend.area_code = any(${await ownAreaCodes(tx)}::text[])
    order by spend.year desc`.execute(tx);
  return rows.map((row) => row.year);
}
