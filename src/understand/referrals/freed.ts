import type { Interval } from '../../lib/index.ts';

/** Referrals of one agency that led to no help, out of all of them. */
export interface NothingCounts {
  readonly referrals: number;
  readonly atReferral: number;
  readonly afterAssessment: number;
}

/** What fewer referrals without help would free: counts, each with its range. */
export interface Freed {
  readonly referrals: Interval;
  /** Those of them that would have had an assessment, by today's proportion. */
  readonly assessments: Interval;
}

const NOTHING: Interval = { value: 0, low: 0, high: 0 };

/**
 * What would not be referred if the share that leads to no help fell to another (0 to 1, with its
 * range); 0 where it is there already. The proportion that is assessed stays as it is.
 */
export function freedBy(counts: NothingCounts, share: Interval): Freed {
  const nothing = counts.atReferral + counts.afterAssessment;
  if (nothing === 0) return { referrals: NOTHING, assessments: NOTHING };
  const over = (target: number) => Math.max(0, nothing - target * counts.referrals);
  // The higher the share aimed at, the less is freed.
  const referrals = { value: over(share.value), low: over(share.high), high: over(share.low) };
  const assessed = counts.afterAssessment / nothing;
  return { referrals, assessments: timesRange(referrals, { value: assessed }) };
}

/** Adds up what several agencies would free. */
export function freedTogether(all: readonly Freed[]): Freed {
  const sum = (pick: keyof Freed): Interval =>
    all.map((one) => one[pick]).reduce((a, b) => plusRange(a, b), NOTHING);
  return { referrals: sum('referrals'), assessments: sum('assessments') };
}

/** Two amounts added, their ranges end to end. */
export function plusRange(a: Interval, b: Interval): Interval {
  return { value: a.value + b.value, low: a.low + b.low, high: a.high + b.high };
}

/** An amount times a factor of 0 or more with or without a range of its own. */
export function timesRange(
  amount: Interval,
  factor: { readonly value: number; readonly low?: number; readonly high?: number },
): Interval {
  const { value, low = value, high = value } = factor;
  return { value: amount.value * value, low: amount.low * low, high: amount.high * high };
}
