import {
  cellOf,
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  wilsonInterval,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { PERSPECTIVES, type Perspective, type PerspectiveResult } from '../model/model-result.ts';
import type { LoadedResult } from './load-result.ts';
import { assumptionFigure } from './scenario-assumption.measure.ts';
import { statedAssumptions } from './scenario-assumptions.ts';
import { benefitFigures } from './scenario-benefits.measure.ts';
import {
  explained,
  moneyWords,
  ofHundred,
  PERSPECTIVE_MEANING,
  PERSPECTIVE_WORDS,
  readPerspective,
  restsOn,
  RESULT_PARAMETERS,
  resultNotes,
  resultOf,
  spreadFigure,
} from './scenario-figures.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';
import { yearFigures } from './scenario-years.measure.ts';

const NAME = 'scenario-result';

/** The headline figures of a run, in the order in which a reader asks for them. */
export const RESULT_ROWS = {
  npv: 'Net present value',
  benefit: 'Gains, discounted',
  cost: 'Costs, discounted',
  ratio: 'Gain for each pound spent',
  chance: 'Runs in which gains exceed costs',
  payback: 'Years until it has paid for itself',
  peak: 'Deepest point: what must be found before gains arrive',
  information: 'Value of knowing everything before deciding',
  'break-even': 'Share of the assumed effect at which gains just meet costs',
} as const;

/** One headline figure of a run. */
export type ResultRow = keyof typeof RESULT_ROWS;

const ROWS = Object.keys(RESULT_ROWS) as ResultRow[];

/** What a run of a scenario comes to: by whose gain is counted, with its range. */
export const scenarioResultMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'What a scenario comes to',
  who: thoseWhoReadScenarios,
  parameters: {
    ...RESULT_PARAMETERS,
    perspective: `${PERSPECTIVES.join(', ')}; all of them by default`,
    row: ROWS.join(', '),
  },
  compute: async (tx, _actor, given) => {
    const loaded = await resultOf(tx, given);
    const only = given.perspective === undefined ? null : readPerspective(given.perspective);
    const finding = resultFinding(loaded, only);
    if (given.row === undefined) return finding;
    const perspective = only ?? 'public';
    return cellOf(finding, idOf(loaded, perspective, given.row));
  },
});

function idOf({ result }: LoadedResult, perspective: Perspective, row: string): string {
  return figureId(NAME, { result: String(result.id), perspective, row });
}

/** The headline figures of a run; of all perspectives where none is named. */
export function resultFinding(loaded: LoadedResult, only: Perspective | null): Finding {
  const shown = loaded.found.perspectives.filter(
    ({ perspective }) => only === null || perspective === only,
  );
  const rows = ROWS.map(
    (row): FindingRow => ({
      label: RESULT_ROWS[row],
      figures: shown.map((one) => resultFigure(loaded, one.perspective, row)),
    }),
  );
  const parameters = { result: String(loaded.result.id), perspective: only ?? undefined };
  return {
    id: figureId(NAME, parameters),
    headline: resultHeadline(loaded, only ?? 'public'),
    subtitle: `${restsOn(loaded)}; over ${loaded.found.years.length} years`,
    rowHeading: 'What it comes to',
    columns: shown.map(({ perspective }) => PERSPECTIVE_WORDS[perspective]),
    rows,
    chart: 'none',
    notes: [
      ...shown.map(
        ({ perspective }) =>
          `${PERSPECTIVE_WORDS[perspective]}: ${PERSPECTIVE_MEANING[perspective]}`,
      ),
      'The columns widen from left to right and are never added up.',
      ...resultNotes(loaded),
    ],
  };
}

/** The finding of a run in one sentence, in natural frequencies. */
export function resultHeadline(loaded: LoadedResult, perspective: Perspective): string {
  const { found, scenario } = loaded;
  const one = perspectiveOf(loaded, perspective);
  if (scenario.programmes.length === 0) return 'Nothing new is done, so nothing changes';
  const whom = { cash: 'In cash', public: 'For the public purse', society: 'For society' };
  const years = found.years.length;
  return (
    `${whom[perspective]}, gains exceed costs in ${ofHundred(one.chanceOfGain)} ` +
    `over ${years} ${years === 1 ? 'year' : 'years'}`
  );
}

/** The result of one perspective; every run has all three. */
export function perspectiveOf(
  { found }: Pick<LoadedResult, 'found'>,
  perspective: Perspective,
): PerspectiveResult {
  const one = found.perspectives.find((each) => each.perspective === perspective);
  if (one) return one;
  throw new Error(`the run has no perspective ${perspective}`);
}

