import type { ProgrammeInput, Rates, State } from './model-input.ts';
import { DURATIONS, isUncovered } from './states.ts';

/** A kind of child who begins a programme, and the share (0 to 1) of all who begin. */
export interface Entrant {
  readonly ageQuarters: number;
  readonly state: State;
  /** Whole quarters since entry into the state, 8 for more. */
  readonly quarters: number;
  readonly share: number;
}

/** Children who stand, on the first day, in the states and at the ages that a programme is for. */
export function eligibleNow(rates: Rates, who: ProgrammeInput['who']): number {
  return standingFor(rates, who).reduce((sum, { children }) => sum + children, 0);
}

/**
 * Who begins a programme: the mix of those who stand where it serves, on the first day, by age,
 * state and quarters since entry, the same in each year. A year of age is parted evenly into its
 * four quarters. Empty where nobody stands there; else the shares sum to 1.
 */
export function entrantsOf(rates: Rates, who: ProgrammeInput['who']): Entrant[] {
  const standing = standingFor(rates, who);
  const all = standing.reduce((sum, { children }) => sum + children, 0);
  return standing.flatMap(({ age, state, quarters, children }) =>
    [0, 1, 2, 3].map((quarter) => ({
      ageQuarters: age * 4 + quarter,
      state,
      quarters: Math.min(DURATIONS - 1, quarters),
      share: children / all / 4,
    })),
  );
}

function standingFor(rates: Rates, { states, ages }: ProgrammeInput['who']) {
  return rates.standing.filter(
    ({ age, state, children }) =>
      children > 0 &&
      state !== 'adult' &&
      states.includes(state) &&
      age >= ages.from &&
      age <= ages.to &&
      (age < 18 || (age < 25 && state === 'leaving-care')),
  );
}

/** The year of a programme in a year of the scenario (both from 0); null where it does not run. */
export function programmeYear(
  programme: Pick<ProgrammeInput, 'startsAfterYears' | 'years'>,
  year: number,
): number | null {
  const own = year - programme.startsAfterYears;
  return own >= 0 && own < programme.years ? own : null;
}

/** Places offered in a year of the programme: the last share of the ramp stands on; none is 1. */
export function placesIn(
  programme: Pick<ProgrammeInput, 'placesAYear' | 'ramp'>,
  programmesYear: number,
): number {
  const { placesAYear, ramp } = programme;
  return placesAYear * (ramp[programmesYear] ?? ramp.at(-1) ?? 1);
}

/**
 * Children who begin in a year of the programme: places, or those eligible who can be reached where
 * these are fewer, times the share who take up the offer. They begin evenly over the four quarters
 * of the year, a quarter of them at the beginning of each.
 */
export function begunIn(
  programme: Pick<ProgrammeInput, 'placesAYear' | 'ramp' | 'eligibleAYear'>,
  programmesYear: number,
  shares: { readonly reach: number; readonly engagement: number },
): number {
  const places = placesIn(programme, programmesYear);
  const { eligibleAYear } = programme;
  const reached = eligibleAYear === null ? places : eligibleAYear * shares.reach;
  return Math.min(places, reached) * shares.engagement;
}

/**
 * Where a child who begins stands at once: with the chance `share` hidden need comes to light and
 * leads to `to`, 0 quarters since entry, if that is a higher state than the child's own.
 */
export function mayUncover(programme: Pick<ProgrammeInput, 'uncovers'>, from: State): boolean {
  return programme.uncovers !== null && isUncovered(from, programme.uncovers.to);
}
