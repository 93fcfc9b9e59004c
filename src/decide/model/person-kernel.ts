import { STATES } from './model-input.ts';
import {
  bitsAt,
  CHILD_STRIDE,
  counterAt,
  type DrawKeys,
  MIX,
  thresholdOf,
} from './person-random.ts';
import { DURATIONS, nextDuration, onReachingAge, QUARTERS_TO_EIGHTEEN } from './states.ts';

/** The row of children at universal who had help before; the rows before it are the states. */
export const KNOWN_ROW = STATES.length;

/** Where a child can be: row times `DURATIONS` plus quarters since they came. */
export const POSITIONS = (STATES.length + 1) * DURATIONS;

/** The highest number that 32 bits hold: a threshold that everything but itself lies below. */
export const MOST_BITS = 4_294_967_295;

/** The bits of a threshold that hold the position after staying: it is exact to 1 in 2^25. */
export const AFTER = 127;

/** The position one quarter on, for a child who stays. */
export const STAYED = Uint8Array.from({ length: POSITIONS }, (_, position) => {
  const quarters = position % DURATIONS;
  return position - quarters + nextDuration(quarters);
});

/** The state (an index of `STATES`) at each position. */
export const STATE_AT = Uint8Array.from({ length: POSITIONS }, (_, position) => {
  const row = Math.floor(position / DURATIONS);
  return row === KNOWN_ROW ? 0 : row;
});

/** The position at which a child arrives in a state: back at universal as one known before. */
export const ARRIVAL = Uint8Array.from(STATES, (_, state) =>
  state === 0 ? KNOWN_ROW * DURATIONS : state * DURATIONS,
);

/** The position after the eighteenth birthday (`onReachingAge`). */
export const GROWN_UP = Uint8Array.from({ length: POSITIONS }, (_, position) => {
  const from = STATES[STATE_AT[position] ?? 0] ?? 'adult';
  const { state, quarters } = onReachingAge(QUARTERS_TO_EIGHTEEN, from, position % DURATIONS);
  return STATES.indexOf(state) * DURATIONS + quarters;
});

/** Where everybody is from 25 years on. */
export const ADULT_POSITION = STATES.indexOf('adult') * DURATIONS;

/**
 * Chances of one draw as thresholds of 32 bits, by age band and position: `stay` below which a
 * child stays (its last 7 bits are the position after that); `upTo`, for each state, below which
 * they move there (the own state has no width).
 */
export interface PersonTables {
  readonly stay: Uint32Array;
  readonly upTo: Uint32Array;
}

/** Room for the thresholds of one draw. */
export function emptyTables(bands: number): PersonTables {
  return {
    stay: new Uint32Array(bands * POSITIONS),
    upTo: new Uint32Array(bands * POSITIONS * STATES.length),
  };
}

/**
 * Writes chances (0 to 1, by state, sum 1) of one age band and position into the tables. What
 * comes first in the numbers is staying, so that two worlds with the same chance differ only where
 * their rates do.
 */
export function setRow(tables: PersonTables, index: number, row: PersonRow): void {
  const { chances, from } = row;
  const last = chances.findLastIndex((chance, state) => state !== from && chance > 0);
  let sum = chances[from] ?? 0;
  const threshold = last < 0 ? MOST_BITS : thresholdOf(sum);
  tables.stay[index] = ((threshold & ~AFTER) | (STAYED[index % POSITIONS] ?? 0)) >>> 0;
  for (let state = 0; state < STATES.length; state += 1) {
    if (state !== from) sum += chances[state] ?? 0;
    tables.upTo[index * STATES.length + state] = state < last ? thresholdOf(sum) : MOST_BITS;
  }
}

/** Chances of moving from a state (an index of `STATES`), by state. */
export interface PersonRow {
  readonly chances: Float64Array;
  readonly from: number;
}

/** The children of one draw as they move: their positions, how many are at each state. */
export interface Walk {
  readonly positions: Uint8Array;
  readonly counts: Int32Array;
  readonly tables: PersonTables;
  readonly keys: DrawKeys;
  /** Room for those who leave in a step: child and position before. */
  readonly leavers: Int32Array;
}

/** Room for walking so many children, at the rates of one draw. */
export function emptyWalk(children: number, bands: number): Walk {
  return {
    positions: new Uint8Array(children),
    counts: new Int32Array(STATES.length),
    tables: emptyTables(bands),
    keys: { first: 0, second: 0 },
    leavers: new Int32Array(children + 1),
  };
}

/** Children of one age, who stand next to each other: from the first to before the last. */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/**
 * Moves the children of one block by a quarter, at the rates of their age band. Nothing is
 * allocated. First all stay, and who leaves is noted without a branch that a processor could guess
 * wrongly; then those few arrive.
 */
export function stepBlock(walk: Walk, block: Block, quarter: number, ageBand: number): void {
  const { positions, tables, keys, leavers } = walk;
  const { stay } = tables;
  const { from, to } = block;
  const first = MIX.first | 0;
  const added = keys.second | 0;
  const second = MIX.second | 0;
  const stride = CHILD_STRIDE | 0;
  const base = ageBand * POSITIONS;
  let counter = counterAt(keys, from, quarter);
  let leaving = 0;
  for (let child = from; child < to; child += 1) {
    let bits = counter;
    counter = (counter + stride) | 0;
    bits ^= bits >>> 16;
    bits = (Math.imul(bits, first) + added) | 0;
    bits ^= bits >>> 15;
    bits = Math.imul(bits, second);
    bits ^= bits >>> 15;
    const position = positions[child] as number;
    const threshold = stay[base + position] as number;
    positions[child] = threshold & AFTER;
    leavers[leaving] = (child << 7) | position;
    leaving = (leaving + (bits >>> 0 < threshold ? 0 : 1)) | 0;
  }
  for (let i = 0; i < leaving; i += 1) {
    const one = leavers[i] as number;
    const child = one >>> 7;
    positions[child] = arrive(walk, base + (one & AFTER), bitsAt(keys, child, quarter));
  }
}

/** Where a child who leaves arrives; keeps count of both states. */
function arrive(walk: Walk, index: number, bits: number): number {
  const { counts, tables } = walk;
  const after = moveBy(tables, index, bits);
  const from = STATE_AT[index % POSITIONS] as number;
  const to = STATE_AT[after] as number;
  counts[from] = (counts[from] as number) - 1;
  counts[to] = (counts[to] as number) + 1;
  return after;
}

/** Where a child is one quarter on; `index` is the age band times `POSITIONS` plus the position. */
export function moveBy(tables: PersonTables, index: number, bits: number): number {
  const position = index % POSITIONS;
  const chance = Math.min(bits, MOST_BITS - 1 - AFTER);
  if (chance < (tables.stay[index] as number)) return STAYED[position] as number;
  let state = 0;
  while (chance >= (tables.upTo[index * STATES.length + state] as number)) state += 1;
  return ARRIVAL[state] as number;
}
