/** The lowest and highest rate that a published count allows, both rounded as published. */
export interface RateRange {
  readonly low: number;
  readonly high: number;
}

/**
 * The rate per 10,000 of a population, rounded to so many decimals with halves up, in whole numbers
 * throughout so that no half is lost: 782 of 65,000 to one decimal is 120.3. Count and population
 * are whole numbers, the population above 0, decimals 0 to 3; else RangeError.
 */
export function ratePer10000(count: number, population: number, decimals: number): number {
  const isSound =
    Number.isSafeInteger(count) &&
    count >= 0 &&
    Number.isSafeInteger(population) &&
    population > 0 &&
    Number.isInteger(decimals) &&
    decimals >= 0 &&
    decimals <= 3;
  if (!isSound)
    throw new RangeError('a rate needs a whole count, a population and 0 to 3 decimals');
  const scale = 10 ** decimals;
  const parts = BigInt(count) * 20_000n * BigInt(scale) + BigInt(population);
  return Number(parts / (2n * BigInt(population))) / scale;
}

/**
 * The rates that a count rounded to the nearest `roundedTo` (such as 10) may stand for: a published
 * rate that was worked out before rounding lies within, ends included.
 */
export function rateRangePer10000(
  count: number,
  population: number,
  { decimals, roundedTo }: { readonly decimals: number; readonly roundedTo: number },
): RateRange {
  const half = Math.floor(roundedTo / 2);
  return {
    low: ratePer10000(Math.max(0, count - half), population, decimals),
    high: ratePer10000(count + half, population, decimals),
  };
}

/** What checking one published rate against its count found. */
export type RateCheck = 'equal' | 'within-rounding' | 'different' | 'not-published';

/**
 * Checks a published rate per 10,000 against the count and population beside it. `roundedTo` is 1
 * where counts are published as they are, 10 where they are rounded; null stands for a mark.
 */
export function checkRatePer10000(
  published: {
    readonly count: number | null;
    readonly population: number | null;
    readonly rate: number | null;
  },
  how: { readonly decimals: number; readonly roundedTo: number },
): RateCheck {
  const { count, population, rate } = published;
  if (count === null || population === null || rate === null) return 'not-published';
  if (ratePer10000(count, population, how.decimals) === rate) return 'equal';
  const { low, high } = rateRangePer10000(count, population, how);
  return how.roundedTo > 1 && low <= rate && rate <= high ? 'within-rounding' : 'different';
}
