import type { PerspectiveResult, Spread } from '../model/model-result.ts';
import { spreadOf } from '../model/spread.ts';
import { moneyWords } from './scenario-figures.ts';

/** Figures of two scenarios that are set against each other. */
export const DIFFERENCE_ROWS = ['npv', 'benefit', 'cost', 'peak'] as const;
/** One of them. */
export type DifferenceRow = (typeof DIFFERENCE_ROWS)[number];

const SPREADS: Readonly<Record<DifferenceRow, (of: PerspectiveResult) => Spread>> = {
  npv: (of) => of.netPresentValue,
  benefit: (of) => of.presentBenefit,
  cost: (of) => of.presentCost,
  peak: (of) => of.peakFunding,
};

/**
 * How one scenario differs from the first, run by run, in pence: with one seed the same run of both
 * met the same chances, so that what they share falls away; with two it is chance against chance.
 * The mean is that of all runs, the rest of the first runs. Null where those were not kept.
 */
export function pairedDifference(
  first: PerspectiveResult,
  other: PerspectiveResult,
  row: DifferenceRow,
): Spread | null {
  const [own, others] = [runsOf(first, row), runsOf(other, row)];
  if (own === null || others === null) return null;
  const runs = Math.min(own.length, others.length);
  if (runs === 0) return null;
  const each = Float64Array.from({ length: runs }, (_, i) => (others[i] ?? 0) - (own[i] ?? 0));
  const mean = SPREADS[row](other).mean - SPREADS[row](first).mean;
  const { p5, p25, p50, p75, p95 } = spreadOf(each);
  return { mean, p5: Math.min(p5, mean), p25, p50, p75, p95: Math.max(p95, mean) };
}

/** Of how many of the first runs the other comes out better, and of how many; null without any. */
export function timesBetter(
  first: PerspectiveResult,
  other: PerspectiveResult,
): { readonly better: number; readonly runs: number } | null {
  const [own, others] = [runsOf(first, 'npv'), runsOf(other, 'npv')];
  if (own === null || others === null) return null;
  const runs = Math.min(own.length, others.length);
  const better = own.slice(0, runs).filter((value, i) => (others[i] ?? 0) > value).length;
  return runs === 0 ? null : { better, runs };
}

function runsOf({ firstRuns }: PerspectiveResult, row: DifferenceRow): readonly number[] | null {
  if (firstRuns === undefined) return null;
  const { netPresentValue, presentCost, peakFunding } = firstRuns;
  switch (row) {
    case 'npv':
      return netPresentValue;
    case 'cost':
      return presentCost;
    case 'peak':
      return peakFunding;
    case 'benefit':
      return netPresentValue.map((value, i) => value + (presentCost[i] ?? 0));
  }
}

/** A difference in a sentence, with how far it spreads. */
export function pairedSentence(
  { mean, p5, p95 }: Spread,
  names: { readonly first: string; readonly other: string; readonly label: string },
): string {
  const { first, other, label } = names;
  if (Math.round(mean) === 0 && p5 === p95) return `${label}: no difference between the two.`;
  const way = mean > 0 ? 'more' : 'less';
  const start = `${label}: ${other} comes to ${moneyWords(Math.abs(mean))} ${way} than ${first}`;
  if (p5 < 0 && p95 > 0) {
    const ends = `${moneyWords(-p5)} less to ${moneyWords(p95)} more`;
    return `${start}, anything from ${ends} in 90 of 100 runs.`;
  }
  const [least, most] = [Math.abs(p5), Math.abs(p95)].sort((a, b) => a - b);
  const ends = `${moneyWords(least ?? 0)} and ${moneyWords(most ?? 0)} ${way}`;
  return `${start}, between ${ends} in 90 of 100 runs.`;
}
