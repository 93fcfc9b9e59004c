import { only } from '../../govern/index.ts';
import type { HomeCard } from '../../platform/index.ts';
import { yearsKnown } from '../cost/activity.store.ts';
import { newestYear } from '../cost/cost-asked.ts';
import { onlyAgencyOf } from './read-referrals.ts';
import { referralsByReferrerMeasure } from './referrals-by-referrer.measure.ts';

/** For partners and providers: what came of their own agency's referrals, beside the expected. */
export const ownReferralsCard: HomeCard = {
  who: only('partner', 'provider'),
  load: async (tx, actor) => {
    const years = await yearsKnown(tx);
    const own = onlyAgencyOf(actor);
    if (years.length === 0 || own === null) return { items: [] };
    const year = newestYear(years);
    const finding = await referralsByReferrerMeasure.compute(tx, actor, { by: 'agency', year });
    const [row] = finding.rows;
    if (!row) return { items: [] };
    const share = row.figures[1];
    return {
      items: [
        {
          kind: 'start',
          text: 'What came of your agency\u2019s referrals, beside what such referrals lead to',
          href: `/referrals/${own}?year=${year}`,
        },
      ],
      figures: share ? [share] : [],
    };
  },
};
