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
  /** Children of each state at the beginning of a step, by duration band. */
  readonly leaving: Float64Array;
}

/** A walk of so many groups, all empty. */
export function newWalk(plan: MovesPlan, groups: number): Walk {
  return {
    plan,
    children: new Float64Array(groups * SPOTS),
    leaving: new Float64Array(LIVING * BANDS_A_ROW),
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
  const { children } = walk;
  const { counts, countsAt, ageQuarters } = step;
  const start = step.group * SPOTS;
  const adults = start + ADULT_SPOT;
  counts[countsAt + LIVING] = (counts[countsAt + LIVING] as number) + (children[adults] as number);
  if (ageQuarters >= QUARTERS_TO_TWENTY_FIVE) return;
  const band = BAND_OF_AGE[ageQuarters] as number;
  leave(walk, moves, step, band);
  arrive(walk, moves, start, band);
  const next = ageQuarters + 1;
  if (next === QUARTERS_TO_EIGHTEEN) turnEighteen(children, start);
  if (next === QUARTERS_TO_TWENTY_FIVE) growUp(children, start);
}

/** Counts each state, keeps its numbers by duration band for `arrive`, and keeps who stays. */
function leave({ plan, children, leaving }: Walk, { stay }: Moves, step: Step, band: number): void {
  const { counts, countsAt, group } = step;
  const states = plan.statesOfBand[band] as Uint8Array;
  for (let i = 0; i < states.length; i += 1) {
    const state = states[i] as number;
    const at = group * SPOTS + state * DURATIONS;
    const stays = (band * LIVING + state) * BANDS_A_ROW;
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
    const from = i * BANDS_A_ROW;
    leaving[from] = first;
    leaving[from + 1] = second;
    leaving[from + 2] = third;
    leaving[from + 3] = over;
    const all = first + second + third + over;
    counts[countsAt + state] = (counts[countsAt + state] as number) + all;
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
      const from = pairs[pair] as number;
      const place = pairs[pair + 1] as number;
      sum +=
        (leaving[from] as number) * (chances[place] as number) +
        (leaving[from + 1] as number) * (chances[place + 1] as number) +
        (leaving[from + 2] as number) * (chances[place + 2] as number) +
        (leaving[from + 3] as number) * (chances[place + 3] as number);
    }
    if (target < LIVING) children[start + target * DURATIONS] = sum;
    else children[start + ADULT_SPOT] = (children[start + ADULT_SPOT] as number) + sum;
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
