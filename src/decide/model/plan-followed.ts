import { type Assumptions, programmeCode } from './assumptions.ts';
import { quartersOfEffect, strengthAt } from './effect-profile.ts';
import {
  AGE_BANDS,
  type EffectInput,
  type ModelInput,
  type OutcomeInput,
  type ProgrammeInput,
  type State,
} from './model-input.ts';
import { LIVING, type MovesPlan, SPOTS } from './moves.ts';
import { type Entrant, entrantsOf, mayUncover } from './served.ts';
import { DURATIONS, moveTarget, STATE_INDEX } from './states.ts';

/** An effect of a programme with the places of its size and deadweight among the assumptions. */
export interface PlacedEffect {
  readonly effect: EffectInput;
  readonly size: number;
  /** Null where the effect was seen against comparison. */
  readonly deadweight: number | null;
}

/** A row of moves that effects change: its slots, and for each the effects on it. */
export interface HitRow {
  readonly row: number;
  /** Slots that effects change, and for each the places of these effects. */
  readonly slots: Int32Array;
  readonly effects: readonly Int32Array[];
  /** By slot: the place of its effect where it is one relative risk alone, as mostly; else -1. */
  readonly onlyRisk: Int32Array;
}

/** An outcome that a programme changes. */
export interface HitOutcome {
  /** Place of the outcome in the input. */
  readonly outcome: number;
  readonly chance: number;
  readonly effects: readonly PlacedEffect[];
  /** Share (0 to 1) of those who began whose age lets it happen, by quarter since they began. */
  readonly atAge: Float64Array;
}

/** A programme as the matrix form follows it: a few ages stand for all who begin. */
export interface Followed {
  readonly programme: ProgrammeInput;
  /** Age in quarters of each group that is followed. */
  readonly ages: Int32Array;
  /** Who begins: SPOTS numbers for each group, which sum to 1; all 0 where nobody is eligible. */
  readonly initial: Float64Array;
  /** What changes at once if the hidden need of all comes to light; sums to 0. */
  readonly uncovered: Float64Array;
  /** Quarter of the scenario in which the first begin, and quarters that they are followed. */
  readonly firstQuarter: number;
  readonly quarters: number;
  readonly moveEffects: readonly PlacedEffect[];
  readonly hitRows: readonly HitRow[];
  /** Quarters since beginning: a number that changes when any strength does; 0 is none at all. */
  readonly phaseAt: Int32Array;
  /** Strength (0 to 1) by phase and effect. */
  readonly strengths: Float64Array;
  /** Quarters since beginning after which no effect on moves acts. */
  readonly effectQuarters: number;
  readonly outcomes: readonly HitOutcome[];
  /** Places among the assumptions; null where the input has no such part. */
  readonly places: {
    readonly engagement: number;
    readonly retention: number;
    readonly perPlace: number;
    readonly fixed: number;
    readonly setUp: number;
    readonly reach: number | null;
    readonly uncovers: number | null;
  };
}

/** What a programme's plan is made of. */
export interface FollowedAsked {
  readonly input: ModelInput;
  readonly programme: ProgrammeInput;
  readonly moves: MovesPlan;
  readonly assumptions: Assumptions;
  /** Follow every age in quarters of its own, in place of a few that stand for all. */
  readonly everyAge: boolean;
}

