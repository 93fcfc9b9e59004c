import {
  hideNext,
  type Interval,
  isSmall,
  stratifiedShare,
  stratifiedTotal,
} from '../../lib/index.ts';
import type { Stratum } from './draw-sample.ts';
import type { OutcomeRow, Progress } from './outcome.store.ts';
import { REVIEW_BOOK } from './review-form.ts';

/** What the estimate can be shown by. */
export const OUTCOME_BREAKDOWNS = ['age', 'theme', 'help', 'moment', 'extent'] as const;

/** One way of showing it. */
export type OutcomeBreakdown = (typeof OUTCOME_BREAKDOWNS)[number];

/** What one group came to: counts of the sample, and the estimate for every entry of the scope. */
export interface Estimate {
  readonly key: string;
  /** Everyone whom it speaks of, decided cases among them, and those that could be avoided. */
  readonly frame: number;
  readonly decided: number;
  readonly avoidable: number;
  /** Too few children, or needed to keep such a number from being worked out. */
  readonly isHidden: boolean;
  /** The share (0 to 1) of entries that could have been avoided; null before any is decided. */
  readonly share: Interval | null;
  /** That share of the frame, in children. */
  readonly children: Interval | null;
  /** What care since those entries cost, in pence; its range spans sampling and prices. */
  readonly cost: Interval | null;
}

/** Whether enough cases are decided to show any estimate; the rule is the review book's. */
export function isEnough({ cases, decided }: Pick<Progress, 'cases' | 'decided'>): boolean {
  const { enough } = REVIEW_BOOK;
  if (decided === 0) return false;
  return decided === cases || (decided >= enough.cases && 100 * decided >= enough.percent * cases);
}

/**
 * The estimate for every entry of the scope: bands of age weigh as in the frame, not as they were
 * decided, so that it is neutral to age.
 */
export function estimateAll(rows: readonly OutcomeRow[], strata: readonly Stratum[]): Estimate {
  const own = rows.filter(({ dimension }) => dimension === 'all');
  const estimate = estimateOf('total', own, strata);
  const rest = estimate.decided - estimate.avoidable;
  return { ...estimate, isHidden: isSmall(estimate.avoidable) || isSmall(rest) };
}

/**
 * The same for each band of age, or for each theme, help, moment or extent that was named. One case
 * may name several, so those do not add up; bands of age do, and hide a second where one is hidden.
 */
export function estimateBy(
  by: OutcomeBreakdown,
  rows: readonly OutcomeRow[],
  strata: readonly Stratum[],
): Estimate[] {
  if (by === 'age') return byAge(rows, strata);
  const named = Map.groupBy(
    rows.filter(({ dimension }) => dimension === by),
    ({ key }) => key,
  );
  return [...named]
    .map(([key, own]) => estimateOf(key, own, strata))
    .map((one) => ({ ...one, isHidden: isSmall(one.avoidable) }))
    .filter(({ avoidable }) => avoidable > 0)
    .sort((a, b) => b.avoidable - a.avoidable || (a.key < b.key ? -1 : 1));
}

function byAge(rows: readonly OutcomeRow[], strata: readonly Stratum[]): Estimate[] {
  const all = rows.filter(({ dimension }) => dimension === 'all');
  const bands = strata.map((stratum) => {
    const own = all.filter(({ ageBand }) => ageBand === stratum.ageBand);
    return estimateOf(stratum.ageBand, own, [stratum]);
  });
  const small = bands.map(
    ({ decided, avoidable }) => decided < 5 || isSmall(avoidable) || isSmall(decided - avoidable),
  );
  const hidden = hideNext(
    small,
    bands.map(({ decided }) => decided),
  );
  return bands.map((one, index) => ({ ...one, isHidden: hidden[index] === true }));
}

function estimateOf(
  key: string,
  rows: readonly OutcomeRow[],
  strata: readonly Stratum[],
): Estimate {
  const of = (band: string) => rows.find(({ ageBand }) => ageBand === band);
  const frame = strata.reduce((sum, one) => sum + one.frameSize, 0);
  const share = stratifiedShare(
    strata.map(({ ageBand, frameSize }) => ({
      size: frameSize,
      sample: of(ageBand)?.decided ?? 0,
      counted: of(ageBand)?.avoidable ?? 0,
    })),
  );
  const total = (sum: 'cost' | 'low' | 'high', squares: `${typeof sum}Squared`) =>
    stratifiedTotal(
      strata.map(({ ageBand, frameSize }) => ({
        size: frameSize,
        sample: of(ageBand)?.decided ?? 0,
        sum: of(ageBand)?.[sum] ?? 0,
        squares: of(ageBand)?.[squares] ?? 0,
      })),
    );
  const cost = total('cost', 'costSquared');
  const low = total('low', 'lowSquared')?.low ?? 0;
  const high = total('high', 'highSquared')?.high ?? 0;
  return {
    key,
    frame,
    decided: rows.reduce((sum, one) => sum + one.decided, 0),
    avoidable: rows.reduce((sum, one) => sum + one.avoidable, 0),
    isHidden: false,
    share,
    children: share && {
      value: share.value * frame,
      low: share.low * frame,
      high: share.high * frame,
    },
    cost: cost && {
      value: cost.value,
      low: Math.min(cost.value, low),
      high: Math.max(cost.value, high),
    },
  };
}
