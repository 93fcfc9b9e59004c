import { aboveWords, cellOf, type Figure, figureId, type Finding } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { PERSPECTIVES, type Perspective } from '../model/model-result.ts';
import type { LoadedResult } from './load-result.ts';
import {
  PERSPECTIVE_MEANING,
  PERSPECTIVE_WORDS,
  readPerspective,
  restsOn,
  RESULT_PARAMETERS,
  resultNotes,
  resultOf,
} from './scenario-figures.ts';
import { perspectiveOf, resultFigure } from './scenario-result.measure.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';

const NAME = 'scenario-runs';

/** Fifty runs of a scenario from the worst to the best: how often it is worth its money. */
export const scenarioRunsMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Runs of a scenario, from the worst to the best',
  who: thoseWhoReadScenarios,
  parameters: {
    ...RESULT_PARAMETERS,
    perspective: `${PERSPECTIVES.join(', ')}; public by default`,
    row: 'a place among the dots, counted from 1',
  },
  compute: async (tx, _actor, given) => {
    const loaded = await resultOf(tx, given);
    const perspective = readPerspective(given.perspective);
    const finding = findingOf(loaded, perspective);
    if (given.row === undefined) return finding;
    const parameters = { result: String(loaded.result.id), perspective, row: given.row };
    return cellOf(finding, figureId(NAME, parameters));
  },
});

function findingOf(loaded: LoadedResult, perspective: Perspective): Finding {
  const { dots } = perspectiveOf(loaded, perspective);
  const words = PERSPECTIVE_WORDS[perspective].toLowerCase();
  return {
    id: figureId(NAME, { result: String(loaded.result.id), perspective }),
    headline: aboveWords(dots, 'pence').replace(/\.$/, ''),
    subtitle: `${restsOn(loaded)}; net present value, ${words}`,
    rowHeading: 'Dot, from the worst',
    columns: ['Net present value'],
    rows: dots.map((value, index) => ({
      label: `${index + 1} of ${dots.length}`,
      figures: [dotFigure(loaded, perspective, { value, index })],
    })),
    chart: 'dots',
    notes: [
      'Each dot stands for the same share of all runs.',
      PERSPECTIVE_MEANING[perspective],
      ...resultNotes(loaded),
    ],
  };
}

function dotFigure(
  loaded: LoadedResult,
  perspective: Perspective,
  { value, index }: { readonly value: number; readonly index: number },
): Figure {
  const { dots } = perspectiveOf(loaded, perspective);
  const row = String(index + 1);
  return {
    id: figureId(NAME, { result: String(loaded.result.id), perspective, row }),
    label: `Dot ${row} of ${dots.length}: net present value`,
    value: Math.round(value),
    unit: 'pence',
    how: {
      formula:
        `The net present value of one run: of all runs in order, the one in the middle of part ` +
        `${row} of ${dots.length}.`,
      inputs: [resultFigure(loaded, perspective, 'npv', true)],
    },
  };
}
