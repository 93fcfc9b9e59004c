import { type Figure, figureId, HIDDEN_ROW, type Interval, type Unit } from '../../lib/index.ts';
import type { PricedLine } from '../cost/late-help-cost.ts';
import { priceFigure } from '../cost/cost-figures.ts';
import type { Estimate } from './estimate.ts';
import type { CareDays } from './outcome.store.ts';
import { REVIEW_BOOK } from './review-form.ts';

/** The columns that are shown, and those behind them. */
export const OUTCOME_COLUMNS = ['share', 'children', 'cost'] as const;

/** A column of one estimate; the last three are what the first are worked out from. */
export type OutcomeColumn = (typeof OUTCOME_COLUMNS)[number] | 'frame' | 'decided' | 'avoidable';

/** The columns in plain words. */
export const OUTCOME_COLUMN_LABELS: Readonly<Record<OutcomeColumn, string>> = {
  share: 'Share that could have been avoided',
  children: 'Children',
  cost: 'Avoided cost',
  frame: 'Entries to care in the scope',
  decided: 'Cases decided',
  avoidable: 'Of those, avoidable',
};

/** The same of all entries, in words that stand alone. */
const TOTAL_LABELS: Readonly<Record<OutcomeColumn, string>> = {
  share: 'Share of entries to care that could have been avoided',
  children: 'Children whose entry could have been avoided',
  cost: 'Avoided cost, had their care been avoided',
  frame: 'Entries to care in the scope',
  decided: 'Cases decided',
  avoidable: 'Decided cases that could have been avoided',
};

const UNITS: Readonly<Record<OutcomeColumn, Unit>> = {
  share: 'percent',
  children: 'children',
  cost: 'pence',
  frame: 'children',
  decided: 'children',
  avoidable: 'children',
};

/** What the figures of one finding share. */
export interface OutcomeAsked {
  readonly round: number;
  readonly by: string;
}

/** The address of one cell. */
export function outcomeId(asked: OutcomeAsked, row: string, column: string): string {
  return figureId('avoidable-entries', { ...asked, round: String(asked.round), row, column });
}

/** One cell of an estimate, with what it is worked out from. */
export function outcomeFigure(
  asked: OutcomeAsked,
  { estimate, label, days }: EstimateRow,
  column: OutcomeColumn,
): Figure {
  const base = {
    id: outcomeId(asked, estimate.key, column),
    label:
      estimate.key === 'total'
        ? TOTAL_LABELS[column]
        : `${label}: ${OUTCOME_COLUMN_LABELS[column].toLowerCase()}`,
    unit: UNITS[column],
  };
  if (estimate.isHidden) {
    return { ...base, value: null, absent: 'suppressed', how: { formula: HIDDEN_ROW } };
  }
  const inputs = (columns: readonly OutcomeColumn[]) =>
    columns.map((one) => outcomeFigure(asked, { estimate, label, days }, one));
  switch (column) {
    case 'frame':
    case 'decided':
    case 'avoidable':
      return {
        ...base,
        value: estimate[column],
        how: { formula: FORMULAS[column], rows: rowsOf(asked, column, estimate[column]) },
      };
    case 'share':
      return {
        ...base,
        ...ranged(estimate.share, 100),
        how: {
          formula: FORMULAS.share,
          inputs: inputs(['avoidable', 'decided', 'frame']),
          citations: quotedCitations(),
          notes: SHARE_NOTES,
        },
      };
    case 'children':
      return {
        ...base,
        ...ranged(estimate.children, 1),
        how: { formula: FORMULAS.children, inputs: inputs(['share', 'frame']) },
      };
    case 'cost':
      return {
        ...base,
        ...ranged(estimate.cost, 1),
        how: { formula: FORMULAS.cost, inputs: [...inputs(['decided', 'frame']), ...days] },
      };
  }
}

/** A row of the finding: an estimate, its words, and the days and prices behind its cost. */
export interface EstimateRow {
  readonly estimate: Estimate;
  readonly label: string;
  readonly days: readonly Figure[];
}

function rowsOf({ round }: OutcomeAsked, column: 'frame' | 'decided' | 'avoidable', count: number) {
  return { question: FORMULAS[column], count, href: `/avoidable/${round}` };
}

function caseRows(round: number, count: number) {
  const question = 'Avoidable cases with such days in care.';
  return { question, count, href: `/avoidable/${round}` };
}

function ranged(interval: Interval | null, times: number) {
  if (interval === null) return { value: null, absent: 'not-available' as const };
  return {
    value: interval.value * times,
    low: interval.low * times,
    high: interval.high * times,
  };
}

const FORMULAS: Readonly<Record<OutcomeColumn, string>> = {
  frame: 'Children who came into care in the scope of the round, counted when it was started.',
  decided: 'Sampled cases on whose answer both reviewers agreed, or a third person decided.',
  avoidable: 'Decided cases whose entry to care could definitely or probably have been avoided.',
  share:
    'In each band of age, avoidable cases as a share of those decided; bands weigh as they do ' +
    'among all entries. The range is the 95% interval of such a sample (Wilson, at the effective ' +
    'size of the sample, corrected for the share of entries that was read).',
  children: 'The share times all entries to care in the scope.',
  cost:
    'What care since the entry cost each avoidable case: days by kind of placement times the ' +
    'price of a day, up to the last known day. The mean of each band of age times its entries. ' +
    'Its low end has the low end of sampling and of prices together, its high end the high ones.',
};

const SHARE_NOTES: readonly string[] = [
  'A judgement of people with hindsight: it says what could be learned, not who is to blame.',
  'Every case of the sample is asked the same questions, whatever the age of the child.',
  'The quoted share is a citation, with no sample or interval; it is not the truth to be met.',
];

/** What is quoted elsewhere, to stand beside the share. */
export function quotedCitations() {
  return REVIEW_BOOK.quoted.map(({ code, source }) => ({
    ...source,
    entry: `avoidable-review/${code}`,
  }));
}

/** Days of the avoidable cases by kind of placement and their prices, as inputs of the cost. */
export function dayFigures(
  round: number,
  days: readonly CareDays[],
  lines: readonly PricedLine[],
): Figure[] {
  return lines.flatMap((line) => {
    const { activity } = line;
    const own = days.find(
      (one) => activity.kind === 'days' && one.placementGroup === activity.placementGroup,
    );
    if (!own) return [];
    const price = priceFigure(activity, line.price);
    const label = price.label.replace(/: price of a day$/, ': days of avoidable cases');
    const base = {
      id: outcomeId({ round, by: 'days' }, own.placementGroup || 'any', 'days'),
      label,
      unit: 'days' as const,
    };
    const formula =
      'Days in care since the entry of the avoidable cases, up to the last known day.';
    const isHidden = own.children < 5;
    return [
      isHidden
        ? { ...base, value: null, absent: 'suppressed' as const, how: { formula: HIDDEN_ROW } }
        : { ...base, value: own.days, how: { formula, rows: caseRows(round, own.children) } },
      price,
    ];
  });
}
