import type { Spread } from './model-result.ts';

const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/**
 * The spread of some values, in their unit: mean and quantiles between neighbours by straight line,
 * as `quantile` of lib does. The values are put in another order. Throws a RangeError for none.
 */
export function spreadOf(values: Float64Array): Spread {
  if (values.length === 0) throw new RangeError('nothing has no spread');
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] as number;
  const found = [0, 0, 0, 0, 0];
  let from = 0;
  for (const [index, share] of SHARES.entries()) {
    const place = (values.length - 1) * share;
    const below = Math.floor(place);
    select(values, below, from);
    const low = values[below] as number;
    const high = place > below ? leastFrom(values, below + 1) : low;
    found[index] = low + (high - low) * (place - below);
    from = below;
  }
  const [p5 = 0, p25 = 0, p50 = 0, p75 = 0, p95 = 0] = found;
  return { mean: sum / values.length, p5, p25, p50, p75, p95 };
}

function leastFrom(values: Float64Array, from: number): number {
  let least = values[from] as number;
  for (let i = from + 1; i < values.length; i += 1) {
    if ((values[i] as number) < least) least = values[i] as number;
  }
  return least;
}

/** Puts the value at its place in order: those before it are not above, those after not below. */
function select(values: Float64Array, place: number, from: number): void {
  let left = from;
  let right = values.length - 1;
  while (right > left) {
    const pivot = middleOf(values, left, right);
    let i = left;
    let j = right;
    while (i <= j) {
      while ((values[i] as number) < pivot) i += 1;
      while ((values[j] as number) > pivot) j -= 1;
      if (i > j) break;
      const held = values[i] as number;
      values[i] = values[j] as number;
      values[j] = held;
      i += 1;
      j -= 1;
    }
    if (place <= j) right = j;
    else if (place >= i) left = i;
    else return;
  }
}

/** The middle one of the first, the middle and the last value of a stretch. */
function middleOf(values: Float64Array, left: number, right: number): number {
  const a = values[left] as number;
  const b = values[(left + right) >> 1] as number;
  const c = values[right] as number;
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
