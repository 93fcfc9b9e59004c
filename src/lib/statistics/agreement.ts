import type { Random } from '../random/random.ts';
import { type Interval, quantile, wilsonInterval } from './statistics.ts';

/**
 * How often two readers chose each pair of categories: the first reader's by row, the second's by
 * column, in one order that goes from one end of the scale to the other.
 */
export type AgreementTable = readonly (readonly number[])[];

/** How near misses count: not at all, by their distance, or by its square. */
export type AgreementWeights = 'none' | 'linear' | 'quadratic';

/** What the numbers behind categories mean for Krippendorff's alpha. */
export type AgreementLevel = 'nominal' | 'ordinal' | 'interval';

const Z_95 = 1.959963984540054;

/**
 * Counts pairs of readings in a table; a category that is not in the list throws a RangeError.
 */
export function agreementTable<C>(
  pairs: Iterable<readonly [C, C]>,
  categories: readonly C[],
): AgreementTable {
  const table = categories.map(() => categories.map(() => 0));
  for (const [first, second] of pairs) {
    const row = table[categories.indexOf(first)];
    const column = categories.indexOf(second);
    if (!row || column < 0) throw new RangeError('a reading is not one of the categories');
    row[column] = (row[column] ?? 0) + 1;
  }
  return table;
}

/** The share (0 to 1) of cases read alike, with its 95% interval (Wilson); null of no cases. */
export function percentAgreement(table: AgreementTable): Interval | null {
  const total = sum(table.flat());
  return wilsonInterval(sum(table.map((row, index) => row[index] ?? 0)), total);
}

/**
 * Cohen's kappa (1960), or weighted kappa (1968), with its 95% interval from the large-sample
 * variance of Fleiss, Cohen and Everitt (1969); at most 1. Null of no cases, and where all
 * readings are alike, since nothing could then differ by chance.
 */
export function cohenKappa(table: AgreementTable, weights: AgreementWeights): Interval | null {
  const parts = partsOf(table);
  if (parts === null) return null;
  const { shares, rows, columns, total } = parts;
  const weight = weightsOf(table.length, weights);
  const observed = over(shares, (share, i, j) => share * weight(i, j));
  const expected = over(shares, (_, i, j) => at(rows, i) * at(columns, j) * weight(i, j));
  if (1 - expected < 1e-12) return null;
  const kappa = (observed - expected) / (1 - expected);
  const ofRow = rows.map((_, i) => sum(columns.map((share, j) => share * weight(i, j))));
  const ofColumn = columns.map((_, j) => sum(rows.map((share, i) => share * weight(i, j))));
  const spread = over(shares, (share, i, j) => {
    const mean = at(ofRow, i) + at(ofColumn, j);
    return share * (weight(i, j) * (1 - expected) - mean * (1 - observed)) ** 2;
  });
  const centre = observed * expected - 2 * expected + observed;
  return around(kappa, (spread - centre ** 2) / (total * (1 - expected) ** 4));
}

/**
 * Gwet's AC1 with its 95% interval (Gwet, "Computing inter-rater reliability and its variance in
 * the presence of high agreement", 2008): it does not fall where nearly all cases are of one kind,
 * as kappa does. Null of no cases or fewer than two categories.
 */
export function gwetAc1(table: AgreementTable): Interval | null {
  const parts = partsOf(table);
  const categories = table.length;
  if (parts === null || categories < 2) return null;
  const { shares, rows, columns, total } = parts;
  const mean = rows.map((share, index) => (share + at(columns, index)) / 2);
  const observed = sum(shares.map((row, index) => at(row, index)));
  const expected = sum(mean.map((share) => share * (1 - share))) / (categories - 1);
  const value = (observed - expected) / (1 - expected);
  const onDiagonal = sum(shares.map((row, i) => at(row, i) * (1 - at(mean, i))));
  const everywhere = over(
    shares,
    (share, i, j) => share * (1 - (at(mean, i) + at(mean, j)) / 2) ** 2,
  );
  const variance =
    observed * (1 - observed) -
    4 * (1 - value) * (onDiagonal / (categories - 1) - observed * expected) +
    4 * (1 - value) ** 2 * (everywhere / (categories - 1) ** 2 - expected ** 2);
  return around(value, variance / (total * (1 - expected) ** 2));
}

