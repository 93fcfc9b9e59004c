import type { Random } from '../../lib/index.ts';
import { random } from '../../lib/index.ts';
import { type Assumptions, assumptionsOf, programmeCode } from './assumptions.ts';
import { logEffect, quartersOfEffect, strengthAt } from './effect-profile.ts';
import {
  type EffectInput,
  type ModelInput,
  type ProgrammeInput,
  type Rates,
  STATES,
  type State,
} from './model-input.ts';
import {
  drawMoves,
  emptyMoves,
  type Moves,
  type MovesPlan,
  middleMoves,
  planMoves,
} from './moves.ts';
import type { PersonEffect } from './person-pairs.ts';
import { chancesOf } from './person-tables.ts';

/** What chance decided about a programme in one draw. Shares are 0 to 1. */
export interface ProgrammeDraw {
  readonly reach: number;
  readonly engagement: number;
  readonly retention: number;
  readonly uncovers: number;
  readonly effects: readonly PersonEffect[];
}

/** All that is uncertain, as it is in one draw. */
export interface PersonDraw {
  readonly chances: Float64Array;
  readonly programmes: readonly ProgrammeDraw[];
}

/** What draws of rates need, worked out once. */
export interface MovesSource {
  readonly seed: number;
  readonly plan: MovesPlan;
  readonly moves: Moves;
}

/** What draws of an input need, worked out once. */
export interface DrawSource extends MovesSource {
  readonly input: ModelInput;
  readonly assumptions: Assumptions;
  /** Everything at its middle: only the children's own chance is left. */
  readonly atMiddle: boolean;
}

/** Prepares the draws of rates. */
export function movesSource(rates: Rates, seed: number): MovesSource {
  const plan = planMoves(rates.cells, STATES, 0);
  return { seed, plan, moves: emptyMoves(plan) };
}

/** Prepares the draws of an input. */
export function drawSource(input: ModelInput, atMiddle: boolean): DrawSource {
  const source = movesSource(input.rates, input.seed);
  return { ...source, input, assumptions: assumptionsOf(input), atMiddle };
}

/** The chances of moving in one draw, as by `chancesAt`. */
export function drawChances({ seed, plan, moves }: MovesSource, draw: number): Float64Array {
  drawMoves(plan, moves, random(seed).fork(draw));
  return chancesOf(plan, moves);
}

/** One draw: each assumption has a stream of its own, the same as in the matrix engine. */
export function drawPersons(source: DrawSource, draw: number): PersonDraw {
  const { input, plan, moves, atMiddle } = source;
  const run = random(input.seed).fork(draw);
  if (atMiddle) middleMoves(plan, moves);
  return {
    chances: atMiddle ? chancesOf(plan, moves) : drawChances(source, draw),
    programmes: input.programmes.map((programme) => drawProgramme(source, run, programme)),
  };
}

function drawProgramme(source: DrawSource, run: Random, programme: ProgrammeInput): ProgrammeDraw {
  const { assumptions, atMiddle } = source;
  const zOf = (code: string): { z: number; value: number } => {
    const place = assumptions.placeOf.get(code);
    const assumption = place === undefined ? undefined : assumptions.list[place];
    if (!assumption) return { z: 0, value: 0 };
    const z = atMiddle ? 0 : run.fork(assumption.stream).normal(0, 1);
    return { z, value: assumption.valueAt(z) };
  };
  const value = (part: string) => zOf(programmeCode(programme, part)).value;
  return {
    reach: programme.eligibleAYear === null ? programme.reach.likely : value('reach'),
    engagement: value('engagement'),
    retention: value('retention'),
    uncovers: value('uncovers'),
    effects: programme.effects.flatMap((effect) => {
      const code = programmeCode(programme, `effect:${effect.code}`);
      const deadweight = effect.deadweight === null ? 0 : zOf(`${code}/deadweight`).value;
      return effectOf(effect, logEffect(effect, zOf(code).z), deadweight) ?? [];
    }),
  };
}

/** An effect on moves, quarter by quarter; null for one on an outcome, which moves nobody. */
function effectOf(effect: EffectInput, log: number, deadweight: number): PersonEffect | null {
  const { on, size } = effect;
  if (on.kind !== 'move') return null;
  const marks = (states: readonly State[]) =>
    Uint8Array.from(STATES, (state) => (states.includes(state) ? 1 : 0));
  return {
    from: marks(on.from),
    to: marks(on.to),
    at: Array.from({ length: quartersOfEffect(effect) }, (_, quarter) => {
      const strength = strengthAt(effect, quarter);
      return strength > 0 ? { kind: size.kind, log, strength, deadweight } : null;
    }),
  };
}
