import { type Figure, figureId, type Finding, formatFinancialYear } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { PERSPECTIVES, type Perspective } from '../model/model-result.ts';
import type { LoadedResult } from './load-result.ts';
import { paybackSentence, paybackYears } from './payback-words.ts';
import {
  explained,
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
import { perspectiveOf } from './scenario-result.measure.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';
import { yearFigures } from './scenario-years.measure.ts';

const NAME = 'scenario-payback';
const COLUMNS = ['middle', 'lower', 'upper', 'reached'] as const;
type Column = (typeof COLUMNS)[number];

const COLUMN_LABELS: Readonly<Record<Column, string>> = {
  middle: 'Gains less costs so far, middle run',
  lower: 'Half of the runs lie from',
  upper: 'to',
  reached: 'Runs that have paid back by then',
};

/** When a scenario pays for itself: gains less costs so far, and the share of runs. */
export const scenarioPaybackMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'When a scenario pays back',
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
    return wholeOrCell(paybackFinding(loaded, perspective), given, COLUMNS);
  },
});

/** The finding: its headline says when and how surely, as two sentences. */
export function paybackFinding(loaded: LoadedResult, perspective: Perspective): Finding {
  const { found, scenario, result } = loaded;
  const one = perspectiveOf(loaded, perspective);
  const isNothing = scenario.programmes.length === 0;
  return {
    id: figureId(NAME, { result: String(result.id), perspective }),
    headline: isNothing
      ? 'Nothing new is done, so there is nothing to pay back'
      : paybackSentence(paybackYears(one, found.years), found.years),
    subtitle:
      `${restsOn(loaded)}; ${PERSPECTIVE_WORDS[perspective].toLowerCase()}, gains less costs ` +
      'since the first year, not discounted',
    rowHeading: 'Year',
    columns: COLUMNS.map((column) => COLUMN_LABELS[column]),
    rows: one.years.map(({ year }, index) => ({
      label: formatFinancialYear(year),
      figures: COLUMNS.map((column) => paybackFigure(loaded, perspective, { index, column })),
    })),
    chart: 'fan',
    notes: [PERSPECTIVE_MEANING[perspective], ...resultNotes(loaded)],
  };
}

function paybackFigure(
  loaded: LoadedResult,
  perspective: Perspective,
  { index, column }: { readonly index: number; readonly column: Column },
): Figure {
  const one = perspectiveOf(loaded, perspective);
  const year = one.years[index];
  if (!year) throw new Error('a year beyond those of the run');
  const parameters = {
    result: String(loaded.result.id),
    perspective,
    row: year.year,
    column,
  };
  const label = `${formatFinancialYear(year.year)}: ${COLUMN_LABELS[column].toLowerCase()}`;
  const how = explained(false, FORMULAS[column], () =>
    yearFigures(loaded, perspective, 'net').slice(0, index + 1),
  );
  const { cumulative } = year;
  const of = { measure: NAME, parameters, label, unit: 'pence' as const, how };
  if (column === 'middle') return spreadFigure(of, cumulative, cumulative.p50);
  const id = figureId(NAME, parameters);
  if (column === 'reached') {
    const share = one.chancePaidBack[index] ?? 0;
    return { id, label, value: Math.round(share * 1000) / 10, unit: 'percent', how };
  }
  const end = column === 'lower' ? cumulative.p25 : cumulative.p75;
  // To three figures: fine enough to draw, and no finer than a run can tell.
  const value = Math.round(Number(end.toPrecision(3)));
  return { id, label, value, unit: 'pence', how };
}

const FORMULAS: Readonly<Record<Column, string>> = {
  middle:
    'Gains less costs of this year and all before it, in each run. Half of the runs lie above, ' +
    'half below; nine in ten lie within the range.',
  lower: 'A quarter of the runs lie below this.',
  upper: 'A quarter of the runs lie above this.',
  reached:
    'Of 100 runs, those in which gains less costs since the first year are at or above 0 by the ' +
    'end of this year and stay there.',
};
