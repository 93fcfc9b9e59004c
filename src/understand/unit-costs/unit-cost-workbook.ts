import {
  type FinancialYear,
  parseFinancialYear,
  type Pence,
  pounds,
  type Sheet,
} from '../../lib/index.ts';
import {
  findColumns,
  isHeadingRow,
  isSubheadingRow,
  type ValueKind,
  type WorkbookColumns,
} from './workbook-columns.ts';

/** One value of a row: pence in the prices of its year; `updated` as the workbook uplifts it. */
export interface WorkbookValue {
  readonly pence: Pence;
  readonly year: FinancialYear;
  /** Pounds, unrounded; null where the workbook prints none. */
  readonly updatedPounds: number | null;
}

/** One row of the Unit Cost Database. */
export interface WorkbookEntry {
  readonly sheet: string;
  readonly row: number;
  /** Empty when the row has none; `inferredCode` then says which one its place suggests. */
  readonly code: string;
  readonly inferredCode: string | null;
  readonly category: string;
  readonly subject: string;
  readonly detail: string;
  readonly unit: string;
  readonly agency1: string;
  readonly agency2: string;
  readonly values: ReadonlyMap<ValueKind, WorkbookValue>;
  /** The workbook's own grade: G, A or R. */
  readonly grade: string;
  readonly source: string;
}

/** Something wrong in the workbook: where it stands, why, and what to do. */
export interface WorkbookProblem {
  readonly sheet: string;
  readonly row: number | null;
  /** The column's letter, or null when it concerns the row or sheet. */
  readonly column: string | null;
  readonly message: string;
  readonly fix: string;
}

/** What a workbook holds, and what is wrong with it. */
export interface Workbook {
  readonly entries: readonly WorkbookEntry[];
  readonly problems: readonly WorkbookProblem[];
}

/**
 * Reads the Unit Cost Database, any edition: each sheet with the headings of a cost table, found
 * by name. Sheets without them (introduction, guidance, look-ups) are passed over. A row that
 * cannot be read is left out with a problem; no content makes it throw.
 */
export function readUnitCostWorkbook(sheets: readonly Sheet[]): Workbook {
  const entries: WorkbookEntry[] = [];
  const problems: WorkbookProblem[] = [];
  for (const sheet of sheets) readSheet(sheet, entries, problems);
  if (entries.length === 0 && problems.length === 0) {
    const message = 'No sheet has the headings of a table of unit costs.';
    const fix = 'Check that this is the Unit Cost Database, with a column named "Cost code".';
    problems.push({ sheet: '', row: null, column: null, message, fix });
  }
  return { entries, problems: [...problems, ...repeatedCodes(entries)] };
}

function readSheet(sheet: Sheet, entries: WorkbookEntry[], problems: WorkbookProblem[]): void {
  let top: readonly string[] | null = null;
  let columns: WorkbookColumns | null = null;
  let previous: WorkbookEntry | null = null;
  for (const { row, cells } of sheet.rows) {
    if (columns === null) {
      if (top === null) {
        if (row > LAST_HEADING_ROW) return;
        if (isHeadingRow(cells)) top = cells;
        continue;
      }
      const second = isSubheadingRow(cells);
      const found = findColumns(top, second ? cells : null);
      if ('missing' in found) {
        const message = `These headings are missing: ${found.missing.join(', ')}.`;
        const fix = 'Name the columns as the official workbook does.';
        problems.push({ sheet: sheet.name, row, column: null, message, fix });
        return;
      }
      columns = found.columns;
      if (second) continue;
    }
    const entry = readRow({ sheet: sheet.name, row, cells, columns, previous }, problems);
    if (entry === null) continue;
    entries.push(entry);
    previous = entry;
  }
}

const LAST_HEADING_ROW = 20;

interface RowAt {
  readonly sheet: string;
  readonly row: number;
  readonly cells: readonly string[];
  readonly columns: WorkbookColumns;
  readonly previous: WorkbookEntry | null;
}

