import { projectYears, studentWithin } from '../../lib/index.ts';
import type { Case, Forecast } from './score.ts';

/** One indicator of one area over the years; values above 0, in the order of the years. */
export interface Series {
  readonly group: string;
  readonly values: readonly { readonly year: number; readonly value: number }[];
}

/** Years that are held back, and how many before them a projection goes by. */
export const HELD_BACK = 2;
const MOST_BEFORE = 8;
const FEWEST_BEFORE = 3;
/** How far ahead the product projects; a gap in a series may not ask for more. */
const MOST_AHEAD = 3;
const [HALF, MOST] = [0.5, 0.9] as const;

/**
 * Holds the last two years of each series back and asks each method for them. Series with fewer
 * than three years before, with a value not above 0, or with a gap too wide are left out.
 */
export function indicatorCases(series: readonly Series[]): Case[] {
  return series.flatMap(({ group, values }) => {
    if (values.some(({ value }) => !(value > 0))) return [];
    const before = values.slice(0, -HELD_BACK).slice(-MOST_BEFORE);
    const last = before.at(-1);
    if (last === undefined || before.length < FEWEST_BEFORE) return [];
    return values.slice(-HELD_BACK).flatMap(({ year, value }): Case[] => {
      const ahead = year - last.year;
      if (ahead > MOST_AHEAD) return [];
      const model = byProjection(before, ahead);
      if (model === null) return [];
      const forecasts = { model, last: lastAgain(before, ahead), line: lineOn(before, ahead) };
      return [{ group, actual: value, forecasts }];
    });
  });
}

type Values = Series['values'];

/** What the product says on its pages of indicators. */
function byProjection(before: Values, ahead: number): Forecast | null {
  const years = before.map(({ year, value }) => ({ year, value, counted: null }));
  const half = projectYears(years, ahead, HALF)?.at(-1);
  const most = projectYears(years, ahead, MOST)?.at(-1);
  if (!half || !most) return null;
  return { value: most.value, half: [half.low, half.high], most: [most.low, most.high] };
}

/** The last value again, with a range by how far logarithms stepped before (a random walk). */
function lastAgain(before: Values, ahead: number): Forecast {
  const steps = before.slice(1).map((one, index) => {
    const earlier = before[index] as Values[number];
    return Math.log(one.value / earlier.value) ** 2 / (one.year - earlier.year);
  });
  const size = Math.sqrt((steps.reduce((sum, one) => sum + one, 0) / steps.length) * ahead);
  const { value } = before.at(-1) as Values[number];
  const within = (share: number): [number, number] => {
    const width = withinOf(share, steps.length) * size;
    return [value * Math.exp(-width), value * Math.exp(width)];
  };
  return { value, half: within(HALF), most: within(MOST) };
}

/** A straight line by least squares, with the range of a new value about it. */
function lineOn(before: Values, ahead: number): Forecast {
  const count = before.length;
  const mean = (of: (one: Values[number]) => number) =>
    before.reduce((sum, one) => sum + of(one), 0) / count;
  const [year, middle] = [mean((one) => one.year), mean((one) => one.value)];
  const spread = before.reduce((sum, one) => sum + (one.year - year) ** 2, 0);
  const slope =
    before.reduce((sum, one) => sum + (one.year - year) * (one.value - middle), 0) / spread;
  const at = (when: number) => middle + slope * (when - year);
  const squares = before.reduce((sum, one) => sum + (one.value - at(one.year)) ** 2, 0);
  const when = (before.at(-1)?.year ?? year) + ahead;
  const error =
    Math.sqrt(squares / (count - 2)) * Math.sqrt(1 + 1 / count + (when - year) ** 2 / spread);
  const value = at(when);
  const within = (share: number): [number, number] => {
    const width = withinOf(share, count - 2) * error;
    return [value - width, value + width];
  };
  return { value, half: within(HALF), most: within(MOST) };
}

const KNOWN = new Map<string, number>();

function withinOf(share: number, freedom: number): number {
  const key = `${share} ${freedom}`;
  const known = KNOWN.get(key) ?? studentWithin(share, freedom);
  KNOWN.set(key, known);
  return known;
}
