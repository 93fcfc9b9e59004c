import { type Random, random } from '../../lib/index.ts';
import type { Assumption } from './assumptions.ts';
import { chanceWith, strengthAt } from './effect-profile.ts';
import {
  deadweightOf,
  type Drawn,
  followChange,
  type FollowRoom,
  followRoom,
  followWithout,
  logOf,
} from './follow.ts';
import { drawMoves, emptyMoves, middleMoves } from './moves.ts';
import type { Followed, HitOutcome, PlacedEffect } from './plan-followed.ts';
import type { Prepared } from './prepare.ts';
import { begunIn, programmeYear } from './served.ts';
import { COUNTED } from './walk.ts';

/** Room for one run, used again for the next. */
export interface RunRoom {
  readonly drawn: Drawn;
  readonly followed: readonly FollowRoom[];
  /** Children at once at each state, with less without: COUNTED numbers a quarter. */
  readonly change: Float64Array;
  readonly without: Float64Array;
  /** Fewer events by programme: outcome of the programme times year. */
  readonly avoided: readonly Float64Array[];
  /** Children who begin, by programme and year. */
  readonly begun: readonly Float64Array[];
}

/** Room for running an input. */
export function runRoom(prepared: Prepared): RunRoom {
  const { assumptions, moves, programmes, quarters, years } = prepared;
  const size = assumptions.list.length;
  return {
    drawn: {
      values: new Float64Array(size),
      z: new Float64Array(size),
      moves: emptyMoves(moves),
      multiple: 1,
    },
    followed: programmes.map((one) => followRoom(one, moves)),
    change: new Float64Array(quarters * COUNTED),
    without: new Float64Array(quarters * COUNTED),
    avoided: programmes.map(({ outcomes }) => new Float64Array(outcomes.length * years)),
    begun: programmes.map(() => new Float64Array(years)),
  };
}

/**
 * Draws all that one run assumes. Its chance follows from seed and number of the run alone:
 * `random(seed).fork(draw)`, with a stream for each assumption and each row of rates.
 */
export function drawAll(prepared: Prepared, room: RunRoom, seed: number, draw: number): void {
  const run = random(seed).fork(draw);
  drawMoves(prepared.moves, room.drawn.moves, run);
  drawAssumptions(prepared.assumptions.list, room.drawn, run);
}

/** Draws every assumption but the rates. */
export function drawAssumptions(list: readonly Assumption[], drawn: Drawn, run: Random): void {
  for (let place = 0; place < list.length; place += 1) {
    const one = list[place] as Assumption;
    const z = one.isUncertain ? run.fork(one.stream).normal(0, 1) : 0;
    setAssumption(list, drawn, place, z);
  }
}

/** Sets one assumption by its standard normal number. */
export function setAssumption(
  list: readonly Assumption[],
  drawn: Drawn,
  place: number,
  z: number,
): void {
  drawn.z[place] = z;
  drawn.values[place] = (list[place] as Assumption).valueAt(z);
}

/** Sets everything to its middle. */
export function setMiddle(prepared: Prepared, room: RunRoom): void {
  const { list } = prepared.assumptions;
  for (let place = 0; place < list.length; place += 1) setAssumption(list, room.drawn, place, 0);
  middleMoves(prepared.moves, room.drawn.moves);
}

/** Works out what changes for whom in one run, from what is drawn. */
export function runOnce(prepared: Prepared, room: RunRoom): void {
  room.change.fill(0);
  for (let index = 0; index < prepared.programmes.length; index += 1) {
    const followed = prepared.programmes[index] as Followed;
    const own = room.followed[index] as FollowRoom;
    const begun = room.begun[index] as Float64Array;
    countBegun(followed, room.drawn, begun);
    followChange(followed, own, room.drawn);
    addUp(begun, own.change, room.change);
    avoidEvents(followed, own, room.drawn);
    const avoided = room.avoided[index] as Float64Array;
    avoided.fill(0);
    for (let i = 0; i < followed.outcomes.length; i += 1) {
      const years = avoided.subarray(i * prepared.years, (i + 1) * prepared.years);
      addUpEvents(begun, own.avoided[i] as Float64Array, years);
    }
  }
}

