import type { CalendarDay } from '../../lib/index.ts';
import { AGE_BANDS, type Standing, type State } from './model-input.ts';
import { isLookedAfter } from './state-of-level.ts';

/**
 * Children who were in one state at the beginning of a quarter and in another, or the same, at the
 * beginning of the next. Age and duration are places in AGE_BANDS and DURATION_BANDS.
 */
export interface MoveCount {
  /** Quarters since the first day that is looked at; 0 is the first. */
  readonly quarter: number;
  readonly ageBand: number;
  readonly from: State;
  readonly durationBand: number;
  readonly to: State;
  readonly children: number;
}

/** Children who live in the area, by age in whole years from 0 to 17; shares are possible. */
export type ChildrenByAge = readonly number[];

/** What the record knows of a stretch of time. */
export interface CountedMoves {
  /** Quarter 0 begins on this day; the last one ends on `lastDay`. */
  readonly firstDay: CalendarDay;
  readonly lastDay: CalendarDay;
  readonly quarters: number;
  readonly moves: readonly MoveCount[];
  /** Children with a journey by where they stand on the last day. */
  readonly standing: readonly Standing[];
}

const GROWN_BAND = AGE_BANDS.findIndex(({ from }) => from >= 18);

/**
 * Moves in the rules of the model (states.ts): a birthday, not a rate, ends childhood. Whoever was
 * looked after and turned 18 has begun leaving care, and is then in it or adult; others who turned
 * 18 are left out, as are moves of adults other than between leaving care and adulthood.
 */
export function byRulesOfTheModel(moves: readonly MoveCount[]): MoveCount[] {
  return moves.flatMap((move): MoveCount[] => {
    if (move.ageBand !== GROWN_BAND) return move.to === 'adult' ? [] : [move];
    const to = move.to === 'leaving-care' || isLookedAfter(move.to) ? 'leaving-care' : 'adult';
    if (move.from === 'leaving-care') return [{ ...move, to }];
    return isLookedAfter(move.from) ? [{ ...move, from: 'leaving-care', durationBand: 0, to }] : [];
  });
}

/**
 * Moves with the children added of whom no level is known, who stay universal: all who live in the
 * area less those with a journey, quarter by quarter. Their time without help goes back to birth.
 */
export function withChildrenNeverHelped(
  moves: readonly MoveCount[],
  living: ChildrenByAge,
  quarters: number,
): MoveCount[] {
  const known = new Map<string, number>();
  for (const { quarter, ageBand, children } of moves) {
    const key = `${quarter} ${ageBand}`;
    known.set(key, (known.get(key) ?? 0) + children);
  }
  const added: MoveCount[] = [];
  for (let quarter = 0; quarter < quarters; quarter += 1) {
    for (const [ageBand, { from, to }] of AGE_BANDS.entries()) {
      if (ageBand === GROWN_BAND) continue;
      const all = sumOf(living, from, to) * seenOf(ageBand);
      const left = Math.max(0, all - (known.get(`${quarter} ${ageBand}`) ?? 0));
      for (const [durationBand, share] of durationsSinceBirth(ageBand)) {
        const children = left * share;
        const state = { from: 'universal', to: 'universal' } as const;
        if (children > 0) added.push({ quarter, ageBand, durationBand, children, ...state });
      }
    }
  }
  return [...moves, ...added];
}

/**
 * Of children of an age band, how many are counted in a quarter: those who turn 18 in it are not
 * (an eighth of two years), those who are born in it are (a quarter of a year more).
 */
function seenOf(ageBand: number): number {
  const band = AGE_BANDS[ageBand];
  if (band === undefined) return 1;
  const quarters = (band.to - band.from + 1) * 4;
  if (band.to === 17) return 1 - 1 / quarters;
  return band.from === 0 ? 1 + 1 / quarters : 1;
}

/** How children who never had help are spread over the bands of duration, by their age alone. */
export function durationsSinceBirth(ageBand: number): readonly (readonly [number, number])[] {
  if (ageBand === 0) {
    return [
      [0, 0.5],
      [1, 0.5],
    ];
  }
  if (ageBand === 1) {
    return [
      [2, 0.25],
      [3, 0.75],
    ];
  }
  return [[3, 1]];
}

function sumOf(living: ChildrenByAge, from: number, to: number): number {
  return living.slice(from, to + 1).reduce((sum, one) => sum + one, 0);
}

/** Most whole quarters since entry that are told apart. */
export const MOST_QUARTERS = 8;

/**
 * Where all children stand: those with a journey as counted, and at each age the rest of those who
 * live in the area as universal since birth. Nobody universal is counted from 18 on.
 */
export function standingOfAll(known: readonly Standing[], living: ChildrenByAge): Standing[] {
  const standing = known.filter(({ age, state }) => age < 18 || state === 'leaving-care');
  const rest = living.flatMap((children, age): Standing[] => {
    const own = known.filter((one) => one.age === age);
    const left = Math.max(0, children - own.reduce((sum, one) => sum + one.children, 0));
    if (left === 0) return [];
    const quarters = Math.min(MOST_QUARTERS, age * 4 + 2);
    return [{ age, state: 'universal', quarters, children: left }];
  });
  return [...standing, ...rest];
}

/** Ages in whole years of children whom a source counts in broad bands, spread evenly. */
export function spreadByAge(
  bands: readonly { readonly from: number; readonly to: number; readonly children: number }[],
): number[] {
  const ages = Array.from({ length: 18 }, () => 0);
  for (const { from, to, children } of bands) {
    for (let age = from; age <= to; age += 1) {
      ages[age] = (ages[age] ?? 0) + children / (to - from + 1);
    }
  }
  return ages;
}
