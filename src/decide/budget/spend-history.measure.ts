import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Citation,
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  oneFigure,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { type LookedBack, lookBack } from './history.ts';
import {
  plannerDefault,
  type SeenChange,
  SPEND_HISTORY,
  standardEffect,
} from './spend-history-file.ts';

const NAME = 'spend-history';

const COLUMNS = ['early', 'seen', 'planned'] as const;
type Column = (typeof COLUMNS)[number];

const COLUMN_WORDS: Readonly<Record<Column, string>> = {
  early: 'Early spending, seen',
  seen: 'Late spending, seen',
  planned: 'Late, as the planner would have said',
};

/** What was seen when spending moved the other way, beside the planner run backwards. */
export const spendHistoryMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'When early spending fell: what was seen, and the planner run backwards',
  who: thoseWhoSeeFigures,
  parameters: {
    row: 'the code of one stretch of years, such as turning-the-tide-2010',
    column: `one column of it: ${COLUMNS.join(', ')}`,
  },
  compute: async (_tx, _actor, given) => {
    const finding = findingOf();
    if (given.row === undefined) return finding;
    const change = SPEND_HISTORY.changes.find(({ code }) => code === given.row);
    const column = COLUMNS.find((one) => one === (given.column ?? 'seen'));
    if (!change || !column) {
      throw refuse('no-such-row', 'not-found', 'There is no such row or column here.');
    }
    return oneFigure(finding, cell(change, column), COLUMN_WORDS[column]);
  },
});

function lookedBack(change: SeenChange): LookedBack {
  return lookBack(change, standardEffect(), plannerDefault('lag'));
}

function cell(change: SeenChange, column: Column): Figure {
  const base = {
    id: figureId(NAME, { row: change.code, column }),
    label: `${change.label}: ${COLUMN_WORDS[column].toLowerCase()}`,
    unit: 'percent' as const,
  };
  if (column !== 'planned') {
    const value = column === 'early' ? change.earlyPercent : change.latePercent;
    const notes = change.note ? [change.note] : [];
    const formula = 'Change over the years in real terms, as the source states it.';
    return { ...base, value, how: { formula, citations: [sourceOf(change)], notes } };
  }
  const { plannedLatePercent: planned } = lookedBack(change);
  const effect = standardEffect();
  const lag = plannerDefault('lag');
  return {
    ...base,
    value: planned.likely,
    low: planned.low,
    high: planned.high,
    how: {
      formula:
        `Early spending changes in even steps; late need follows ${lag} year later by ` +
        `${effect.likely}% for each per cent, between ${effect.low}% and ${effect.high}%.`,
      inputs: [cell(change, 'early')],
      citations: [{ ...effect.source, entry: `spend-history/${effect.code}` }],
      notes: [effect.why],
    },
  };
}

function sourceOf({ source, code }: SeenChange): Citation {
  return { ...source, entry: `spend-history/${code}` };
}

function findingOf(): Finding {
  const all = SPEND_HISTORY.changes;
  const rows = all.map(
    (change): FindingRow => ({
      label: change.label,
      figures: COLUMNS.map((column) => cell(change, column)),
    }),
  );
  return {
    id: NAME,
    headline: headlineOf(all.map(lookedBack)),
    subtitle:
      'Change of local spending on children in England in real terms, and what the planner says ' +
      'when it is run on the same fall of early spending',
    rowHeading: 'Years',
    columns: COLUMNS.map((column) => COLUMN_WORDS[column]),
    rows,
    chart: 'none',
    notes: [
      'This is a check on direction and size, not proof. Prices, thresholds, poverty and ' +
        'children who came alone from abroad moved in the same years.',
      'The study behind the effect looks at some of the same years, so agreement says little new.',
      ...delayNotes(),
    ],
  };
}

function headlineOf(all: readonly LookedBack[]): string {
  const same = all.every(({ isSameWay }) => isSameWay);
  if (!same) return 'Late spending did not always go the way that the planner says';
  return all.every(({ place }) => place === 'above')
    ? 'When early spending fell, late spending rose, and by more than the planner would have said'
    : 'When early spending fell, late spending rose, as the planner would have said or more';
}

function delayNotes(): string[] {
  return SPEND_HISTORY.delays.map(({ label, extraChildrenInCare, byYear, costPounds, source }) => {
    const costs = costPounds
      .map(({ years, billion }) => `\u00a3${billion} billion over ${years} years`)
      .join(' and ');
    const children = extraChildrenInCare.toLocaleString('en-GB');
    return (
      `${label}: ${children} more children in care by ${byYear}, and ${costs}, as estimated by ` +
      `${source.publisher} (${source.date}).`
    );
  });
}
