import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { findUnitCost, priceBase, unitCostFigure } from './unit-cost-figures.ts';

/** One published unit cost in the price base, with its range and its source. */
export const unitCostMeasure: Measure = defineMeasure({
  name: 'unit-cost',
  title: 'A published unit cost',
  who: thoseWhoSeeFigures,
  parameters: { code: 'the code of a unit cost, such as foster-week' },
  compute: async (_tx, _actor, { code = '' }) => {
    const cost = findUnitCost(code);
    if (!cost) {
      const sentence = `There is no unit cost "${code}". All of them: /unit-costs.`;
      throw refuse('no-such-unit-cost', 'not-found', sentence);
    }
    const figure = unitCostFigure(cost);
    return {
      id: figure.id,
      headline: cost.label,
      subtitle: `Published unit cost, in ${priceBase()}`,
      rowHeading: 'What it is for',
      columns: ['Cost'],
      rows: [{ label: figure.label, figures: [figure] }],
      chart: 'none',
    };
  },
});
