import { only } from '../../govern/index.ts';
import { formatFinancialYear } from '../../lib/index.ts';
import type { HomeCard } from '../../platform/index.ts';
import { estimateFigure } from './need-figures.ts';
import { standingsFor } from './need.measure.ts';
import { hotspotsOf } from './needs-summary.ts';
import { type NeedAsked, readNeeds, yearOf } from './read-needs.ts';

/** The ward where need stands out most, for those who decide where help goes. */
export const needsHomeCard: HomeCard = {
  who: only('analyst', 'commissioner', 'member'),
  load: async (tx) => {
    const needs = await readNeeds(tx);
    const year = needs.years.at(-1) ?? null;
    const start = {
      kind: 'start',
      text: 'Needs assessment, ward by ward',
      href: '/needs',
    } as const;
    const [first] = hotspotsOf(needs, year);
    const place = needs.places.find((one) => one.id === first?.placeId);
    if (first === undefined || place === undefined || year === null) return { items: [start] };
    const asked: NeedAsked = { indicator: first.indicator, kind: 'ward', year };
    const figure = estimateFigure(needs, asked, { place, standings: standingsFor(needs, asked) });
    const when = formatFinancialYear(yearOf(year));
    return {
      items: [start],
      figures: [
        {
          ...figure,
          label: `Need stands out most in ${place.name}: ${first.indicator.label}, ${when}`,
        },
      ],
    };
  },
};
