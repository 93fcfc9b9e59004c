import { discountFactor } from './discount.ts';
import type { DiscountSchedule } from './model-input.ts';

/** Money by year, the first year first, in one price base; gains above 0, costs below. */
export type CashFlow = ArrayLike<number>;

/**
 * What a flow is worth in its first year. The first year counts in full: to discount it too, as a
 * spreadsheet's NPV() does, is the slip that makes everything look smaller by one year.
 */
export function presentValue(flow: CashFlow, schedule: DiscountSchedule): number {
  let [value, factor] = [0, 1];
  for (let year = 0; year < flow.length; year += 1) {
    if (year > 0) factor = discountFactor(schedule, year);
    value += (flow[year] ?? 0) * factor;
  }
  return value;
}

/** From the first year to the end of each year, not discounted. */
export function cumulative(flow: CashFlow): number[] {
  let sum = 0;
  return Array.from(flow, (amount) => {
    sum += amount;
    return sum;
  });
}

/**
 * The year (0 is the first) at whose end the cumulative flow is at or above 0 for good; null where
 * it is below at the end, or nothing was ever laid out. A flow that dips again has not paid back.
 */
export function paybackYear(flow: CashFlow): number | null {
  const sums = cumulative(flow);
  const lastBelow = sums.findLastIndex((sum) => sum < 0);
  return lastBelow < 0 || lastBelow === sums.length - 1 ? null : lastBelow + 1;
}

/** The deepest point of the cumulative flow, as a positive amount; 0 where it is never below 0. */
export function peakFunding(flow: CashFlow): number {
  return Math.max(0, -Math.min(0, ...cumulative(flow)));
}

/**
 * The yearly rate (0.193 is 19.3%) at which the flow is worth nothing, by bisection; null where the
 * flow does not go once from costs to gains, since then there is no such rate or more than one.
 */
export function internalRate(flow: CashFlow): number | null {
  const signs = Array.from(flow, Math.sign).filter((sign) => sign !== 0);
  const turns = signs.filter((sign, index) => index > 0 && sign !== signs[index - 1]).length;
  if (turns !== 1 || signs[0] !== -1) return null;
  const valueAt = (rate: number) =>
    Array.from(flow).reduceRight((value, amount) => amount + value / (1 + rate), 0);
  let [low, high] = [-0.99, 1];
  while (valueAt(high) > 0 && high < 1e6) high *= 2;
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2;
    if (valueAt(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Present benefits over present costs, both 0 or more; null where nothing is spent, because a ratio
 * to nothing says nothing. It hides size: show the net present value beside it.
 */
export function benefitCostRatio(presentBenefit: number, presentCost: number): number | null {
  return presentCost > 0 ? presentBenefit / presentCost : null;
}
