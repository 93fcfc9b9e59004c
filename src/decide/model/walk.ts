import { AGE_BANDS } from './model-input.ts';
import {
  ADULT_SPOT,
  type Arrivals,
  BANDS_A_ROW,
  LIVING,
  type Moves,
  type MovesPlan,
  SPOTS,
} from './moves.ts';
import { DURATIONS, QUARTERS_TO_EIGHTEEN, QUARTERS_TO_TWENTY_FIVE, STATE_INDEX } from './states.ts';

/** States that are counted: each living one, then adult. */
export const COUNTED = LIVING + 1;

const LEAVING_SPOT = STATE_INDEX['leaving-care'] * DURATIONS;
const FIRST_CARE = STATE_INDEX['looked-after/kinship'];
const LAST_CARE = STATE_INDEX['looked-after/other'];

/** The age band of each age in quarters, below 25 years. */
const BAND_OF_AGE = Uint8Array.from({ length: QUARTERS_TO_TWENTY_FIVE }, (_, quarters) =>
  AGE_BANDS.findIndex(({ from, to }) => quarters >= from * 4 && quarters < (to + 1) * 4),
);

/**
 * Groups of children of one age, as vectors of expected numbers side by side, that go through time
 * together. What changes from step to step lies in mutable fields, so a step allocates nothing.
 */
export interface Walk {
  readonly plan: MovesPlan;
  /** Vectors of SPOTS numbers each; differences of children may be negative. */
  readonly children: Float64Array;
  /** Children of each state at the beginning of a step, by duration band, of two groups. */
  readonly leaving: Float64Array;
}

/** A walk of so many groups, all empty. */
export function newWalk(plan: MovesPlan, groups: number): Walk {
  return {
    plan,
    children: new Float64Array(groups * SPOTS),
    leaving: new Float64Array(LIVING * 2 * BANDS_A_ROW),
  };
}

/**
 * One step of one group, or of two at once whose ages lie in one band, which takes two thirds of
 * the time; and where its children at each state are added.
 */
export interface Step {
  group: number;
  ageQuarters: number;
  /** The other group and its age, or -1 for none. */
  second: number;
  secondAge: number;
  counts: Float64Array;
  /** Place in `counts` of the first state; COUNTED numbers are added to from there. */
  countsAt: number;
}

/** Whether groups of these ages in quarters can take one step together. */
export function areOfOneBand(one: number, other: number): boolean {
  return (
    one < QUARTERS_TO_TWENTY_FIVE &&
    other < QUARTERS_TO_TWENTY_FIVE &&
    BAND_OF_AGE[one] === BAND_OF_AGE[other]
  );
}

/**
 * Counts the children of a group by state, as they stand during a quarter, then moves them by the
 * chances and makes them a quarter older, by the rules of `states.ts`. With a second group, both.
 */
export function stepGroup(walk: Walk, moves: Moves, step: Step): void {
  const { children } = walk;
  const { group, second, ageQuarters, counts, countsAt } = step;
  let adults = children[group * SPOTS + ADULT_SPOT] as number;
  if (second >= 0) adults += children[second * SPOTS + ADULT_SPOT] as number;
  counts[countsAt + LIVING] = (counts[countsAt + LIVING] as number) + adults;
  if (ageQuarters >= QUARTERS_TO_TWENTY_FIVE) return;
  const band = BAND_OF_AGE[ageQuarters] as number;
  leave(walk, moves, step, band);
  if (second < 0) {
    arrive(walk, moves, group * SPOTS, band);
  } else {
    arriveTwo(walk, moves, step, band);
    haveBirthday(children, second * SPOTS, step.secondAge + 1);
  }
  haveBirthday(children, group * SPOTS, ageQuarters + 1);
}

function haveBirthday(children: Float64Array, start: number, ageQuarters: number): void {
  if (ageQuarters === QUARTERS_TO_EIGHTEEN) turnEighteen(children, start);
  if (ageQuarters === QUARTERS_TO_TWENTY_FIVE) growUp(children, start);
}

/** Numbers of one state in `leaving`: duration bands of the group, then of the second. */
const A_STATE = 2 * BANDS_A_ROW;

