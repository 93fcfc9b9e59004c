import { type CalendarDay, parseBritishDay, parseDay, TableFault } from '../../lib/index.ts';
import type { TableRecord, TableSpec } from './columns.ts';
import type { Problem } from './statement.ts';

/** What is wrong with one cell, before the file and the row are added. */
export interface CellFault {
  readonly field: string;
  readonly rule: string;
  readonly severity?: Problem['severity'];
  readonly message: string;
  readonly fix: string;
}

/** The cells of one row by what they should hold; what does not fit becomes a problem and null. */
export interface RowValues<Field extends string = string> {
  readonly row: number;
  readonly problems: Problem[];
  /** The cell without blanks around it, '' where there is none. */
  text(field: Field): string;
  /** A day; `date/not-a-date` where the cell holds something else, `date/in-future` after today. */
  day(field: Field, today: CalendarDay): CalendarDay | null;
  /** What the code of the cell stands for; `code/unknown` where it is not in the list. */
  code<T>(field: Field, codes: ReadonlyMap<string, T>): T | null;
  /** A whole number of 0 or more; `type/not-a-number` where the cell holds something else. */
  count(field: Field): number | null;
  report(fault: CellFault): void;
}

/**
 * Opens a row for reading by type; `file` is only used in problems, which name a field by its
 * heading in `spec`.
 */
export function rowValues<Field extends string>(
  file: string,
  record: TableRecord<Field>,
  spec: TableSpec<Field>,
): RowValues<Field> {
  const problems: Problem[] = [];
  const report = (fault: CellFault) => {
    const heading = spec.columns.find((column) => column.field === fault.field)?.headings[0];
    const field = heading ?? fault.field;
    problems.push({ file, row: record.row, severity: 'warning', ...fault, field });
  };
  return {
    row: record.row,
    problems,
    report,
    text: (field) => record.get(field),
    day(field, today) {
      const text = record.get(field);
      if (text === '') return null;
      const read = parseAnyDay(text);
      if (read !== null && read <= today) return read;
      report(read === null ? notADate(field) : inFuture(field));
      return null;
    },
    code(field, codes) {
      const text = record.get(field);
      if (text === '') return null;
      const meaning = codes.get(plainCode(text));
      if (meaning !== undefined) return meaning;
      report(unknownCode(field, [...new Set(codes.keys())]));
      return null;
    },
    count(field) {
      const text = record.get(field).replace(/,(?=\d{3}\b)/g, '');
      if (text === '') return null;
      if (/^\d{1,12}(?:\.0+)?$/.test(text)) return Number(text);
      report(notANumber(field));
      return null;
    },
  };
}

/** A code as it is compared: lower case, words joined by hyphens. */
export function plainCode(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-');
}

/**
 * Reads a day as the files of schools and councils write it: `2025-03-31`, `31/03/2025`,
 * `2025-Mar-31`, `31-Mar-2025`, each with or without a time after it; else null.
 */
export function parseAnyDay(text: string): CalendarDay | null {
  const date = text.trim().replace(/[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/, '');
  const named = /^(\d{1,4})[- ]([A-Za-z]{3})[- ](\d{1,4})$/.exec(date);
  if (!named) return parseDay(date) ?? parseBritishDay(date);
  const month = MONTHS.indexOf((named[2] ?? '').toLowerCase()) + 1;
  const [first = '', last = ''] = [named[1], named[3]];
  const [year, day] = first.length === 4 ? [first, last] : [last, first];
  if (day.length > 2) return null;
  return parseDay(`${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/**
 * A problem of the file as a whole, such as a name that lacks the year; an error unless `severity`
 * says otherwise.
 */
export function fileProblem(
  file: string,
  fault: Omit<CellFault, 'field'> & { readonly field?: string; readonly row?: number },
): Problem {
  return { file, row: null, field: null, severity: 'error', ...fault };
}

/** What a fault of the table reader is as a problem; any other error is thrown on: it is ours. */
export function unreadableFile(file: string, error: unknown): Problem {
  if (!(error instanceof TableFault)) throw error;
  return {
    file,
    row: error.row,
    field: null,
    rule: 'structure/unreadable',
    severity: 'error',
    message: error.message,
    fix: error.fix,
  };
}

/**
 * A British postcode as `AB1 2CD`, or null where the text cannot be one; it says nothing of whether
 * the postcode is in use.
 */
export function postcodeOf(text: string): string | null {
  const compact = text.toUpperCase().replace(/\s+/g, '');
  const match = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/.exec(compact);
  return match ? `${match[1]} ${match[2]}` : null;
}

function notADate(field: string): CellFault {
  return {
    field,
    rule: 'date/not-a-date',
    message: 'The cell holds no date that can be read, so what it would say was left out.',
    fix: 'Write the date as 2025-03-31 or 31/03/2025.',
  };
}

function inFuture(field: string): CellFault {
  return {
    field,
    rule: 'date/in-future',
    message: 'The date lies in the future. A file states what has happened, so it was left out.',
    fix: 'Correct the date, or leave the cell empty until the day has come.',
  };
}

function unknownCode(field: string, codes: readonly string[]): CellFault {
  const known = codes.length <= 16 ? ` It may be: ${codes.join(', ')}.` : '';
  return {
    field,
    rule: 'code/unknown',
    message: `The code is not in the list for this column, so it was left out.${known}`,
    fix: 'Use a code of the list; the page about this file shows it.',
  };
}

function notANumber(field: string): CellFault {
  return {
    field,
    rule: 'type/not-a-number',
    message: 'The cell holds no whole number of 0 or more, so it was left out.',
    fix: 'Write the number with digits only.',
  };
}

const MONTHS = [
  ...['jan', 'feb', 'mar', 'apr', 'may', 'jun'],
  ...['jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
];

/**
 * The ethnicity that a row states, as a school census code of four letters; anything else is told
 * and left out.
 */
export function ethnicityOf(cells: RowValues<'ethnicity'>): string | null {
  const code = cells.text('ethnicity').toUpperCase();
  if (code === '' || /^[A-Z]{4}$/.test(code)) return code || null;
  cells.report({
    field: 'ethnicity',
    rule: 'code/ethnicity',
    message: 'The ethnicity is not a code of four letters of the school census, so it is left out.',
    fix: 'Use a code such as WBRI or BAFR; NOBT where it is not obtained, REFU where refused.',
  });
  return null;
}
