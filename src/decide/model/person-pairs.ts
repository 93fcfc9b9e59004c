import { chanceWith } from './effect-profile.ts';
import { STATES } from './model-input.ts';
import {
  ADULT_POSITION,
  ARRIVAL,
  GROWN_UP,
  KNOWN_ROW,
  moveBy,
  type PersonTables,
  POSITIONS,
  STATE_AT,
  STAYED,
} from './person-kernel.ts';
import { bitsAt, type DrawKeys } from './person-random.ts';
import { chancesAt, timesKnown } from './person-tables.ts';
import {
  ageBandAt,
  DURATIONS,
  durationBandAt,
  QUARTERS_TO_EIGHTEEN,
  QUARTERS_TO_TWENTY_FIVE,
} from './states.ts';

/** One effect of a programme in one draw, by whole quarters since a child began. */
export interface PersonEffect {
  /** By state (index of `STATES`): whether moves from it, and to it, are changed. */
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  /** What `chanceWith` asks, by quarter; none where the effect does not act. */
  readonly at: readonly (Parameters<typeof chanceWith>[1] | null)[];
}

/** A child who begins a programme: where they stand, and the streams that decide about them. */
export interface Beginner {
  readonly child: number;
  readonly quarter: number;
  readonly ageQuarters: number;
  readonly position: number;
  /** The position with the programme at once: another where hidden need comes to light. */
  readonly positionWith: number;
  /** Whether the child stays to the end, so that effects act. */
  readonly stays: boolean;
}

/** What two lives of a child are walked by: the same chance, other rates. */
export interface PairWalk {
  readonly quarters: number;
  readonly tables: PersonTables;
  readonly chances: Float64Array;
  readonly historyMultiplier: number;
  readonly keys: DrawKeys;
  /** Quarters at each state by year, with less without: `year * STATES.length + state`. */
  readonly difference: Float64Array;
  /** Room for one row of chances. */
  readonly row: Float64Array;
}

/** Room for walking pairs of lives. */
export function emptyRow(): Float64Array {
  return new Float64Array(STATES.length);
}

/**
 * Walks a child from the quarter in which help begins to the end, without and with it, under the
 * same chance, and adds the quarters at each state (weighed) to the difference. Once both lives are
 * at the same place and no effect is left they stay together, so the walk ends.
 */
export function walkPair(
  walk: PairWalk,
  beginner: Beginner,
  effects: readonly PersonEffect[],
  weight: number,
): void {
  const { difference, quarters, tables, keys } = walk;
  const lasts = beginner.stays ? effects.reduce((most, { at }) => Math.max(most, at.length), 0) : 0;
  let without = beginner.position;
  let withHelp = beginner.positionWith;
  let age = beginner.ageQuarters;
  for (let quarter = beginner.quarter; quarter < quarters; quarter += 1) {
    const since = quarter - beginner.quarter;
    if (age >= QUARTERS_TO_TWENTY_FIVE || (without === withHelp && since >= lasts)) return;
    const year = Math.floor(quarter / 4) * STATES.length;
    const one = year + (STATE_AT[without] as number);
    const other = year + (STATE_AT[withHelp] as number);
    difference[one] = (difference[one] as number) - weight;
    difference[other] = (difference[other] as number) + weight;
    const bits = bitsAt(keys, beginner.child, quarter);
    const ageBand = ageBandAt(age) ?? 0;
    const place = { ageBand, since };
    withHelp =
      since < lasts
        ? moveWith(walk, effects, { ...place, position: withHelp, bits })
        : moveBy(tables, ageBand * POSITIONS, withHelp, bits);
    without = moveBy(tables, ageBand * POSITIONS, without, bits);
    age += 1;
    if (age >= QUARTERS_TO_EIGHTEEN) {
      without = grown(without, age);
      withHelp = grown(withHelp, age);
    }
  }
}

function grown(position: number, ageQuarters: number): number {
  return ageQuarters >= QUARTERS_TO_TWENTY_FIVE ? ADULT_POSITION : (GROWN_UP[position] as number);
}

interface Place {
  readonly ageBand: number;
  readonly position: number;
  readonly since: number;
  readonly bits: number;
}

/** Where a child is one quarter on, while effects act: the row of chances is changed first. */
function moveWith(walk: PairWalk, effects: readonly PersonEffect[], place: Place): number {
  const { ageBand, position, since, bits } = place;
  const from = STATE_AT[position] as number;
  if (!effects.some(({ at, from: changed }) => at[since] && changed[from] === 1)) {
    return moveBy(walk.tables, ageBand * POSITIONS, position, bits);
  }
  const { row } = walk;
  readRow(walk, ageBand, position);
  let leaving = 0;
  for (let to = 0; to < STATES.length; to += 1) {
    if (to === from) continue;
    let chance = row[to] as number;
    for (const effect of effects) {
      const now = effect.at[since];
      if (now && effect.from[from] === 1 && effect.to[to] === 1) chance = chanceWith(chance, now);
    }
    row[to] = chance;
    leaving += chance;
  }
  const scale = leaving > 1 ? 1 / leaving : 1;
  const point = bits / 4_294_967_296;
  let upTo = 1 - leaving * scale;
  if (point < upTo) return STAYED[position] as number;
  let state = from;
  for (let to = 0; to < STATES.length && point >= upTo; to += 1) {
    if (to === from || row[to] === 0) continue;
    upTo += (row[to] as number) * scale;
    state = to;
  }
  return arriveOr(position, state);
}

/** Copies the chances without help into the walk's row. */
function readRow({ chances, historyMultiplier, row }: PairWalk, band: number, at: number): void {
  const from = STATE_AT[at] as number;
  const start = chancesAt(band, from, durationBandAt(at % DURATIONS));
  const isKnown = at >= KNOWN_ROW * DURATIONS;
  const times = isKnown ? timesKnown(chances[start] as number, historyMultiplier) : 1;
  for (let to = 0; to < STATES.length; to += 1) {
    row[to] = (chances[start + to] as number) * (to === from ? 1 : times);
  }
}

function arriveOr(position: number, state: number): number {
  return STATE_AT[position] === state ? (STAYED[position] as number) : (ARRIVAL[state] as number);
}
