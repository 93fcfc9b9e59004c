import { sql } from 'kysely';
import { type FinancialYear, pence } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { WorkbookEntry, WorkbookValue } from './unit-cost-workbook.ts';
import type { ValueKind } from './workbook-columns.ts';

/** An edition of the Unit Cost Database that an authority imported; named by its file's hash. */
export interface WorkbookEdition {
  readonly edition: string;
  readonly file_name: string;
  readonly imported_at: Date;
  readonly entries: number;
}

/** Keeps every value of an edition; one that is kept already changes nothing. Gives how many. */
export async function saveWorkbook(
  tx: Tx,
  of: { readonly edition: string; readonly fileName: string },
  entries: readonly WorkbookEntry[],
): Promise<number> {
  const values = entries.flatMap(({ values: own, ...entry }) =>
    [...own].map(([kind, value]) => ({ ...entry, kind, pence: value.pence, year: value.year })),
  );
  const { rows } = await sql<{ kind: string }>`
    insert into understand.workbook_cost (authority_id, edition, file_name, actor_id, sheet,
      source_row, code, category, subject, detail, unit, agency1, agency2, kind, amount_pence,
      price_year, grade, original_source)
    select (select govern.authority()), ${of.edition}, ${of.fileName}, (select platform.actor()),
      stated.sheet, stated.row, stated.code, stated.category, stated.subject, stated.detail,
      stated.unit, stated.agency1, stated.agency2, stated.kind, stated.pence, stated.year,
      stated.grade, stated.source
    from json_to_recordset(${JSON.stringify(values)}::json) as stated(sheet text, row bigint,
      code text, category text, subject text, detail text, unit text, agency1 text, agency2 text,
      kind text, pence bigint, year text, grade text, source text)
    on conflict (authority_id, edition, sheet, source_row, kind) do nothing
    returning kind`.execute(tx);
  return rows.length;
}

/** The editions that are kept, the newest import first. */
export async function listEditions(tx: Tx): Promise<WorkbookEdition[]> {
  const { rows } = await sql<WorkbookEdition>`
    select kept.edition, kept.file_name, max(kept.imported_at) as imported_at,
      count(distinct (kept.sheet, kept.source_row)) as entries
    from understand.workbook_cost kept group by 1, 2 order by 3 desc, 1`.execute(tx);
  return rows;
}

/** The entries of one edition as its workbook printed them. */
export async function entriesOfEdition(tx: Tx, edition: string): Promise<WorkbookEntry[]> {
  const { rows } = await sql<KeptRow>`
    select kept.sheet, kept.source_row, kept.code, kept.category, kept.subject, kept.detail,
      kept.unit, kept.agency1, kept.agency2, kept.kind, kept.amount_pence, kept.price_year,
      kept.grade, kept.original_source
    from understand.workbook_cost kept where kept.edition = ${edition}
    order by kept.sheet, kept.source_row`.execute(tx);
  const byPlace = Map.groupBy(rows, (row) => `${row.sheet}\n${row.source_row}`);
  return [...byPlace.values()].flatMap((own) => (own[0] ? [entryOf(own[0], own)] : []));
}

interface KeptRow {
  readonly sheet: string;
  readonly source_row: number;
  readonly code: string;
  readonly category: string;
  readonly subject: string;
  readonly detail: string;
  readonly unit: string;
  readonly agency1: string;
  readonly agency2: string;
  readonly kind: ValueKind;
  readonly amount_pence: number;
  readonly price_year: FinancialYear;
  readonly grade: string;
  readonly original_source: string;
}

function entryOf(first: KeptRow, rows: readonly KeptRow[]): WorkbookEntry {
  const { sheet, source_row: row, original_source: source, ...rest } = first;
  const { code, category, subject, detail, unit, agency1, agency2, grade } = rest;
  const values = new Map<ValueKind, WorkbookValue>(
    rows.map((one) => [
      one.kind,
      { pence: pence(one.amount_pence), year: one.price_year, updatedPounds: null },
    ]),
  );
  const words = { code, category, subject, detail, unit, agency1, agency2, grade, source };
  return { sheet, row, inferredCode: null, values, ...words };
}
