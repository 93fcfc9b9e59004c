import { type Figure, figureId, type Finding, formatFinancialYear } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { PERSPECTIVES, type Perspective, type YearResult } from '../model/model-result.ts';
import type { LoadedResult } from './load-result.ts';
import { costAssumptions } from './scenario-assumption.measure.ts';
import { benefitFigures } from './scenario-benefits.measure.ts';
import {
  explained,
  moneyWords,
  PERSPECTIVE_MEANING,
  PERSPECTIVE_WORDS,
  readPerspective,
  restsOn,
  RESULT_PARAMETERS,
  resultNotes,
  resultOf,
  spreadFigure,
  wholeOrCell,
} from './scenario-figures.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';

const NAME = 'scenario-years';
const COLUMNS = ['cost', 'benefit', 'net', 'cumulative'] as const;

/** What is told of a year. */
export type YearColumn = (typeof COLUMNS)[number];

const COLUMN_LABELS: Readonly<Record<YearColumn, string>> = {
  cost: 'Costs',
  benefit: 'Gains',
  net: 'Gains less costs',
  cumulative: 'Since the first year',
};

/** What a run comes to year by year, not discounted. */
export const scenarioYearsMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'A scenario year by year',
  who: thoseWhoReadScenarios,
  parameters: {
    ...RESULT_PARAMETERS,
    perspective: `${PERSPECTIVES.join(', ')}; public by default`,
    row: 'a year, such as 2026-27',
    column: COLUMNS.join(', '),
  },
  compute: async (tx, _actor, given) => {
    const loaded = await resultOf(tx, given);
    const perspective = readPerspective(given.perspective);
    return wholeOrCell(findingOf(loaded, perspective), given, COLUMNS);
  },
});

function yearsOf({ found }: LoadedResult, perspective: Perspective): readonly YearResult[] {
  return found.perspectives.find((one) => one.perspective === perspective)?.years ?? [];
}

function findingOf(loaded: LoadedResult, perspective: Perspective): Finding {
  const years = yearsOf(loaded, perspective);
  return {
    id: figureId(NAME, { result: String(loaded.result.id), perspective }),
    headline: headlineOf(years),
    subtitle:
      `${restsOn(loaded)}; ${PERSPECTIVE_WORDS[perspective].toLowerCase()}, by financial year, ` +
      'not discounted',
    rowHeading: 'Year',
    columns: COLUMNS.map((column) => COLUMN_LABELS[column]),
    rows: years.map((one, index) => ({
      label: formatFinancialYear(one.year),
      figures: COLUMNS.map((column) => yearFigure(loaded, { perspective, index, column })),
    })),
    chart: 'lines',
    notes: [PERSPECTIVE_MEANING[perspective], ...resultNotes(loaded)],
  };
}

function headlineOf(years: readonly YearResult[]): string {
  const last = years.at(-1);
  if (!last || years.every(({ cost, benefit }) => cost.mean === 0 && benefit.mean === 0)) {
    return 'Nothing is spent and nothing gained in any year';
  }
  const { mean } = last.cumulative;
  const year = formatFinancialYear(last.year);
  return mean >= 0
    ? `By ${year}, ${moneyWords(mean)} more is gained than spent`
    : `By ${year}, ${moneyWords(-mean)} more is spent than gained`;
}

/** The figures of one column over all years, as inputs of others. */
export function yearFigures(
  loaded: LoadedResult,
  perspective: Perspective,
  column: YearColumn,
): Figure[] {
  return yearsOf(loaded, perspective).map((_one, index) =>
    yearFigure(loaded, { perspective, index, column }, true),
  );
}

interface YearOf {
  readonly perspective: Perspective;
  readonly index: number;
  readonly column: YearColumn;
}

function yearFigure(loaded: LoadedResult, of: YearOf, isInput = false): Figure {
  const { perspective, index, column } = of;
  const one = yearsOf(loaded, perspective)[index];
  if (!one) throw new Error('a year beyond those of the run');
  const parameters = { result: String(loaded.result.id), perspective, row: one.year, column };
  const label = `${formatFinancialYear(one.year)}: ${COLUMN_LABELS[column].toLowerCase()}`;
  const how = explained(isInput, FORMULAS[column], () => inputsOf(loaded, of));
  return spreadFigure({ measure: NAME, parameters, label, unit: 'pence', how }, one[column]);
}

const FORMULAS: Readonly<Record<YearColumn, string>> = {
  cost:
    'Children who begin times the cost for each, and what it costs whatever the number who come, ' +
    'in each run; the mean of all runs.',
  benefit: 'The gains of every source in the year, added up in each run; the mean of all runs.',
  net: 'Gains less costs in each run; the mean of all runs.',
  cumulative: 'Gains less costs of this year and all before it; the mean of all runs.',
};

function inputsOf(loaded: LoadedResult, { perspective, index, column }: YearOf): Figure[] {
  const other = (name: YearColumn, at = index) =>
    yearFigure(loaded, { perspective, index: at, column: name }, true);
  switch (column) {
    case 'cost':
      return costAssumptions(loaded);
    case 'benefit':
      return benefitFigures(loaded, perspective, index);
    case 'net':
      return [other('benefit'), other('cost')];
    case 'cumulative':
      return [other('net'), ...(index > 0 ? [other('cumulative', index - 1)] : [])];
  }
}
