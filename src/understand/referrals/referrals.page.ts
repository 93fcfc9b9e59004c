import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { financialYear, formatFinancialYear } from '../../lib/index.ts';
import { definePage, type Page, type PageRequest } from '../../platform/index.ts';
import { yearsKnown } from '../cost/activity.store.ts';
import { newestYear } from '../cost/cost-asked.ts';
import { noFurtherActionCostMeasure } from './no-further-action-cost.measure.ts';
import { onlyAgencyOf } from './read-referrals.ts';
import { referralsByReferrerMeasure } from './referrals-by-referrer.measure.ts';

/** What each referrer's referrals came to, beside what such referrals lead to, and their cost. */
export const referralsPage: Page = definePage({
  url: '/referrals',
  title: 'Referrals and what came of them',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const { tx, actor } = request;
    const years = await yearsAsked(request);
    const by = request.query.by === 'source' ? 'source' : 'agency';
    const asked = { by, year: years.chosen };
    const finding = await referralsByReferrerMeasure.compute(tx, actor, asked);
    const own = onlyAgencyOf(actor);
    return {
      template: 'understand/referrals/referrals.njk',
      title: finding.headline,
      breadcrumbs: [{ href: '/', text: 'Home' }],
      data: {
        finding,
        cost: await noFurtherActionCostMeasure.compute(tx, actor, asked),
        url: request.url,
        chosen: { year: years.chosen, by },
        years: years.options,
        isPartner: own !== null,
        ownHref: own === null ? '' : `/referrals/${own}?year=${years.chosen}`,
      },
    };
  },
});

/** The years that anything is known of, as options, and the one that is asked for. */
export async function yearsAsked({ tx, query }: Pick<PageRequest, 'tx' | 'query'>) {
  const years = await yearsKnown(tx);
  return {
    chosen: query.year || newestYear(years),
    options: years.map((start) => ({
      value: financialYear(start),
      text: formatFinancialYear(financialYear(start)),
    })),
  };
}

/** Where the page stood before; links that people kept still lead to it. */
export const oldReferralsPage: Page = definePage({
  url: '/cost/referrals',
  title: 'Referrals that led to nothing',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ query }) => {
    const asked = new URLSearchParams(query).toString();
    return { redirect: asked === '' ? '/referrals' : `/referrals?${asked}` };
  },
});
