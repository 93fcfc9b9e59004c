import { AGE_BANDS } from './model-input.ts';
import { ADULT_SPOT, BANDS_A_ROW, LIVING, type Moves, type MovesPlan, SPOTS } from './moves.ts';
import { DURATIONS, QUARTERS_TO_EIGHTEEN, QUARTERS_TO_TWENTY_FIVE, STATE_INDEX } from './states.ts';
import { NUMBER, stepCode, TWO } from './walk-code.ts';
import {
  compileWasm,
  startWasm,
  type WasmCall,
  type WasmFunction,
  type WasmModule,
} from './wasm-module.ts';

/** States that are counted: each living one, then adult. */
export const COUNTED = LIVING + 1;

const LEAVING_SPOT = STATE_INDEX['leaving-care'] * DURATIONS;
const FIRST_CARE = STATE_INDEX['looked-after/kinship'];
const LAST_CARE = STATE_INDEX['looked-after/other'];

/** The age band of each age in quarters; after the last band everybody is an adult. */
const GROWN = AGE_BANDS.length;
const BAND_OF_AGE = Uint8Array.from({ length: QUARTERS_TO_TWENTY_FIVE + 1 }, (_, quarters) => {
  const band = AGE_BANDS.findLastIndex(({ from }) => quarters >= from * 4);
  return quarters < QUARTERS_TO_TWENTY_FIVE ? band : GROWN;
});

/**
 * Groups of children of one age, as vectors of expected numbers, that go through time two by two:
 * the numbers of both groups of a pair lie side by side, and one instruction takes both. A step
 * allocates nothing.
 */
export interface Walk {
  readonly plan: MovesPlan;
  /** SPOTS times two numbers for each pair; differences of children may be negative. */
  readonly children: Float64Array;
  /** Chances by which groups can move; written by whoever walks. */
  readonly tables: readonly Moves[];
  /** Children at each state as they were counted: COUNTED times two numbers for each row. */
  readonly counts: Float64Array;
  readonly steps: readonly WasmCall[];
}

/** How large a walk is. */
export interface WalkSize {
  readonly groups: number;
  readonly tables: number;
  /** Rows of counts, mostly quarters. */
  readonly rows: number;
}

/** A walk in which nobody is yet, and nobody moves. */
export function newWalk(plan: MovesPlan, size: WalkSize): Walk {
  const pairs = Math.ceil(size.groups / 2);
  const slots = plan.slotState.length * BANDS_A_ROW;
  const stays = AGE_BANDS.length * LIVING * BANDS_A_ROW;
  const children = pairs * SPOTS * 2;
  const counts = size.rows * COUNTED * 2;
  const all = children + counts + size.tables * (slots + stays);
  const { memory, functions } = startWasm(moduleOf(plan), all * NUMBER);
  const numbers = (from: number, length: number) => new Float64Array(memory, from * NUMBER, length);
  return {
    plan,
    children: numbers(0, children),
    counts: numbers(children, counts),
    tables: Array.from({ length: size.tables }, (_, table) => {
      const from = children + counts + table * (slots + stays);
      return { chances: numbers(from, slots), stay: numbers(from + slots, stays).fill(1) };
    }),
    steps: bandPairs(plan).map(({ name }) => functions[name] as WasmCall),
  };
}

/** For each age band of a pair's first group and each of its second, the code of their step. */
function bandPairs({ statesOfBand }: MovesPlan) {
  const bands = Array.from({ length: GROWN + 1 }, (_, band) => band);
  return bands.flatMap((first) =>
    bands.map((second) => {
      const states = [...(statesOfBand[first] ?? []), ...(statesOfBand[second] ?? [])];
      const both = [...new Set(states)].sort((a, b) => a - b);
      return { name: `${both} ${first === second}`, states: both, isOneBand: first === second };
    }),
  );
}

/** Modules by their layout; a new run of the like has its code at once, and in its fastest form. */
const modules = new Map<string, WasmModule>();

