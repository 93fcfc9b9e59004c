import type { Pence } from '../../lib/index.ts';
import type { Likely, State } from '../model/model-input.ts';

/** Children at one late state at once, now and in each year looked at if nothing is done. */
export interface LateState {
  readonly state: State;
  readonly now: number;
  readonly byYear: readonly Likely[];
  /** What one day costs the public purse, in pence that are not rounded. */
  readonly dayPence: number;
}

/** Late need if nothing is done, and what that rests on. */
export interface LateDemand {
  readonly basis: string;
  /** Whether `now` and `byYear` count this council's children, or only say how need moves. */
  readonly isLocal: boolean;
  readonly states: readonly LateState[];
}

/**
 * Late need by year as a multiple of today's: children at once times the price of a day, over the
 * same today. Ends of ranges go to ends. Ones where nobody is at a late state now.
 */
export function demandIndex(states: readonly LateState[], years: number): Likely[] {
  const now = states.reduce((sum, one) => sum + one.now * one.dayPence, 0);
  return Array.from({ length: years }, (_, index) => {
    if (now <= 0) return { low: 1, likely: 1, high: 1 };
    const of = (pick: (of: Likely) => number) =>
      states.reduce((sum, one) => {
        const year = one.byYear[Math.min(index, one.byYear.length - 1)];
        return sum + (year ? pick(year) : one.now) * one.dayPence;
      }, 0) / now;
    return {
      low: of((one) => one.low),
      likely: of((one) => one.likely),
      high: of((one) => one.high),
    };
  });
}

/**
 * Children at once at a state for whom a late budget suffices, where it sufficed for those of now:
 * in proportion to the budget, every state alike.
 */
export function childrenAfforded(
  now: number,
  budgets: { readonly late: Pence; readonly before: Pence },
): number {
  return budgets.before > 0 ? (now * budgets.late) / budgets.before : now;
}
