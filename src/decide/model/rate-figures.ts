import { type Figure, figureId, hideCells, type How, isSmall } from '../../lib/index.ts';
import { PUBLISHED } from './published-rates.ts';
import { ageWords, targetWords } from './rate-words.ts';
import type { MoveChance, RateRow } from './rate-table.ts';
import type { RateTable } from './read-rate-table.ts';
import { LOOKED_AFTER_STATES, STATE_LABELS } from './state-of-level.ts';

/** What one place of the table of rates can tell. */
export const RATE_VALUES = ['chance', 'moved', 'seen', 'standing'] as const;

/** One of them. */
export type RateValue = (typeof RATE_VALUES)[number];

/** Quarters in which fewer than five children for a year would be seen. */
const FEW_QUARTERS = 20;

const HIDDEN: How = {
  formula:
    'Fewer than 5 children, or needed to keep such a number from being worked out: hidden to ' +
    'protect them.',
};

/** Which counts of a table may not be shown, by `keyOf`. */
export function hiddenOf({ rows }: RateTable): ReadonlySet<string> {
  const parts = rows.filter(({ age }) => age !== 'all').map(({ age }) => age);
  const cells = rows.flatMap((row) => [
    { key: keyOf(row.age, 'standing'), count: Math.round(row.standing) },
    {
      key: keyOf(row.age, 'seen'),
      count: row.seen < FEW_QUARTERS ? Math.min(1, row.seen) : row.seen,
    },
    ...row.chances.map(({ to, moved }) => ({ key: keyOf(row.age, to), count: moved })),
  ]);
  const names = ['standing', 'seen', ...(rows[0]?.chances ?? []).map(({ to }) => to)];
  const lines = [
    ...names.map((name) => ({
      parts: parts.map((age) => keyOf(age, name)),
      total: keyOf('all', name),
    })),
    ...rows.map(({ age }) => ({
      parts: LOOKED_AFTER_STATES.map((state) => keyOf(age, state)),
      total: keyOf(age, 'looked-after'),
    })),
  ];
  return hideCells(cells, lines);
}

function keyOf(age: string, name: string): string {
  return `${age} ${name}`;
}

/** The chance of children of one age to come to a state, with its range and what is behind it. */
export function rateFigure(
  table: RateTable,
  hidden: ReadonlySet<string>,
  { row, chance }: { readonly row: RateRow; readonly chance: MoveChance },
): Figure {
  const { from, years, source } = table.asked;
  const base = {
    id: figureId('move-rate', parametersOf(table, row.age, chance.to)),
    label:
      `${STATE_LABELS[from]}, ${ageWords(row.age).toLowerCase()}: comes to ` +
      `${targetWords(chance.to)} within ${years === 1 ? 'a year' : 'two years'}`,
    unit: 'percent' as const,
  };
  if (source === 'record' && isSmall(Math.round(row.standing))) {
    return { ...base, value: null, absent: 'suppressed', how: HIDDEN };
  }
  const inputs =
    source === 'record'
      ? [
          partFigure(table, hidden, { row, value: 'moved', chance }),
          partFigure(table, hidden, { row, value: 'seen' }),
          partFigure(table, hidden, { row, value: 'standing' }),
        ]
      : [];
  return {
    ...base,
    value: chance.chance * 100,
    low: chance.low * 100,
    high: chance.high * 100,
    how: {
      formula:
        'Children start where they stand now, by time since they came there. Each quarter they ' +
        'stay or move by the chances of their age and time; counted is whoever is there at the ' +
        `end of one of the ${years * 4} quarters at least. Low and high hold 9 of 10 draws of ` +
        'all chances, which are as wide as little was seen.',
      ...(inputs.length > 0 ? { inputs } : {}),
      ...(source === 'published' ? { citations: PUBLISHED.citations } : {}),
      notes: notesOf(table),
    },
  };
}

function parametersOf(table: RateTable, age: string, to?: string): Record<string, string> {
  const { from, years, source } = table.asked;
  return { from, years: String(years), source, age, ...(to === undefined ? {} : { to }) };
}

/** What a table rests on, and how little is mended. */
export function notesOf({ asked, basis, files }: RateTable): string[] {
  if (asked.source === 'published') return [basis, ...PUBLISHED.reasons.map(({ why }) => why)];
  return [
    basis,
    'Where few were seen at an age and time, the chance leans on those of other ages and times ' +
      'at the same level, as far as these prove alike; where years differ more than chance would ' +
      'have it, the range is wider.',
    ...(files.length > 0 ? [`Counted from ${listed(files)}.`] : []),
  ];
}

const MOST_NAMED = 4;

function listed(files: readonly string[]): string {
  if (files.length <= MOST_NAMED) return files.join(', ');
  return `${files.slice(0, MOST_NAMED).join(', ')} and ${files.length - MOST_NAMED} more files`;
}

/** What is asked of one place of the table apart from its chance. */
export interface PartAsked {
  readonly row: RateRow;
  readonly value: 'moved' | 'seen' | 'standing';
  /** The move, for `moved`. */
  readonly chance?: MoveChance;
}

const FORMULAS: Readonly<Record<PartAsked['value'], string>> = {
  moved:
    'Children who were at the first level at the beginning of a quarter and at the other at the ' +
    'beginning of the next. What begins and ends within a quarter is not seen; a child who moves ' +
    'twice counts twice.',
  seen:
    'Beginnings of quarters at which a child of this age was at this level, added up over ' +
    'children and quarters.',
  standing: 'Children of this age at this level on the last day that the returns know.',
};

/** A count behind a chance: who moved, who was seen, who stands there. */
export function partFigure(
  table: RateTable,
  hidden: ReadonlySet<string>,
  { row, value, chance }: PartAsked,
): Figure {
  const { from, source } = table.asked;
  const where = `${STATE_LABELS[from]}, ${ageWords(row.age).toLowerCase()}`;
  const target = targetWords(chance?.to ?? 'looked-after');
  const moved = `moved to ${target} from one quarter to the next`;
  const words = { moved, seen: 'quarters of children seen', standing: 'children there now' };
  const to = value === 'moved' ? (chance?.to ?? 'looked-after') : undefined;
  const base = {
    id: figureId('move-rate', { ...parametersOf(table, row.age, to), value }),
    label: `${where}: ${words[value]}`,
    unit: value === 'seen' ? ('number' as const) : ('children' as const),
  };
  if (source === 'published') {
    const formula = 'Published totals follow no child, so nothing of this kind was counted.';
    return { ...base, value: null, absent: 'not-measured', how: { formula } };
  }
  const name = value === 'moved' ? (chance?.to ?? 'looked-after') : value;
  if (hidden.has(keyOf(row.age, name))) {
    return { ...base, value: null, absent: 'suppressed', how: HIDDEN };
  }
  const amounts = { moved: chance?.moved ?? 0, seen: row.seen, standing: row.standing };
  const count = Math.round(amounts[value]);
  const formula = FORMULAS[value];
  const question = value === 'moved' ? 'Moves seen' : value === 'seen' ? 'Quarters' : 'Children';
  return {
    ...base,
    value: count,
    how: { formula, rows: { question, count }, notes: notesOf(table).slice(0, 1) },
  };
}
