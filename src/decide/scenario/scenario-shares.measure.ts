import { type Figure, figureId, type Finding } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import type { AgencyResult } from '../model/model-result.ts';
import type { LoadedResult } from './load-result.ts';
import { agencyFigure } from './scenario-agencies.measure.ts';
import {
  agencyLabel,
  moneyWords,
  readOneOf,
  restsOn,
  RESULT_PARAMETERS,
  resultNotes,
  resultOf,
  spreadFigure,
  wholeOrCell,
} from './scenario-figures.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';
import { type CostShares, costShares, type ShareBasis, shareOf } from './scenario-shares.ts';

const NAME = 'scenario-shares';
const BASES = ['public', 'cash'] as const;
const COLUMNS = ['pays', 'gains', 'proportional', 'shapley'] as const;
type Column = (typeof COLUMNS)[number];

const COLUMN_LABELS: Readonly<Record<Column, string>> = {
  pays: 'Pays as planned',
  gains: 'Gains',
  proportional: 'Proposed: in proportion to gains',
  shapley: 'Or by what each adds',
};

/** Who pays beside who gains, and contributions that leave no partner worse off on average. */
export const scenarioSharesMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Who pays and who gains from a scenario',
  who: thoseWhoReadScenarios,
  parameters: {
    ...RESULT_PARAMETERS,
    basis: 'public (cash and freed time, by default) or cash',
    row: 'a kind of agency, such as health, or total',
    column: COLUMNS.join(', '),
  },
  compute: async (tx, _actor, given) => {
    const loaded = await resultOf(tx, given);
    const basis = readOneOf(BASES, given.basis, 'basis');
    return wholeOrCell(sharesFinding(loaded, basis), given, COLUMNS);
  },
});

interface Cell {
  readonly basis: ShareBasis;
  readonly row: string;
  readonly column: Column;
}

function idOf({ result }: LoadedResult, cell: Cell): string {
  return figureId(NAME, { result: String(result.id), ...cell });
}

/** Who pays beside who gains over all years. */
export function sharesFinding(loaded: LoadedResult, basis: ShareBasis): Finding {
  const shares = costShares(loaded.found, basis);
  // Where no sharing leaves all better off, none is proposed.
  const columns = shares.proportional.possible ? COLUMNS : COLUMNS.slice(0, 2);
  const rows = shares.agencies.map((one) => ({
    label: agencyLabel(one.agency),
    figures: columns.map((column) => cellFigure(loaded, shares, { one, column })),
  }));
  return {
    id: figureId(NAME, { result: String(loaded.result.id), basis }),
    headline: headlineOf(shares),
    subtitle:
      `${restsOn(loaded)}; ${basis === 'cash' ? 'cash' : 'cash and freed time'} over ` +
      `${loaded.found.years.length} years, not discounted`,
    rowHeading: 'Agency',
    columns: columns.map((column) => COLUMN_LABELS[column]),
    rows,
    ...(rows.length === 0
      ? {}
      : {
          total: {
            label: 'All agencies',
            figures: columns.map((column) => totalFigure(loaded, shares, column)),
          },
        }),
    chart: rows.length === 0 ? 'none' : 'paired-bars',
    notes: [...limitsOf(shares), ...resultNotes(loaded)],
  };
}

function headlineOf({ agencies, basis, gains, costPence }: CostShares): string {
  const most = gains[0];
  const payer = agencies.toSorted((a, b) => b.pays.mean - a.pays.mean)[0];
  if (most === undefined || payer === undefined) return 'Nobody pays and nobody gains';
  const what = basis === 'cash' ? 'in cash' : 'in cash and freed time';
  if (most.gainPence <= 0)
    return `${agencyLabel(payer.agency)} pays most, and nobody gains ${what}`;
  const all = gains.reduce((sum, { gainPence }) => sum + Math.max(0, gainPence), 0);
  const gainShare = Math.round((most.gainPence / all) * 100);
  const payShare = costPence === 0 ? 0 : Math.round((payer.pays.mean / costPence) * 100);
  const name = agencyLabel(payer.agency);
  if (payer.agency === most.agency) {
    return `${name} pays ${payShare}% and has ${gainShare}% of what is gained ${what}`;
  }
  const other = agencyLabel(most.agency).toLowerCase();
  return `${name} pays ${payShare}%; ${other} has most of what is gained ${what}, ${gainShare}%`;
}

