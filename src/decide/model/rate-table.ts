import { quantile, random } from '../../lib/index.ts';
import { gammaDraw, gammaShape, Normals } from './gamma.ts';
import {
  AGE_BANDS,
  type RateCell,
  type Rates,
  type Standing,
  type State,
  STATES,
} from './model-input.ts';
import type { MoveCount } from './move-counts.ts';
import { isLookedAfter } from './state-of-level.ts';
import {
  cellAt,
  DURATIONS,
  durationBandAt,
  moveTarget,
  nextDuration,
  STATE_INDEX,
} from './states.ts';

/** What children may move to: one state, or looked after anywhere. */
export const MOVE_TARGETS = [...STATES, 'looked-after'] as const;

/** One state, or looked after anywhere. */
export type MoveTarget = (typeof MOVE_TARGETS)[number];

/** The chance (0 to 1) of coming to a state, with the range of nine in ten draws. */
export interface MoveChance {
  readonly to: MoveTarget;
  readonly chance: number;
  readonly low: number;
  readonly high: number;
  /** Children seen to move there from one quarter to the next. */
  readonly moved: number;
}

/** Chances of children of one age, or of all ages together. */
export interface RateRow {
  /** Code of an age band, or `all`. */
  readonly age: string;
  /** Children who stand there now. */
  readonly standing: number;
  /** Quarters of children seen there. */
  readonly seen: number;
  readonly chances: readonly MoveChance[];
}

const DRAWS = 200;
const QUARTERS_A_YEAR = 4;
/** Nine in ten draws lie within. */
const [LOW, HIGH] = [0.05, 0.95] as const;

/**
 * How likely children of a state are to come to each other state within some years, at least once,
 * by age. They begin as they stand now, by time since entry, and are taken to stay in their band of
 * age. The chance is that of the mean rates; its range comes from drawing all rates again and again
 * (by seed, so that it is the same each time). Ages at which nobody stands are left out.
 */
export function rateTable(
  rates: Rates,
  moves: readonly MoveCount[],
  asked: { readonly from: State; readonly years: number },
): RateRow[] {
  const { from } = asked;
  const quarters = asked.years * QUARTERS_A_YEAR;
  const targets = MOVE_TARGETS.filter((to) => !isSame(from, to));
  const bands = AGE_BANDS.flatMap(({ code }, ageBand) => {
    const standing = rates.standing.filter((one) => one.state === from && isOf(one, ageBand));
    const children = standing.reduce((sum, one) => sum + one.children, 0);
    if (children === 0) return [];
    const chances = (draw: Normals | null) => {
      const table = tableOf(rates.cells, ageBand, draw);
      return targets.map((to) => reached(table, startOf(standing, children), to, quarters));
    };
    const source = random(ageBand + 1);
    const drawn = Array.from({ length: DRAWS }, (_, index) =>
      chances(new Normals(source.fork(index))),
    );
    const own = moves.filter((move) => move.from === from && move.ageBand === ageBand);
    return [{ code, children, middle: chances(null), drawn, own }];
  });
  const rows = bands.map((band) => rowOf(band.code, [band], targets));
  return rows.length > 1 ? [rowOf('all', bands, targets), ...rows] : rows;
}

interface BandChances {
  readonly children: number;
  readonly middle: readonly number[];
  readonly drawn: readonly (readonly number[])[];
  readonly own: readonly MoveCount[];
}

/** Bands together, each by the children who stand in it. */
function rowOf(
  age: string,
  bands: readonly BandChances[],
  targets: readonly MoveTarget[],
): RateRow {
  const standing = bands.reduce((sum, { children }) => sum + children, 0);
  const own = bands.flatMap((band) => band.own);
  const mixed = (of: (band: BandChances) => number) =>
    bands.reduce((sum, band) => sum + of(band) * (band.children / standing), 0);
  return {
    age,
    standing,
    seen: own.reduce((sum, { children }) => sum + children, 0),
    chances: targets.map((to, place) => {
      const drawn = Array.from({ length: DRAWS }, (_, index) =>
        mixed((band) => band.drawn[index]?.[place] ?? 0),
      );
      const chance = mixed((band) => band.middle[place] ?? 0);
      return {
        to,
        chance,
        low: Math.min(chance, quantile(drawn, LOW) ?? chance),
        high: Math.max(chance, quantile(drawn, HIGH) ?? chance),
        moved: own
          .filter((move) => isAt(move.to, to))
          .reduce((sum, { children }) => sum + children, 0),
      };
    }),
  };
}

function isOf({ age }: Standing, ageBand: number): boolean {
  const band = AGE_BANDS[ageBand];
  return band !== undefined && age >= band.from && age <= band.to;
}

function isAt(state: State, target: MoveTarget): boolean {
  return target === 'looked-after' ? isLookedAfter(state) : state === target;
}

/** Whether a target is where the children are already. */
function isSame(from: State, to: MoveTarget): boolean {
  return isAt(from, to);
}

/** Where children go in a quarter, by state and quarters since entry: state places and chances. */
type Table = readonly (readonly (readonly [to: number, chance: number])[])[];

function tableOf(cells: readonly RateCell[], ageBand: number, draw: Normals | null): Table {
  const known = new Map<RateCell, readonly (readonly [number, number])[]>();
  return STATES.flatMap((state) =>
    Array.from({ length: DURATIONS }, (_, quarters) => {
      const cell = cellAt(cells, ageBand, state, durationBandAt(quarters));
      if (cell === null) return [[STATE_INDEX[state], 1] as const];
      const before = known.get(cell);
      if (before) return before;
      const drawn = Object.entries(cell.weights).map(([to, weight]) => {
        const target = moveTarget(ageBand, to as State);
        const amount = draw === null ? weight : gammaDraw(gammaShape(weight), draw);
        return [STATE_INDEX[target], amount] as const;
      });
      const all = drawn.reduce((sum, [, amount]) => sum + amount, 0);
      const chances = drawn.map(([to, amount]) => [to, all > 0 ? amount / all : 0] as const);
      known.set(cell, chances);
      return chances;
    }),
  );
}

/** The children of a state by quarters since entry, as shares. */
function startOf(standing: readonly Standing[], children: number): Float64Array {
  const start = new Float64Array(STATES.length * DURATIONS);
  for (const { state, quarters, children: own } of standing) {
    const place = STATE_INDEX[state] * DURATIONS + Math.min(DURATIONS - 1, quarters);
    start[place] = (start[place] ?? 0) + own / children;
  }
  return start;
}

/** The share who are at a target at the end of at least one of some quarters. */
function reached(table: Table, start: Float64Array, to: MoveTarget, quarters: number): number {
  let now = start;
  let found = 0;
  for (let quarter = 0; quarter < quarters; quarter += 1) {
    const next = new Float64Array(now.length);
    for (const [place, share] of now.entries()) {
      if (share === 0) continue;
      const state = Math.floor(place / DURATIONS);
      for (const [target, chance] of table[place] ?? []) {
        if (isAt(STATES[target] as State, to)) {
          found += share * chance;
          continue;
        }
        const since = target === state ? nextDuration(place % DURATIONS) : 0;
        const spot = target * DURATIONS + since;
        next[spot] = (next[spot] ?? 0) + share * chance;
      }
    }
    now = next;
  }
  return found;
}
