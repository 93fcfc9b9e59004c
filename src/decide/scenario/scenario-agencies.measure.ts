import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  wilsonInterval,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import type { AgencyResult } from '../model/model-result.ts';
import type { LoadedResult } from './load-result.ts';
import { benefitFigure } from './scenario-benefits.measure.ts';
import { costAssumptions } from './scenario-assumption.measure.ts';
import {
  agencyLabel,
  explained,
  moneyWords,
  restsOn,
  RESULT_PARAMETERS,
  resultNotes,
  resultOf,
  spreadFigure,
  wholeOrCell,
} from './scenario-figures.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';

const NAME = 'scenario-agencies';
const COLUMNS = ['pays', 'cash', 'capacity', 'net', 'chance'] as const;
type Column = (typeof COLUMNS)[number];

const COLUMN_LABELS: Readonly<Record<Column, string>> = {
  pays: 'Pays',
  cash: 'Gains in cash',
  capacity: 'Gains in staff time and places',
  net: 'Gains less what it pays',
  chance: 'Runs in which it gains',
};

const FORMULAS: Readonly<Record<Column, string>> = {
  pays: 'The cost of the programmes times the share that this agency pays: the mean of all runs.',
  cash: 'Money that leaves this agency’s budget no more: the mean of all runs, all years.',
  capacity: 'Staff time and places set free at this agency: the mean of all runs, all years.',
  net: 'Gains in cash and in staff time and places, less what it pays, in each run; the mean.',
  chance: 'Runs in which gains less costs of this agency are above 0.',
};

/** Who pays for a scenario and who gains from it, over all years. */
export const scenarioAgenciesMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Who pays and who gains in a scenario',
  who: thoseWhoReadScenarios,
  parameters: {
    ...RESULT_PARAMETERS,
    row: 'a kind of agency, such as council or health',
    column: COLUMNS.join(', '),
  },
  compute: async (tx, _actor, given) => {
    const loaded = await resultOf(tx, given);
    return wholeOrCell(findingOf(loaded), given, COLUMNS);
  },
});

function findingOf(loaded: LoadedResult): Finding {
  const { agencies } = loaded.found;
  const rows = agencies.map(
    (one): FindingRow => ({
      label: agencyLabel(one.agency),
      figures: COLUMNS.map((column) => agencyFigure(loaded, one, column)),
    }),
  );
  return {
    id: figureId(NAME, { result: String(loaded.result.id) }),
    headline: headlineOf(agencies),
    subtitle: `${restsOn(loaded)}; all years together, not discounted`,
    rowHeading: 'Agency',
    columns: COLUMNS.map((column) => COLUMN_LABELS[column]),
    rows,
    chart: 'none',
    notes: [
      'Value to people is nobody’s budget and is left out here.',
      'Ranges of agencies do not add up to that of all: what one loses another may gain.',
      ...resultNotes(loaded),
    ],
  };
}

function headlineOf(agencies: readonly AgencyResult[]): string {
  const payer = largest(agencies, ({ pays }) => pays.mean);
  const gainer = largest(agencies, ({ cash, capacity }) => cash.mean + capacity.mean);
  if (!payer || !gainer || payer.pays.mean === 0) return 'Nobody pays and nobody gains';
  const pays = moneyWords(payer.pays.mean);
  const gains = moneyWords(gainer.cash.mean + gainer.capacity.mean);
  return payer.agency === gainer.agency
    ? `${agencyLabel(payer.agency)} pays most, ${pays}, and gains most, ${gains}`
    : `${agencyLabel(payer.agency)} pays most, ${pays}; ` +
        `${agencyLabel(gainer.agency).toLowerCase()} gains most, ${gains}`;
}

function largest(
  agencies: readonly AgencyResult[],
  of: (one: AgencyResult) => number,
): AgencyResult | null {
  return agencies.reduce<AgencyResult | null>(
    (most, one) => (most === null || of(one) > of(most) ? one : most),
    null,
  );
}

/** One figure of an agency; as an input of another it says its formula alone. */
export function agencyFigure(
  loaded: LoadedResult,
  one: AgencyResult,
  column: Column,
  isInput = false,
): Figure {
  const parameters = { result: String(loaded.result.id), row: one.agency, column };
  const label = `${agencyLabel(one.agency)}: ${COLUMN_LABELS[column].toLowerCase()}`;
  const how = explained(isInput, FORMULAS[column], () => inputsOf(loaded, one, column));
  if (column !== 'chance') {
    return spreadFigure({ measure: NAME, parameters, label, unit: 'pence', how }, one[column]);
  }
  const { draws } = loaded.found;
  const range = wilsonInterval(Math.round(one.chanceOfGain * draws), draws);
  return {
    id: figureId(NAME, parameters),
    label,
    value: 100 * one.chanceOfGain,
    unit: 'percent',
    ...(range === null ? {} : { low: 100 * range.low, high: 100 * range.high }),
    how,
  };
}

function inputsOf(loaded: LoadedResult, one: AgencyResult, column: Column): Figure[] {
  const other = (name: Column) => agencyFigure(loaded, one, name, true);
  switch (column) {
    case 'pays':
      return costAssumptions(loaded);
    case 'net':
      return [other('cash'), other('capacity'), other('pays')];
    case 'chance':
      return [other('net')];
    case 'cash':
    case 'capacity': {
      const perspective = column === 'cash' ? 'cash' : 'public';
      const of = { perspective, by: 'agency', key: one.agency, year: null } as const;
      return [benefitFigure(loaded, of, true)];
    }
  }
}
