import {
  type Figure,
  figureId,
  type Finding,
  formatFinancialYear,
  oneFigure,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import type { StateChange } from '../model/model-result.ts';
import { STATE_LABELS } from '../model/state-of-level.ts';
import type { LoadedResult } from './load-result.ts';
import { effectAssumptions } from './scenario-assumption.measure.ts';
import {
  explained,
  readOneOf,
  restsOn,
  RESULT_PARAMETERS,
  resultNotes,
  resultOf,
  spreadFigure,
} from './scenario-figures.ts';
import { rateFigures } from './scenario-rates.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';

const NAME = 'scenario-states';
const SHOWN = ['change', 'without', 'with'] as const;
type Shown = (typeof SHOWN)[number];

const SHOWN_WORDS: Readonly<Record<Shown, string>> = {
  change: 'fewer children at once',
  without: 'of those who begin, children at once without it',
  with: 'of those who begin, children at once with it',
};

/** How many fewer children are at each level of help at once, by year. */
export const scenarioStatesMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Children at each level of help in a scenario',
  who: thoseWhoReadScenarios,
  parameters: {
    ...RESULT_PARAMETERS,
    show: `${SHOWN.join(', ')}; change by default`,
    row: 'a level, such as looked-after/foster',
    column: 'a year, such as 2026-27',
  },
  compute: async (tx, actor, given) => {
    const loaded = await resultOf(tx, given);
    const shown = readOneOf(SHOWN, given.show, 'show');
    const finding = findingOf(loaded, shown);
    if (given.row === undefined) return finding;
    const change = loaded.found.states.find(({ state }) => state === given.row);
    const index = [...loaded.found.years].findIndex((year) => String(year) === given.column);
    if (!change || index < 0) {
      throw refuse('no-such-row', 'not-found', 'There is no such level or year in this run.');
    }
    const figure = stateFigure(loaded, { change, index, shown });
    const label = formatFinancialYear(loaded.found.years[index] ?? loaded.scenario.firstYear);
    const rates = await rateFigures(tx, actor, { loaded, state: change.state });
    const how = { ...figure.how, inputs: [...(figure.how.inputs ?? []), ...rates] };
    return oneFigure(finding, { ...figure, how }, label);
  },
});

function findingOf(loaded: LoadedResult, shown: Shown): Finding {
  const { states, years } = loaded.found;
  return {
    id: figureId(NAME, { result: String(loaded.result.id), show: shown }),
    headline: headlineOf(states),
    subtitle: `${restsOn(loaded)}; ${SHOWN_WORDS[shown]}, mean of each year`,
    rowHeading: 'Level of help',
    columns: years.map((year) => formatFinancialYear(year)),
    rows: states.map((change) => ({
      label: STATE_LABELS[change.state],
      figures: years.map((_year, index) => stateFigure(loaded, { change, index, shown })),
    })),
    chart: 'none',
    notes: [
      'Children who begin a programme; each counts once, at the highest level of the day. Below ' +
        '0 means more children: help that looks closer finds need.',
      ...resultNotes(loaded),
    ],
  };
}

function headlineOf(states: readonly StateChange[]): string {
  const most = states
    .filter(({ state }) => state.startsWith('looked-after/'))
    .reduce((sum, { byYear }) => sum + (byYear.at(-1)?.mean ?? 0), 0);
  if (Math.abs(most) < 1) return 'About as many children are looked after as without it';
  const count = Math.round(Math.abs(most)).toLocaleString('en-GB');
  return most > 0
    ? `In the last year, ${count} fewer children are looked after at once`
    : `In the last year, ${count} more children are looked after at once`;
}

interface StateOf {
  readonly change: StateChange;
  readonly index: number;
  readonly shown: Shown;
}

/** Children of one level and year; as an input of another figure it says its formula alone. */
export function stateFigure(loaded: LoadedResult, of: StateOf, isInput = false): Figure {
  const { change, index, shown } = of;
  const { years, draws } = loaded.found;
  const year = years[index] ?? loaded.scenario.firstYear;
  const parameters = {
    result: String(loaded.result.id),
    show: shown,
    row: change.state,
    column: year,
  };
  const yearWords = formatFinancialYear(year);
  const label = `${STATE_LABELS[change.state]}: ${SHOWN_WORDS[shown]}, ${yearWords}`;
  const runs = draws.toLocaleString('en-GB');
  const inputs = () => [
    ...(shown === 'change'
      ? [
          stateFigure(loaded, { ...of, shown: 'without' }, true),
          stateFigure(loaded, { ...of, shown: 'with' }, true),
        ]
      : []),
    ...(shown === 'without' ? [] : effectAssumptions(loaded, change.state)),
  ];
  const formulas: Readonly<Record<Shown, string>> = {
    change: `Of the children who begin: at once without the programmes less with; ${runs} runs.`,
    without:
      'Children who begin a programme, as they would move from quarter to quarter at the rates ' +
      `of the data if there were none: the mean of runs out of ${runs}.`,
    with: `The same children, with the effects of the programmes: ${runs} runs.`,
  };
  const how = explained(isInput, formulas[shown], inputs);
  const whole = { measure: NAME, parameters, label, unit: 'children' as const, how };
  const spread = change.byYear[index] ?? null;
  if (shown === 'change') return spreadFigure(whole, spread);
  const mean = (shown === 'without' ? change.without : change.with)[index] ?? null;
  if (spread === null || mean === null) return spreadFigure(whole, null);
  // As far as the change spreads, so far does one of the two beside the other.
  const { low, high } = { low: spread.mean - spread.p5, high: spread.p95 - spread.mean };
  return { ...spreadFigure(whole, spread, mean), low: mean - high, high: mean + low };
}
