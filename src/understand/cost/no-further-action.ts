import {
  type Interval,
  pence,
  roundHalfAway,
  wilsonInterval,
  hideNext,
  hideSmall,
} from '../../lib/index.ts';
import type { Price } from '../unit-costs/price-list.ts';
import type { Amount } from './late-help-cost.ts';
import type { ReferralEnd } from './referral-ends.store.ts';

/** How many referrals ended how. */
export type EndCounts = Readonly<Record<ReferralEnd, number>>;

/** What one referrer's referrals came to, and which of it may be shown. */
export interface ReferrerRow {
  readonly key: string;
  readonly ends: EndCounts;
  readonly referrals: number;
  /** Share (0 to 1) that led to nothing, with its 95% interval; null without referrals. */
  readonly share: Interval | null;
  readonly cost: Amount;
  readonly hidden: {
    readonly referrals: boolean;
    readonly 'at-referral': boolean;
    readonly 'after-assessment': boolean;
    /** Share and cost would give hidden counts away. */
    readonly rest: boolean;
  };
}

/** Adds counts up by a key, such as the agency. */
export function countsBy<T extends { readonly ended: ReferralEnd; readonly referrals: number }>(
  rows: readonly T[],
  keyOf: (row: T) => string,
): Map<string, EndCounts> {
  const counts = new Map<string, Record<ReferralEnd, number>>();
  for (const row of rows) {
    const key = keyOf(row);
    const own = counts.get(key) ?? { 'at-referral': 0, 'after-assessment': 0, 'in-help': 0 };
    own[row.ended] += row.referrals;
    counts.set(key, own);
  }
  return counts;
}

/**
 * What referrals that led to nothing cost, by referrer, dearest first. One closed at once costs a
 * referral; one closed after an assessment costs a referral and an assessment. Counts under 5 are
 * marked as hidden, with whatever would give them away.
 */
export function referrerRows(
  counts: ReadonlyMap<string, EndCounts>,
  prices: { readonly referral: Price; readonly assessment: Price },
): ReferrerRow[] {
  const rows = [...counts].map(([key, ends]) => ({ key, ...costOf(ends, prices) }));
  rows.sort((a, b) => b.cost.pence - a.cost.pence || (a.key < b.key ? -1 : 1));
  const referrals = hideSmall(rows.map((row) => row.referrals));
  const atOnce = hideSmall(rows.map((row) => row.ends['at-referral']));
  const later = hideSmall(rows.map((row) => row.ends['after-assessment']));
  const rest = hideNext(
    rows.map((_, index) => Boolean(referrals[index] || atOnce[index] || later[index])),
    rows.map((row) => row.cost.pence),
  );
  return rows.map((row, index) => ({
    ...row,
    hidden: {
      referrals: referrals[index] ?? false,
      'at-referral': atOnce[index] ?? false,
      'after-assessment': later[index] ?? false,
      rest: rest[index] ?? false,
    },
  }));
}

/** Counts of referrals with their share that led to nothing and what those cost. */
export function costOf(
  ends: EndCounts,
  prices: { readonly referral: Price; readonly assessment: Price },
): Pick<ReferrerRow, 'ends' | 'referrals' | 'share' | 'cost'> {
  const nothing = ends['at-referral'] + ends['after-assessment'];
  const referrals = nothing + ends['in-help'];
  const amount = (pick: 'pence' | 'low' | 'high') =>
    pence(
      roundHalfAway(
        nothing * prices.referral[pick] + ends['after-assessment'] * prices.assessment[pick],
      ),
    );
  const cost = { pence: amount('pence'), low: amount('low'), high: amount('high') };
  return { ends, referrals, share: wilsonInterval(nothing, referrals), cost };
}