/** One headline figure of a run; as an input of another it says its formula alone. */
export function resultFigure(
  loaded: LoadedResult,
  perspective: Perspective,
  row: ResultRow,
  isInput = false,
): Figure {
  const one = perspectiveOf(loaded, perspective);
  const label = `${RESULT_ROWS[row]} (${PERSPECTIVE_WORDS[perspective].toLowerCase()})`;
  const parameters = { result: String(loaded.result.id), perspective, row };
  const how = explained(isInput, formulaOf(loaded, perspective, row), () =>
    inputsOf(loaded, perspective, row),
  );
  const of = { measure: NAME, parameters, label, how };
  switch (row) {
    case 'npv':
      return spreadFigure({ ...of, unit: 'pence' }, one.netPresentValue);
    case 'benefit':
      return spreadFigure({ ...of, unit: 'pence' }, one.presentBenefit);
    case 'cost':
      return spreadFigure({ ...of, unit: 'pence' }, one.presentCost);
    case 'ratio':
      return spreadFigure({ ...of, unit: 'ratio' }, one.ratioSpread, one.ratio);
    case 'chance':
      return { ...chanceOf(loaded, one), id: figureId(NAME, parameters), label, how };
    case 'payback':
      return spreadFigure({ ...of, unit: 'years' }, one.paybackYears, one.paybackYears?.p50);
    case 'peak':
      return spreadFigure({ ...of, unit: 'pence' }, one.peakFunding);
    case 'break-even':
      return { ...breakEvenOf(loaded, perspective), id: figureId(NAME, parameters), label, how };
    case 'information': {
      const worth = Math.round(one.valueOfInformation);
      const range = { value: worth, low: 0, high: worth };
      return { id: figureId(NAME, parameters), label, unit: 'pence', ...range, how };
    }
  }
}

/** The share of runs that gain, and how far another seed could move it. */
function chanceOf({ found: { draws } }: LoadedResult, { chanceOfGain }: PerspectiveResult) {
  const range = wilsonInterval(Math.round(chanceOfGain * draws), draws);
  return {
    value: 100 * chanceOfGain,
    unit: 'percent' as const,
    ...(range === null ? {} : { low: 100 * range.low, high: 100 * range.high }),
  };
}

/** A threshold of the middle case: it has no range, and is known for the public purse alone. */
function breakEvenOf({ found }: LoadedResult, perspective: Perspective) {
  const share = perspective === 'public' ? found.breakEvenEffect : null;
  const unit = 'percent' as const;
  if (share !== null) return { unit, value: 100 * share };
  const absent = perspective === 'public' ? 'not-available' : 'not-measured';
  return { unit, value: null, absent } as const;
}

function formulaOf({ found, scenario }: LoadedResult, of: Perspective, row: ResultRow): string {
  const runs = `${found.draws.toLocaleString('en-GB')} runs`;
  switch (row) {
    case 'npv':
      return `Discounted gains less discounted costs, the mean of ${runs}.`;
    case 'benefit':
      return (
        `Gains of all years, each discounted to the first by the schedule ${scenario.discount}, ` +
        `the mean of ${runs}. ${PERSPECTIVE_MEANING[of]}`
      );
    case 'cost':
      return `Costs of all years, discounted likewise, the mean of ${runs}.`;
    case 'ratio':
      return 'Mean discounted gains over mean discounted costs.';
    case 'chance':
      return (
        `Of ${runs}, those whose net present value is above 0. The range says how far another ` +
        'seed could move it.'
      );
    case 'payback':
      return (
        'Years until what was gained stays above what was spent, in the middle of the runs that ' +
        'get there. Not available where fewer than half of the runs do.'
      );
    case 'peak':
      return `The lowest that costs and gains together come to, the mean of ${runs}.`;
    case 'break-even':
      return (
        'Every effect is made weaker or stronger alike, all else at its middle, until gains meet ' +
        'costs for the public purse. Under 100 there is room; over 100 effects would have to be ' +
        'larger than assumed. Not available where no effect up to ten times as large is enough.'
      );
    case 'information':
      return (
        'What would be gained on average by doing it only in those runs in which it pays, over ' +
        'deciding today by the mean. No study is worth more; most are worth less.'
      );
  }
}

function inputsOf(loaded: LoadedResult, perspective: Perspective, row: ResultRow): Figure[] {
  const other = (name: ResultRow) => resultFigure(loaded, perspective, name, true);
  switch (row) {
    case 'npv':
    case 'ratio':
      return [other('benefit'), other('cost')];
    case 'benefit':
      return benefitFigures(loaded, perspective);
    case 'cost':
      return yearFigures(loaded, perspective, 'cost');
    case 'chance':
    case 'information':
      return [other('npv')];
    case 'break-even':
      return statedAssumptions(loaded.scenario)
        .filter(({ code }) => code.includes('/effect:'))
        .map((one) => assumptionFigure(loaded, one));
    case 'payback':
    case 'peak':
      return yearFigures(loaded, perspective, 'cumulative');
  }
}

/** The range of the net present value in a sentence. */
export function resultSentence(loaded: LoadedResult, perspective: Perspective): string {
  const { p5, p95 } = perspectiveOf(loaded, perspective).netPresentValue;
  return `Between ${moneyWords(p5)} and ${moneyWords(p95)} in 90 of 100 runs`;
}
