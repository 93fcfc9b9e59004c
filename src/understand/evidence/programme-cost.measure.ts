import { thoseWhoSeeFigures } from '../../govern/index.ts';
import type { Finding } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { narrowed } from '../spend-map/keyed-finding.ts';
import { priceBase } from '../unit-costs/unit-cost-figures.ts';
import { programmeEvidence } from './evidence.ts';
import { COST, COST_COLUMNS, costFigure, moneyOf } from './evidence-figures.ts';

/** What a programme costs: as stated, and pounds in today's prices. */
export const programmeCostMeasure: Measure = defineMeasure({
  name: COST,
  title: 'What a programme costs, as published',
  who: thoseWhoSeeFigures,
  parameters: {
    programme: 'the code of a programme, such as family-nurse-partnership',
    row: 'the code of a cost',
    column: COST_COLUMNS.join(', '),
  },
  compute: async (_tx, _actor, given): Promise<Finding> => {
    const programme = programmeEvidence(given.programme ?? '');
    const { costs } = programme;
    return narrowed(
      {
        name: COST,
        asked: { programme: programme.code },
        headline:
          costs.length === 0
            ? `No cost of ${programme.name} was read here`
            : `What ${programme.name} costs, as its sources state it`,
        subtitle: `As stated, and in ${priceBase()}`,
        rowHeading: 'Cost',
        columns: ['As stated', 'In today’s prices'],
        columnKeys: COST_COLUMNS,
        rows: costs.map((cost) => ({
          key: cost.code,
          label: `${cost.what}, per ${cost.per} (${moneyOf(cost)})`,
          figures: COST_COLUMNS.map((column) => costFigure(programme, cost, column)),
        })),
        chart: 'none',
        notes: ['Costs of different things are not added up.'],
      },
      given,
    );
  },
});
