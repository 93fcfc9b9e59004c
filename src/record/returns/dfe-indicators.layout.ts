import type { TableRow } from '../../lib/index.ts';
import type { Problem, ReadItem } from './statement.ts';

/** How the rows of one kind of indicator file are read, once its headings are known. */
export interface IndicatorLayout {
  /** The part of the return, such as `lait`. */
  readonly part: string;
  /** What the row states; rows may be held back until a later call. */
  read(row: TableRow): readonly ReadItem[];
  /** What was held back. */
  end(): readonly ReadItem[];
}

/** A problem of one cell as an item. */
export function cellProblem(
  file: string,
  row: number,
  fault: Omit<Problem, 'file' | 'row' | 'severity'> & Partial<Pick<Problem, 'severity'>>,
): ReadItem {
  return { type: 'problem', problem: { file, row, severity: 'error', ...fault } };
}

/** The period of a row cannot be read, so that nothing of the row can be placed in time. */
export function noPeriod(file: string, row: number, field: string): ReadItem {
  return cellProblem(file, row, {
    field,
    rule: 'date/period',
    message: 'The period is not a year or a span of years, so the value has no place in time.',
    fix: 'Write the period as 2024, 2023-24 or 2014-16; 0 is a fault of the published file.',
  });
}

/** A cell that should hold a published value holds neither a number nor a mark. */
export function noValue(file: string, row: number, field: string): ReadItem {
  return cellProblem(file, row, {
    field,
    rule: 'type/value',
    message: 'The cell holds neither a number nor one of the marks c z x u low : -.',
    fix: 'Load the file as published, or put the mark x where a value is not available.',
  });
}
