import { sql } from 'kysely';
import { type FinancialYear, parseFinancialYear, type Pence } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { ownAreaCodes } from '../../record/index.ts';
import type { Publication } from './spend-class.ts';

/** Net spending on one line in one year, with the file and row that state it. */
export interface StatedLine {
  readonly year: FinancialYear;
  readonly line: string;
  readonly pence: Pence;
  readonly file: string;
  readonly row: number | null;
}

/** All lines of the actor's own authority in a publication, net of income, oldest year first. */
export async function ownStatedLines(tx: Tx, publication: Publication): Promise<StatedLine[]> {
  const { rows } = await sql<{
    year: string;
    line: string;
    pence: Pence;
    file: string;
    row: number | null;
  }>`
    select spend.year, spend.line, spend.amount_pence as pence, source.name as file,
      spend.source_row as row
    from record.spend
    join record.source on source.id = spend.source_id
    where spend.authority_id = (select govern.authority())
      and spend.publication = ${publication}
      and spend.area_code = any(${await ownAreaCodes(tx)}::text[])
      and spend.measure = 'net-current-expenditure'
    order by spend.year, spend.source_row, spend.line`.execute(tx);
  return rows.flatMap(({ year, ...row }) => {
    const known = parseFinancialYear(year);
    return known === null ? [] : [{ ...row, year: known }];
  });
}
