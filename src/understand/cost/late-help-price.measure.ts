import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, type Finding } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { type Price, priceOfDay, type PriceList } from '../unit-costs/price-list.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import { priceBase } from '../unit-costs/unit-cost-figures.ts';
import { activityKey, priceFigure } from './cost-figures.ts';
import { activityLabel } from './cost-groups.ts';
import type { Activity } from './late-help-cost.ts';
import { readActivity } from './read-activity.ts';

/** What one day at a level, or one event, costs. */
export const lateHelpPriceMeasure: Measure = defineMeasure({
  name: 'late-help-price',
  title: 'Price of a day or an event of late help',
  who: thoseWhoSeeFigures,
  parameters: {
    what: 'a level such as child-in-need or looked-after/foster, or an event such as referral',
  },
  compute: async (_tx, _actor, given) => {
    const activity = readActivity(given.what);
    const prices = pricesOf();
    const price = priceFor(activity, prices);
    return finding(activity, price ? priceFigure(activity, price) : absent(activity, prices));
  },
});

/** The price of an activity; null where no source prices it or another price holds it. */
export function priceFor(activity: Activity, prices: PriceList): Price | null {
  return activity.kind === 'days'
    ? priceOfDay(prices, activity.level, activity.placementGroup)
    : (prices.events.get(activity.event) ?? null);
}

function absent(activity: Activity, prices: PriceList): Figure {
  const what = activity.kind === 'days' ? activity.level : activity.event;
  const why = prices.notMeasured.find((one) => one.what === what)?.why;
  return {
    id: figureId('late-help-price', { what: activityKey(activity) }),
    label: `${activityLabel(activity)}: price`,
    value: null,
    unit: 'pence',
    absent: 'not-measured',
    how: { formula: why ?? 'The price of a day at its level already holds it.' },
  };
}

function finding(activity: Activity, figure: Figure): Finding {
  const label = activityLabel(activity);
  return {
    id: figure.id,
    headline: `What ${activity.kind === 'days' ? 'a day' : 'one'} costs: ${label}`,
    subtitle: `A published unit cost, in ${priceBase()}`,
    rowHeading: 'What happened',
    columns: ['Price'],
    rows: [{ label, figures: [figure] }],
    chart: 'none',
  };
}
