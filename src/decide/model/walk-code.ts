import { BANDS_A_ROW, LIVING, type MovePair, type MovesPlan } from './moves.ts';
import { DURATIONS } from './states.ts';
import {
  type Code,
  get,
  load,
  loadEach,
  loadTwice,
  product,
  set,
  store,
  sumOf,
  type WasmFunction,
  ZEROS,
} from './wasm-module.ts';

/** Bytes of a number. */
export const NUMBER = 8;

/** Bytes of two numbers side by side, one of each group. */
export const TWO = 16;

/** Parameters of a step: places of children, of chances and staying of both groups, of counts. */
const CHILDREN = 0;
const CHANCES = [1, 2] as const;
const STAY = [3, 4] as const;
const COUNTS = 5;
const STEP_PARAMS = 6;

/** Local vectors: children of one state by quarters, its chances to stay, and who leaves it. */
const OWN = STEP_PARAMS;
const STAYS = OWN + DURATIONS;
const LEAVING = STAYS + BANDS_A_ROW;

/** The first and last quarter since entry of each duration band; the last holds all above. */
const QUARTERS_OF_BAND = [[0, 1], [2, 3], [4, 5, 6, 7], [8]] as const;

/** The duration band of each quarter since entry. */
const BAND_OF_QUARTER = [0, 0, 1, 1, 2, 2, 2, 2, 3] as const;

/**
 * Code of one step of two groups: counts children of each of some states, then moves them by the
 * chances. `isOneBand` says that both groups read the same chances. All is written out without a
 * loop, as places are known, and no number is looked up twice.
 */
export function stepCode(
  name: string,
  plan: MovesPlan,
  states: readonly number[],
  isOneBand: boolean,
): WasmFunction {
  const chance: ReadChance = isOneBand
    ? ([first], bytes) => loadTwice(first, bytes)
    : ([first, second], bytes) => loadEach(first, second, bytes);
  const adults = LIVING * DURATIONS * TWO;
  const code = [
    countIn(LIVING, load(CHILDREN, adults)),
    ...states.map((state, index) => leaveCode(state, LEAVING + index * BANDS_A_ROW, chance)),
    ...Array.from({ length: LIVING + 1 }, (_, target) => {
      const moved = plan.pairs.flatMap((pair) =>
        pair.target === target ? movedCode(pair, states.indexOf(pair.from), chance) : [],
      );
      const spot = target * DURATIONS * TWO;
      if (target === LIVING) return store(CHILDREN, spot, sumOf([load(CHILDREN, spot), ...moved]));
      if (moved.length === 0 && !states.includes(target)) return [];
      return store(CHILDREN, spot, moved.length === 0 ? ZEROS : sumOf(moved));
    }),
  ].flat();
  const vectors = LEAVING - STEP_PARAMS + states.length * BANDS_A_ROW;
  return { name, params: STEP_PARAMS, gives: 0, wholes: 0, vectors, code };
}

type ReadChance = (places: readonly [number, number], bytes: number) => Code;

const countIn = (state: number, children: Code): Code =>
  store(COUNTS, state * TWO, sumOf([load(COUNTS, state * TWO), children]));

/** Counts a state, keeps its children by duration band for who leaves, and moves on who stays. */
function leaveCode(state: number, leaving: number, chance: ReadChance): Code {
  const spot = (quarter: number) => (state * DURATIONS + quarter) * TWO;
  const stayed = (quarter: number) =>
    product(get(OWN + quarter), get(STAYS + (BAND_OF_QUARTER[quarter] ?? 0)));
  const bands = QUARTERS_OF_BAND.map((_, band) => band);
  const last = DURATIONS - 1;
  return [
    ...Array.from({ length: DURATIONS }, (_, quarter) => [
      ...load(CHILDREN, spot(quarter)),
      ...set(OWN + quarter),
    ]).flat(),
    ...bands.flatMap((band) => [
      ...chance(STAY, (state * BANDS_A_ROW + band) * NUMBER),
      ...set(STAYS + band),
    ]),
    ...QUARTERS_OF_BAND.flatMap((quarters, band) => [
      ...sumOf(quarters.map((quarter) => get(OWN + quarter))),
      ...set(leaving + band),
    ]),
    ...countIn(state, sumOf(bands.map((band) => get(leaving + band)))),
    ...store(CHILDREN, spot(last), sumOf([stayed(last), stayed(last - 1)])),
    ...Array.from({ length: last - 1 }, (_, quarter) =>
      store(CHILDREN, spot(quarter + 1), stayed(quarter)),
    ).flat(),
  ];
}

/** Who moves from one state to another; nobody from a state that is not among those counted. */
function movedCode({ slot }: MovePair, index: number, chance: ReadChance): readonly Code[] {
  if (index < 0) return [];
  const parts = Array.from({ length: BANDS_A_ROW }, (_, band) =>
    product(
      get(LEAVING + index * BANDS_A_ROW + band),
      chance(CHANCES, (slot * BANDS_A_ROW + band) * NUMBER),
    ),
  );
  return [sumOf(parts)];
}
