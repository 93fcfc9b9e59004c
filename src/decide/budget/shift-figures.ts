import {
  countedFigure,
  countedHow,
  type Figure,
  type FinancialYear,
  formatFinancialYear,
  pence,
  type Pence,
  refuse,
  roundHalfAway,
  type Unit,
} from '../../lib/index.ts';
import { childrenAfforded } from './late-demand.ts';
import type { PlannedShift } from './read-shift.ts';
import { baseFigure, HUNDRED_POUNDS, lean, once, perPoundFigure, shiftId } from './shift-base.ts';
import { ifNothingFalls, type ShiftYear } from './shift.ts';
import type { RangedPence } from './spend-class.ts';

/** What is told of each year of a shift in money or per cent. */
export const YEAR_COLUMNS = {
  moved: 'Moved by then, a year',
  early: 'Early budget',
  late: 'Late budget',
  'as-now': 'Late need if nothing is done',
  fall: 'Fall that makes it safe',
  lowered: 'What early money lowers',
  'twin-track': 'Needed twice this year',
  'twin-track-so-far': 'Needed twice so far',
  pressure: 'Pressure that comes anyway',
  gap: 'Late budget lacks in all',
  overspend: 'Overspend if need does not fall',
  'looked-after': 'Looked-after children at most',
  'looked-after-days': 'Looked-after days at most',
  'looked-after-as-now': 'Looked-after children if nothing is done',
} as const;

/** One of them. */
export type YearColumn = keyof typeof YEAR_COLUMNS;

/** Whether a text names a column of a year. */
export function isYearColumn(text: string): text is YearColumn {
  return text in YEAR_COLUMNS;
}

const DAYS_IN_YEAR = 365;
/** The year of a shift by its name; refuses one that is not looked at. */
export function yearOf({ shift }: PlannedShift, year: string): ShiftYear {
  const found = shift.years.find((one) => one.year === year);
  if (found) return found;
  throw refuse('no-such-year', 'not-found', `${year} is not among the years looked at.`);
}

interface Base {
  readonly id: string;
  readonly label: string;
}

function money({ id, label }: Base, amount: RangedPence, how: Figure['how']): Figure {
  const { value, low, high } = amount;
  return { id, label, value, unit: 'pence', ...(low === high ? {} : { low, high }), how };
}

function exact({ id, label }: Base, value: Pence, how: Figure['how']): Figure {
  return { id, label, value, unit: 'pence', how };
}

/** The figure of one cell of a year. */
export function yearFigure(plan: PlannedShift, year: ShiftYear, column: YearColumn): Figure {
  return once(plan, `${year.year} ${column}`, () => makeYearFigure(plan, year, column));
}

function makeYearFigure(plan: PlannedShift, year: ShiftYear, column: YearColumn): Figure {
  const span = formatFinancialYear(year.year);
  const base = {
    id: shiftId(plan, { row: year.year, column }),
    label: `${YEAR_COLUMNS[column]}, ${span}`,
  };
  const cell = (one: YearColumn) => yearFigure(plan, year, one);
  const before = (column_: 'early' | 'late') => baseFigure(plan, column_);
  switch (column) {
    case 'moved':
      return exact(base, year.moved, {
        formula:
          `${plan.asked.percent}% of the late budget before the first step, ` +
          `${year.steps} times.`,
        inputs: [before('late')],
      });
    case 'early':
      return exact(base, year.early, {
        formula: 'Early budget before the first step, with what is moved.',
        inputs: [before('early'), cell('moved')],
      });
    case 'late':
      return exact(base, year.late, {
        formula: 'Late budget before the first step, less what is moved.',
        inputs: [before('late'), cell('moved')],
      });
    case 'as-now':
      return money(base, year.needAsNow, asNowHow(plan, year));
    case 'pressure':
      return money(base, year.pressure, {
        formula: 'Late need if nothing is done, less the late budget before the first step.',
        inputs: [cell('as-now'), before('late')],
      });
    case 'lowered':
      return money(base, year.lowered, loweredHow(plan, year));
    case 'twin-track':
      return money(base, year.twinTrack, {
        formula:
          'What is moved, less what the early money lowers late need by; below nothing the shift ' +
          'pays for itself in the year.',
        inputs: [cell('moved'), cell('lowered')],
      });
    case 'twin-track-so-far':
      return money(base, year.twinTrackSoFar, soFarHow(plan, year));
    case 'gap':
      return money(base, year.gap, {
        formula: 'Pressure that comes anyway, and what is needed twice.',
        inputs: [cell('pressure'), cell('twin-track')],
      });
    case 'overspend':
      return overspendFigure(plan, year, base);
    case 'fall':
      return fallFigure(plan, year, base);
    default:
      return childrenFigure(plan, year, { ...base, column });
  }
}

