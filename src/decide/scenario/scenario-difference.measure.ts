import { cellOf, type Figure, figureId, type Finding, wilsonInterval } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { PERSPECTIVES, type Perspective } from '../model/model-result.ts';
import { loadResult, type LoadedResult } from './load-result.ts';
import { readNumber } from './load-scenario.ts';
import {
  DIFFERENCE_ROWS,
  type DifferenceRow,
  pairedDifference,
  timesBetter,
} from './paired-difference.ts';
import {
  ofHundred,
  PERSPECTIVE_MEANING,
  readPerspective,
  restsOn,
  RESULT_PARAMETERS,
  resultNotes,
  resultOf,
  spreadFigure,
} from './scenario-figures.ts';
import { perspectiveOf, RESULT_ROWS, resultFigure } from './scenario-result.measure.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';

const NAME = 'scenario-difference';
const ROWS = ['better', ...DIFFERENCE_ROWS] as const;
type Row = (typeof ROWS)[number];

/** Two runs of which the second is set against the first. */
export interface Pair {
  readonly first: LoadedResult;
  readonly other: LoadedResult;
}

/** How one scenario differs from another, run by run. */
export const scenarioDifferenceMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'How one scenario differs from another',
  who: thoseWhoReadScenarios,
  parameters: {
    ...RESULT_PARAMETERS,
    with: 'the number of the run that is set against it',
    perspective: `${PERSPECTIVES.join(', ')}; public by default`,
    row: ROWS.join(', '),
  },
  compute: async (tx, _actor, given) => {
    const first = await resultOf(tx, given);
    const other = await loadResult(tx, readNumber(given.with, 'run of a scenario'));
    const perspective = readPerspective(given.perspective);
    const finding = differenceFinding({ first, other }, perspective);
    if (given.row === undefined) return finding;
    return cellOf(finding, idOf({ first, other }, perspective, given.row));
  },
});

/** What the two are called, with their numbers where that is the same. */
function namesOf({ first, other }: Pair): { readonly first: string; readonly other: string } {
  if (first.kept.name !== other.kept.name) {
    return { first: first.kept.name, other: other.kept.name };
  }
  const numbered = ({ kept }: LoadedResult) => `${kept.name} (scenario ${kept.id})`;
  return { first: numbered(first), other: numbered(other) };
}

function idOf({ first, other }: Pair, perspective: Perspective, row?: string): string {
  const [result, second] = [String(first.result.id), String(other.result.id)];
  return figureId(NAME, { result, with: second, perspective, row });
}

/** All that differs between two runs, the chance that the second is the better one first. */
export function differenceFinding(pair: Pair, perspective: Perspective): Finding {
  const { first, other } = pair;
  const times = timesOf(pair, perspective);
  const names = namesOf(pair);
  return {
    id: idOf(pair, perspective),
    headline:
      times === null
        ? `Work both out again to set ${names.other} beside ${names.first} run by run`
        : `${names.other} is worth more than ${names.first} in ` +
          ofHundred(times.better / times.runs),
    subtitle: `${restsOn(other)}; less ${restsOn(first)}`,
    rowHeading: 'What differs',
    columns: [`${names.other} less ${names.first}`],
    rows: ROWS.map((row) => ({
      label: rowLabel(row),
      figures: [differenceFigure(pair, perspective, row)],
    })),
    chart: 'none',
    notes: [PERSPECTIVE_MEANING[perspective], chanceWords(pair), ...resultNotes(other)],
  };
}

function timesOf({ first, other }: Pair, perspective: Perspective) {
  return timesBetter(perspectiveOf(first, perspective), perspectiveOf(other, perspective));
}

function rowLabel(row: Row): string {
  return row === 'better' ? 'Runs in which it is worth more' : RESULT_ROWS[row];
}

/** What their runs have in common. */
function chanceWords({ first, other }: Pair): string {
  const isPaired =
    first.result.seed === other.result.seed &&
    first.result.editionHash === other.result.editionHash;
  return isPaired
    ? 'The same run of both met the same chances, so that only what they assume differs.'
    : 'Their seeds or data are not the same, so that a part of the difference is chance.';
}

/** One difference between two runs, with its range. */
export function differenceFigure(pair: Pair, perspective: Perspective, row: Row): Figure {
  const names = namesOf(pair);
  const label = `${rowLabel(row)}: ${names.other} less ${names.first}`;
  if (row === 'better') return betterFigure(pair, perspective);
  const [first, other] = [pair.first, pair.other];
  const parameters = {
    result: String(first.result.id),
    with: String(other.result.id),
    perspective,
    row,
  };
  const spread = pairedDifference(
    perspectiveOf(first, perspective),
    perspectiveOf(other, perspective),
    row,
  );
  const how = {
    formula:
      'The second less the first, run by run; the mean of all runs, and the range of the first ' +
      `runs, which were kept. ${chanceWords(pair)}`,
    inputs: inputsOf(pair, perspective, row),
  };
  return spreadFigure({ measure: NAME, parameters, label, unit: 'pence', how }, spread);
}

function inputsOf({ first, other }: Pair, perspective: Perspective, row: DifferenceRow): Figure[] {
  return [other, first].map((one) => resultFigure(one, perspective, row, true));
}

/** The share of runs in which the second is worth more, and how far another seed could move it. */
function betterFigure(pair: Pair, perspective: Perspective): Figure {
  const times = timesOf(pair, perspective);
  const names = namesOf(pair);
  const base = {
    id: idOf(pair, perspective, 'better'),
    label: `Runs in which ${names.other} is worth more than ${names.first}`,
    unit: 'percent',
    how: {
      formula:
        'Of the first runs of both, side by side, those in which the second has the higher net ' +
        `present value. ${chanceWords(pair)}`,
      inputs: inputsOf(pair, perspective, 'npv'),
    },
  } as const;
  if (times === null) return { ...base, value: null, absent: 'not-available' };
  const range = wilsonInterval(times.better, times.runs);
  return {
    ...base,
    value: (100 * times.better) / times.runs,
    ...(range === null ? {} : { low: 100 * range.low, high: 100 * range.high }),
  };
}
