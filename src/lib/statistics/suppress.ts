import { SMALLEST_PUBLISHED_COUNT } from '../figure/figure.ts';
import { remembered } from './remember.ts';
import { anotherTable, type PublishedLine, type PublishedTable } from './subtraction.ts';

/** Whether a count of people is too small to be shown: 1 to 4. */
export function isSmall(count: number): boolean {
  return count > 0 && count < SMALLEST_PUBLISHED_COUNT;
}

/**
 * Which of these counts of people must be hidden: 1 to 4 and, where a total stands beside them and
 * gives one away, the next smallest too. In the order of the counts; 0 is never hidden.
 */
export function hideSmall(counts: readonly number[]): boolean[] {
  const cells = counts.map((count, index) => ({ key: String(index), count }));
  const hidden = hideCells(cells, [cells.map((cell) => cell.key)]);
  return cells.map((cell) => hidden.has(cell.key));
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
 * A line of a table: the keys of a row, a column or the parts of an area, whose total is shown
 * beside it. Where the total is a cell itself (a ward's, within a locality's), its key is told, and
 * it may be hidden too.
 */
export type CountedLine =
  | readonly string[]
  | { readonly parts: readonly string[]; readonly total: string };

/**
 * The cells of a table that may not be shown: counts of 1 to 4, the next smallest of a line that
 * would have only one such, and as many more as are needed until nobody can work out one of the
 * former from what is left, by adding and subtracting along all lines at once. Safe means that
 * another table, with another count of 1 to 4 in its place, would be published alike. Where a line
 * is hidden whole and is still too narrow, its total is hidden if it is a cell; a total that is
 * none cannot be, and whoever shows it must know that two counts of 1 give a total of 2.
 */
export function hideCells(
  cells: readonly CountedCell[],
  lines: readonly CountedLine[],
): ReadonlySet<string> {
  return hiddenOf({ cells, lines }, JSON.stringify([cells, lines]));
}

/** Pages ask of the same table again and again. */
const hiddenOf = remembered(workOutHidden);

function workOutHidden({
  cells,
  lines,
}: {
  readonly cells: readonly CountedCell[];
  readonly lines: readonly CountedLine[];
}): ReadonlySet<string> {
  const counts = new Map(
    cells.filter((one) => one.count > 0).map((one) => [one.key, one.count] as const),
  );
  const hidden = new Set([...counts].filter(([, count]) => isSmall(count)).map(([key]) => key));
  const shown = lines.map((line) => publishedLine(line, counts));
  const isPrimary = (key: string) => isSmall(counts.get(key) ?? 0);
  const touching = linesOfCells(shown);
  const hiding: Hiding = {
    counts,
    hidden,
    isPrimary,
    touching,
    safe: new Set(),
    patience: { steps: MOST_STEPS },
  };
  while (shown.some((line) => hideSecond(line, counts, hidden)) || hideForSafety(shown, hiding));
  return hidden;
}

function publishedLine(line: CountedLine, counts: ReadonlyMap<string, number>): PublishedLine {
  const isKnown = (key: string) => counts.has(key);
  if (!('parts' in line)) return { parts: line.filter(isKnown), total: null };
  return { parts: line.parts.filter(isKnown), total: isKnown(line.total) ? line.total : null };
}

/** Hides the smallest that is shown in a line where only one is hidden; says whether it did. */
function hideSecond(
  line: PublishedLine,
  counts: ReadonlyMap<string, number>,
  hidden: Set<string>,
): boolean {
  if (line.total !== null && hidden.has(line.total)) return false;
  if (line.parts.filter((key) => hidden.has(key)).length !== 1) return false;
  return hideSmallest([line], counts, hidden);
}

/** Steps of search for one whole table, so that the largest takes part of a second. */
const MOST_STEPS = 12_000;

interface Hiding extends PublishedTable {
  readonly hidden: Set<string>;
  /** Small counts that are known to be safe, or that hiding more could not help. */
  readonly safe: Set<string>;
}

function linesOfCells(lines: readonly PublishedLine[]): Map<string, PublishedLine[]> {
  const touching = new Map<string, PublishedLine[]>();
  for (const line of lines) {
    for (const key of line.total === null ? line.parts : [...line.parts, line.total]) {
      const own = touching.get(key);
      if (own) own.push(line);
      else touching.set(key, [line]);
    }
  }
  return touching;
}

/** Hides one more where a small count could still be worked out; says whether it did. */
function hideForSafety(lines: readonly PublishedLine[], hiding: Hiding): boolean {
  const { counts, hidden, isPrimary, touching, safe } = hiding;
  for (const [key, own] of touching) {
    if (!isPrimary(key) || safe.has(key)) continue;
    const other =
      anotherTable(key, hiding) ??
      // What even a table without any count would tell can not be kept by hiding more.
      (anotherTable(key, { ...hiding, hidden: new Set(counts.keys()) }) === null ? [key] : null);
    if (other !== null) {
      for (const one of other) safe.add(one);
      continue;
    }
    if (hideSmallest(own, counts, hidden) || hideTotal(own, hidden)) return true;
    if (hideSmallest(lines, counts, hidden)) return true;
  }
  return false;
}

function hideSmallest(
  lines: readonly PublishedLine[],
  counts: ReadonlyMap<string, number>,
  hidden: Set<string>,
): boolean {
  const [next] = lines
    .flatMap((line) => line.parts)
    .filter((key) => !hidden.has(key))
    .sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
  if (next === undefined) return false;
  hidden.add(next);
  return true;
}

function hideTotal(lines: readonly PublishedLine[], hidden: Set<string>): boolean {
  const next = lines.map((line) => line.total).find((key) => key !== null && !hidden.has(key));
  if (next === undefined || next === null) return false;
  hidden.add(next);
  return true;
}
