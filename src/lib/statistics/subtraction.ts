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
}

/** How long to look for another table; what is not found by then counts as unsafe. */
const MOST_STEPS = 3000;

/**
 * Whether a hidden count could be another one: whether a second table exists that would be
 * published just the same, in which this count is one more or one less, those of 1 to 4 stay
 * within 1 to 4, and no other hidden count becomes 0 (0 is always shown). Each count moves by one
 * at most. The answer yes is proved by that table; no may be too careful.
 */
export function isSafeFromSubtraction(key: string, table: PublishedTable): boolean {
  return ([1, -1] as const).some((by) => {
    if (!mayMove(key, by, table)) return false;
    const search: Search = { table, moved: new Map(), steps: 0 };
    return move(key, by, search) && settle(search);
  });
}

interface Search {
  readonly table: PublishedTable;
  readonly moved: Map<string, 1 | -1>;
  steps: number;
}

function mayMove(key: string, by: 1 | -1, { counts, isPrimary }: PublishedTable): boolean {
  const next = (counts.get(key) ?? 0) + by;
  return next >= 1 && (!isPrimary(key) || next < SMALLEST_PUBLISHED_COUNT);
}

function move(key: string, by: 1 | -1, search: Search): boolean {
  if (search.moved.has(key) || !mayMove(key, by, search.table)) return false;
  search.moved.set(key, by);
  return true;
}

/** Mends lines that no longer add up, one after another, and goes back where that fails. */
function settle(search: Search): boolean {
  search.steps += 1;
  if (search.steps > MOST_STEPS) return false;
  const open = firstOpenLine(search);
  if (open === null) return true;
  const { line, off } = open;
  const towards = off > 0 ? -1 : 1;
  const choices: (readonly [string, 1 | -1])[] = line.parts.map((key) => [key, towards]);
  if (line.total !== null) choices.push([line.total, towards === 1 ? -1 : 1]);
  for (const [key, by] of choices) {
    if (!search.table.hidden.has(key) || !move(key, by, search)) continue;
    if (settle(search)) return true;
    search.moved.delete(key);
  }
  return false;
}

function firstOpenLine({ table, moved }: Search): { line: PublishedLine; off: number } | null {
  for (const key of moved.keys()) {
    for (const line of table.touching.get(key) ?? []) {
      let off = line.total === null ? 0 : -(moved.get(line.total) ?? 0);
      for (const part of line.parts) off += moved.get(part) ?? 0;
      if (off !== 0) return { line, off };
    }
  }
  return null;
}