function readRow(at: RowAt, problems: WorkbookProblem[]): WorkbookEntry | null {
  const { sheet, row, columns } = at;
  const cell = (index: number | null) =>
    index === null ? '' : (at.cells[index] ?? '').replace(/\s+/g, ' ').trim();
  const values = readValues(at, problems);
  const code = cell(columns.code);
  const detail = cell(columns.detail);
  if (values.size === 0 && code === '') return null;
  let inferredCode: string | null = null;
  if (code === '') {
    inferredCode = nextCode(at.previous?.code ?? '');
    const guess = inferredCode === null ? '' : ` Its place suggests ${inferredCode}.`;
    const message = `A row with a value has no code.${guess}`;
    const fix = 'Give it its code, so that the parts of its headline add up.';
    problems.push({ sheet, row, column: letter(columns.code), message, fix });
  }
  if (values.size === 0) {
    const message = `${code} has no value.`;
    const fix = 'Enter a value and its year, or remove the row.';
    problems.push({ sheet, row, column: null, message, fix });
    return null;
  }
  return {
    sheet,
    row,
    code,
    inferredCode,
    category: cell(columns.category),
    subject: cell(columns.subject),
    detail,
    unit: cell(columns.unit),
    agency1: cell(columns.agency1),
    agency2: cell(columns.agency2),
    values,
    grade: cell(columns.grade),
    source: cell(columns.source),
  };
}

function readValues(at: RowAt, problems: WorkbookProblem[]): Map<ValueKind, WorkbookValue> {
  const values = new Map<ValueKind, WorkbookValue>();
  for (const [kind, columns] of at.columns.values) {
    const text = (at.cells[columns.amount] ?? '').trim();
    if (text === '' || text === '-') continue;
    const amount = numberOf(text);
    const yearText = columns.year === null ? '' : (at.cells[columns.year] ?? '');
    const year = parseFinancialYear(yearText);
    const where = { sheet: at.sheet, row: at.row };
    if (amount === null) {
      const message = `The ${kind} value is not a number.`;
      const fix = 'Enter pounds as digits.';
      problems.push({ ...where, column: letter(columns.amount), message, fix });
    } else if (year === null) {
      const message = `The ${kind} value has no price year that reads like 2013/14.`;
      const fix = 'Enter the financial year of its prices.';
      problems.push({ ...where, column: letter(columns.year ?? columns.amount), message, fix });
    } else {
      const updated = columns.updated === null ? '' : (at.cells[columns.updated] ?? '');
      values.set(kind, { pence: pounds(amount), year, updatedPounds: numberOf(updated) });
    }
  }
  return values;
}

function repeatedCodes(entries: readonly WorkbookEntry[]): WorkbookProblem[] {
  const first = new Map<string, WorkbookEntry>();
  return entries.flatMap((entry) => {
    if (entry.code === '') return [];
    const before = first.get(entry.code);
    if (before === undefined) {
      first.set(entry.code, entry);
      return [];
    }
    const { sheet, row } = entry;
    const message = `${entry.code} stands twice, first in row ${before.row} of ${before.sheet}.`;
    return [{ sheet, row, column: null, message, fix: 'Give one of them a code of its own.' }];
  });
}

/** The code after this one: a headline's first part, or the next part. */
function nextCode(previous: string): string | null {
  const part = /^(.+\.\d+\.)(\d+)$/.exec(previous);
  if (part) return `${part[1]}${Number(part[2]) + 1}`;
  return /\.\d+$/.test(previous) ? `${previous}.1` : null;
}

function numberOf(text: string): number | null {
  const digits = text.replace(/[£,\s]/g, '');
  const value = digits === '' ? Number.NaN : Number(digits);
  return Number.isFinite(value) && Math.abs(value) < 1e12 ? value : null;
}

function letter(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letter(Math.floor(column / 26) - 1) + last;
}
