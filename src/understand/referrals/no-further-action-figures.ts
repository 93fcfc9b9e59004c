import { type Figure, figureId, HIDDEN_ROW, countedHow } from '../../lib/index.ts';
import { priceFigure } from '../cost/cost-figures.ts';
import { readActivity } from '../cost/read-activity.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import type { ReferralPrices } from './no-further-action.ts';
import type { ReferrersAsked } from './read-referrals.ts';
import type { Referrer } from './referral-table.ts';

/** The measure that counts referrals that led to no help. */
export const NO_FURTHER_ACTION = 'no-further-action-cost';

/** What the measure counts of each referrer. */
export type EndCount = 'referrals' | 'at-referral' | 'after-assessment';

/** The words for each column. */
export const END_LABELS: Readonly<Record<EndCount, string>> = {
  referrals: 'Referrals',
  'at-referral': 'Closed at once',
  'after-assessment': 'Closed after an assessment',
};

const FORMULAS: Readonly<Record<EndCount, string>> = {
  referrals: 'Referrals that the loaded returns state, each counted once.',
  'at-referral': 'Referrals whose return says that no further action was taken.',
  'after-assessment':
    'Other referrals whose case was closed after an assessment with no further action, before ' +
    'the next referral.',
};

/** One referrer's referrals, or those of them that ended in one way, as a figure. */
export function countFigure(
  asked: ReferrersAsked,
  of: { readonly referrer: Referrer; readonly label: string; readonly count: EndCount },
): Figure {
  const { referrer, count } = of;
  const base = {
    id: figureId(NO_FURTHER_ACTION, { ...asked, row: referrer.key, column: count }),
    label: `${of.label}: ${END_LABELS[count].toLowerCase()}`,
    unit: 'referrals',
  } as const;
  return referrer.hidden.has(count)
    ? { ...base, value: null, absent: 'suppressed', how: { formula: HIDDEN_ROW } }
    : {
        ...base,
        value: referrer.counts[count],
        how: countedHow(FORMULAS[count], 'Referrals in the year', referrer.counts[count]),
      };
}

/** What a referral and an assessment cost, from `reference/late-help.yaml`. */
export function referralPrices(): ReferralPrices {
  const { events } = pricesOf();
  const [referral, assessment] = [events.get('referral'), events.get('assessment')];
  if (!referral || !assessment) throw new Error('late-help.yaml prices referral and assessment');
  return { referral, assessment };
}

/** The prices of a referral and of an assessment as figures. */
export function priceInputs(): readonly [referral: Figure, assessment: Figure] {
  const prices = referralPrices();
  return [
    priceFigure(readActivity('referral'), prices.referral),
    priceFigure(readActivity('assessment'), prices.assessment),
  ];
}
