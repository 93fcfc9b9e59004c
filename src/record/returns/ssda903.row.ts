import { type CalendarDay, parseBritishDay, parseDay } from '../../lib/index.ts';
import type { TableRecord } from './columns.ts';
import type { ReturnCode } from './ssda903.codes.ts';
import type { Ssda903Column, Ssda903Table } from './ssda903.columns.ts';
import type { Problem } from './statement.ts';

/** One row of the looked-after return with its cells read; what cannot be read is null. */
export interface Ssda903Row {
  readonly row: number;
  /** The authority's own number of the child. */
  readonly child: string;
  /** A day column; null when blank or not a day. */
  day(field: string): CalendarDay | null;
  /** A code, number or text column; null when blank or not of its list or range. */
  text(field: string): string | null;
}

/** A row and what is wrong with its cells; not usable when a cell it cannot do without is. */
export interface ReadRow {
  readonly row: Ssda903Row;
  readonly problems: readonly Problem[];
  readonly isUsable: boolean;
}

/** Where a table is being read: the file's name, and the collection year where it is known. */
export interface RowContext {
  readonly file: string;
  readonly table: Ssda903Table;
  /** The calendar year of the 31 March that the return goes up to. */
  readonly collectionYear: number | null;
}

/**
 * Reads the cells of a row: days as 31/03/2025 or 2025-03-31 (with or without a time), codes in
 * any case and with the `.0` that spreadsheets add, whole numbers within their range.
 */
export function readRow(record: TableRecord, context: RowContext): ReadRow {
  const values = new Map<string, string>();
  const problems: Problem[] = [];
  let isUsable = true;
  for (const column of context.table.columns) {
    const cell = record.get(column.field);
    if (cell === '') {
      if (!column.isRequired) continue;
      problems.push(blank(column, record.row, context.file));
      if (column.isVital) isUsable = false;
      continue;
    }
    const value = readCell(cell, column);
    if (value === null) {
      problems.push(unread(column, record.row, context.file));
      if (column.isVital || column.field === 'DEC') isUsable = false;
      continue;
    }
    values.set(column.field, value);
    const late = outsideYear(value, column, context.collectionYear);
    if (late) problems.push(otherYear(column, record.row, { file: context.file, late }));
  }
  const row: Ssda903Row = {
    row: record.row,
    child: values.get('CHILD') ?? '',
    day: (field) => (values.get(field) as CalendarDay | undefined) ?? null,
    text: (field) => values.get(field) ?? null,
  };
  return { row, problems, isUsable };
}

/** Reads one cell by its column's type; null when it is not of that type. */
export function readCell(cell: string, column: Ssda903Column): string | null {
  switch (column.type) {
    case 'day':
      return readDay(cell);
    case 'whole':
      return readWhole(cell, column.range ?? [0, Number.MAX_SAFE_INTEGER]);
    case 'code': {
      const code = cell.toUpperCase().replace(/^(\d+)\.0+$/, '$1');
      return column.codes && Object.hasOwn(column.codes, code) ? code : null;
    }
    case 'upn':
      return /^([A-Z]\d{12}|[A-Z]\d{11}[A-Z]|UN[1-7])$/.test(cell.toUpperCase())
        ? cell.toUpperCase()
        : null;
    case 'text':
      return cell.length <= MOST_CHARACTERS ? cell.replace(/^(\d+)\.0$/, '$1') : null;
  }
}

/** A day as returns write it, a midnight behind it allowed; else null. */
export function readDay(cell: string): CalendarDay | null {
  const text = cell.replace(/[T ]00:00(:00(\.0+)?)?Z?$/, '');
  return parseBritishDay(text) ?? parseDay(text);
}

const MOST_CHARACTERS = 100;

function readWhole(cell: string, [least, most]: readonly [number, number]): string | null {
  const match = /^(\d{1,9})(\.0+)?$/.exec(cell);
  const value = match ? Number(match[1]) : Number.NaN;
  return value >= least && value <= most ? String(value) : null;
}

function outsideYear(value: string, column: Ssda903Column, year: number | null): ReturnCode | null {
  const code = column.codes?.[value];
  if (!code || year === null) return null;
  const isOutside = year < (code.from ?? year) || year > (code.until ?? year);
  return isOutside ? code : null;
}

function blank(column: Ssda903Column, row: number, file: string): Problem {
  const problem = { file, row, field: column.field, rule: column.rule };
  return column.isVital
    ? {
        ...problem,
        severity: 'error',
        message: `${column.field} is blank; without it the row says nothing that can be used.`,
        fix: `Fill ${column.field} in the source system and export again.`,
      }
    : {
        ...problem,
        severity: 'warning',
        message: `${column.field} is blank, and the return asks for it.`,
        fix: `Fill ${column.field} if it is known.`,
      };
}

function unread(column: Ssda903Column, row: number, file: string): Problem {
  const isError = column.isVital || column.field === 'DEC';
  return {
    file,
    row,
    field: column.field,
    rule: column.rule,
    severity: isError ? 'error' : 'warning',
    message: `${column.field} ${EXPECTED[column.type]}${
      isError ? ', so the row is kept out.' : '; the rest of the row is used.'
    }`,
    fix: column.codes
      ? `Use one of the codes of the return: ${Object.keys(column.codes).slice(0, 40).join(', ')}.`
      : FIXES[column.type],
  };
}

function otherYear(
  column: Ssda903Column,
  row: number,
  { file, late }: { file: string; late: ReturnCode },
): Problem {
  const years = late.from ? `from ${late.from} on` : `until ${late.until}`;
  return {
    file,
    row,
    field: column.field,
    rule: 'code/other-year',
    severity: 'warning',
    message: `${column.field} holds a code that stands in the lists of the collections ${years}.`,
    fix: 'Check the code, or the year of the file.',
  };
}

const EXPECTED: Readonly<Record<Ssda903Column['type'], string>> = {
  day: 'is not a day',
  code: 'is not one of the codes of the return',
  whole: 'is not a whole number in its range',
  upn: 'is not a unique pupil number',
  text: `has more than ${MOST_CHARACTERS} characters`,
};

const FIXES: Readonly<Record<Ssda903Column['type'], string>> = {
  day: 'Write the day as 31/03/2025 or 2025-03-31.',
  code: 'Use a code of the return.',
  whole: 'Write a whole number within the range, without other characters.',
  upn: 'Write a letter and twelve digits, or UN1 to UN5 where it is not known.',
  text: 'Check that columns have not shifted.',
};