function asNowHow(plan: PlannedShift, year: ShiftYear): Figure['how'] {
  return {
    formula:
      'Late budget before the first step, times how late need moves if nothing is done: children ' +
      'at once at each late state times the price of a day, over the same today.',
    inputs: [baseFigure(plan, 'late'), yearFigure(plan, year, 'looked-after-as-now')],
    notes: [plan.need.basis],
  };
}

function loweredHow(plan: PlannedShift, year: ShiftYear): Figure['how'] {
  const { years } = plan.shift;
  const acting = years[years.indexOf(year) - plan.asked.lagYears];
  const lag = plan.asked.lagYears;
  return {
    formula:
      `What had been moved ${lag === 1 ? 'a year' : `${lag} years`} before, times what each ` +
      'pound lowers late need by.',
    inputs: [perPoundFigure(plan), ...(acting ? [yearFigure(plan, acting, 'moved')] : [])],
  };
}

function soFarHow(plan: PlannedShift, year: ShiftYear): Figure['how'] {
  const { years } = plan.shift;
  const before = years.slice(0, years.indexOf(year) + 1);
  return {
    formula: 'What is needed twice, from the first year to the end of this one.',
    inputs: before.map((one) => yearFigure(plan, one, 'twin-track')),
  };
}

function overspendFigure(plan: PlannedShift, year: ShiftYear, base: Base): Figure {
  const { byYear } = ifNothingFalls(plan.shift, plan.asked.reserves);
  const own = byYear.find((one) => one.year === year.year);
  if (!own) throw new Error('every year has its overspend');
  return money(base, own.overspend, {
    formula: 'What is moved and pressure that comes anyway, where the early money changes nothing.',
    inputs: [yearFigure(plan, year, 'moved'), yearFigure(plan, year, 'pressure')],
  });
}

function fallFigure(plan: PlannedShift, year: ShiftYear, base: Base): Figure {
  const { low, likely, high } = year.fallNeeded;
  return {
    ...base,
    value: likely * 100,
    unit: 'percent',
    ...(low === high ? {} : { low: low * 100, high: high * 100 }),
    how: {
      formula:
        'How far late need must be below what it would be if nothing were done, for the late ' +
        'budget to suffice.',
      inputs: [yearFigure(plan, year, 'late'), yearFigure(plan, year, 'as-now')],
    },
  };
}

/** Children at once at all states of being looked after, now or in a year. */
function lookedAfter(plan: PlannedShift, index: number | null) {
  const own = plan.need.states.filter(({ state }) => state.startsWith('looked-after/'));
  const sum = (pick: (one: (typeof own)[number]) => number) =>
    own.reduce((total, one) => total + pick(one), 0);
  if (index === null) {
    const now = sum((one) => one.now);
    return { likely: now, low: now, high: now };
  }
  const at = (end: 'low' | 'likely' | 'high') => sum((one) => one.byYear[index]?.[end] ?? one.now);
  return { likely: at('likely'), low: at('low'), high: at('high') };
}

/** Looked-after children at once today, as the rates of the model count them. */
export function lookedAfterNow(plan: PlannedShift): Figure {
  const { likely } = lookedAfter(plan, null);
  const base = { id: shiftId(plan, { row: 'now' }), label: 'Looked-after children now, at once' };
  if (!plan.need.isLocal) return { ...base, ...notLocal(plan) };
  return countedFigure({
    ...base,
    value: Math.round(likely),
    unit: 'children',
    how: {
      ...countedHow(
        'Children looked after on the last day that is known.',
        'Children on record.',
        Math.round(likely),
      ),
      notes: [plan.need.basis],
    },
  });
}

