import { SMALLEST_PUBLISHED_COUNT } from '../figure/figure.ts';

/** Whether a count of people is too small to be shown: 1 to 4. */
export function isSmall(count: number): boolean {
  return count > 0 && count < SMALLEST_PUBLISHED_COUNT;
}

/**
 * Which of these counts of people must be hidden: 1 to 4 and, where a total stands beside them and
 * only one is hidden, the next smallest too, since it could be worked out from the total. In the
 * order of the counts; 0 is never hidden.
 */
export function hideSmall(counts: readonly number[]): boolean[] {
  return hideNext(counts.map(isSmall), counts);
}

/** Hides the smallest of what is shown where only one is hidden; amounts of 0 stay. */
export function hideNext(hidden: readonly boolean[], amounts: readonly number[]): boolean[] {
  if (hidden.filter(Boolean).length !== 1) return [...hidden];
  const shown = amounts.filter((amount, index) => amount > 0 && hidden[index] === false);
  const next = amounts.findIndex(
    (amount, index) => hidden[index] === false && amount === Math.min(...shown),
  );
  return hidden.map((is, index) => is || index === next);
}

/** What a page says of a row that is hidden. */
export const HIDDEN_ROW =
  'Fewer than 5 children, or needed to keep such a number from being worked out: hidden to ' +
  'protect them.';

/** One cell of a table of counts of people, under a name of its own. */
export interface CountedCell {
  readonly key: string;
  readonly count: number;
}

/**
 * The cells of a table that may not be shown: counts of 1 to 4 and, where a line (a row or a
 * column that stands beside its total, as keys) would have only one such, the next smallest of the
 * line too, since the first could be worked out. Every line ends with none or at least two hidden.
 */
export function hideCells(
  cells: readonly CountedCell[],
  lines: readonly (readonly string[])[],
): ReadonlySet<string> {
  const counts = new Map(
    cells.filter((one) => one.count > 0).map((one) => [one.key, one.count] as const),
  );
  const hidden = new Set([...counts].filter(([, count]) => isSmall(count)).map(([key]) => key));
  const shown = lines.map((line) => line.filter((key) => counts.has(key)));
  while (shown.some((line) => hideOneMore(line, counts, hidden)));
  return hidden;
}

/** Hides the smallest that is shown in a line where only one is hidden; says whether it did. */
function hideOneMore(
  line: readonly string[],
  counts: ReadonlyMap<string, number>,
  hidden: Set<string>,
): boolean {
  if (line.filter((key) => hidden.has(key)).length !== 1) return false;
  const [next] = line
    .filter((key) => !hidden.has(key))
    .sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
  if (next === undefined) return false;
  hidden.add(next);
  return true;
}