/** Plans how those whom a programme serves are followed. */
export function planFollowed(asked: FollowedAsked): Followed {
  const { input, programme, moves, assumptions } = asked;
  const placeOf = (part: string): number | null =>
    assumptions.placeOf.get(programmeCode(programme, part)) ?? null;
  const entrants = entrantsOf(input.rates, programme.who);
  const quarters = Math.max(0, (input.years - programme.startsAfterYears) * 4);
  const groups = groupByAge(entrants, quarters, asked.everyAge);
  const placed = programme.effects.map((effect) => ({
    effect,
    size: placeOf(`effect:${effect.code}`) ?? 0,
    deadweight: placeOf(`effect:${effect.code}/deadweight`),
  }));
  const moveEffects = placed.filter(({ effect }) => effect.on.kind === 'move');
  return {
    programme,
    ages: Int32Array.from(groups, ({ ageQuarters }) => ageQuarters),
    ...vectorsOf(groups, programme),
    firstQuarter: programme.startsAfterYears * 4,
    quarters,
    moveEffects,
    hitRows: hitRowsOf(moveEffects, moves),
    ...phasesOf(moveEffects, quarters),
    effectQuarters: Math.ceil(
      Math.max(0, ...moveEffects.map(({ effect }) => quartersOfEffect(effect))),
    ),
    outcomes: hitOutcomes(asked, placed, entrants, quarters),
    places: {
      engagement: placeOf('engagement') ?? 0,
      retention: placeOf('retention') ?? 0,
      perPlace: placeOf('cost:per-place') ?? 0,
      fixed: placeOf('cost:fixed') ?? 0,
      setUp: placeOf('cost:set-up') ?? 0,
      reach: placeOf('reach'),
      uncovers: placeOf('uncovers'),
    },
  };
}

interface AgeGroup {
  readonly ageQuarters: number;
  readonly entrants: readonly Entrant[];
}

/** Ages in quarters at which a stretch of ages begins: with each age band. */
const STRETCHES: readonly number[] = AGE_BANDS.map(({ from }) => from * 4);

/** Where the time is short, turning 18 within it tells more: the years before are parted at 13. */
const SHORT_STRETCHES: readonly number[] = [...STRETCHES, 13 * 4].sort((a, b) => a - b);
const SHORT_QUARTERS = 40;

/**
 * Ages that stand for those around them: for each stretch two ages in whole quarters that keep the
 * mean age of who begins in it, and nearly the spread (Gauss's rule of two points).
 */
function groupByAge(entrants: readonly Entrant[], quarters: number, everyAge: boolean): AgeGroup[] {
  const starts = quarters < SHORT_QUARTERS ? SHORT_STRETCHES : STRETCHES;
  const stretches = Map.groupBy(entrants, ({ ageQuarters }) =>
    everyAge ? ageQuarters : starts.findLastIndex((from) => ageQuarters >= from),
  );
  return [...stretches.values()].flatMap(pointsOf).sort((a, b) => a.ageQuarters - b.ageQuarters);
}

function pointsOf(entrants: readonly Entrant[]): AgeGroup[] {
  const mean = meanOf(entrants, ({ ageQuarters }) => ageQuarters);
  const spread = Math.sqrt(meanOf(entrants, ({ ageQuarters }) => (ageQuarters - mean) ** 2));
  const lower = spread < 2 ? Math.round(mean) : Math.round(mean - spread);
  const upper = spread < 2 ? lower : Math.round(mean + spread);
  const kinds = Map.groupBy(entrants, ({ state, quarters }) => `${state} ${quarters}`);
  const parted = [...kinds.values()].map((own) => {
    const age = meanOf(own, ({ ageQuarters }) => ageQuarters);
    const up = upper === lower ? 0 : Math.min(1, Math.max(0, (age - lower) / (upper - lower)));
    return { own, up };
  });
  const at = (ageQuarters: number, part: (up: number) => number): AgeGroup => ({
    ageQuarters,
    entrants: parted.flatMap(({ own, up }) =>
      own.map((one) => ({ ...one, share: one.share * part(up) })),
    ),
  });
  const below = at(lower, (up) => 1 - up);
  return upper === lower ? [below] : [below, at(upper, (up) => up)];
}

function meanOf(entrants: readonly Entrant[], of: (one: Entrant) => number): number {
  const all = entrants.reduce((sum, one) => sum + one.share, 0);
  return entrants.reduce((sum, one) => sum + one.share * of(one), 0) / all;
}

