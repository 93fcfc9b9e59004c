import { SMALLEST_PUBLISHED_COUNT } from '../../lib/index.ts';

/** How many children had a level in a ward in a year; ward -1 is every ward, level '' any level. */
export interface ChildrenCount {
  readonly ward: number;
  readonly level: string;
  readonly children: number;
}

/** The ward that stands for every ward, and the level that stands for any. */
export const EVERY_WARD = -1;
/** The level that stands for any of the five. */
export const ANY_LEVEL = '';

/** Names one cell of the table of wards and levels. */
export function cellKey(ward: number, level: string): string {
  return `${ward} ${level}`;
}

/**
 * The cells of one year that may not be shown: counts of 1 to 4 and, where a line of the table
 * would have only one such beside its total, the next smallest of the line too, since the first
 * could be worked out. Every line of wards and of levels ends with none or at least two hidden.
 */
export function hiddenCells(counts: readonly ChildrenCount[]): ReadonlySet<string> {
  const shown = counts.filter((one) => one.children > 0);
  const hidden = new Set(
    shown
      .filter((one) => one.children < SMALLEST_PUBLISHED_COUNT)
      .map((one) => cellKey(one.ward, one.level)),
  );
  const parts = shown.filter((one) => one.ward !== EVERY_WARD || one.level !== ANY_LEVEL);
  const lines = [
    ...Map.groupBy(
      parts.filter((one) => one.level !== ANY_LEVEL),
      (one) => `ward ${one.ward}`,
    ).values(),
    ...Map.groupBy(
      parts.filter((one) => one.ward !== EVERY_WARD),
      (one) => `level ${one.level}`,
    ).values(),
  ];
  while (lines.some((line) => hideOneMore(line, hidden)));
  return hidden;
}

/** Hides the smallest that is shown in a line where only one is hidden; says whether it did. */
function hideOneMore(line: readonly ChildrenCount[], hidden: Set<string>): boolean {
  const keys = line.map((one) => cellKey(one.ward, one.level));
  if (keys.filter((key) => hidden.has(key)).length !== 1) return false;
  const [next] = line
    .filter((one) => !hidden.has(cellKey(one.ward, one.level)))
    .sort((a, b) => a.children - b.children);
  if (!next) return false;
  hidden.add(cellKey(next.ward, next.level));
  return true;
}
