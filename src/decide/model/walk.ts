import { AGE_BANDS } from './model-input.ts';
import { ADULT_SPOT, BANDS_A_ROW, LIVING, type Moves, type MovesPlan, SPOTS } from './moves.ts';
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
 * together. What changes from step to step lies in mutable fields, so that a step allocates nothing.
 */
export interface Walk {
  readonly plan: MovesPlan;
  /** Vectors of SPOTS numbers each; differences of children may be negative. */
  readonly children: Float64Array;
  /** Room for those who arrive in a step. */
  readonly arrived: Float64Array;
}

/** A walk of so many groups, all empty. */
export function newWalk(plan: MovesPlan, groups: number): Walk {
  return {
    plan,
    children: new Float64Array(groups * SPOTS),
    arrived: new Float64Array(SPOTS),
  };
}

/** One step of one group: which, how old before it, where its children at each state are added. */
export interface Step {
  group: number;
  ageQuarters: number;
  counts: Float64Array;
  /** Place in `counts` of the first state; COUNTED numbers are added to from there. */
  countsAt: number;
}

/**
 * Counts the children of a group by state, as they stand during a quarter, then moves them by the
 * chances and makes them a quarter older, by the rules of `states.ts`.
 */
export function stepGroup(walk: Walk, moves: Moves, step: Step): void {
  const { plan, children, arrived } = walk;
  const { counts, countsAt, ageQuarters } = step;
  const start = step.group * SPOTS;
  if (ageQuarters < QUARTERS_TO_TWENTY_FIVE) {
    const band = BAND_OF_AGE[ageQuarters] as number;
    const states = plan.statesOfBand[band] as Uint8Array;
    for (let i = 0; i < states.length; i += 1) {
      const state = states[i] as number;
      const count = moveState(walk, moves, band * LIVING + state, start + state * DURATIONS);
      counts[countsAt + state] = (counts[countsAt + state] as number) + count;
    }
    const adults = countsAt + LIVING;
    counts[adults] = (counts[adults] as number) + (children[start + ADULT_SPOT] as number);
    arrive(states, children, arrived, start);
    const next = ageQuarters + 1;
    if (next === QUARTERS_TO_EIGHTEEN) turnEighteen(children, start);
    if (next === QUARTERS_TO_TWENTY_FIVE) growUp(children, start);
    return;
  }
  const adults = countsAt + LIVING;
  counts[adults] = (counts[adults] as number) + (children[start + ADULT_SPOT] as number);
}

/** Moves the children of one state; gives how many they were. Arrivals wait in `arrived`. */
function moveState(walk: Walk, moves: Moves, row: number, at: number): number {
  const { plan, children, arrived } = walk;
  const { chances, stay } = moves;
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
  const second = c2 + c3;
  const third = c4 + c5 + c6 + c7;
  const past = plan.slotFrom[row + 1] as number;
  for (let slot = plan.slotFrom[row] as number; slot < past; slot += 1) {
    const place = slot * BANDS_A_ROW;
    const spot = plan.slotSpot[slot] as number;
    arrived[spot] =
      (arrived[spot] as number) +
      first * (chances[place] as number) +
      second * (chances[place + 1] as number) +
      third * (chances[place + 2] as number) +
      over * (chances[place + 3] as number);
  }
  const stays = row * BANDS_A_ROW;
  const stay0 = stay[stays] as number;
  const stay1 = stay[stays + 1] as number;
  const stay2 = stay[stays + 2] as number;
  children[at + 8] = over * (stay[stays + 3] as number) + c7 * stay2;
  children[at + 7] = c6 * stay2;
  children[at + 6] = c5 * stay2;
  children[at + 5] = c4 * stay2;
  children[at + 4] = c3 * stay1;
  children[at + 3] = c2 * stay1;
  children[at + 2] = c1 * stay0;
  children[at + 1] = c0 * stay0;
  return first + second + third + over;
}

function arrive(
  states: Uint8Array,
  children: Float64Array,
  arrived: Float64Array,
  start: number,
): void {
  for (let i = 0; i < states.length; i += 1) {
    const spot = (states[i] as number) * DURATIONS;
    children[start + spot] = arrived[spot] as number;
    arrived[spot] = 0;
  }
  const adults = start + ADULT_SPOT;
  children[adults] = (children[adults] as number) + (arrived[ADULT_SPOT] as number);
  arrived[ADULT_SPOT] = 0;
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
