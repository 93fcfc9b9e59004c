import { streamOf } from './assumptions.ts';
import { type ProgrammeInput, type Rates, STATES } from './model-input.ts';
import type { ProgrammeDraw } from './person-draws.ts';
import { ARRIVAL, STATE_AT } from './person-kernel.ts';
import type { Beginner } from './person-pairs.ts';
import { bitsAt, type DrawKeys, drawKeys, thresholdOf } from './person-random.ts';
import { begunIn, entrantsOf, mayUncover, programmeYear } from './served.ts';
import { DURATIONS } from './states.ts';

/** The streams that decide about children of one programme. */
export interface HelpKeys {
  readonly offer: DrawKeys;
  readonly begin: DrawKeys;
  readonly stay: DrawKeys;
  readonly uncover: DrawKeys;
}

/** The streams of one programme in one draw, by its code: its place in the input plays no role. */
export function helpKeys(seed: number, draw: number, programme: string): HelpKeys {
  const keys = (part: string) => drawKeys(seed, draw, streamOf(`persons:${programme}/${part}`));
  return {
    offer: keys('offer'),
    begin: keys('begin'),
    stay: keys('stay'),
    uncover: keys('uncover'),
  };
}

/** Where a child stands as help begins. */
export interface Standpoint {
  readonly child: number;
  readonly quarter: number;
  readonly ageQuarters: number;
  readonly position: number;
}

/** A child begins: chance says whether they stay to the end, and whether need comes to light. */
export function beginnerOf(
  at: Standpoint,
  programme: ProgrammeInput,
  draw: ProgrammeDraw,
  keys: HelpKeys,
): Beginner {
  const { child, quarter, position } = at;
  const comesTrue = (of: DrawKeys, chance: number) =>
    bitsAt(of, child, quarter) < thresholdOf(chance);
  const from = STATES[STATE_AT[position] ?? 0] ?? 'adult';
  const to = programme.uncovers?.to;
  const isUncovered =
    to !== undefined && mayUncover(programme, from) && comesTrue(keys.uncover, draw.uncovers);
  return {
    ...at,
    positionWith: isUncovered ? (ARRIVAL[STATES.indexOf(to)] ?? position) : position,
    stays: comesTrue(keys.stay, draw.retention),
  };
}

/** Kinds of children who begin, with the share of all up to and including each. */
export interface EntrantMix {
  readonly ageQuarters: Int32Array;
  readonly positions: Uint8Array;
  readonly upTo: Float64Array;
}

/** Who begins a programme where nobody waits: the mix of the first day. */
export function entrantMix(rates: Rates, who: ProgrammeInput['who']): EntrantMix {
  const entrants = entrantsOf(rates, who);
  let sum = 0;
  return {
    ageQuarters: Int32Array.from(entrants, ({ ageQuarters }) => ageQuarters),
    positions: Uint8Array.from(
      entrants,
      ({ state, quarters }) => STATES.indexOf(state) * DURATIONS + quarters,
    ),
    upTo: Float64Array.from(entrants, ({ share }) => {
      sum += share;
      return sum;
    }),
  };
}

/** The kind at a point (0 to 1) of a mix. */
export function kindAt({ upTo }: EntrantMix, point: number): number {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (point < (upTo[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Children who begin in a quarter where nobody waits, before rounding to whole ones. */
export function begunInQuarter(
  programme: ProgrammeInput,
  draw: ProgrammeDraw,
  quarter: number,
): number {
  const year = programmeYear(programme, Math.floor(quarter / 4));
  return year === null ? 0 : begunIn(programme, year, draw) / 4;
}