function limitsOf({ proportional }: CostShares): string[] {
  if (!proportional.possible) {
    return [`${proportional.reason} It falls short by ${moneyWords(proportional.shortPence)}.`];
  }
  return [
    'Proposed contributions pay the whole cost, and on average nobody gives more than they gain.',
    'They share averages: a bad run can still leave a partner worse off. They say nothing of who ' +
      'can pay in the first years, and take gains as they are stated, so agree on each gain first.',
    'By what each adds (Shapley value): the average of what an agency brings to every group of ' +
      'partners that could form without it.',
  ];
}

function cellFigure(
  loaded: LoadedResult,
  shares: CostShares,
  { one, column }: { readonly one: AgencyResult; readonly column: Column },
): Figure {
  const { basis } = shares;
  const row = one.agency;
  const label = `${agencyLabel(row)}: ${COLUMN_LABELS[column].toLowerCase()}`;
  const parameters = { result: String(loaded.result.id), basis, row, column };
  const of = { measure: NAME, parameters, label, unit: 'pence' as const };
  if (column === 'pays') {
    const inputs = [agencyFigure(loaded, one, 'pays', true)];
    return spreadFigure({ ...of, how: { formula: FORMULAS.pays, inputs } }, one.pays);
  }
  if (column === 'gains') {
    const { cash, capacity } = one;
    const sum = (end: keyof typeof cash) =>
      basis === 'cash' ? cash[end] : cash[end] + capacity[end];
    const spread = {
      mean: sum('mean'),
      p5: sum('p5'),
      p25: sum('p25'),
      p50: sum('p50'),
      p75: sum('p75'),
      p95: sum('p95'),
    };
    const names = basis === 'cash' ? (['cash'] as const) : (['cash', 'capacity'] as const);
    const inputs = names.map((name) => agencyFigure(loaded, one, name, true));
    return spreadFigure({ ...of, how: { formula: FORMULAS.gains, inputs } }, spread);
  }
  const id = idOf(loaded, { basis, row, column });
  const value = shareOf(shares[column], row);
  const inputs = (['gains', 'pays'] as const).map((name) => totalFigure(loaded, shares, name));
  const own = cellFigure(loaded, shares, { one, column: 'gains' });
  const how = { formula: FORMULAS[column], inputs: [own, ...inputs] };
  const base = { id, label, unit: 'pence' as const, how };
  if (value === null) return { ...base, value: null, absent: 'not-available' };
  return { ...base, value };
}

/** The sum of a column; the mean of the payments of each adds up to the cost. */
function totalFigure(loaded: LoadedResult, shares: CostShares, column: Column): Figure {
  const id = idOf(loaded, { basis: shares.basis, row: 'total', column });
  const label = `All agencies: ${COLUMN_LABELS[column].toLowerCase()}`;
  const base = { id, label, unit: 'pence' as const };
  const isShared = column === 'proportional' || column === 'shapley';
  if (isShared && !shares[column].possible) {
    const how = { formula: FORMULAS[column] };
    return { ...base, value: null, absent: 'not-available', how };
  }
  if (isShared) {
    return { ...base, value: shares.costPence, how: { formula: 'The whole cost is shared.' } };
  }
  const inputs = shares.agencies.map((one) => cellFigure(loaded, shares, { one, column }));
  const sum = (end: 'value' | 'low' | 'high') =>
    inputs.reduce((all, input) => all + (input[end] ?? 0), 0);
  const formula = 'The sum over all agencies; its range adds the ends of theirs.';
  const how = { formula, inputs };
  return { ...base, value: sum('value'), low: sum('low'), high: sum('high'), how };
}

const FORMULAS: Readonly<Record<Column, string>> = {
  pays:
    'Its share of the cost as the scenario states it, over all years; the mean of all runs, not ' +
    'discounted.',
  gains:
    'What it no longer spends over all years, the mean of all runs, before it pays anything; not ' +
    'discounted. Where freed time counts too, its range adds the ends of both ranges.',
  proportional:
    'The whole cost times its share of all gains: everybody gains the same for each pound given.',
  shapley:
    'Its gain less its Shapley value: what it adds, on average over all orders in which partners ' +
    'could join.',
};