/**
 * Krippendorff's alpha ("Computing Krippendorff's Alpha-Reliability", 2011): 1 less the ratio of
 * observed to expected disagreement. Each unit holds the readings of its readers, null where there
 * is none; units with fewer than two readings are left out. Null where nothing is comparable or all
 * readings are alike.
 */
export function krippendorffAlpha(
  units: readonly (readonly (number | null)[])[],
  level: AgreementLevel,
): number | null {
  const read = units
    .map((unit) => unit.filter((value) => value !== null))
    .filter((unit) => unit.length > 1);
  const values = [...new Set(read.flat())].sort((a, b) => a - b);
  const counts = values.map((value) => read.flat().filter((one) => one === value).length);
  const total = sum(counts);
  const distance = distancesOf(values, counts, level);
  const place = new Map(values.map((value, index) => [value, index]));
  let observed = 0;
  for (const unit of read) {
    for (const first of unit) {
      for (const second of unit) {
        const apart = distance(place.get(first) ?? 0, place.get(second) ?? 0);
        observed += apart / (unit.length - 1);
      }
    }
  }
  const expected = sum(
    counts.flatMap((first, i) => counts.map((second, j) => first * second * distance(i, j))),
  );
  return expected === 0 ? null : 1 - ((total - 1) * observed) / expected;
}

/**
 * Krippendorff's alpha with a 95% interval from drawing units anew, with replacement, so many
 * times; draws without any alpha are left out. Null where there is no alpha.
 */
export function alphaInterval(
  units: readonly (readonly (number | null)[])[],
  level: AgreementLevel,
  { random, draws = 1000 }: { readonly random: Random; readonly draws?: number },
): Interval | null {
  const value = krippendorffAlpha(units, level);
  if (value === null) return null;
  const drawn = Array.from({ length: draws }, () =>
    krippendorffAlpha(
      units.map(() => random.pick(units)),
      level,
    ),
  ).filter((one) => one !== null);
  const [low, high] = [quantile(drawn, 0.025), quantile(drawn, 0.975)];
  return { value, low: Math.min(value, low ?? value), high: Math.max(value, high ?? value) };
}

interface Parts {
  readonly shares: readonly (readonly number[])[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly total: number;
}

function partsOf(table: AgreementTable): Parts | null {
  if (table.some((row) => row.length !== table.length)) {
    throw new RangeError('a table of agreement is square');
  }
  const total = sum(table.flat());
  if (total === 0) return null;
  const shares = table.map((row) => row.map((count) => count / total));
  const rows = shares.map(sum);
  const columns = shares.map((_, index) => sum(shares.map((row) => at(row, index))));
  return { shares, rows, columns, total };
}

function weightsOf(categories: number, kind: AgreementWeights) {
  return (i: number, j: number): number => {
    if (kind === 'none' || categories < 2) return i === j ? 1 : 0;
    const apart = Math.abs(i - j) / (categories - 1);
    return 1 - (kind === 'linear' ? apart : apart ** 2);
  };
}

/** Squared distances between the i-th and j-th value in use. */
function distancesOf(
  values: readonly number[],
  counts: readonly number[],
  level: AgreementLevel,
): (i: number, j: number) => number {
  return (i, j) => {
    if (i === j) return 0;
    if (level === 'nominal') return 1;
    if (level === 'interval') return (at(values, i) - at(values, j)) ** 2;
    const between = sum(counts.slice(Math.min(i, j), Math.max(i, j) + 1));
    return (between - (at(counts, i) + at(counts, j)) / 2) ** 2;
  };
}

function around(value: number, variance: number): Interval {
  const half = Z_95 * Math.sqrt(Math.max(0, variance));
  return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half) };
}

function over(
  table: readonly (readonly number[])[],
  of: (share: number, row: number, column: number) => number,
): number {
  return sum(table.flatMap((row, i) => row.map((share, j) => of(share, i, j))));
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
