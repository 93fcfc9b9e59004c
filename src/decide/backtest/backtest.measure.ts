import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, type Finding, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import type { Backtest, Tested } from './backtest.store.ts';
import { headlineOf } from './backtest-words.ts';
import { readBacktest } from './run-backtest.ts';
import { type GroupScores, METHODS, type Method, type Score } from './score.ts';

const TESTED: readonly Tested[] = ['levels', 'indicators'];
const COLUMNS = [
  'meanShare',
  'medianShare',
  'insideHalf',
  'insideMost',
  'rangeScore',
  'meanMiss',
] as const;
type Column = (typeof COLUMNS)[number];

/** How well what the product projects has held, beside carrying on what was seen last. */
export const backtestMeasure: Measure = defineMeasure({
  name: 'backtest',
  title: 'How well projections have held',
  who: thoseWhoSeeFigures,
  parameters: {
    of: 'levels (children by level of help, the default) or indicators (as published)',
    group: 'one level or topic; all together when left out',
    method: `one of ${METHODS.join(', ')}: ours, the last value carried on, a straight line`,
    column: `one of ${COLUMNS.join(', ')}`,
    by: 'method (the default) or group',
  },
  compute: async (tx, _actor, given) => {
    const tested = TESTED.find((one) => one === (given.of ?? 'levels'));
    if (!tested) throw refuse('no-such-choice', 'invalid', `of is one of ${TESTED.join(', ')}.`);
    const found = (await readBacktest(tx, tested)) ?? notRun(tested);
    if (given.method === undefined && given.column === undefined) {
      return given.by === 'group' ? byGroup(found) : byMethod(found, given.group ?? 'all');
    }
    const group = found.groups.find((one) => one.group === (given.group ?? 'all'));
    const score = group?.scores.find((one) => one.method === (given.method ?? 'model'));
    const column = COLUMNS.find((one) => one === (given.column ?? 'meanShare'));
    if (!group || !score || !column) {
      throw refuse('no-such-row', 'not-found', 'There is no such figure of this back-test.');
    }
    const figure = cell(found, group, { score, column });
    return {
      ...byMethod(found, group.group),
      id: figure.id,
      headline: figure.label,
      columns: [figure.label],
      rows: [{ label: figure.label, figures: [figure] }],
    };
  },
});

function notRun(tested: Tested): Backtest {
  return { tested, about: 'It has not been run on what is loaded now.', groups: [] };
}

/** Columns that mean something: a mean miss in children, not in the units of many indicators. */
function columnsOf({ tested }: Backtest): readonly Column[] {
  return tested === 'levels' ? COLUMNS : COLUMNS.filter((one) => one !== 'meanMiss');
}

/** Ours beside both naive ways, for one group of cases. */
export function byMethod(found: Backtest, group: string): Finding {
  const own = found.groups.find((one) => one.group === group);
  const columns = columnsOf(found);
  return {
    id: figureId('backtest', { of: found.tested, ...(group === 'all' ? {} : { group }) }),
    headline: headlineOf(found.tested, own),
    subtitle: `${TITLES[found.tested]}${group === 'all' ? '' : `: ${group}`}`,
    rowHeading: 'Way of projecting',
    columns: columns.map((column) => COLUMN_LABELS[column]),
    rows: (own?.scores ?? []).map((score) => ({
      label: METHOD_LABELS[score.method],
      figures: own ? columns.map((column) => cell(found, own, { score, column })) : [],
    })),
    chart: 'none',
    notes: notesOf(found),
  };
}