function notLocal(plan: PlannedShift): Pick<Figure, 'value' | 'unit' | 'absent' | 'how'> {
  const formula =
    'No journeys of children are loaded here, so children cannot be counted; need moves as in ' +
    `national totals. ${plan.need.basis}`;
  return { value: null, unit: 'children', absent: 'not-available', how: { formula } };
}

function childrenFigure(
  plan: PlannedShift,
  year: ShiftYear,
  { column, ...base }: Base & { readonly column: YearColumn },
): Figure {
  const unit: Unit = column === 'looked-after-days' ? 'days' : 'children';
  if (!plan.need.isLocal) return { ...base, ...notLocal(plan), unit };
  const index = plan.shift.years.indexOf(year);
  if (column === 'looked-after-as-now') {
    const { likely, low, high } = lookedAfter(plan, index);
    const formula = 'Looked-after children at once if nothing is done, as the model projects it.';
    const range = low === high ? {} : { low: Math.round(low), high: Math.round(high) };
    const how = { formula, inputs: [lookedAfterNow(plan)], notes: [plan.need.basis] };
    return countedFigure({ ...base, value: Math.round(likely), unit, ...range, how });
  }
  const now = lookedAfter(plan, null).likely;
  const afforded = childrenAfforded(now, { late: year.late, before: plan.input.late });
  const times = unit === 'days' ? DAYS_IN_YEAR : 1;
  const formula =
    'Looked-after children now, times the late budget of the year over that before the first ' +
    `step${unit === 'days' ? ', for 365 days' : ''}: every late state falls alike.`;
  const inputs = [lookedAfterNow(plan), yearFigure(plan, year, 'late'), baseFigure(plan, 'late')];
  const figure = countedFigure({
    ...base,
    value: Math.round(afforded),
    unit: 'children',
    how: { formula, inputs },
  });
  if (figure.value === null) return { ...figure, unit };
  return { ...figure, value: Math.round(afforded * times), unit };
}

/** The most twin-track money at one time. */
export function peakFigure(plan: PlannedShift): Figure {
  const { peak, years } = plan.shift;
  const base = { id: shiftId(plan, { row: 'peak' }), label: 'Money needed twice, at the most' };
  return lean(
    money(base, peak, {
      formula: 'The highest of what is needed twice so far, over the years looked at.',
      inputs: years.map((year) => yearFigure(plan, year, 'twin-track-so-far')),
    }),
  );
}

/** What each pound would have to do: for all to be back by the end, or the last year to balance. */
export function breakEvenFigure(plan: PlannedShift, row: 'break-even' | 'last-year'): Figure {
  const { breakEven, lastYearBreakEven, years } = plan.shift;
  const value = row === 'break-even' ? breakEven : lastYearBreakEven;
  const until = formatFinancialYear(years.at(-1)?.year ?? plan.asked.from);
  const label =
    row === 'break-even'
      ? `What each £100 would have to lower, to have all back by the end of ${until}`
      : `What each £100 would have to lower, for ${until} to balance`;
  const base = { id: shiftId(plan, { row }), label, unit: 'pence' as const };
  const formula =
    row === 'break-even'
      ? 'All that is moved in the years looked at, over what of it has had time to act.'
      : 'What is moved in the last year, over what of it has had time to act.';
  const inputs = years.map((year) => yearFigure(plan, year, 'moved'));
  if (value === null) {
    const why = 'Nothing that is moved acts within the years looked at.';
    return { ...base, value: null, absent: 'not-available', how: { formula: why } };
  }
  const per = roundHalfAway(value * HUNDRED_POUNDS);
  return lean({ ...base, value: per, how: { formula, inputs } });
}

/** The year by name, as an input of other figures. */
export function lastYear(plan: PlannedShift): FinancialYear {
  return plan.shift.years.at(-1)?.year ?? plan.asked.from;
}

/** An amount with its range times a plain number. */
export function timesRanged({ value, low, high }: RangedPence, factor: number): RangedPence {
  const times = (one: Pence) => pence(roundHalfAway(one * factor));
  return { value: times(value), low: times(low), high: times(high) };
}
