import type { Interval } from './statistics.ts';

/** Student's t that leaves 2.5% above it, for 1 to 8 degrees of freedom. */
const T_95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306] as const;

/** Fewest and most values that a trend is read from; older ones are left out. */
const FEWEST = 4;
const MOST = 10;

/**
 * How much a series changes a year: the slope of a straight line by least squares with its 95%
 * interval by Student's t, over the last ten values; null for fewer than four, since three points
 * nearly always lie on some line. In the unit of the values. The years need not follow each other.
 */
export function trendOf(
  values: readonly { readonly year: number; readonly value: number }[],
): Interval | null {
  const last = [...values].sort((a, b) => a.year - b.year).slice(-MOST);
  const count = last.length;
  const t = T_95[count - 3];
  if (count < FEWEST || t === undefined) return null;
  const mean = (of: (one: (typeof last)[number]) => number) =>
    last.reduce((sum, one) => sum + of(one), 0) / count;
  const [year, value] = [mean((one) => one.year), mean((one) => one.value)];
  const spread = last.reduce((sum, one) => sum + (one.year - year) ** 2, 0);
  if (spread === 0) return null;
  const slope =
    last.reduce((sum, one) => sum + (one.year - year) * (one.value - value), 0) / spread;
  const left = last.reduce(
    (sum, one) => sum + (one.value - value - slope * (one.year - year)) ** 2,
    0,
  );
  const half = t * Math.sqrt(left / (count - 2) / spread);
  return { value: slope, low: slope - half, high: slope + half };
}