function moduleOf(plan: MovesPlan): WasmModule {
  const layout = JSON.stringify([plan.pairs, plan.statesOfBand.map((states) => [...states])]);
  const known = modules.get(layout);
  if (known) return known;
  const functions = new Map<string, WasmFunction>();
  for (const { name, states, isOneBand } of bandPairs(plan)) {
    if (!functions.has(name)) functions.set(name, stepCode(name, plan, states, isOneBand));
  }
  const made = compileWasm([...functions.values()]);
  modules.set(layout, made);
  return made;
}

/** One step of a pair; the fields are set again for each. */
export interface Step {
  pair: number;
  /** Ages in quarters of its first group and of its second. */
  age: number;
  secondAge: number;
  /** Place among the walk's tables, and the row of its counts that is added to. */
  table: number;
  row: number;
}

/**
 * Counts the children of a pair by state, as they stand during a quarter, then moves them by the
 * chances and makes them a quarter older, by the rules of `states.ts`.
 */
export function stepPair(walk: Walk, { pair, age, secondAge, table, row }: Step): void {
  const { children, counts, tables, plan, steps } = walk;
  const { chances, stay } = tables[table] as Moves;
  const band = BAND_OF_AGE[Math.min(age, QUARTERS_TO_TWENTY_FIVE)] as number;
  const second = BAND_OF_AGE[Math.min(secondAge, QUARTERS_TO_TWENTY_FIVE)] as number;
  const [own, other] = [Math.min(band, GROWN - 1), Math.min(second, GROWN - 1)];
  const start = pair * SPOTS * 2;
  const aBand = plan.pairs.length * BANDS_A_ROW * NUMBER;
  const aStay = LIVING * BANDS_A_ROW * NUMBER;
  (steps[band * (GROWN + 1) + second] as WasmCall)(
    children.byteOffset + start * NUMBER,
    chances.byteOffset + own * aBand,
    chances.byteOffset + other * aBand,
    stay.byteOffset + own * aStay,
    stay.byteOffset + other * aStay,
    counts.byteOffset + row * COUNTED * TWO,
  );
  haveBirthday(children, start, age + 1);
  haveBirthday(children, start + 1, secondAge + 1);
}

/** Where the numbers of a group begin among a walk's children; they lie two apart. */
export function startOf(group: number): number {
  return (group >> 1) * SPOTS * 2 + (group & 1);
}

/** Writes what both groups of all pairs came to, and makes the counts ready to be added to. */
export function takeCounts({ counts }: Walk, into: Float64Array): void {
  for (let place = 0; place < into.length; place += 1) {
    into[place] = (counts[2 * place] as number) + (counts[2 * place + 1] as number);
  }
  counts.fill(0);
}

function haveBirthday(children: Float64Array, start: number, ageQuarters: number): void {
  if (ageQuarters === QUARTERS_TO_EIGHTEEN) turnEighteen(children, start);
  if (ageQuarters === QUARTERS_TO_TWENTY_FIVE) growUp(children, start);
}

/** Rule 3 at 18: looked after becomes leaving care, leaving care stays, the rest are adults. */
function turnEighteen(children: Float64Array, start: number): void {
  let leaving = 0;
  let adults = 0;
  for (let state = 0; state < LIVING; state += 1) {
    if (state * DURATIONS === LEAVING_SPOT) continue;
    const sum = empty(children, start + 2 * state * DURATIONS, DURATIONS);
    if (state >= FIRST_CARE && state <= LAST_CARE) leaving += sum;
    else adults += sum;
  }
  add(children, start + 2 * LEAVING_SPOT, leaving);
  add(children, start + 2 * ADULT_SPOT, adults);
}

function growUp(children: Float64Array, start: number): void {
  add(children, start + 2 * ADULT_SPOT, empty(children, start, ADULT_SPOT));
}

/** Takes away all children at so many places of a group; gives how many. */
function empty(children: Float64Array, from: number, places: number): number {
  let sum = 0;
  for (let spot = from; spot < from + 2 * places; spot += 2) {
    sum += children[spot] as number;
    children[spot] = 0;
  }
  return sum;
}

function add(children: Float64Array, spot: number, more: number): void {
  children[spot] = (children[spot] as number) + more;
}
