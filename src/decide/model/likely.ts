import type { Likely } from './model-input.ts';

/** Standard deviations from the middle of a normal distribution to its 95 in 100. */
export const Z_95_IN_100 = 1.6448536269514722;

/**
 * The value of a range `z` standard deviations above its middle, with `z` from a standard normal
 * distribution: a two-piece normal, so that half of all values lie below `likely`, 5 in 100 below
 * `low` and 5 in 100 above `high`. Kept between `least` (0) and `most` (no limit). Both engines
 * take every value of a range in this way.
 */
export function valueAt(
  range: Likely,
  z: number,
  bounds: { readonly least?: number; readonly most?: number } = {},
): number {
  const { low, likely, high } = range;
  const spread = z < 0 ? likely - low : high - likely;
  const value = likely + (z * spread) / Z_95_IN_100;
  return Math.min(bounds.most ?? Number.POSITIVE_INFINITY, Math.max(bounds.least ?? 0, value));
}

/** A value that is sure. */
export function sure(value: number): Likely {
  return { low: value, likely: value, high: value };
}
