import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, type Finding, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import type { AgencyKind } from '../../record/index.ts';
import { AGENCY_LABELS } from '../cost/cost-groups.ts';
import { splitByAgency, type UnitCost } from './unit-cost.ts';
import { citationOf, findUnitCost, priceBase, unitCostFigure } from './unit-cost-figures.ts';

/** One published unit cost in the price base, with its range and its source; or by agency. */
export const unitCostMeasure: Measure = defineMeasure({
  name: 'unit-cost',
  title: 'A published unit cost',
  who: thoseWhoSeeFigures,
  parameters: {
    code: 'the code of a unit cost, such as foster-week',
    by: 'agency, for the part that each kind of agency bears',
    row: 'one kind of agency',
  },
  compute: async (_tx, _actor, { code = '', by, row }) => {
    const cost = findUnitCost(code);
    if (!cost) {
      const sentence = `There is no unit cost "${code}". All of them: /unit-costs.`;
      throw refuse('no-such-unit-cost', 'not-found', sentence);
    }
    if (by === undefined) return single(cost, unitCostFigure(cost));
    const split = unitCostSplit(cost);
    if (row === undefined) return split;
    const figure = split.rows
      .flatMap((one) => one.figures)
      .find((one) => one.id === partId(cost, row));
    if (!figure) throw refuse('no-such-row', 'not-found', `${row} bears no part of this cost.`);
    return single(cost, figure);
  },
});

function single(cost: UnitCost, figure: Figure): Finding {
  return {
    id: figure.id,
    headline: cost.label,
    subtitle: `Published unit cost, in ${priceBase()}`,
    rowHeading: 'What it is for',
    columns: ['Cost'],
    rows: [{ label: figure.label, figures: [figure] }],
    chart: 'none',
  };
}

function partId(cost: UnitCost, kind: string): string {
  return figureId('unit-cost', { code: cost.code, by: 'agency', row: kind });
}

/** Who bears a unit cost: parts that sum to the whole, largest first. */
export function unitCostSplit(cost: UnitCost): Finding {
  const parts = [...splitByAgency(cost)].filter(([, part]) => part !== 0);
  parts.sort(([, a], [, b]) => b - a);
  const [first] = parts;
  const share = first ? Math.round((100 * first[1]) / cost.pence) : 0;
  const most = first ? AGENCY_LABELS[first[0]] : 'Nobody';
  return {
    id: figureId('unit-cost', { code: cost.code, by: 'agency' }),
    headline: share === 100 ? `${most} bears all of it` : `${most} bears ${share}% of it`,
    subtitle: `${cost.label} by who bears it, in ${priceBase()}`,
    rowHeading: 'Agency',
    columns: ['Part'],
    rows: parts.map(([kind, part]) => ({
      label: AGENCY_LABELS[kind],
      figures: [partFigure(cost, kind, part)],
    })),
    total: { label: 'Together', figures: [unitCostFigure(cost)] },
    chart: parts.length > 1 ? 'bars' : 'none',
  };
}

function partFigure(cost: UnitCost, kind: AgencyKind, part: number): Figure {
  const isTransfer = cost.transferOf.includes(kind);
  return {
    id: partId(cost, kind),
    label: `${cost.label}: part of ${AGENCY_LABELS[kind].toLowerCase()}`,
    value: part,
    unit: 'pence',
    how: {
      formula: 'The unit cost times the share that its source gives this agency.',
      inputs: [unitCostFigure(cost)],
      citations: [citationOf(cost)],
      notes: isTransfer ? ['This part only moves money between people and the state.'] : [],
    },
  };
}
