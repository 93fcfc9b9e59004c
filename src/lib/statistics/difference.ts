import { type Interval, wilsonInterval } from './statistics.ts';

/**
 * The difference of two proportions (second less first, -1 to 1) with its 95% interval by
 * Newcombe's hybrid score method (Statistics in Medicine 17, 1998, method 10), which holds for
 * small groups and for none counted; null where a group is empty. Throws a RangeError when more are
 * counted than there are.
 */
export function differenceOfShares(
  first: { readonly counted: number; readonly of: number },
  second: { readonly counted: number; readonly of: number },
): Interval | null {
  const one = wilsonInterval(first.counted, first.of);
  const two = wilsonInterval(second.counted, second.of);
  if (one === null || two === null) return null;
  const value = two.value - one.value;
  const below = Math.hypot(two.value - two.low, one.high - one.value);
  const above = Math.hypot(two.high - two.value, one.value - one.low);
  return { value, low: value - below, high: value + above };
}
