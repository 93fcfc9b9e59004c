import type { FinancialYear } from '../../lib/index.ts';
import type { AgencyKind } from '../../record/index.ts';
import type { CashKind } from '../../understand/index.ts';

/**
 * Where a child can be, one state a day: the derived highest level, looked after parted by kind of
 * placement. `universal` is a day without a level, `adult` is after 18 (or after leaving care).
 */
export const STATES = [
  'universal',
  'targeted-early-help',
  'child-in-need',
  'child-protection',
  'looked-after/kinship',
  'looked-after/foster',
  'looked-after/residential',
  'looked-after/other',
  'leaving-care',
  'adult',
] as const;

/** One state of the model. */
export type State = (typeof STATES)[number];

/** Ages in whole years over which rates are taken as the same; the last ends with adulthood. */
export const AGE_BANDS = [
  { code: '0', from: 0, to: 0 },
  { code: '1-4', from: 1, to: 4 },
  { code: '5-9', from: 5, to: 9 },
  { code: '10-15', from: 10, to: 15 },
  { code: '16-17', from: 16, to: 17 },
  { code: '18-24', from: 18, to: 24 },
] as const;

/** Quarters since a child entered the state they are in, over which rates are taken as the same. */
export const DURATION_BANDS = [
  { code: 'under-6-months', from: 0, to: 1 },
  { code: '6-to-12-months', from: 2, to: 3 },
  { code: '1-to-2-years', from: 4, to: 7 },
  { code: 'over-2-years', from: 8, to: Number.POSITIVE_INFINITY },
] as const;

/** Days in a quarter of a year, as the model counts them. */
export const QUARTER_DAYS = 365.25 / 4;

/** A value with the ends of its range: `low <= likely <= high`, about 5 and 95 in 100. */
export interface Likely {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/**
 * How children leave one state at one age and duration. `weights` are the parameters of a Dirichlet
 * distribution over the state after one quarter (staying included, under the state's own name):
 * observed moves after pooling, so their sum says how much is known. Places: indices into
 * AGE_BANDS and DURATION_BANDS.
 */
export interface RateCell {
  readonly ageBand: number;
  readonly from: State;
  readonly durationBand: number;
  readonly weights: Readonly<Partial<Record<State, number>>>;
}

/** Children in a state on the first day, by age in whole years and quarters since they entered. */
export interface Standing {
  readonly age: number;
  readonly state: State;
  readonly quarters: number;
  readonly children: number;
}

/** How children move, and where they stand at the start. */
export interface Rates {
  readonly source: 'record' | 'published';
  /** What the rates rest on, in a sentence, and the day up to which it is known. */
  readonly basis: string;
  readonly cells: readonly RateCell[];
  readonly standing: readonly Standing[];
  /** Children born into the area in a year. */
  readonly birthsAYear: number;
}

/** What one day in a state costs, in pence that are not rounded; a state may have several parts. */
export interface StatePrice {
  readonly code: string;
  readonly state: State;
  readonly pence: Likely;
  /** Who bears it: shares that sum to 1. */
  readonly split: Readonly<Partial<Record<AgencyKind, number>>>;
  readonly kind: CashKind;
  /** Agencies whose part only moves money between people and the state. */
  readonly transferOf: readonly AgencyKind[];
}

/** Something that happens to a child apart from the states, such as a permanent exclusion. */
export interface OutcomeInput {
  readonly code: string;
  readonly label: string;
  /** Chance in a year without help, for a child whom the programme is for. */
  readonly chanceAYear: Likely;
  /** Ages in whole years at which it can happen. */
  readonly ages: { readonly from: number; readonly to: number };
  readonly prices: readonly Omit<StatePrice, 'state'>[];
  /** Outcomes that value the same thing name one group; see `overlap` of the input. */
  readonly overlapGroup?: string;
}

/** A saving turns to cash only in whole steps: so many fewer children at once free one unit. */
export interface CashStep {
  readonly states: readonly State[];
  /** Children at once that one step takes: a home of 4, a caseload of 15. */
  readonly childrenAStep: number;
  /** Quarters between the fall in demand and the money. */
  readonly lagQuarters: number;
}

/** What a programme changes: the rate of moves, or the chance of an outcome. */
export interface EffectInput {
  readonly code: string;
  readonly on:
    | { readonly kind: 'move'; readonly from: readonly State[]; readonly to: readonly State[] }
    | { readonly kind: 'outcome'; readonly outcome: string };
  /**
   * Relative risk (1 is no change; the error is that of its logarithm), or a standardised effect
   * size (0 is no change; turned into a chance by the Cox transformation).
   */
  readonly size: {
    readonly kind: 'relative-risk' | 'effect-size';
    readonly value: number;
    readonly standardError: number;
  };
  /** Quarters before it begins, at full strength, and of even fading after that. */
  readonly lagQuarters: number;
  readonly fullQuarters: number;
  readonly fadeQuarters: number;
  /**
   * What the evidence grade does: `reduction` (0 to 1) of the effect, `inflation` (1 or more) of
   * its standard error.
   */
  readonly caution: { readonly reduction: number; readonly inflation: number };
  /** Deadweight (0 to 1) only where the effect was seen before and after, without comparison. */
  readonly deadweight: Likely | null;
}

/** A way of helping earlier. Shares are 0 to 1, money is pence in the price base. */
export interface ProgrammeInput {
  readonly code: string;
  readonly name: string;
  readonly who: {
    readonly states: readonly State[];
    readonly ages: { readonly from: number; readonly to: number };
  };
  /** Children that can begin in a year at full capacity; `ramp` is the share of it by year. */
  readonly placesAYear: number;
  readonly ramp: readonly number[];
  /** Years in which children begin, from the first year. */
  readonly years: number;
  /** Years after the first year of the scenario before it starts. */
  readonly startsAfterYears: number;
  /** Of those eligible, how many can be reached: with `eligibleAYear`, a limit beside places. */
  readonly reach: Likely;
  readonly eligibleAYear: number | null;
  /** Of places offered, how many begin; of those, how many stay to the end and gain. */
  readonly engagement: Likely;
  readonly retention: Likely;
  readonly cost: {
    readonly perPlace: Likely;
    readonly fixedAYear: Likely;
    readonly setUp: Likely;
    readonly paidBy: Readonly<Partial<Record<AgencyKind, number>>>;
    /** How costs are paid: a contract is cash; own staff already there are capacity. */
    readonly kind: 'cash' | 'capacity';
  };
  readonly effects: readonly EffectInput[];
  /** Share of those who begin whose hidden need comes to light, and the state it leads to. */
  readonly uncovers: { readonly share: Likely; readonly to: State } | null;
}

/** Yearly rates in force from a year (0 is the first) up to the next; `health` for health gains. */
export interface DiscountSchedule {
  readonly code: string;
  readonly bands: readonly { readonly fromYear: number; readonly rate: number }[];
}

/** All that a run needs; the same input gives the same result, byte for byte. */
export interface ModelInput {
  readonly firstYear: FinancialYear;
  readonly years: number;
  readonly priceBase: FinancialYear;
  readonly seed: number;
  readonly draws: number;
  readonly rates: Rates;
  readonly prices: readonly StatePrice[];
  readonly outcomes: readonly OutcomeInput[];
  readonly programmes: readonly ProgrammeInput[];
  readonly cashSteps: readonly CashStep[];
  /** How outcomes of one overlap group go together. */
  readonly overlap: 'sum' | 'largest' | 'range';
  readonly discount: DiscountSchedule;
}
