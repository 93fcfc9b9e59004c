import { isSmall } from '../../lib/index.ts';

/** Children by the exact set of things that they have; the sets do not overlap. */
export interface ExactCount {
  readonly set: readonly string[];
  readonly children: number;
}

/** A count that is to be shown: of the children of every exact set that it takes in. */
export interface WantedCount {
  readonly key: string;
  takes(set: readonly string[]): boolean;
}

/** How many children a count takes in. */
export function countOf(exact: readonly ExactCount[], wanted: Pick<WantedCount, 'takes'>): number {
  return exact.reduce((sum, one) => sum + (wanted.takes(one.set) ? one.children : 0), 0);
}

/**
 * Which of these counts may not be shown, in the order of their weight: a count of 1 to 4, and any
 * count by which, added to and taken from those before it, somebody could work out a small one: of
 * an exact set, of a count that is asked for, or of `secrets`. What is not told is found by solving
 * the shown counts for the exact sets (in whole numbers modulo a prime, so without rounding).
 */
export function hideCombinations(
  exact: readonly ExactCount[],
  wanted: readonly WantedCount[],
  secrets: readonly Pick<WantedCount, 'takes'>[] = [],
): ReadonlySet<string> {
  const sets = exact.filter((one) => one.children > 0);
  const rowOf = (one: Pick<WantedCount, 'takes'>) =>
    Float64Array.from(sets, ({ set }) => (one.takes(set) ? 1 : 0));
  const small = [...wanted, ...secrets].filter((one) => isSmall(countOf(sets, one))).map(rowOf);
  sets.forEach((one, at) => {
    if (isSmall(one.children)) small.push(Float64Array.from(sets, (_, i) => (i === at ? 1 : 0)));
  });
  const hidden = new Set<string>();
  const basis: Row[] = [];
  // What is left of each small count when all that is shown is taken away; none may become 0.
  let left: readonly Float64Array[] = small;
  for (const one of wanted) {
    const count = countOf(sets, one);
    if (count === 0) continue;
    const row = basis.reduce(without, rowOf(one));
    const pivot = row.findIndex((cell) => cell !== 0);
    // It tells nothing that is not told already.
    if (pivot === -1 && !isSmall(count)) continue;
    const next = pivot === -1 ? null : { cells: scaled(row, pivot), pivot };
    const after = next === null ? left : left.map((secret) => without(secret, next));
    if (isSmall(count) || after.some(isNothing)) {
      hidden.add(one.key);
    } else if (next !== null) {
      basis.push(next);
      left = after;
    }
  }
  return hidden;
}

interface Row {
  readonly cells: Float64Array;
  readonly pivot: number;
}

/** Small enough that a product of two numbers below it is exact. */
const PRIME = 94_906_249;

function isNothing(row: Float64Array): boolean {
  for (let at = row.length - 1; at >= 0; at -= 1) if (row[at] !== 0) return false;
  return true;
}

/** A row with the basis row taken away as often as makes its pivot 0; the row itself otherwise. */
function without(row: Float64Array, { cells, pivot }: Row): Float64Array {
  const times = row[pivot] ?? 0;
  if (times === 0) return row;
  const left = new Float64Array(row.length);
  for (let at = 0; at < row.length; at += 1) {
    const cell = cells[at] ?? 0;
    const taken = cell === 0 ? (row[at] ?? 0) : ((row[at] ?? 0) - ((times * cell) % PRIME)) % PRIME;
    left[at] = taken < 0 ? taken + PRIME : taken;
  }
  return left;
}

function scaled(row: Float64Array, pivot: number): Float64Array {
  const by = inverse(row[pivot] ?? 1);
  return row.map((cell) => (cell * by) % PRIME);
}

/** The number that gives 1 when multiplied with this one, modulo the prime. */
function inverse(of: number): number {
  let [before, now] = [PRIME, of % PRIME];
  let [timesBefore, timesNow] = [0, 1];
  while (now > 1) {
    const whole = Math.floor(before / now);
    [before, now] = [now, before - whole * now];
    [timesBefore, timesNow] = [timesNow, timesBefore - whole * timesNow];
  }
  return timesNow < 0 ? timesNow + PRIME : timesNow;
}
