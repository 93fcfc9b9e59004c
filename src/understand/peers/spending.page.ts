import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { SERVICE_AREAS } from './service-areas.ts';
import { spendAndResultsMeasure } from './spend-and-results.measure.ts';

/** High spend, variable performance: what each area costs beside peers, and what comes of it. */
export const spendingPage: Page = definePage({
  url: '/peers/spending',
  title: 'Spending beside results',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, query, url }) => {
    const area = SERVICE_AREAS.areas.find(({ code }) => code === query.area);
    const finding = await spendAndResultsMeasure.compute(tx, actor, { area: area?.code });
    return {
      template: 'understand/peers/spending.njk',
      title: finding.headline,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/peers', text: 'Beside similar councils' },
      ],
      data: {
        finding,
        url,
        chosen: { area: area?.code ?? '' },
        areas: [
          { value: '', text: 'Every area' },
          ...SERVICE_AREAS.areas.map(({ code, label }) => ({ value: code, text: label })),
        ],
      },
    };
  },
});
