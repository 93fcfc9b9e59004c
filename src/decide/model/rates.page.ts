import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { headlineFigure, headlineOf, rateFinding } from './rate-finding.ts';
import { FROM_STATES, readRateAsked, readRateTable, WITHIN_YEARS } from './read-rate-table.ts';
import { STATE_LABELS } from './state-of-level.ts';

/** How children move between levels of help: what every scenario rests on. */
export const ratesPage: Page = definePage({
  url: '/model/rates',
  title: 'How children move between levels of help',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, query, url }) => {
    const { from, years, source } = query;
    const given = Object.fromEntries(
      Object.entries({ from, years, source }).filter((pair) => Boolean(pair[1])),
    );
    const asked = readRateAsked(given);
    const table = await readRateTable(tx, asked);
    const heading = headlineOf(table);
    return {
      template: 'decide/model/rates.njk',
      title: heading,
      breadcrumbs: [{ href: '/', text: 'Home' }],
      data: {
        heading,
        finding: rateFinding(table),
        headline: headlineFigure(table),
        why: table.basis,
        url,
        isRecord: asked.source === 'record',
        chosen: { from: asked.from, years: String(asked.years), source: asked.source },
        states: FROM_STATES.map((value) => ({ value, text: STATE_LABELS[value] })),
        within: WITHIN_YEARS.map((one) => ({
          value: String(one),
          text: one === 1 ? 'One year' : 'Two years',
        })),
        sources: [
          { value: 'record', text: 'This record' },
          { value: 'published', text: 'Published totals for England' },
        ],
      },
    };
  },
});