/** Counts each state, keeps its numbers by duration band for `arrive`, and keeps who stays. */
function leave({ plan, children, leaving }: Walk, { stay }: Moves, step: Step, band: number): void {
  const { counts, countsAt, group, second } = step;
  const states = plan.statesOfBand[band] as Uint8Array;
  for (let i = 0; i < states.length; i += 1) {
    const state = states[i] as number;
    const stays = (band * LIVING + state) * BANDS_A_ROW;
    const stay0 = stay[stays] as number;
    const stay1 = stay[stays + 1] as number;
    const stay2 = stay[stays + 2] as number;
    const stay3 = stay[stays + 3] as number;
    let from = i * A_STATE;
    let all = 0;
    for (let own = group; own >= 0; own = own === group ? second : -1) {
      const at = own * SPOTS + state * DURATIONS;
      const c0 = children[at] as number;
      const c1 = children[at + 1] as number;
      const c2 = children[at + 2] as number;
      const c3 = children[at + 3] as number;
      const c4 = children[at + 4] as number;
      const c5 = children[at + 5] as number;
      const c6 = children[at + 6] as number;
      const c7 = children[at + 7] as number;
      const over = children[at + 8] as number;
      const first = c0 + c1;
      const middle = c2 + c3;
      const third = c4 + c5 + c6 + c7;
      leaving[from] = first;
      leaving[from + 1] = middle;
      leaving[from + 2] = third;
      leaving[from + 3] = over;
      all += first + middle + third + over;
      children[at + 8] = over * stay3 + c7 * stay2;
      children[at + 7] = c6 * stay2;
      children[at + 6] = c5 * stay2;
      children[at + 5] = c4 * stay2;
      children[at + 4] = c3 * stay1;
      children[at + 3] = c2 * stay1;
      children[at + 2] = c1 * stay0;
      children[at + 1] = c0 * stay0;
      from += BANDS_A_ROW;
    }
    counts[countsAt + state] = (counts[countsAt + state] as number) + all;
  }
}

/** Puts those who moved where they arrive, 0 quarters since entry; adults add up. */
function arrive(walk: Walk, { chances }: Moves, start: number, band: number): void {
  const { plan, children, leaving } = walk;
  const { offsets, pairs } = plan.arrivals[band] as Arrivals;
  for (let target = 0; target <= LIVING; target += 1) {
    const past = offsets[target + 1] as number;
    let sum = 0;
    for (let pair = offsets[target] as number; pair < past; pair += 2) {
      const from = 2 * (pairs[pair] as number);
      const place = pairs[pair + 1] as number;
      sum +=
        (leaving[from] as number) * (chances[place] as number) +
        (leaving[from + 1] as number) * (chances[place + 1] as number) +
        (leaving[from + 2] as number) * (chances[place + 2] as number) +
        (leaving[from + 3] as number) * (chances[place + 3] as number);
    }
    const spot = start + target * DURATIONS;
    children[spot] = target < LIVING ? sum : (children[spot] as number) + sum;
  }
}

/** The same for two groups: each chance is read once for both. */
function arriveTwo(walk: Walk, { chances }: Moves, step: Step, band: number): void {
  const { plan, children, leaving } = walk;
  const { offsets, pairs } = plan.arrivals[band] as Arrivals;
  for (let target = 0; target <= LIVING; target += 1) {
    const past = offsets[target + 1] as number;
    let sum = 0;
    let other = 0;
    for (let pair = offsets[target] as number; pair < past; pair += 2) {
      const from = 2 * (pairs[pair] as number);
      const place = pairs[pair + 1] as number;
      const chance0 = chances[place] as number;
      const chance1 = chances[place + 1] as number;
      const chance2 = chances[place + 2] as number;
      const chance3 = chances[place + 3] as number;
      sum +=
        (leaving[from] as number) * chance0 +
        (leaving[from + 1] as number) * chance1 +
        (leaving[from + 2] as number) * chance2 +
        (leaving[from + 3] as number) * chance3;
      other +=
        (leaving[from + 4] as number) * chance0 +
        (leaving[from + 5] as number) * chance1 +
        (leaving[from + 6] as number) * chance2 +
        (leaving[from + 7] as number) * chance3;
    }
    const spot = step.group * SPOTS + target * DURATIONS;
    const second = step.second * SPOTS + target * DURATIONS;
    children[spot] = target < LIVING ? sum : (children[spot] as number) + sum;
    children[second] = target < LIVING ? other : (children[second] as number) + other;
  }
}

/** Rule 3 at 18: looked after becomes leaving care, leaving care stays, the rest are adults. */
function turnEighteen(children: Float64Array, start: number): void {
  let leaving = 0;
  let adults = 0;
  for (let state = 0; state < LIVING; state += 1) {
    if (state * DURATIONS === LEAVING_SPOT) continue;
    let sum = 0;
    for (let spot = start + state * DURATIONS, i = 0; i < DURATIONS; i += 1, spot += 1) {
      sum += children[spot] as number;
      children[spot] = 0;
    }
    if (state >= FIRST_CARE && state <= LAST_CARE) leaving += sum;
    else adults += sum;
  }
  children[start + LEAVING_SPOT] = (children[start + LEAVING_SPOT] as number) + leaving;
  children[start + ADULT_SPOT] = (children[start + ADULT_SPOT] as number) + adults;
}

function growUp(children: Float64Array, start: number): void {
  let sum = 0;
  for (let spot = start; spot < start + ADULT_SPOT; spot += 1) {
    sum += children[spot] as number;
    children[spot] = 0;
  }
  children[start + ADULT_SPOT] = (children[start + ADULT_SPOT] as number) + sum;
}
