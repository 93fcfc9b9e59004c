/** One cell of tables of counts that are shown together. */
export interface TableCell {
  readonly count: number;
  /** Hidden whatever it holds: it belongs to a row that is hidden whole. */
  readonly isClosed?: boolean;
  /** Hidden only where nothing else of a line is left to hide: totals, which readers need most. */
  readonly isLast?: boolean;
}

/**
 * The cells that may not be shown: counts of 1 to 4, those of closed rows and, where a line (a sum
 * with its parts, as keys) would have only one such, another of the line, since the first could be
 * worked out. That other is chosen so that it draws the fewest further cells with it, then the
 * smallest. Every line of cells above 0 ends with none or at least two hidden, if it has two.
 */
export function hideTables(
  cells: ReadonlyMap<string, TableCell>,
  lines: readonly (readonly string[])[],
  isSmall: (count: number) => boolean,
): ReadonlySet<string> {
  const hidden = new Set<string>();
  for (const [key, { count, isClosed }] of cells) {
    if (isClosed === true || isSmall(count)) hidden.add(key);
  }
  const isThere = (key: string) => {
    const cell = cells.get(key);
    return cell !== undefined && (cell.count > 0 || cell.isClosed === true);
  };
  const kept = lines.map((line) => line.filter(isThere));
  const linesOf = new Map<string, number[]>();
  for (const [index, line] of kept.entries()) {
    for (const key of line) linesOf.set(key, [...(linesOf.get(key) ?? []), index]);
  }
  const hiddenIn = kept.map((line) => line.filter((key) => hidden.has(key)).length);
  const waiting = kept.map((_, index) => index);
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (hiddenIn[index] !== 1) continue;
    const next = nextToHide(kept[index] ?? [], { cells, hidden, linesOf, hiddenIn });
    if (next === null) continue;
    hidden.add(next);
    for (const other of linesOf.get(next) ?? []) {
      hiddenIn[other] = (hiddenIn[other] ?? 0) + 1;
      waiting.push(other);
    }
  }
  return hidden;
}

interface State {
  readonly cells: ReadonlyMap<string, TableCell>;
  readonly hidden: ReadonlySet<string>;
  readonly linesOf: ReadonlyMap<string, readonly number[]>;
  readonly hiddenIn: readonly number[];
}

function nextToHide(line: readonly string[], state: State): string | null {
  let best: readonly [string, readonly number[]] | null = null;
  for (const key of line) {
    if (state.hidden.has(key)) continue;
    const cell = state.cells.get(key);
    // Lines in which it would stand alone, each of which hides one more.
    const alone = (state.linesOf.get(key) ?? []).filter((one) => state.hiddenIn[one] === 0).length;
    const price = [cell?.isLast === true ? 1 : 0, alone, cell?.count ?? 0];
    if (best === null || isLess(price, best[1])) best = [key, price];
  }
  return best === null ? null : best[0];
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index >= 0 && (a[index] ?? 0) < (b[index] ?? 0);
}
