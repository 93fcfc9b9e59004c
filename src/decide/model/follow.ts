import type { Followed, HitRow, PlacedEffect } from './plan-followed.ts';
import { logEffect } from './effect-profile.ts';
import { BANDS_A_ROW, type Moves, type MovesPlan, SPOTS } from './moves.ts';
import { COUNTED, newWalk, type Step, startOf, stepPair, takeCounts, type Walk } from './walk.ts';

/** What one run assumes: values of the assumptions, their standard normal numbers, the rates. */
export interface Drawn {
  readonly values: Float64Array;
  readonly z: Float64Array;
  readonly moves: Moves;
  /** What the middle of every effect is multiplied with: 1, but for break-even. */
  multiple: number;
}

/** Room in which the children of one programme are followed, used again in every run. */
export interface FollowRoom {
  readonly walk: Walk;
  /** Chances of those helped, and of all others: tables HELPED and OTHERS of the walk. */
  readonly helped: Moves;
  readonly others: Moves;
  /** Logarithm of each effect on moves as drawn, its deadweight, and what a phase makes of it. */
  readonly logs: Float64Array;
  readonly deadweights: Float64Array;
  /** 1 where an effect is a relative risk, 0 where it is an effect size. */
  readonly isRisk: Uint8Array;
  readonly times: Float64Array;
  /** The same as a relative risk less deadweight. */
  readonly risks: Float64Array;
  /** What the effects take of leaving one row, by duration band. */
  readonly taken: Float64Array;
  readonly step: Step;
  /** Children at each state, with less without, by quarter since they began: for one who begins. */
  readonly change: Float64Array;
  /** Children at each state without the programme, likewise. */
  readonly without: Float64Array;
  /** Fewer events of each outcome for one who begins, by quarter since. */
  readonly avoided: readonly Float64Array[];
}

/** Places of the tables by which children move. */
const HELPED = 0;
const OTHERS = 1;

/** Room for following the children of one programme. */
export function followRoom(followed: Followed, plan: MovesPlan): FollowRoom {
  const { ages, quarters, moveEffects, outcomes } = followed;
  const pairs = pairsOf(ages);
  const walk = newWalk(plan, { groups: pairs * 4, tables: 2, rows: quarters });
  return {
    walk,
    helped: walk.tables[HELPED] as Moves,
    others: walk.tables[OTHERS] as Moves,
    logs: new Float64Array(moveEffects.length),
    deadweights: new Float64Array(moveEffects.length),
    isRisk: Uint8Array.from(moveEffects, ({ effect }) =>
      effect.size.kind === 'relative-risk' ? 1 : 0,
    ),
    times: new Float64Array(moveEffects.length),
    risks: new Float64Array(moveEffects.length),
    taken: new Float64Array(BANDS_A_ROW),
    step: { pair: 0, age: 0, secondAge: 0, table: OTHERS, row: 0 },
    change: new Float64Array(quarters * COUNTED),
    without: new Float64Array(quarters * COUNTED),
    avoided: outcomes.map(() => new Float64Array(quarters)),
  };
}

/**
 * Follows the difference that a programme makes to one child who begins: those who stay to the end
 * under its effects, less the same children without it, plus what comes to light at once. Two
 * signed vectors for each age are enough while effects act, one after that.
 */
export function followChange(followed: Followed, room: FollowRoom, drawn: Drawn): void {
  const { ages, quarters, initial, uncovered, places, effectQuarters, phaseAt } = followed;
  const { walk, change, helped } = room;
  const { children } = walk;
  const retention = drawn.values[places.retention] as number;
  const share = places.uncovers === null ? 0 : (drawn.values[places.uncovers] as number);
  const half = children.length / 2;
  children.fill(0);
  for (let group = 0; group < ages.length; group += 1) {
    for (let spot = 0, at = startOf(group); spot < SPOTS; spot += 1, at += 2) {
      const light = share * (uncovered[group * SPOTS + spot] as number);
      const gains = retention * ((initial[group * SPOTS + spot] as number) + light);
      children[at] = gains;
      children[half + at] = light - gains;
    }
  }
  helped.chances.set(drawn.moves.chances);
  helped.stay.set(drawn.moves.stay);
  takeMoves(room, drawn);
  takeEffects(followed, room, drawn);
  let phase = 0;
  for (let quarter = 0; quarter < quarters; quarter += 1) {
    const now = phaseAt[quarter] as number;
    if (now !== phase) applyPhase(followed, room, drawn.moves, now);
    phase = now;
    if (quarter === effectQuarters) joinHalves(children);
    stepAges(ages, room, quarter, quarter < effectQuarters);
  }
  takeCounts(walk, change);
}

/** Pairs of groups, one group for each age; an odd one is alone. */
const pairsOf = (ages: Int32Array): number => Math.ceil(ages.length / 2);

function takeMoves({ others }: FollowRoom, { moves }: Drawn): void {
  others.chances.set(moves.chances);
  others.stay.set(moves.stay);
}

/**
 * Moves the groups of all ages by a quarter. While effects act, those helped come first and their
 * second half directly after, so that what is the same in both leaves nothing over.
 */
function stepAges(
  ages: Int32Array,
  { walk, step }: FollowRoom,
  quarter: number,
  isHelped: boolean,
): void {
  const pairs = pairsOf(ages);
  step.row = quarter;
  for (let pair = 0; pair < pairs; pair += 1) {
    const age = ages[2 * pair] as number;
    step.age = age + quarter;
    step.secondAge = (ages[2 * pair + 1] ?? age) + quarter;
    step.pair = pair;
    step.table = isHelped ? HELPED : OTHERS;
    stepPair(walk, step);
    if (!isHelped) continue;
    step.pair = pairs + pair;
    step.table = OTHERS;
    stepPair(walk, step);
  }
}

