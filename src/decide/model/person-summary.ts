import { mean, quantile } from '../../lib/index.ts';
import { QUARTER_DAYS, STATES, type State } from './model-input.ts';
import type { Spread, StateChange } from './model-result.ts';
import type { PersonRuns } from './person-run.ts';

/** What a run person by person comes to, over its draws. */
export interface PersonSummary {
  /** Children at once in each state by year as now, and what the programmes change. */
  readonly asNow: readonly { readonly state: State; readonly byYear: readonly Spread[] }[];
  readonly states: readonly StateChange[];
  /** Days at each state over all years, with the programmes less without. */
  readonly days: readonly { readonly state: State; readonly change: Spread }[];
  readonly programmes: readonly {
    readonly programme: string;
    readonly begunByYear: readonly Spread[];
    /** Days that a child who began had waited, mean of the draw; null where nobody began. */
    readonly waitedDays: Spread | null;
    /** Children who ceased to be eligible while they waited, and who wait when it ends. */
    readonly left: Spread;
    readonly stillWaiting: Spread;
  }[];
}

/** How numbers are spread, in their unit. Throws a RangeError for none. */
export function spreadOf(values: readonly number[]): Spread {
  const at = (share: number) => quantile(values, share) ?? Number.NaN;
  const middle = mean(values);
  if (middle === null) throw new RangeError('no numbers have no spread');
  return {
    mean: middle,
    p5: at(0.05),
    p25: at(0.25),
    p50: at(0.5),
    p75: at(0.75),
    p95: at(0.95),
  };
}

/** Sums up the draws of a run person by person; children at once are means of a year's quarters. */
export function summarisePersons(runs: PersonRuns): PersonSummary {
  const { years, draws } = runs;
  const yearly = Array.from({ length: years }, (_, year) => year);
  const values = (from: Float64Array, year: number, state: number) =>
    Array.from(
      { length: draws },
      (_, draw) => (from[(draw * years + year) * STATES.length + state] ?? 0) / 4,
    );
  const perDraw = (from: Float64Array) => spreadOf([...from]);
  return {
    asNow: STATES.map((state, index) => ({
      state,
      byYear: yearly.map((year) => spreadOf(values(runs.without, year, index))),
    })),
    states: STATES.map((state, index) =>
      stateChange(state, yearly, (from, year) => values(runs[from], year, index)),
    ),
    days: STATES.map((state, index) => ({ state, change: spreadOf(daysByDraw(runs, index)) })),
    programmes: runs.programmes.map(({ programme, begun, waitedQuarters, left, stillWaiting }) => {
      const byDraw = Array.from({ length: draws }, (_, draw) =>
        begun.subarray(draw * years, (draw + 1) * years),
      );
      const waited = byDraw.flatMap((own, draw) => {
        const all = own.reduce((sum, count) => sum + count, 0);
        return all > 0 ? [((waitedQuarters[draw] ?? 0) / all) * QUARTER_DAYS] : [];
      });
      return {
        programme,
        begunByYear: yearly.map((year) => spreadOf(byDraw.map((own) => own[year] ?? 0))),
        waitedDays: waited.length > 0 ? spreadOf(waited) : null,
        left: perDraw(left),
        stillWaiting: perDraw(stillWaiting),
      };
    }),
  };
}

function stateChange(
  state: State,
  yearly: readonly number[],
  values: (from: 'without' | 'difference', year: number) => readonly number[],
): StateChange {
  const without = yearly.map((year) => mean(values('without', year)) ?? 0);
  const byYear = yearly.map((year) => spreadOf(values('difference', year)));
  return {
    state,
    byYear,
    without,
    with: without.map((own, year) => own + (byYear[year]?.mean ?? 0)),
  };
}

/** Days at a state (an index of `STATES`) over all years, with less without, by draw. */
export function daysByDraw({ difference, draws, years }: PersonRuns, state: number): number[] {
  return Array.from({ length: draws }, (_, draw) => {
    let quarters = 0;
    for (let year = 0; year < years; year += 1) {
      quarters += difference[(draw * years + year) * STATES.length + state] ?? 0;
    }
    return quarters * QUARTER_DAYS;
  });
}
