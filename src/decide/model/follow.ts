import type { Followed, HitRow, PlacedEffect } from './plan-followed.ts';
import { logEffect } from './effect-profile.ts';
import { BANDS_A_ROW, emptyMoves, type Moves, type MovesPlan } from './moves.ts';
import { areOfOneBand, COUNTED, newWalk, type Step, stepGroup, type Walk } from './walk.ts';

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
  readonly helped: Moves;
  /** Logarithm of each effect on moves as drawn, its deadweight, and what a phase makes of it. */
  readonly logs: Float64Array;
  readonly deadweights: Float64Array;
  /** 1 where an effect is a relative risk, 0 where it is an effect size. */
  readonly isRisk: Uint8Array;
  readonly times: Float64Array;
  /** The same as a relative risk less deadweight. */
  readonly risks: Float64Array;
  readonly step: Step;
  /** Children at each state, with less without, by quarter since they began: for one who begins. */
  readonly change: Float64Array;
  /** Children at each state without the programme, likewise. */
  readonly without: Float64Array;
  /** Fewer events of each outcome for one who begins, by quarter since. */
  readonly avoided: readonly Float64Array[];
}

/** Room for following the children of one programme. */
export function followRoom(followed: Followed, plan: MovesPlan): FollowRoom {
  const { ages, quarters, moveEffects, outcomes } = followed;
  const change = new Float64Array(quarters * COUNTED);
  return {
    walk: newWalk(plan, ages.length * 2),
    helped: emptyMoves(plan),
    logs: new Float64Array(moveEffects.length),
    deadweights: new Float64Array(moveEffects.length),
    isRisk: Uint8Array.from(moveEffects, ({ effect }) =>
      effect.size.kind === 'relative-risk' ? 1 : 0,
    ),
    times: new Float64Array(moveEffects.length),
    risks: new Float64Array(moveEffects.length),
    step: {
      group: 0,
      ageQuarters: 0,
      second: -1,
      secondAge: -1,
      counts: change,
      countsAt: 0,
    },
    change,
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
  const { walk, change, helped, step } = room;
  const retention = drawn.values[places.retention] as number;
  const share = places.uncovers === null ? 0 : (drawn.values[places.uncovers] as number);
  const half = initial.length;
  for (let spot = 0; spot < half; spot += 1) {
    const light = share * (uncovered[spot] as number);
    const gains = retention * ((initial[spot] as number) + light);
    walk.children[spot] = gains;
    walk.children[half + spot] = light - gains;
  }
  change.fill(0);
  helped.chances.set(drawn.moves.chances);
  helped.stay.set(drawn.moves.stay);
  takeEffects(followed, room, drawn);
  step.counts = change;
  let phase = 0;
  for (let quarter = 0; quarter < quarters; quarter += 1) {
    const now = phaseAt[quarter] as number;
    if (now !== phase) applyPhase(followed, room, drawn.moves, now);
    phase = now;
    if (quarter === effectQuarters) joinHalves(walk.children, half);
    step.countsAt = quarter * COUNTED;
    if (quarter < effectQuarters)
      stepAges(ages, room, quarter, { first: helped, second: drawn.moves });
    else stepAges(ages, room, quarter, { first: drawn.moves, second: null });
  }
}

/**
 * Moves a group of each age by a quarter, neighbours of one age band together; where there is a
 * second half, its group directly after, so that what is the same in both leaves nothing over.
 */
function stepAges(
  ages: Int32Array,
  { walk, step }: FollowRoom,
  quarter: number,
  moves: { readonly first: Moves; readonly second: Moves | null },
): void {
  for (let group = 0; group < ages.length; group += 1) {
    const age = (ages[group] as number) + quarter;
    const next = group + 1 < ages.length ? (ages[group + 1] as number) + quarter : -1;
    const isPair = next >= 0 && areOfOneBand(age, next);
    step.ageQuarters = age;
    step.secondAge = next;
    step.group = group;
    step.second = isPair ? group + 1 : -1;
    stepGroup(walk, moves.first, step);
    if (moves.second) {
      step.group = group + ages.length;
      step.second = isPair ? group + ages.length + 1 : -1;
      stepGroup(walk, moves.second, step);
    }
    if (isPair) group += 1;
  }
}

/** Once no effect acts, the two halves go the same way and can be followed as one. */
function joinHalves(children: Float64Array, half: number): void {
  for (let spot = 0; spot < half; spot += 1) {
    children[spot] = (children[spot] as number) + (children[half + spot] as number);
  }
}

/** Follows one child who would begin, without the programme. */
export function followWithout(followed: Followed, room: FollowRoom, drawn: Drawn): void {
  const { ages, quarters, initial } = followed;
  const { walk, without, step } = room;
  walk.children.set(initial);
  without.fill(0);
  step.counts = without;
  for (let quarter = 0; quarter < quarters; quarter += 1) {
    step.countsAt = quarter * COUNTED;
    stepAges(ages, room, quarter, { first: drawn.moves, second: null });
  }
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
  const { helped, risks } = room;
  const { row, slots, effects, onlyRisk } = hit;
  for (let band = 0; band < BANDS_A_ROW; band += 1) {
    let taken = 0;
    for (let i = 0; i < slots.length; i += 1) {
      const place = (slots[i] as number) * BANDS_A_ROW + band;
      const before = moves.chances[place] as number;
      const only = onlyRisk[i] as number;
      const after =
        only < 0
          ? changed(room, effects[i] as Int32Array, before)
          : before * (risks[only] as number);
      helped.chances[place] = after;
      taken += before - after;
    }
    const stayPlace = row * BANDS_A_ROW + band;
    const stays = (moves.stay[stayPlace] as number) + taken;
    helped.stay[stayPlace] = stays;
    if (stays < 0) fitRow(room, hit, band);
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
