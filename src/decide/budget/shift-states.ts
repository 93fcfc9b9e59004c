import {
  type Figure,
  type FindingRow,
  formatFinancialYear,
  HIDDEN_ROW,
  hideSmall,
  refuse,
  roundHalfAway,
} from '../../lib/index.ts';
import { STATE_LABELS } from '../model/state-of-level.ts';
import { childrenAfforded, type LateState } from './late-demand.ts';
import type { PlannedShift } from './read-shift.ts';
import { baseFigure, lean, shiftId } from './shift-base.ts';
import { lastYear, yearFigure } from './shift-figures.ts';

/** What is told of each late state: children at once, and what the difference costs in a year. */
export const STATE_COLUMNS = {
  now: 'Children now, at once',
  'as-now': 'If nothing is done, by the last year',
  'at-most': 'At most, for the last year to be safe',
  fewer: 'Fewer than now',
  'fewer-days': 'Fewer days in the year',
} as const;

/** One of them. */
export type StateColumn = keyof typeof STATE_COLUMNS;

const DAYS_IN_YEAR = 365;

/** The rows of late states; none where the council's own children are not known. */
export function stateRows(plan: PlannedShift): FindingRow[] {
  if (!plan.need.isLocal) return [];
  return plan.need.states.map((one) => ({
    label: STATE_LABELS[one.state],
    figures: (Object.keys(STATE_COLUMNS) as StateColumn[]).map((column) =>
      stateFigure(plan, one, column),
    ),
  }));
}

/** The figure that an address names, such as row `state-child-in-need`, column `now`. */
export function stateCell(plan: PlannedShift, row: string, column: string): Figure {
  const found = plan.need.states.find(({ state }) => row === `state-${state}`);
  if (!found || !(column in STATE_COLUMNS)) {
    throw refuse('no-such-row', 'not-found', 'There is no such state or column here.');
  }
  return stateFigure(plan, found, column as StateColumn);
}

/** Whether children at a state may not be shown: fewer than 5, or needed to hide such a number. */
function isHidden({ need }: PlannedShift, state: LateState): boolean {
  const hidden = hideSmall(need.states.map(({ now }) => Math.round(now)));
  return hidden[need.states.indexOf(state)] ?? true;
}

function stateFigure(plan: PlannedShift, state: LateState, column: StateColumn): Figure {
  const span = formatFinancialYear(lastYear(plan));
  const unit = column === 'fewer-days' ? ('days' as const) : ('children' as const);
  const base = {
    id: shiftId(plan, { row: `state-${state.state}`, column }),
    label: `${STATE_LABELS[state.state]}: ${STATE_COLUMNS[column].toLowerCase()}, ${span}`,
    unit,
  };
  if (!plan.need.isLocal) {
    const how = { formula: 'No journeys of children are loaded here.' };
    return { ...base, value: null, absent: 'not-available', how };
  }
  if (isHidden(plan, state)) {
    return { ...base, value: null, absent: 'suppressed', how: { formula: HIDDEN_ROW } };
  }
  return lean({ ...base, ...amountOf(plan, state, column) });
}

function amountOf(
  plan: PlannedShift,
  state: LateState,
  column: StateColumn,
): Pick<Figure, 'value' | 'low' | 'high' | 'how'> {
  const now = Math.round(state.now);
  const notes = [plan.need.basis];
  if (column === 'now') {
    const formula = 'Children at this state on the last day that is known.';
    const rows = { question: 'Children on record.', count: now };
    return { value: now, how: { formula, rows, notes } };
  }
  const last = plan.shift.years.at(-1);
  if (!last) throw new Error('a shift looks at a year at least');
  const before = stateFigure(plan, state, 'now');
  if (column === 'as-now') {
    const { low, likely, high } = state.byYear[plan.shift.years.length - 1] ?? {
      low: state.now,
      likely: state.now,
      high: state.now,
    };
    const formula = 'Children at once if nothing is done, as the model projects it.';
    const ends = { low: Math.round(low), high: Math.round(high) };
    return { value: Math.round(likely), ...ends, how: { formula, inputs: [before], notes } };
  }
  const most = childrenAfforded(state.now, { late: last.late, before: plan.input.late });
  const inputs = [before, yearFigure(plan, last, 'late'), baseFigure(plan, 'late')];
  const formula =
    'Children now, times the late budget of the last year over that before the first step: every ' +
    'late state falls alike.';
  if (column === 'at-most') return { value: Math.round(most), how: { formula, inputs, notes } };
  const fewer = state.now - most;
  if (column === 'fewer') {
    const how = { formula: `Children now, less at most. ${formula}`, inputs, notes };
    return { value: Math.round(fewer), how };
  }
  const how = { formula: `Fewer children at once, for 365 days. ${formula}`, inputs, notes };
  return { value: roundHalfAway(fewer * DAYS_IN_YEAR), how };
}
