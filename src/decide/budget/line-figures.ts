import { type Figure, figureId, formatDay, refuse, type Unit } from '../../lib/index.ts';
import { earlyShareOf, type RangedPence, SPEND_CLASS_WORDS } from './spend-class.ts';
import type { SpendAsked, SpendLine, SpendYear } from './read-lines.ts';

/** The measure of single lines. */
export const SPEND_LINES = 'spend-lines';

/** What each line shows. */
export const LINE_COLUMNS = ['spent', 'early', 'late'] as const;

/** One column of a line. */
export type LineColumn = (typeof LINE_COLUMNS)[number];

/** The row that adds all lines up. */
export const ALL_LINES = 'all';

/** The parameters of an address that say which lines are meant; the usual ones are left out. */
export function spendParameters({ publication, scope }: SpendAsked): Record<string, string> {
  return { publication, ...(scope === 'childrens-services' ? {} : { scope }) };
}

/** The range of an amount, only where it has one. */
export function rangeOf({ value, low, high }: RangedPence): Pick<Figure, 'low' | 'high'> {
  return low === value && high === value ? {} : { low, high };
}

/** The figure of one cell: what was spent on a line, or what of it is early or late. */
export function lineFigure(asked: SpendAsked, line: SpendLine, column: LineColumn): Figure {
  const base = {
    id: figureId(SPEND_LINES, {
      ...spendParameters(asked),
      year: line.year,
      row: line.line,
      column,
    }),
    unit: 'pence' as const,
  };
  if (column === 'spent') {
    return {
      ...base,
      label: `${line.label}: net spending`,
      value: line.amount,
      how: {
        formula: 'Net current expenditure as the council reported it: spending less income.',
        citations: [line.file],
        rows: { question: 'The line as it was loaded.', count: 1, href: linesAddress(asked, line) },
      },
    };
  }
  const part = line.parts[column];
  return {
    ...base,
    label: `${line.label}: ${column}`,
    value: part.value,
    ...rangeOf(part),
    how: {
      formula: formulaOf(line, column),
      inputs: [lineFigure(asked, line, 'spent')],
      ...(line.word || !line.rule ? {} : { citations: [referenceOf(line.rule)] }),
      notes: [line.why, ...wordNotes(line)],
    },
  };
}

function linesAddress({ publication, scope }: SpendAsked, { year, line }: SpendLine): string {
  const wider = scope === 'with-public-health' ? `&scope=${scope}` : '';
  return `/budget/lines?publication=${publication}&year=${year}${wider}#line-${line}`;
}

function referenceOf(rule: NonNullable<SpendLine['rule']>) {
  return {
    title: 'How lines of spending are classed',
    publisher: 'Headwater, after two published studies',
    locator: rule.line,
    date: '2026',
    entry: `spend-classes/${rule.code}`,
  };
}

function formulaOf({ class: own, share }: SpendLine, column: 'early' | 'late'): string {
  switch (own) {
    case 'left-out':
      return 'The line counts neither as early nor as late.';
    case 'shared': {
      if (share === null) throw new Error('a shared line has a share');
      const { low, likely, high } = share;
      const early = `${likely}% of the line, between ${low}% and ${high}%, counts as early`;
      return column === 'early' ? `${early}.` : `${early}; the rest is late.`;
    }
    default:
      return own === column
        ? `The whole line counts as ${own}.`
        : `Nothing of it: the whole line counts as ${own}.`;
  }
}

function wordNotes({ word }: SpendLine): string[] {
  if (word === null) return [];
  const day = formatDay(word.madeAt.toISOString().slice(0, 10) as Parameters<typeof formatDay>[0]);
  return [`Classed here by ${word.madeBy} on ${day}.`];
}

/** The figure of early or late spending of a year, all lines added up. */
export function sumFigure(asked: SpendAsked, year: SpendYear, column: 'early' | 'late'): Figure {
  const part = year.parts[column];
  const own = year.lines.filter(({ parts }) => parts[column].value !== 0);
  return {
    id: figureId(SPEND_LINES, {
      ...spendParameters(asked),
      year: year.year,
      row: ALL_LINES,
      column,
    }),
    label: column === 'early' ? 'Early spending' : 'Late spending',
    value: part.value,
    unit: 'pence',
    ...rangeOf(part),
    how: {
      formula: `What of each line counts as ${column}, added up; ends of ranges to ends.`,
      inputs: own.map((line) => lineFigure(asked, line, column)),
    },
  };
}

/** The figure of early and late spending of a year together. */
export function classedFigure(asked: SpendAsked, year: SpendYear): Figure {
  const { early, late } = year.parts;
  return {
    id: figureId(SPEND_LINES, {
      ...spendParameters(asked),
      year: year.year,
      row: ALL_LINES,
      column: 'spent',
    }),
    label: 'Early and late spending together',
    value: early.value + late.value,
    unit: 'pence',
    how: {
      formula: 'Early and late spending added up; lines that are left out are not in it.',
      inputs: [sumFigure(asked, year, 'early'), sumFigure(asked, year, 'late')],
    },
  };
}

/** The figure of the share of a year's money that goes early, per cent with its range. */
export function shareFigure(id: string, asked: SpendAsked, year: SpendYear): Figure {
  const share = earlyShareOf(year.parts);
  const base = { id, label: 'Share that goes early', unit: 'percent' as Unit };
  const formula = 'Early spending over early and late spending together.';
  if (share === null) {
    return { ...base, value: null, absent: 'not-available', how: { formula } };
  }
  const { low, likely, high } = share;
  return {
    ...base,
    value: likely * 100,
    ...(low === likely && high === likely ? {} : { low: low * 100, high: high * 100 }),
    how: { formula, inputs: [sumFigure(asked, year, 'early'), classedFigure(asked, year)] },
  };
}

/** A line by its code; refuses one that is not there. */
export function lineOf({ lines }: SpendYear, code: string): SpendLine {
  const found = lines.find(({ line }) => line === code);
  if (found) return found;
  throw refuse('no-such-row', 'not-found', 'There is no such line among the loaded ones.');
}

/** How a line is classed, in words: `Shared: 75% early, between 50% and 100%`. */
export function classWords({ class: own, share }: Pick<SpendLine, 'class' | 'share'>): string {
  const words = SPEND_CLASS_WORDS[own];
  if (own !== 'shared' || share === null) return words;
  const { low, likely, high } = share;
  const range = low === high ? '' : `, between ${low}% and ${high}%`;
  return `${words}: ${likely}% early${range}`;
}
