import { type Interval, wilsonInterval } from './statistics.ts';

/**
 * What is counted in one area, and out of how many: people of the area, or all that were counted.
 */
export interface CountedArea {
  readonly count: number;
  readonly of: number;
}

/** What all areas say together: their common rate (per one), and how far areas truly differ. */
export interface Prior {
  readonly rate: number;
  /** Variance of the true rates between areas; 0 where chance alone explains the differences. */
  readonly variance: number;
}

/** How an area stands by its shrunken estimate. */
export type Difference = 'higher' | 'lower' | 'not-clearly-different';

/** The standard normal value that leaves 2.5% above it. */
const Z_95 = 1.959963984540054;

/**
 * The common rate of some areas, and the variance between their true rates, by the method of
 * moments of Marshall (1991), "Mapping disease and mortality rates using empirical Bayes
 * estimators", Applied Statistics 40(2), 283 to 294: the weighted variance of the crude rates less
 * what chance alone gives (Poisson for counts of people of an area, binomial for a share). Null
 * where there is nothing to count out of.
 */
export function priorOf(areas: readonly CountedArea[], kind: 'rate' | 'share'): Prior | null {
  const known = areas.filter((area) => area.of > 0);
  const people = known.reduce((sum, area) => sum + area.of, 0);
  if (people === 0) return null;
  const rate = known.reduce((sum, area) => sum + area.count, 0) / people;
  const spread = known.reduce((sum, { count, of }) => sum + of * (count / of - rate) ** 2, 0);
  const chance = kind === 'rate' ? rate : rate * (1 - rate);
  const between = spread / people - (chance * known.length) / people;
  return { rate, variance: Math.max(0, between) };
}

/**
 * The rate of an area (per one), drawn towards the common rate the more, the fewer it is counted
 * out of, with its 95% interval. A rate follows a gamma distribution and its interval the gamma
 * quantiles of Wilson and Hilferty (1931); a share follows a beta one, its interval being Wilson's
 * for as many as the area and the prior are worth together. Where areas do not differ beyond
 * chance, each has the common rate.
 */
export function shrunkenRate(area: CountedArea, prior: Prior, kind: 'rate' | 'share'): Interval {
  const { rate, variance } = prior;
  if (variance === 0 || rate === 0) return { value: rate, low: rate, high: rate };
  if (kind === 'share') {
    const worth = Math.max(0, (rate * (1 - rate)) / variance - 1);
    const of = area.of + worth;
    const share = of === 0 ? rate : (area.count + worth * rate) / of;
    return wilsonAround(share, of);
  }
  const shape = rate ** 2 / variance + area.count;
  const of = rate / variance + area.of;
  const quantile = (z: number) =>
    (shape * Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3) / of;
  return { value: shape / of, low: quantile(-Z_95), high: quantile(Z_95) };
}

function wilsonAround(share: number, of: number): Interval {
  const interval = wilsonInterval(Math.min(of, share * of), of);
  return interval ?? { value: share, low: share, high: share };
}

/**
 * Whether a shrunken estimate stands clear of the common rate: its whole interval lies above or
 * below it. Anything else is not clearly different, however high the crude rate.
 */
export function differenceFrom(estimate: Interval, prior: Prior): Difference {
  if (prior.variance === 0) return 'not-clearly-different';
  if (estimate.low > prior.rate) return 'higher';
  return estimate.high < prior.rate ? 'lower' : 'not-clearly-different';
}