/** Once no effect acts, the two halves go the same way and can be followed as one. */
function joinHalves(children: Float64Array): void {
  const half = children.length / 2;
  for (let spot = 0; spot < half; spot += 1) {
    children[spot] = (children[spot] as number) + (children[half + spot] as number);
  }
}

/** Follows one child who would begin, without the programme. */
export function followWithout(followed: Followed, room: FollowRoom, drawn: Drawn): void {
  const { ages, quarters, initial } = followed;
  const { children } = room.walk;
  children.fill(0);
  for (let group = 0; group < ages.length; group += 1) {
    for (let spot = 0, at = startOf(group); spot < SPOTS; spot += 1, at += 2) {
      children[at] = initial[group * SPOTS + spot] as number;
    }
  }
  takeMoves(room, drawn);
  for (let quarter = 0; quarter < quarters; quarter += 1) stepAges(ages, room, quarter, false);
  takeCounts(room.walk, room.without);
}

function takeEffects(followed: Followed, room: FollowRoom, drawn: Drawn): void {
  for (let index = 0; index < followed.moveEffects.length; index += 1) {
    const placed = followed.moveEffects[index] as PlacedEffect;
    room.logs[index] = logOf(placed, drawn);
    room.deadweights[index] = deadweightOf(placed, drawn);
  }
}

/** The logarithm of an effect as drawn. */
export function logOf({ effect, size }: PlacedEffect, drawn: Drawn): number {
  return logEffect(effect, drawn.z[size] as number, drawn.multiple);
}

/** The deadweight of an effect as drawn; 0 where it was seen against comparison. */
export function deadweightOf({ deadweight }: PlacedEffect, drawn: Drawn): number {
  return deadweight === null ? 0 : (drawn.values[deadweight] as number);
}

/** Writes the chances of those helped, in one phase of the effects. What is taken stays. */
function applyPhase(followed: Followed, room: FollowRoom, moves: Moves, phase: number): void {
  const { moveEffects, strengths, hitRows } = followed;
  const { logs, times } = room;
  const effects = moveEffects.length;
  for (let i = 0; i < effects; i += 1) {
    const own = Math.exp((logs[i] as number) * (strengths[phase * effects + i] as number));
    times[i] = own;
    room.risks[i] = 1 + (own - 1) * (1 - (room.deadweights[i] as number));
  }
  for (let hit = 0; hit < hitRows.length; hit += 1) {
    applyRow(room, moves, hitRows[hit] as HitRow);
  }
}

function applyRow(room: FollowRoom, moves: Moves, hit: HitRow): void {
  const { helped, risks, taken } = room;
  const { row, slots, effects, onlyRisk } = hit;
  taken.fill(0);
  for (let i = 0; i < slots.length; i += 1) {
    const first = (slots[i] as number) * BANDS_A_ROW;
    const only = onlyRisk[i] as number;
    if (only < 0) changeAll(room, moves, effects[i] as Int32Array, first);
    else changeByRisk(room, moves, risks[only] as number, first);
  }
  for (let band = 0; band < BANDS_A_ROW; band += 1) {
    const stays = (moves.stay[row * BANDS_A_ROW + band] as number) + (taken[band] as number);
    helped.stay[row * BANDS_A_ROW + band] = stays;
    if (stays < 0) fitRow(room, hit, band);
  }
}

/** Changes one move by one relative risk, at all duration bands. */
function changeByRisk({ helped, taken }: FollowRoom, moves: Moves, risk: number, first: number) {
  for (let band = 0; band < BANDS_A_ROW; band += 1) {
    const before = moves.chances[first + band] as number;
    const after = before * risk;
    helped.chances[first + band] = after;
    taken[band] = (taken[band] as number) + before - after;
  }
}

/** Changes one move by all effects on it, at all duration bands. */
function changeAll(room: FollowRoom, moves: Moves, effects: Int32Array, first: number): void {
  const { helped, taken } = room;
  for (let band = 0; band < BANDS_A_ROW; band += 1) {
    const before = moves.chances[first + band] as number;
    const after = changed(room, effects, before);
    helped.chances[first + band] = after;
    taken[band] = (taken[band] as number) + before - after;
  }
}

/** A chance as all effects on it leave it; `times` holds what the phase makes of each. */
function changed(room: FollowRoom, effects: Int32Array, before: number): number {
  const { times, isRisk, deadweights } = room;
  let chance = before;
  for (let i = 0; i < effects.length; i += 1) {
    const index = effects[i] as number;
    const many = chance * (times[index] as number);
    const next = isRisk[index] === 1 ? Math.min(1, many) : many / (1 - chance + many);
    chance += (next - chance) * (1 - (deadweights[index] as number));
  }
  return chance;
}

/**
 * Where effects would move more than all there are: nobody stays, and the moves that effects raise
 * share what the row's other moves leave.
 */
function fitRow({ helped }: FollowRoom, hit: HitRow, band: number): void {
  const { row, slots } = hit;
  let raised = 0;
  for (const slot of slots) raised += helped.chances[slot * BANDS_A_ROW + band] as number;
  const stayPlace = row * BANDS_A_ROW + band;
  const scale = (raised + (helped.stay[stayPlace] as number)) / raised;
  for (const slot of slots) {
    const place = slot * BANDS_A_ROW + band;
    helped.chances[place] = (helped.chances[place] as number) * scale;
  }
  helped.stay[stayPlace] = 0;
}
