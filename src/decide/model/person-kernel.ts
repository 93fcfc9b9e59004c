import { AGE_BANDS, STATES } from './model-input.ts';
import { LEAVER_BYTES, stayCode } from './person-code.ts';
import { bitsAt, counterAt, type DrawKeys, thresholdOf } from './person-random.ts';
import { DURATIONS, nextDuration, onReachingAge, QUARTERS_TO_EIGHTEEN } from './states.ts';
import { startWasm, type WasmCall, type WasmModule } from './wasm-module.ts';

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
  /** A byte for each child, a whole number of times 4 of them; see `words`. */
  readonly positions: Uint8Array;
  readonly counts: Int32Array;
  readonly tables: PersonTables;
  readonly keys: DrawKeys;
  /** The table `stay` of these rates, where the code reads it. */
  readonly stay: Uint32Array;
  /** Room for those who leave in a step, as `stayCode` notes them. */
  readonly leavers: Uint32Array;
  readonly run: WasmCall;
}

let code: WasmModule | null = null;

/** Room for walking children in so many slots, at the rates of one draw. */
export function emptyWalk(slots: number, bands: number): Walk {
  const leavers = ((slots >> 2) + 1) * LEAVER_BYTES;
  const stays = AGE_BANDS.length * POSITIONS * 4;
  code ??= stayCode(AFTER);
  const { memory, functions } = startWasm(code, stays + leavers + slots);
  return {
    stay: new Uint32Array(memory, 0, stays / 4),
    leavers: new Uint32Array(memory, stays, leavers / 4),
    positions: new Uint8Array(memory, stays + leavers, slots),
    run: functions.stay as WasmCall,
    counts: new Int32Array(STATES.length),
    tables: emptyTables(bands),
    keys: { first: 0, second: 0 },
  };
}

/** Children of one age side by side: the first, a multiple of 4, to before the last. */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/**
 * Moves the children of one block by a quarter, at the rates of their age band. Four children are
 * taken at once by `stayCode`; nearly always all of them stay. `walk.stay` holds the draw's table.
 */
export function stepBlock(walk: Walk, block: Block, quarter: number, ageBand: number): void {
  const { positions, leavers, keys, stay, run } = walk;
  const from = positions.byteOffset + block.from;
  const base = ageBand * POSITIONS;
  const past = run(
    from,
    from + (((block.to - block.from + 3) >> 2) << 2),
    counterAt(keys, block.from, quarter),
    keys.second,
    stay.byteOffset + 4 * base,
    leavers.byteOffset,
  );
  const noted = (past - leavers.byteOffset) / 4;
  for (let i = 0; i < noted; i += 2) leave(walk, i, quarter, base);
}

/** Lets those of four children leave whose chance is at or above staying. */
function leave(walk: Walk, place: number, quarter: number, base: number): void {
  const { positions, keys, leavers } = walk;
  const noted = leavers[place] as number;
  const four = leavers[place + 1] as number;
  const first = ((noted >>> 4) << 2) - positions.byteOffset;
  for (let i = 0; i < 4; i += 1) {
    if (((noted >>> i) & 1) === 0) continue;
    const position = (four >>> (8 * i)) & AFTER;
    const bits = bitsAt(keys, first + i, quarter);
    positions[first + i] = arrive(walk, base, position, bits);
  }
}

/** Where a child who leaves arrives; keeps count of both states. */
function arrive(walk: Walk, base: number, position: number, bits: number): number {
  const { counts, tables } = walk;
  const after = moveBy(tables, base, position, bits);
  const from = STATE_AT[position] as number;
  const to = STATE_AT[after] as number;
  counts[from] = (counts[from] as number) - 1;
  counts[to] = (counts[to] as number) + 1;
  return after;
}

/** Where a child is one quarter on; `base` is where the age band begins in the tables. */
export function moveBy(
  { stay, upTo }: PersonTables,
  base: number,
  position: number,
  bits: number,
): number {
  const chance = bits < MOST_BITS - AFTER ? bits : MOST_BITS - 1 - AFTER;
  const index = base + position;
  const stays = stay[index] as number;
  if (chance < stays) return stays & AFTER;
  const first = index * STATES.length;
  let place = first;
  while (chance >= (upTo[place] as number)) place += 1;
  return ARRIVAL[place - first] as number;
}
