/** An estimate with its range; all three in the same unit. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The standard normal value that leaves 2.5% above it: intervals here are of 95%. */
const Z_95 = 1.959963984540054;

/** The arithmetic mean, in the unit of the values; null of no values. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The value below which this share (0 to 1) of the values lies, between neighbours by straight
 * line (type 7 of Hyndman and Fan, 1996, as spreadsheets do); null of no values. Throws a
 * RangeError for a share outside of 0 to 1.
 */
export function quantile(values: readonly number[], share: number): number | null {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share is from 0 to 1, not ${share}`);
  const sorted = Float64Array.from(values).sort();
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (place - Math.floor(place));
}

/** The middle value, or the mean of the two middle ones; null of no values. */
export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

/** The middle half of the values, from a quarter to three quarters, and their median. */
export interface QuartileBand {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/** The quartiles of the values, in their unit; null of no values. */
export function quartileBand(values: readonly number[]): QuartileBand | null {
  const lower = quantile(values, 0.25);
  const middle = quantile(values, 0.5);
  const upper = quantile(values, 0.75);
  if (lower === null || middle === null || upper === null) return null;
  return { lower, median: middle, upper };
}

/** Where a value lies by the quartiles of its peers; the band's ends belong to the band. */
export function bandOf(value: number, band: QuartileBand): 'below' | 'within' | 'above' {
  return value < band.lower ? 'below' : value > band.upper ? 'above' : 'within';
}

/**
 * The sum of values times weights; weights are shares or counts. Throws a RangeError when there
 * are not as many weights as values.
 */
export function weightedSum(values: readonly number[], weights: readonly number[]): number {
  if (values.length !== weights.length) throw new RangeError('a weight is needed for each value');
  return values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);
}

/**
 * A proportion (0 to 1) with its 95% interval by Wilson's score method (1927), which public health
 * statistics in England use for proportions; null of nobody. Throws a RangeError when more are
 * counted than there are.
 */
export function wilsonInterval(counted: number, of: number): Interval | null {
  if (of === 0) return null;
  if (!(counted >= 0 && counted <= of)) throw new RangeError(`${counted} cannot be out of ${of}`);
  const share = counted / of;
  const z2 = Z_95 * Z_95;
  const middle = 2 * counted + z2;
  const spread = Z_95 * Math.sqrt(z2 + 4 * counted * (1 - share));
  const scale = 2 * (of + z2);
  return {
    value: share,
    low: counted === 0 ? 0 : (middle - spread) / scale,
    high: counted === of ? 1 : (middle + spread) / scale,
  };
}

/**
 * A count with its 95% interval by Byar's approximation to the exact Poisson one (Breslow and Day,
 * 1987), which is within 0.1 of it from 10 counted on. Throws a RangeError for a negative count.
 */
export function countInterval(counted: number): Interval {
  if (!(counted >= 0)) throw new RangeError(`a count is 0 or more, not ${counted}`);
  const next = counted + 1;
  const below = counted === 0 ? 0 : 1 - 1 / (9 * counted) - Z_95 / (3 * Math.sqrt(counted));
  const above = 1 - 1 / (9 * next) + Z_95 / (3 * Math.sqrt(next));
  return { value: counted, low: Math.max(0, counted * below ** 3), high: next * above ** 3 };
}

/**
 * A count as a rate per 10,000 of a population, with its 95% interval by Byar's approximation;
 * null without a population.
 */
export function ratePer10000(counted: number, population: number): Interval | null {
  if (!(population > 0)) return null;
  const { low, high } = countInterval(counted);
  const rate = (count: number) => (count * 10_000) / population;
  return { value: rate(counted), low: rate(low), high: rate(high) };
}
