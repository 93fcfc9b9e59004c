import type { Interval } from './statistics.ts';

/** One year of a series: a rate or a number above 0, and how many were counted for it. */
export interface YearValue {
  readonly year: number;
  readonly value: number;
  /**
   * People or events counted; the chance in them widens the range. Null where nothing was counted.
   */
  readonly counted: number | null;
}

/** A year ahead, with its 95% prediction interval. */
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

/** Student's t that leaves 2.5% above it, for 1 to 30 degrees of freedom; then the normal value. */
const T_95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048,
  2.045, 2.042,
] as const;
const Z_95 = 1.96;

/**
 * A series some years ahead, in its unit: a straight line through the logarithms (least squares),
 * whose slope fades from the last year on. The interval is that of a new observation about a fitted
 * line, the variance being 1 + 1/n + (x - mean)^2 / Sxx times that of the residuals with Student's
 * t or that of chance in the counts (1 / counted, Poisson) with the normal value, whichever is
 * wider. Null for fewer than three years, and where a value is not above 0 (a logarithm needs one).
 */
export function projectYears(
  values: readonly YearValue[],
  yearsAhead: number,
): ProjectedYear[] | null {
  if (values.length < FEWEST_YEARS || values.some((one) => !(one.value > 0))) return null;
  const line = logLine(values);
  const last = Math.max(...values.map((one) => one.year));
  const noise = chanceOf(values);
  return Array.from({ length: yearsAhead }, (_, index) => {
    const ahead = index + 1;
    const faded = Array.from({ length: ahead }, (__, step) => KEPT_OF_TREND ** (step + 1));
    const middle = line.at(last) + line.slope * faded.reduce((sum, one) => sum + one, 0);
    const widening = Math.sqrt(
      1 + 1 / values.length + (last + ahead - line.meanYear) ** 2 / line.yearSpread,
    );
    const half = widening * Math.max(tOf(values.length - 2) * line.residual, Z_95 * noise);
    return {
      year: last + ahead,
      value: Math.exp(middle),
      low: Math.exp(middle - half),
      high: Math.exp(middle + half),
    };
  });
}

function logLine(values: readonly YearValue[]) {
  const count = values.length;
  const meanYear = values.reduce((sum, one) => sum + one.year, 0) / count;
  const meanLog = values.reduce((sum, one) => sum + Math.log(one.value), 0) / count;
  const yearSpread = values.reduce((sum, one) => sum + (one.year - meanYear) ** 2, 0);
  const together = values.reduce(
    (sum, one) => sum + (one.year - meanYear) * (Math.log(one.value) - meanLog),
    0,
  );
  const slope = together / yearSpread;
  const at = (year: number) => meanLog + slope * (year - meanYear);
  const squares = values.reduce((sum, one) => sum + (Math.log(one.value) - at(one.year)) ** 2, 0);
  return { slope, at, meanYear, yearSpread, residual: Math.sqrt(squares / (count - 2)) };
}

/** The standard error of a logarithm by the chance in what was counted; 0 where nothing was. */
function chanceOf(values: readonly YearValue[]): number {
  const counted = values.flatMap((one) => one.counted ?? []).filter((count) => count > 0);
  if (counted.length === 0) return 0;
  return Math.sqrt(counted.reduce((sum, count) => sum + 1 / count, 0) / counted.length);
}

function tOf(freedom: number): number {
  return T_95[freedom - 1] ?? Z_95;
}
