import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, type Finding, formatDay, refuse } from '../../lib/index.ts';
import { type Actor, defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { today } from '../../record/index.ts';
import { findReview } from './hold-review.ts';
import { loadPlan } from './load-plan.ts';
import { noPlan } from './no-plan.ts';
import { cellAt } from './plan-cell.ts';
import type { Course, Reading, ReviewedMeasure } from './review.ts';
import { findForReview, type ReviewFound } from './review-findings.ts';

const COLUMNS = ['start', 'forecast', 'actual', 'pace', 'target'] as const;
type Column = (typeof COLUMNS)[number];

const COLUMN_LABELS: Readonly<Record<Column, string>> = {
  start: 'At the start',
  forecast: 'Forecast',
  actual: 'Actual',
  pace: 'At this pace',
  target: 'Target',
};

const NOTES = [
  'On course where all of the range is at least as good as the forecast; off course where all of ' +
    'it is worse than all of the forecast. Else nobody can tell, and we do not.',
  'Forecast is for the day of the review. At this pace: where it would be on the day of its ' +
    'target, if it went on as it has since the start.',
  'That something got better does not show that the plan did it.',
];

/** What a review found, live or as it was held: the text for its finding. */
export interface ReviewShown {
  /** The number of a review that was held; undefined for what one held today would find. */
  readonly review: string | undefined;
  readonly found: ReviewFound;
  readonly heldOn: string;
  readonly version: number;
  readonly hash: string;
}

/** What a review that was held found, or what one held today would; null without a plan. */
export async function reviewShown(
  tx: Tx,
  actor: Actor,
  review: string | undefined,
): Promise<ReviewShown | null> {
  if (review !== undefined && review !== '') {
    const { content, heldOn, version, hash } = await findReview(tx, review);
    return { review, found: content, heldOn, version, hash };
  }
  const state = await loadPlan(tx);
  if (!state) return null;
  const on = today();
  const found = await findForReview(tx, actor, { state, on });
  return { review: undefined, found, heldOn: on, version: state.plan.version, hash: '' };
}

/** Each measure of the plan: what was forecast for the day of review, and what came. */
export const planReviewMeasure: Measure = defineMeasure({
  name: 'plan-review',
  title: 'Forecast and actual in a review of the shared plan',
  who: thoseWhoSeeFigures,
  parameters: {
    review: 'the number of a review that was held; what one held today would find by default',
    row: 'the key of a measure, such as m1',
    column: COLUMNS.join(', '),
  },
  compute: async (tx, actor, { review, row, column }) => {
    const shown = await reviewShown(tx, actor, review);
    if (!shown) return noPlan('plan-review', { review });
    const finding = reviewFinding(shown);
    return row === undefined
      ? finding
      : cellAt(finding, figureId('plan-review', { review, row, column: column ?? 'actual' }));
  },
});

/** The finding of a review: a row for each measure. */
export function reviewFinding(shown: ReviewShown): Finding {
  const { found, review, heldOn, version } = shown;
  return {
    id: figureId('plan-review', { review }),
    headline: reviewHeadline(found.measures),
    subtitle: `Measures of version ${version} of the shared plan on ${dayWords(heldOn)}`,
    rowHeading: 'Measure',
    columns: COLUMNS.map((column) => COLUMN_LABELS[column]),
    rows: found.measures.map((one) => ({
      label: one.label,
      figures: reviewFigures(shown, one),
    })),
    chart: 'none',
    notes: NOTES,
  };
}

/** The figures of one measure in a review, in the order of the columns. */
export function reviewFigures(shown: ReviewShown, one: ReviewedMeasure): readonly Figure[] {
  return COLUMNS.map((column) => figureOf(shown, one, column));
}

/** How many measures are on course, off course, or cannot be told, in one sentence. */
export function reviewHeadline(measures: readonly Pick<ReviewedMeasure, 'course'>[]): string {
  if (measures.length === 0) return 'The plan has no measure to review';
  const count = (asked: Course) => measures.filter(({ course }) => course === asked).length;
  const [on, off, open] = [count('on-course'), count('off-course'), count('cannot-tell')];
  const is = (number: number) =>
    number === 0 ? 'none is' : `${number} ${number === 1 ? 'is' : 'are'}`;
  const rest = open === 0 ? '' : `; of ${open} nobody can tell yet`;
  const of = measures.length === 1 ? 'Of 1 measure' : `Of ${measures.length} measures`;
  if (open === measures.length) {
    return `${of} nobody can tell yet whether it is on course`;
  }
  return `${of}, ${is(on)} on course and ${is(off)} off course${rest}`;
}

function figureOf(shown: ReviewShown, one: ReviewedMeasure, column: Column): Figure {
  const reading: Reading | null =
    column === 'target' ? { value: one.target, low: null, high: null } : one[column];
  const base = {
    id: figureId('plan-review', { review: shown.review, row: one.key, column }),
    label: `${one.label}: ${COLUMN_LABELS[column].toLowerCase()}`,
    unit: one.unit,
    how: { formula: formulaOf(one, column), ...kept(shown, one, column) },
  };
  if (reading === null) {
    const absent = column === 'actual' || column === 'start' ? 'not-measured' : 'not-available';
    return { ...base, value: null, absent };
  }
  const { value, low, high } = reading;
  return { ...base, value, ...(low === null || high === null ? {} : { low, high }) };
}

/** A review that was held leads to what was kept; one held today to the figure as it is now. */
function kept(shown: ReviewShown, one: ReviewedMeasure, column: Column) {
  const now = one.figure === '' ? [] : [`Now: headwater figure "${one.figure}"`];
  if (shown.review !== undefined) {
    const href = `/plan/reviews/${shown.review}`;
    return {
      rows: { question: 'The review as it was held', count: 1, href },
      notes: [`Kept with the hash ${shown.hash}.`, ...(column === 'actual' ? now : [])],
    };
  }
  const isNow = column === 'actual' && one.figure !== '';
  const rows = isNow
    ? { question: 'The figure as it is now', count: 1, href: `/figures/${one.figure}` }
    : { question: 'The plan, its baselines and targets', count: 1, href: '/plan' };
  return { rows, notes: isNow ? now : [] };
}

function formulaOf(one: ReviewedMeasure, column: Column): string {
  const by = dayWords(one.targetDay);
  switch (column) {
    case 'start':
      return one.start === null
        ? 'Nothing measured it when the plan was written.'
        : 'Its baseline, as it was frozen when the plan was written.';
    case 'forecast':
      return {
        scenario:
          'Its baseline less what the scenario changes by then; without the scenario it is ' +
          'taken to stay as it was. The range holds that of both.',
        line: `Where it should stand on a straight line from its baseline to the target by ${by}.`,
        none: 'It had no baseline, so nothing was forecast.',
      }[one.source];
    case 'actual':
      return one.actual === null
        ? 'Nothing measures it here yet, or not in the unit of the plan.'
        : 'The newest value that was known on the day of the review.';
    case 'pace':
      return one.pace === null
        ? 'Less than half a year has passed, or there is nothing to reckon from.'
        : `Its change since the start, carried on in a straight line to ${by}. Not a promise.`;
    case 'target':
      return `What the partnership set itself, to be reached by ${by}.`;
  }
}

function dayWords(day: string): string {
  return formatDay(day as Parameters<typeof formatDay>[0]);
}

const GIVEN_ROWS = {
  all: ['All actions', 'number', 'Actions in this version of the plan.'],
  done: ['Actions done', 'number', 'Actions that their owner says are done.'],
  late: [
    'Actions late',
    'number',
    'Actions whose day has passed and that are neither done nor dropped, or said to be late.',
  ],
  dropped: ['Actions dropped', 'number', 'Actions that their owner has dropped, with the reason.'],
  pledged: [
    'Money pledged',
    'pence',
    'Money that agencies pledged for years that have begun, added up.',
  ],
  delivered: [
    'Money delivered',
    'pence',
    'Money that was recorded as given of it, added up. A pledge alone adds nothing.',
  ],
} as const;
type GivenRow = keyof typeof GIVEN_ROWS;

/** What a review found done and given: actions done and late, money pledged and delivered. */
export const planReviewGivenMeasure: Measure = defineMeasure({
  name: 'plan-review-given',
  title: 'Done and given in a review of the shared plan',
  who: thoseWhoSeeFigures,
  parameters: {
    review: 'the number of a review that was held; what one held today would find by default',
    row: Object.keys(GIVEN_ROWS).join(', '),
  },
  compute: async (tx, actor, { review, row }) => {
    if (row !== undefined && !(row in GIVEN_ROWS)) {
      throw refuse('no-such-row', 'not-found', 'There is no such row here.');
    }
    const shown = await reviewShown(tx, actor, review);
    if (!shown) return noPlan('plan-review-given', { review });
    const finding = givenFinding(shown);
    return row === undefined
      ? finding
      : cellAt(finding, figureId('plan-review-given', { review, row }));
  },
});

/** The finding of what was done and given up to a review. */
export function givenFinding(shown: ReviewShown): Finding {
  const { found, review, heldOn, version } = shown;
  const { all, done, late } = found.actions;
  return {
    id: figureId('plan-review-given', { review }),
    headline:
      all === 0
        ? 'The plan has no action yet'
        : `${done} of ${all} actions ${done === 1 ? 'is' : 'are'} done, ${late} late`,
    subtitle: `Version ${version} of the shared plan on ${dayWords(heldOn)}`,
    rowHeading: 'What',
    columns: ['On the day of the review'],
    rows: (Object.keys(GIVEN_ROWS) as GivenRow[]).map((row) => ({
      label: GIVEN_ROWS[row][0],
      figures: [givenFigure(shown, row)],
    })),
    chart: 'none',
  };
}

function givenFigure({ found, review, hash }: ReviewShown, row: GivenRow): Figure {
  const [label, unit, formula] = GIVEN_ROWS[row];
  const value =
    row === 'pledged' || row === 'delivered' ? found.money[row] : (found.actions[row] ?? 0);
  const href = review === undefined ? '/plan/progress' : `/plan/reviews/${review}`;
  return {
    id: figureId('plan-review-given', { review, row }),
    label,
    value,
    unit,
    how: {
      formula,
      rows: { question: 'Which are they?', count: unit === 'pence' ? 1 : value, href },
      ...(hash === '' ? {} : { notes: [`Kept with the hash ${hash}.`] }),
    },
  };
}
