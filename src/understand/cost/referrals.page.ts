import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { financialYear, formatFinancialYear } from '../../lib/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { yearsKnown } from './activity.store.ts';
import { newestYear } from './cost-asked.ts';
import { noFurtherActionCostMeasure } from './no-further-action-cost.measure.ts';

/** What referrals cost that led to nothing, by who referred, so that each can be told. */
export const referralsPage: Page = definePage({
  url: '/cost/referrals',
  title: 'Referrals that led to nothing',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const years = await yearsKnown(request.tx);
    const year = request.query.year || newestYear(years);
    const by = request.query.by === 'source' ? 'source' : 'agency';
    const { tx, actor } = request;
    const finding = await noFurtherActionCostMeasure.compute(tx, actor, { by, year });
    return {
      template: 'understand/cost/referrals.njk',
      title: finding.headline,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/cost', text: 'Cost of late help' },
      ],
      data: {
        finding,
        url: request.url,
        chosen: { year, by },
        years: years.map((start) => ({
          value: financialYear(start),
          text: formatFinancialYear(financialYear(start)),
        })),
      },
    };
  },
});