/** Follows all who begin as they would go without any programme, into `room.without`. */
export function runWithout(prepared: Prepared, room: RunRoom): void {
  room.without.fill(0);
  for (let index = 0; index < prepared.programmes.length; index += 1) {
    const followed = prepared.programmes[index] as Followed;
    const own = room.followed[index] as FollowRoom;
    followWithout(followed, own, room.drawn);
    addUp(room.begun[index] as Float64Array, own.without, room.without);
  }
}

function countBegun({ programme, places, ages }: Followed, drawn: Drawn, begun: Float64Array) {
  const engagement = drawn.values[places.engagement] as number;
  const reach = places.reach === null ? 1 : (drawn.values[places.reach] as number);
  for (let year = 0; year < begun.length; year += 1) {
    const own = programmeYear(programme, year);
    begun[year] =
      own === null || ages.length === 0 ? 0 : begunIn(programme, own, { reach, engagement });
  }
}

/**
 * Adds up what those who begin in each year bring in every later quarter: `each` is by quarter
 * since beginning for one child, `sum` by quarter of the scenario. A year's children begin evenly
 * over its four quarters; `each` is left as what one of them brings in the mean.
 */
function addUp(begun: Float64Array, each: Float64Array, sum: Float64Array): void {
  beginEvenly(each);
  for (let year = 0; year < begun.length; year += 1) {
    const children = begun[year] as number;
    if (children === 0) continue;
    const from = year * 4 * COUNTED;
    const length = Math.min(each.length, sum.length - from);
    for (let i = 0; i < length; i += 1) {
      sum[from + i] = (sum[from + i] as number) + children * (each[i] as number);
    }
  }
}

/** Makes of one child a quarter of a child in each quarter of a year, from the last place back. */
function beginEvenly(each: Float64Array): void {
  for (let i = each.length - 1; i >= 0; i -= 1) {
    let sum = each[i] as number;
    if (i >= COUNTED) sum += each[i - COUNTED] as number;
    if (i >= 2 * COUNTED) sum += each[i - 2 * COUNTED] as number;
    if (i >= 3 * COUNTED) sum += each[i - 3 * COUNTED] as number;
    each[i] = sum / 4;
  }
}

function addUpEvents(begun: Float64Array, each: Float64Array, years: Float64Array): void {
  const quarters = years.length * 4;
  for (let start = 0; start < quarters; start += 1) {
    const children = (begun[start >> 2] as number) / 4;
    if (children === 0) continue;
    for (let i = 0; i < each.length && start + i < quarters; i += 1) {
      const year = (start + i) >> 2;
      years[year] = (years[year] as number) + children * (each[i] as number);
    }
  }
}

/** Events that one who begins is spared, by quarter: a quarter of what a year's chance loses. */
function avoidEvents(followed: Followed, room: FollowRoom, drawn: Drawn): void {
  const retention = drawn.values[followed.places.retention] as number;
  for (let i = 0; i < followed.outcomes.length; i += 1) {
    const hit = followed.outcomes[i] as HitOutcome;
    const avoided = room.avoided[i] as Float64Array;
    const before = drawn.values[hit.chance] as number;
    for (let quarter = 0; quarter < avoided.length; quarter += 1) {
      const after = chanceAfter(hit, drawn, before, quarter);
      avoided[quarter] = (retention * (before - after) * (hit.atAge[quarter] as number)) / 4;
    }
  }
}

function chanceAfter(hit: HitOutcome, drawn: Drawn, before: number, quarter: number): number {
  let chance = before;
  for (let i = 0; i < hit.effects.length; i += 1) {
    const placed = hit.effects[i] as PlacedEffect;
    const strength = strengthAt(placed.effect, quarter);
    if (strength === 0) continue;
    chance = chanceWith(chance, {
      kind: placed.effect.size.kind,
      log: logOf(placed, drawn),
      strength,
      deadweight: deadweightOf(placed, drawn),
    });
  }
  return chance;
}
