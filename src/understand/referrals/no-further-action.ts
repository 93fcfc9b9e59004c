import { pence, roundHalfAway } from '../../lib/index.ts';
import type { Price } from '../unit-costs/price-list.ts';
import type { Amount } from '../cost/late-help-cost.ts';
import type { Referrer } from './referral-table.ts';

/** What the two steps that a referral may take cost, before rounding. */
export interface ReferralPrices {
  readonly referral: Price;
  readonly assessment: Price;
}

/**
 * What referrals that led to no help cost: one closed at once costs a referral; one closed after an
 * assessment costs a referral and an assessment. In pence, rounded once, with the range of prices.
 */
export function costOfNothing(
  counts: Pick<Referrer['counts'], 'at-referral' | 'after-assessment'>,
  prices: ReferralPrices,
): Amount {
  const assessed = counts['after-assessment'];
  const nothing = counts['at-referral'] + assessed;
  const amount = (pick: 'pence' | 'low' | 'high') =>
    pence(roundHalfAway(nothing * prices.referral[pick] + assessed * prices.assessment[pick]));
  return { pence: amount('pence'), low: amount('low'), high: amount('high') };
}
