import { random } from '../../lib/index.ts';
import { type Rates, STATES, type State } from './model-input.ts';
import type { Spread } from './model-result.ts';
import { ADULT_SPOT, drawMoves, type Moves, planMoves, SPOTS } from './moves.ts';
import { spreadOf } from './spread.ts';
import { DURATIONS, onReachingAge, QUARTERS_TO_TWENTY_FIVE, STATE_INDEX } from './states.ts';
import { COUNTED, newWalk, type Step, startOf, stepPair, takeCounts, type Walk } from './walk.ts';

/** Children at one state if nothing is done, by year from the first. */
export interface StateProjection {
  readonly state: State;
  /** At once, mean of the year's four quarters. */
  readonly byYear: readonly Spread[];
  /** On the last day of each year. */
  readonly atYearEnd: readonly Spread[];
  /** On the first day, as it stands. */
  readonly atStart: number;
}

/** What the whole population comes to if nothing is done. */
export interface Projection {
  readonly years: number;
  readonly draws: number;
  readonly states: readonly StateProjection[];
}

/**
 * Projects all children of the rates, and those born later (a quarter of a year's births at the
 * beginning of each quarter), for some years in which nothing is done otherwise. The spread is that
 * of the rates alone: chance of single children comes on top, and matters where few are at a state;
 * a person-by-person run shows it. Nobody moves into or out of the area. At most 60 years.
 */
export function projectAsNow(rates: Rates, years: number, draws: number, seed: number): Projection {
  if (!(years >= 1 && years <= 60 && draws >= 1)) {
    throw new RangeError(
      `a projection has 1 to 60 years and some draws, not ${years} and ${draws}`,
    );
  }
  const plan = planMoves(rates.cells, STATES, 0);
  const rows = years * 4 + 1;
  const walk = newWalk(plan, { groups: GROWN + 1, tables: 1, rows });
  const start = standingVector(rates);
  const counts = new Float64Array(rows * COUNTED);
  const means = STATES.flatMap(() => Array.from({ length: years }, () => new Float64Array(draws)));
  const ends = means.map(() => new Float64Array(draws));
  const seeded = random(seed);
  for (let draw = 0; draw < draws; draw += 1) {
    drawMoves(plan, walk.tables[0] as Moves, seeded.fork(draw));
    standWhere(walk, start);
    for (let quarter = 0; quarter < rows; quarter += 1) {
      stepAll(walk, quarter, rates.birthsAYear / 4);
    }
    takeCounts(walk, counts);
    for (const [place, mean] of means.entries()) {
      const [state, year] = [Math.floor(place / years), place % years];
      const at = (quarter: number) => counts[(year * 4 + quarter) * COUNTED + state] as number;
      mean[draw] = (at(0) + at(1) + at(2) + at(3)) / 4;
      (ends[place] as Float64Array)[draw] = at(4);
    }
  }
  const own = <T>(list: readonly T[], state: number) =>
    list.slice(state * years, (state + 1) * years);
  return {
    years,
    draws,
    states: STATES.map((state, index) => ({
      state,
      byYear: own(means, index).map(spreadOf),
      atYearEnd: own(ends, index).map(spreadOf),
      atStart: countOf(start, index),
    })),
  };
}

/** The group of those who are 25 and more; a group of each age in quarters comes before it. */
const GROWN = QUARTERS_TO_TWENTY_FIVE;

/** Everybody as they stand, by age in quarters and place; those of 25 and more together at last. */
function standingVector(rates: Rates): Float64Array {
  const vector = new Float64Array((QUARTERS_TO_TWENTY_FIVE + 1) * SPOTS);
  for (const row of rates.standing) {
    for (let quarter = 0; quarter < 4; quarter += 1) {
      const age = Math.min(QUARTERS_TO_TWENTY_FIVE, row.age * 4 + quarter);
      const { state, quarters } = onReachingAge(age, row.state, row.quarters);
      const spot =
        STATE_INDEX[state] * DURATIONS +
        (state === 'adult' ? 0 : Math.min(DURATIONS - 1, quarters));
      vector[age * SPOTS + spot] = (vector[age * SPOTS + spot] as number) + row.children / 4;
    }
  }
  return vector;
}

function countOf(vector: Float64Array, state: number): number {
  let sum = 0;
  for (let place = 0; place < vector.length; place += 1) {
    if (Math.floor((place % SPOTS) / DURATIONS) === state) sum += vector[place] as number;
  }
  return sum;
}

function standWhere({ children }: Walk, start: Float64Array): void {
  for (let group = 0; group <= GROWN; group += 1) {
    for (let spot = 0; spot < SPOTS; spot += 1) {
      children[startOf(group) + 2 * spot] = start[group * SPOTS + spot] as number;
    }
  }
}

/**
 * One quarter of everybody. A group keeps its place while it grows older; the one that comes of 25
 * joins those who are, and leaves its place to those who are born.
 */
function stepAll(walk: Walk, quarter: number, born: number): void {
  const { children } = walk;
  const step: Step = { pair: 0, age: GROWN, secondAge: GROWN, table: 0, row: quarter };
  for (; step.pair < GROWN / 2; step.pair += 1) {
    step.age = (2 * step.pair + quarter) % GROWN;
    step.secondAge = (step.age + 1) % GROWN;
    stepPair(walk, step);
  }
  stepPair(walk, { ...step, age: GROWN, secondAge: GROWN });
  const oldest = startOf((((GROWN - 1 - quarter) % GROWN) + GROWN) % GROWN);
  const grown = startOf(GROWN) + 2 * ADULT_SPOT;
  children[grown] = (children[grown] as number) + (children[oldest + 2 * ADULT_SPOT] as number);
  children[oldest + 2 * ADULT_SPOT] = 0;
  children[oldest] = born;
}
