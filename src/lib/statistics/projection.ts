import { remembered } from './remember.ts';
import type { Interval } from './statistics.ts';
import { studentWithin } from './student.ts';

/** One year of a series: a rate or a number above 0, and how many were counted for it. */
export interface YearValue {
  readonly year: number;
  readonly value: number;
  /**
   * People or events counted; the chance in them widens the range. Null where nothing was counted.
   */
  readonly counted: number | null;
}

/** A year ahead, with its prediction interval. */
export interface ProjectedYear extends Interval {
  readonly year: number;
}

/** Fewer years than this say nothing about what comes. */
export const FEWEST_YEARS = 3;

/**
 * How much of a year's trend the next year keeps: trends that go on for ever are wrong more often
 * than those that fade (Gardner and McKenzie, 1985, "Forecasting trends in time series", Management
 * Science 31(10); 0.8 to 0.98 is the usual span).
 */
const KEPT_OF_TREND = 0.85;

/**
 * How far the level goes to each new value. Chosen, with the doubt of the trend, by the interval
 * score on published indicators whose last four years were held back; see docs/backtest.md.
 */
const TOWARDS_NEWEST = 0.6;
const DOUBT_OF_TREND = 4;

/** The share of cases that a range should hold where nobody asks for another. */
const USUAL_SHARE = 0.95;

/**
 * A series some years ahead, in its unit. The logarithm's level is smoothed (each year it goes six
 * tenths of the way to the new value); its mean change a year is drawn towards none as far as it
 * cannot be told from chance, and fades. The range is that of simple exponential smoothing (Hyndman
 * and others, 2008, "Forecasting with Exponential Smoothing", chapter 6): the past misses of one
 * year ahead with Student's t, or chance in the counts (1 / counted, Poisson) with the normal
 * value, whichever is wider, times the root of 1 + (years ahead - 1) x 0.6^2. Null for fewer than
 * three years, and where a value is not above 0 (a logarithm needs one).
 */
export function projectYears(
  values: readonly YearValue[],
  yearsAhead: number,
  share = USUAL_SHARE,
): ProjectedYear[] | null {
  if (values.length < FEWEST_YEARS || values.some((one) => !(one.value > 0))) return null;
  const sorted = [...values].sort((a, b) => a.year - b.year);
  const last = sorted.at(-1)?.year ?? 0;
  const { level, miss } = smoothed(sorted);
  const trend = likelyTrend(sorted);
  const missed = tWithin({ share, freedom: sorted.length - 1 }, `${share} ${sorted.length}`) * miss;
  const chance = tWithin({ share, freedom: MUCH }, `${share} normal`) * chanceOf(values);
  // Counting blurs the new value, and the level that comes of earlier ones.
  const blurred = chance * Math.sqrt(1 + TOWARDS_NEWEST / (2 - TOWARDS_NEWEST));
  const half = Math.max(missed, blurred);
  let [middle, kept] = [level, 1];
  return Array.from({ length: yearsAhead }, (_, index) => {
    kept *= KEPT_OF_TREND;
    middle += trend * kept;
    const width = half * Math.sqrt(1 + index * TOWARDS_NEWEST ** 2);
    return {
      year: last + index + 1,
      value: Math.exp(middle),
      low: Math.exp(middle - width),
      high: Math.exp(middle + width),
    };
  });
}

/** Freedom from which on Student's t is as good as normal. */
const MUCH = 1000;

const tWithin = remembered(
  ({ share, freedom }: { readonly share: number; readonly freedom: number }) =>
    studentWithin(share, freedom),
);

/** The smoothed level of the logarithms, and the root of the mean square of its misses. */
function smoothed(values: readonly YearValue[]): { level: number; miss: number } {
  const [first, ...others] = values.map((one) => Math.log(one.value));
  let [level, squares] = [first ?? 0, 0];
  for (const value of others) {
    squares += (value - level) ** 2;
    level += TOWARDS_NEWEST * (value - level);
  }
  return { level, miss: Math.sqrt(squares / others.length) };
}

/**
 * The mean change of the logarithm a year, drawn towards none: times its square over its square
 * plus four times its own variance.
 */
function likelyTrend(values: readonly YearValue[]): number {
  const steps = values.slice(1).map((one, index) => {
    const before = values[index] as YearValue;
    return { change: Math.log(one.value / before.value), years: one.year - before.year };
  });
  const years = steps.reduce((sum, one) => sum + one.years, 0);
  const mean = steps.reduce((sum, one) => sum + one.change, 0) / years;
  const spread = steps.reduce(
    (sum, one) => sum + (one.change - mean * one.years) ** 2 / one.years,
    0,
  );
  const doubt = (DOUBT_OF_TREND * spread) / (steps.length - 1) / years;
  return mean === 0 ? 0 : (mean * mean ** 2) / (mean ** 2 + doubt);
}

/** The standard error of a logarithm by the chance in what was counted; 0 where nothing was. */
function chanceOf(values: readonly YearValue[]): number {
  const counted = values.flatMap((one) => one.counted ?? []).filter((count) => count > 0);
  if (counted.length === 0) return 0;
  return Math.sqrt(counted.reduce((sum, count) => sum + 1 / count, 0) / counted.length);
}
