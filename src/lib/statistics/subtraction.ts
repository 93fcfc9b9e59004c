import { SMALLEST_PUBLISHED_COUNT } from '../figure/figure.ts';

/**
 * A line whose parts add up to its total; the total is a cell's key, or null where always shown.
 */
export interface PublishedLine {
  readonly parts: readonly string[];
  readonly total: string | null;
}

/** A table as it would be published: what is hidden, and the lines that touch each hidden cell. */
export interface PublishedTable {
  readonly counts: ReadonlyMap<string, number>;
  readonly hidden: ReadonlySet<string>;
  readonly touching: ReadonlyMap<string, readonly PublishedLine[]>;
  readonly isPrimary: (key: string) => boolean;
  /** How many steps of search are left for all of its cells; what it ends on counts as unsafe. */
  readonly patience: { steps: number };
}

/** How long to look for another table; what is not found by then counts as unsafe. */
const MOST_STEPS = 500;

/**
 * Another table that would be published just the same, in which this hidden count is one more or
 * one less, as the keys of all counts that differ: those of 1 to 4 stay within 1 to 4, and no other
 * hidden count becomes 0 (0 is always shown). Null where none is found: then the count may be
 * worked out by subtraction. A table that is found proves that none of its counts can be; it stays
 * a proof when more is hidden.
 */
export function anotherTable(key: string, table: PublishedTable): readonly string[] | null {
  for (const by of [1, -1] as const) {
    const search: Search = { table, moved: new Map(), off: new Map(), steps: 0 };
    if (mayMove(key, by, table)) {
      move(key, by, search);
      if (settle(search)) return [...search.moved.keys()];
    }
  }
  return null;
}

type Step = 1 | -1;

interface Search {
  readonly table: PublishedTable;
  readonly moved: Map<string, Step>;
  /** By how much a line no longer adds up, of those that do not. */
  readonly off: Map<PublishedLine, number>;
  steps: number;
}

function mayMove(key: string, by: Step, { counts, isPrimary }: PublishedTable): boolean {
  const next = (counts.get(key) ?? 0) + by;
  return next >= 1 && (!isPrimary(key) || next < SMALLEST_PUBLISHED_COUNT);
}

/** What moving a count adds to what a line is off by: a total counts against its parts. */
function effectOn(line: PublishedLine, key: string, by: Step): number {
  return line.total === key ? -by : by;
}

function move(key: string, by: Step, { table, moved, off }: Search): void {
  moved.set(key, by);
  shift(key, by, { table, off });
}

function takeBack(key: string, { table, moved, off }: Search): void {
  const by = moved.get(key);
  if (by === undefined) return;
  moved.delete(key);
  shift(key, by === 1 ? -1 : 1, { table, off });
}

function shift(key: string, by: Step, { table, off }: Pick<Search, 'table' | 'off'>): void {
  for (const line of table.touching.get(key) ?? []) {
    const now = (off.get(line) ?? 0) + effectOn(line, key, by);
    if (now === 0) off.delete(line);
    else off.set(line, now);
  }
}

/**
 * Mends lines that no longer add up, the one with the fewest ways first, and goes back where that
 * fails.
 */
function settle(search: Search): boolean {
  search.steps += 1;
  search.table.patience.steps -= 1;
  if (isOver(search)) return false;
  if (search.off.size === 0) return true;
  let fewest: (readonly [string, Step])[] | null = null;
  for (const [line, off] of search.off) {
    const choices = choicesFor(line, off, search);
    if (choices.length < Math.abs(off)) return false;
    if (fewest === null || choices.length < fewest.length) fewest = choices;
  }
  for (const [key, by] of fewest ?? []) {
    move(key, by, search);
    if (settle(search)) return true;
    takeBack(key, search);
    if (isOver(search)) return false;
  }
  return false;
}

function isOver({ steps, table }: Search): boolean {
  return steps > MOST_STEPS || table.patience.steps < 0;
}

/** What may move to mend a line, first what mends other lines too. */
function choicesFor(line: PublishedLine, off: number, search: Search): (readonly [string, Step])[] {
  const { table, moved } = search;
  const towards = off > 0 ? -1 : 1;
  const all: (readonly [string, Step])[] = line.parts.map((key) => [key, towards]);
  if (line.total !== null) all.push([line.total, towards === 1 ? -1 : 1]);
  return all
    .filter(([key, by]) => table.hidden.has(key) && !moved.has(key) && mayMove(key, by, table))
    .map((choice) => ({ choice, worse: harmOf(choice, search) }))
    .sort((a, b) => a.worse - b.worse)
    .map(({ choice }) => choice);
}

/** How many lines more a move would leave open. */
function harmOf([key, by]: readonly [string, Step], { table, off }: Search): number {
  let harm = 0;
  for (const line of table.touching.get(key) ?? []) {
    const before = off.get(line) ?? 0;
    harm += Math.abs(before + effectOn(line, key, by)) - Math.abs(before);
  }
  return harm;
}