/** Each level or topic: the mean miss of each way, and how often our range held. */
export function byGroup(found: Backtest): Finding {
  const parts = found.groups.filter(({ group }) => group !== 'all');
  return {
    id: figureId('backtest', { of: found.tested, by: 'group' }),
    headline: found.tested === 'levels' ? 'By level of help' : 'By topic',
    subtitle: `${TITLES[found.tested]}: mean miss of each way, and how often our range held`,
    rowHeading: found.tested === 'levels' ? 'Level' : 'Topic',
    columns: [...METHODS.map((method) => METHOD_LABELS[method]), COLUMN_LABELS.insideMost],
    rows: parts.map((own) => {
      const model = own.scores.find(({ method }) => method === 'model');
      return {
        label: own.group,
        figures: [
          ...own.scores.map((score) => cell(found, own, { score, column: 'meanShare' })),
          ...(model ? [cell(found, own, { score: model, column: 'insideMost' })] : []),
        ],
      };
    }),
    chart: 'none',
    notes: notesOf(found),
  };
}

/** The figure of the mean miss of ours over all cases; null where nothing was tested. */
export function missFigure(found: Backtest): Figure | null {
  const [all] = found.groups;
  const score = all?.scores.find(({ method }) => method === 'model');
  return all && score ? cell(found, all, { score, column: 'meanShare' }) : null;
}

function notesOf({ about }: Backtest): string[] {
  return [
    about,
    'A range that is honest holds as many values as it says: a half, and nine in ten. Fewer: it ' +
      'is too narrow. More: it is too wide.',
  ];
}

const TITLES: Readonly<Record<Tested, string>> = {
  levels: 'Children at each level of help, projected from earlier years and then seen',
  indicators: 'Published indicators of all areas, projected without their last two years',
};

const METHOD_LABELS: Readonly<Record<Method, string>> = {
  model: 'Projected here',
  last: 'The last value, carried on',
  line: 'A straight line',
};

const COLUMN_LABELS: Readonly<Record<Column, string>> = {
  meanShare: 'Mean miss, per cent',
  medianShare: 'Middle miss, per cent',
  insideHalf: 'Within the range for half, per cent',
  insideMost: 'Within the range for nine in ten, per cent',
  rangeScore: 'Score of the range, per cent (less is better)',
  meanMiss: 'Mean miss, children',
};

const FORMULAS: Readonly<Record<Column, string>> = {
  meanShare:
    'The distance between what was projected and what then was, as a share of what was, as a ' +
    'mean over all values that were held back. Values of 0 are left out.',
  medianShare: 'The same distance in the middle case: half of the values were missed by less.',
  insideHalf: 'Of the values held back, those within the range that should hold half of them.',
  insideMost: 'Of the values held back, those within the range that should hold nine in ten.',
  rangeScore:
    'The width of the range for nine in ten and twenty times the distance by which a value lay ' +
    'outside it, as a share of the value, in the middle case (the interval score of Gneiting and ' +
    'Raftery, 2007).',
  meanMiss: 'The mean distance between what was projected and the children who then were there.',
};

function cell(
  found: Backtest,
  { group, cases }: GroupScores,
  { score, column }: { readonly score: Score; readonly column: Column },
): Figure {
  const { tested } = found;
  const named = group === 'all' ? 'all together' : group;
  return {
    id: figureId('backtest', { of: tested, group, method: score.method, column }),
    label: `${METHOD_LABELS[score.method]}, ${named}: ${COLUMN_LABELS[column].toLowerCase()}`,
    value: column === 'meanMiss' ? score.meanMiss : score[column] * 100,
    unit: column === 'meanMiss' ? 'children' : 'percent',
    how: {
      formula: FORMULAS[column],
      rows: { question: 'Values that were held back', count: cases },
      notes: [found.about, WAYS[tested][score.method]],
    },
  };
}

const WAYS: Readonly<Record<Tested, Readonly<Record<Method, string>>>> = {
  levels: {
    model:
      'The model of the scenarios with nothing done: rates of earlier years alone, their spread, ' +
      'and the chance of single children on top.',
    last: 'As many children as on the last day known, with the chance of two counts.',
    line: 'A straight line through the ends of earlier years, with the chance of the counts.',
  },
  indicators: {
    model: 'The projection of the pages of indicators, handed the earlier years alone.',
    last: 'The last value carried on, with a range by how far values stepped a year before.',
    line: 'A straight line by least squares, with the range of a new value about it.',
  },
};