function vectorsOf(groups: readonly AgeGroup[], programme: ProgrammeInput) {
  const initial = new Float64Array(groups.length * SPOTS);
  const uncovered = new Float64Array(groups.length * SPOTS);
  const add = (vector: Float64Array, spot: number, share: number) => {
    vector[spot] = (vector[spot] as number) + share;
  };
  for (const [group, { entrants }] of groups.entries()) {
    for (const { state, quarters, share } of entrants) {
      const spot = group * SPOTS + STATE_INDEX[state] * DURATIONS + quarters;
      add(initial, spot, share);
      if (!programme.uncovers || !mayUncover(programme, state)) continue;
      add(uncovered, spot, -share);
      add(uncovered, group * SPOTS + STATE_INDEX[programme.uncovers.to] * DURATIONS, share);
    }
  }
  return { initial, uncovered };
}

function hitRowsOf(effects: readonly PlacedEffect[], moves: MovesPlan): HitRow[] {
  return moves.rows.flatMap(({ row, firstSlot, bands }) => {
    const past = moves.slotFrom[row + 1] as number;
    const hits: { slot: number; effects: Int32Array }[] = [];
    for (let slot = firstSlot; slot < past; slot += 1) {
      if (bands.every(({ weights }) => weights[slot - firstSlot] === 0)) continue;
      const own = effectsOn(effects, row, moves.slotState[slot] as number);
      if (own.length > 0) hits.push({ slot, effects: Int32Array.from(own) });
    }
    if (hits.length === 0) return [];
    const slots = Int32Array.from(hits, ({ slot }) => slot);
    const onlyRisk = Int32Array.from(hits, ({ effects: [first, ...others] }) =>
      others.length === 0 && effects[first as number]?.effect.size.kind === 'relative-risk'
        ? (first as number)
        : -1,
    );
    return [{ row, slots, effects: hits.map((hit) => hit.effects), onlyRisk }];
  });
}

/** The places of the effects that act on moves from a row to a state. */
function effectsOn(effects: readonly PlacedEffect[], row: number, to: number): number[] {
  const band = Math.floor(row / LIVING);
  return effects.flatMap(({ effect: { on } }, index) => {
    if (on.kind !== 'move' || !isOneOf(on.from, row % LIVING)) return [];
    const targets = on.to.map((state) => moveTarget(band, state));
    return isOneOf(targets, to) ? [index] : [];
  });
}

function isOneOf(states: readonly State[], index: number): boolean {
  return states.some((state) => STATE_INDEX[state] === index);
}

function phasesOf(effects: readonly PlacedEffect[], quarters: number) {
  const phaseAt = new Int32Array(quarters);
  const phases: number[][] = [effects.map(() => 0)];
  for (let quarter = 0; quarter < quarters; quarter += 1) {
    const own = effects.map(({ effect }) => strengthAt(effect, quarter));
    const found = phases.findIndex((known) => known.every((value, i) => value === own[i]));
    phaseAt[quarter] = found < 0 ? phases.push(own) - 1 : found;
  }
  return { phaseAt, strengths: Float64Array.from(phases.flat()) };
}

function hitOutcomes(
  { input, assumptions }: FollowedAsked,
  placed: readonly PlacedEffect[],
  entrants: readonly Entrant[],
  quarters: number,
): HitOutcome[] {
  return input.outcomes
    .map((outcome, index) => ({ outcome, index }))
    .flatMap(({ outcome, index }) => {
      const effects = placed.filter(
        ({ effect: { on } }) => on.kind === 'outcome' && on.outcome === outcome.code,
      );
      if (effects.length === 0) return [];
      const chance = assumptions.placeOf.get(`outcome:${outcome.code}`) ?? 0;
      return [{ outcome: index, chance, effects, atAge: atAgeOf(outcome, entrants, quarters) }];
    });
}

function atAgeOf(
  { ages }: OutcomeInput,
  entrants: readonly Entrant[],
  quarters: number,
): Float64Array {
  const share = new Float64Array(quarters);
  const oldest = (AGE_BANDS.at(-1)?.to ?? 0) + 1;
  for (const entrant of entrants) {
    for (let quarter = 0; quarter < quarters; quarter += 1) {
      const years = Math.floor((entrant.ageQuarters + quarter) / 4);
      if (years >= ages.from && years <= ages.to && years < oldest) {
        share[quarter] = (share[quarter] as number) + entrant.share;
      }
    }
  }
  return share;
}
