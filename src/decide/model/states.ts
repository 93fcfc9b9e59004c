import { AGE_BANDS, DURATION_BANDS, type RateCell, STATES, type State } from './model-input.ts';
import { isLookedAfter } from './state-of-level.ts';

/**
 * The rules by which a child goes from quarter to quarter. Both engines, in matrix form and person
 * by person, follow these and no others:
 *
 * 1. A child spends a whole quarter in the state in which it begins; its days count there.
 * 2. At the end of the quarter the child moves, or stays, by the cell of the age at the beginning
 *    of the quarter, of the state and of whole quarters since entry (`durationBandAt`). Who moves
 *    has spent 0 quarters in the new state; who stays, one more (`nextDuration`).
 * 3. Then the child is a quarter older, and `onReachingAge` says what a birthday changes: at 18
 *    looked after becomes leaving care (0 quarters), leaving care stays what it is with its
 *    quarters, every other state becomes adult; at 25 everybody is adult.
 * 4. From 18 on a move to anything but leaving care leads to adult. Adults stay adults.
 * 5. Where no cell speaks of a state at an age and duration, that of the nearest duration does
 *    (the shorter of two); where none does, nobody moves.
 */
export const QUARTERS_TO_EIGHTEEN = 18 * 4;

/** Quarters of age from which everybody is an adult: 25 years. */
export const QUARTERS_TO_TWENTY_FIVE = 25 * 4;

/** Whole quarters since entry that are told apart: 0 to 7, and 8 for "8 and more". */
export const DURATIONS = 9;

/** Place of each state in STATES. */
export const STATE_INDEX: Readonly<Record<State, number>> = Object.fromEntries(
  STATES.map((state, index) => [state, index]),
) as Record<State, number>;

/** The place in AGE_BANDS of an age in whole quarters; null from 25 years on. */
export function ageBandAt(ageQuarters: number): number | null {
  const years = Math.floor(ageQuarters / 4);
  const place = AGE_BANDS.findIndex(({ from, to }) => years >= from && years <= to);
  return place < 0 ? null : place;
}

/** The place in DURATION_BANDS of whole quarters since entry. */
export function durationBandAt(quarters: number): number {
  return DURATION_BANDS.findIndex(({ from, to }) => quarters >= from && quarters <= to);
}

/** Quarters since entry of who stays one quarter more, where 8 stands for all above. */
export function nextDuration(quarters: number): number {
  return Math.min(DURATIONS - 1, quarters + 1);
}

/**
 * The state and quarters since entry of a child who has just reached an age in quarters (rule 3).
 */
export function onReachingAge(
  ageQuarters: number,
  state: State,
  quarters: number,
): { readonly state: State; readonly quarters: number } {
  if (ageQuarters >= QUARTERS_TO_TWENTY_FIVE) return { state: 'adult', quarters: 0 };
  if (ageQuarters < QUARTERS_TO_EIGHTEEN || state === 'adult') return { state, quarters };
  if (state === 'leaving-care') return { state, quarters };
  return { state: isLookedAfter(state) ? 'leaving-care' : 'adult', quarters: 0 };
}

/** Where a move leads at an age band (rule 4): itself, or adult. */
export function moveTarget(ageBand: number, to: State): State {
  const isGrown = (AGE_BANDS[ageBand]?.from ?? 0) >= 18;
  return isGrown && to !== 'leaving-care' ? 'adult' : to;
}

/**
 * The cell that speaks of a state at an age band and duration band (rule 5); null where nobody
 * moves. `cells` is `Rates.cells`; adults have none.
 */
export function cellAt(
  cells: readonly RateCell[],
  ageBand: number,
  from: State,
  durationBand: number,
): RateCell | null {
  if (from === 'adult') return null;
  const own = cells
    .filter((cell) => cell.ageBand === ageBand && cell.from === from && weightOf(cell) > 0)
    .sort(
      (a, b) =>
        Math.abs(a.durationBand - durationBand) - Math.abs(b.durationBand - durationBand) ||
        a.durationBand - b.durationBand,
    );
  return own[0] ?? null;
}

/** How much is known in a cell: the sum of its weights, in quarters of children observed. */
export function weightOf(cell: RateCell): number {
  return Object.values(cell.weights).reduce((sum, weight) => sum + weight, 0);
}

/** Higher states hold more need; by this order hidden need that comes to light only moves up. */
const NEED_RANK: Readonly<Record<State, number>> = {
  universal: 0,
  'targeted-early-help': 1,
  'child-in-need': 2,
  'child-protection': 3,
  'looked-after/kinship': 4,
  'looked-after/foster': 4,
  'looked-after/residential': 4,
  'looked-after/other': 4,
  'leaving-care': 5,
  adult: 6,
};

/** Whether hidden need that leads to `to` moves a child who is at `from`: only to a higher one. */
export function isUncovered(from: State, to: State): boolean {
  return NEED_RANK[from] < NEED_RANK[to];
}
