import { type Figure, figureId, type Interval, type Unit } from '../../lib/index.ts';
import { roundHalfAway } from '../../lib/index.ts';
import { type AgencyKind, LEVEL_LABELS } from '../../record/index.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import { priceOfDay } from '../unit-costs/price-list.ts';
import { activityFigure, priceFigure } from './cost-figures.ts';
import { AGENCY_LABELS } from './cost-groups.ts';
import { spanOf } from './cost-asked.ts';
import {
  COMPARISON_WORDS,
  type Followed,
  LATER_LEVELS,
  type LaterLevel,
  sumMoved,
} from './of-a-cut.ts';
import { type Cut, movedByAgency } from './of-a-cut-read.ts';

/** The columns of a level, from what was seen to what it comes to. */
export const CUT_COLUMNS = ['helped', 'other', 'more', 'days', 'price', 'cost'] as const;

/** One column. */
export type CutColumn = (typeof CUT_COLUMNS)[number];

/** The columns in plain words. */
export const CUT_COLUMN_LABELS: Readonly<Record<CutColumn, string>> = {
  helped: 'Reached it, with help',
  other: 'Reached it, without',
  more: 'More children',
  days: 'Days there in the year',
  price: 'A day there costs',
  cost: 'What would move',
};

interface Cell {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

const UNITS: Readonly<Record<CutColumn, Unit>> = {
  helped: 'percent',
  other: 'percent',
  more: 'children',
  days: 'days',
  price: 'pence',
  cost: 'pence',
};

/** The figure of one level and column. */
export function levelFigure(cut: Cut, level: LaterLevel, column: CutColumn): Figure {
  const moved = cut.moved.get(level) ?? null;
  const base = {
    id: figureId('cost-of-a-cut', { ...parametersOf(cut), row: level, column }),
    label: `${LEVEL_LABELS[level]}: ${CUT_COLUMN_LABELS[column].toLowerCase()}`,
    unit: UNITS[column],
  };
  if (moved === null && column !== 'price') {
    const formula =
      'Fewer than 20 children in a group, or fewer than 5 who reached this level: not told, to ' +
      'protect them.';
    return { ...base, value: null, absent: 'suppressed', how: { formula } };
  }
  const cell = cellAt(cut, level, column);
  if (cell === null) {
    const formula = 'Nobody who was followed reached this level, so nothing can be said of it.';
    return { ...base, value: null, absent: 'not-available', how: { formula } };
  }
  return { ...base, ...cell, how: howOf(cut, level, column) };
}

function parametersOf({ asked }: Cut): Record<string, string> {
  const { compared, children, year, years } = asked;
  return { compared, children: String(children), year, years: String(years) };
}

function cellAt(cut: Cut, level: LaterLevel, column: CutColumn): Cell | null {
  const moved = cut.moved.get(level);
  switch (column) {
    case 'helped':
      return moved ? times(moved.helped, 100) : null;
    case 'other':
      return moved ? times(moved.other, 100) : null;
    case 'more':
      return moved ? moved.more : null;
    case 'days':
      return moved?.daysEach == null ? null : { value: moved.daysEach };
    case 'price': {
      const price = cut.prices.get(level);
      return price ? { value: price.pence, low: price.low, high: price.high } : null;
    }
    case 'cost':
      return moved?.cost ? rounded(moved.cost) : null;
  }
}

function times({ value, low, high }: Interval, by: number): Interval {
  return { value: value * by, low: low * by, high: high * by };
}

function rounded({ value, low, high }: Interval): Interval {
  return { value: roundHalfAway(value), low: roundHalfAway(low), high: roundHalfAway(high) };
}

function howOf(cut: Cut, level: LaterLevel, column: CutColumn): Figure['how'] {
  const words = COMPARISON_WORDS[cut.asked.compared];
  switch (column) {
    case 'helped':
      return shareHow(cut.helped, level, words.helpedWords);
    case 'other':
      return shareHow(cut.other, level, words.otherWords);
    case 'more':
      return {
        formula:
          'The difference of the two shares times the children whose help changes; the range is ' +
          'Newcombe\u2019s for the difference of two proportions.',
        inputs: [levelFigure(cut, level, 'helped'), levelFigure(cut, level, 'other')],
        notes: ['This is what was seen, not what was tested.', words.caution],
      };
    case 'days':
      return {
        formula: 'Days at this level within a year, of those of both groups who reached it: mean.',
        rows: {
          question: 'Children of both groups who reached it',
          count: reachedBoth(cut, level),
        },
      };
    case 'price':
      return priceHow(cut, level);
    case 'cost':
      return {
        formula: 'More children times days there times what a day there costs; ranges end to end.',
        inputs: (['more', 'days', 'price'] as const).map((one) => levelFigure(cut, level, one)),
      };
  }
}

function reachedBoth({ helped, other }: Cut, level: LaterLevel): number {
  return (helped.levels.get(level)?.reached ?? 0) + (other.levels.get(level)?.reached ?? 0);
}

function shareHow(group: Followed, level: LaterLevel, words: string): Figure['how'] {
  return {
    formula:
      `${words}: of the children of this group, those with a day at this level within a year, ` +
      'with Wilson\u2019s interval.',
    rows: { question: `Children of the group: ${words.toLowerCase()}`, count: group.children },
    notes: [`${group.levels.get(level)?.reached ?? 0} of ${group.children} children reached it.`],
  };
}

/** The mean over the year's placements; where nobody was there, the published price. */
function priceHow(cut: Cut, level: LaterLevel): Figure['how'] {
  const own = cut.lines.get(level) ?? [];
  if (own.length === 0) {
    const price = priceOfDay(pricesOf(), level);
    const activity = { group: '', kind: 'days', level, placementGroup: '', quantity: 0 } as const;
    return {
      formula: 'The published price of a day at this level.',
      inputs: price ? [priceFigure(activity, price)] : [],
    };
  }
  const asked = { year: cut.asked.year, month: null, ward: null, theme: null };
  return {
    formula: 'Days of the year at this level times the price of such a day, over the days: mean.',
    inputs: own.flatMap(({ activity, price }) => [
      activityFigure({ ...asked, ...spanOf(asked.year, null) }, activity, activity.quantity),
      priceFigure(activity, price),
    ]),
  };
}

/** What would move in all. */
export function totalFigure(cut: Cut): Figure {
  const costs = [...cut.moved.values()].flatMap((one) => one?.cost ?? []);
  const id = figureId('cost-of-a-cut', { ...parametersOf(cut), row: 'total' });
  const label = 'What would move to later help within a year';
  if (costs.length === 0) {
    const formula = 'Too few children were followed.';
    return { id, label, value: null, unit: 'pence', absent: 'not-available', how: { formula } };
  }
  return {
    id,
    label,
    unit: 'pence',
    ...rounded(sumMoved(costs)),
    how: {
      formula: 'What would move to each later level, added, ends of ranges to ends.',
      inputs: LATER_LEVELS.map((level) => levelFigure(cut, level, 'cost')),
      notes: [COMPARISON_WORDS[cut.asked.compared].caution],
    },
  };
}

/** What would move to one kind of agency. */
export function agencyFigure(cut: Cut, kind: AgencyKind): Figure {
  const range = movedByAgency(cut).get(kind) ?? { value: 0, low: 0, high: 0 };
  return {
    id: figureId('cost-of-a-cut', { ...parametersOf(cut), by: 'agency', row: kind }),
    label: `${AGENCY_LABELS[kind]}: what would move to it`,
    unit: 'pence',
    ...rounded(range),
    how: {
      formula:
        'What would move to each level times this agency\u2019s part of the cost of that level, ' +
        'as each unit cost is split by its source.',
      inputs: LATER_LEVELS.map((level) => levelFigure(cut, level, 'cost')),
    },
  };
}

/** What the help that is not given costs in a year: it is what a cut takes out of budgets. */
export function takenOutFigure(cut: Cut): Figure {
  const id = figureId('cost-of-a-cut', { ...parametersOf(cut), row: 'taken-out' });
  const label = 'What that early help costs';
  const { help, asked } = cut;
  if (help === null) {
    const formula = 'No early help is on record in this year, so its cost is not known.';
    return { id, label, value: null, unit: 'pence', absent: 'not-available', how: { formula } };
  }
  const { line, children } = help;
  const each = (amount: number) => roundHalfAway((asked.children * amount) / children);
  const span = { year: asked.year, month: null, ward: null, theme: null };
  return {
    id,
    label,
    unit: 'pence',
    value: each(line.pence),
    low: each(line.low),
    high: each(line.high),
    how: {
      formula:
        'Days of early help in the year times the price of a day, over the children who had it, ' +
        'times the children whose help changes.',
      inputs: [
        activityFigure(span, line.activity, line.activity.quantity),
        priceFigure(line.activity, line.price),
      ],
      rows: { question: 'Children who had early help in the year', count: children },
      notes: ['A delay takes out only the part of it that falls after the year.'],
    },
  };
}
