import type { FinancialYear } from '../../lib/index.ts';
import type { AgencyKind } from '../../record/index.ts';
import type { State } from './model-input.ts';

/** How a result is spread over all runs. */
export interface Spread {
  readonly mean: number;
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
}

/**
 * Whose gain is counted: cash that leaves a budget; the public purse (cash and capacity set free);
 * or society (also value to people, transfers left out). Never added up silently.
 */
export type Perspective = 'cash' | 'public' | 'society';

/** The perspectives in the order in which they widen. */
export const PERSPECTIVES: readonly Perspective[] = ['cash', 'public', 'society'];

/** One year of a perspective; pence, not discounted; gains above 0, costs below. */
export interface YearResult {
  readonly year: FinancialYear;
  readonly cost: Spread;
  readonly benefit: Spread;
  readonly net: Spread;
  /** Net from the first year to the end of this one. */
  readonly cumulative: Spread;
}

/** What the first runs came to, one number each; pence, discounted but for the deepest point. */
export interface FirstRuns {
  readonly netPresentValue: readonly number[];
  readonly presentCost: readonly number[];
  readonly peakFunding: readonly number[];
}

/** What a perspective comes to over all years. */
export interface PerspectiveResult {
  readonly perspective: Perspective;
  readonly years: readonly YearResult[];
  /** Discounted to the first year. */
  readonly netPresentValue: Spread;
  readonly presentCost: Spread;
  readonly presentBenefit: Spread;
  /** Present benefit over present cost of the means; null where nothing is spent. */
  readonly ratio: number | null;
  readonly ratioSpread: Spread | null;
  /** Runs (0 to 1) in which the net present value is above 0. */
  readonly chanceOfGain: number;
  /** Runs (0 to 1) in which cumulative net is at or above 0 for good by the end of each year. */
  readonly chancePaidBack: readonly number[];
  /** Years until then, of the runs that get there; null where fewer than half do. */
  readonly paybackYears: Spread | null;
  /** The deepest point of cumulative net, as a positive amount. */
  readonly peakFunding: Spread;
  /** Fifty net present values, evenly out of all runs from lowest to highest. */
  readonly dots: readonly number[];
  /** Run by run, to set beside those of another scenario; not in what was kept before version 3. */
  readonly firstRuns?: FirstRuns;
  /** Expected value of knowing everything before deciding: in pence of net present value. */
  readonly valueOfInformation: number;
}

/** Gains and costs of one agency over all years, not discounted; pence. */
export interface AgencyResult {
  readonly agency: AgencyKind;
  readonly pays: Spread;
  readonly cash: Spread;
  readonly capacity: Spread;
  /** Cash and capacity less what it pays. */
  readonly net: Spread;
  readonly chanceOfGain: number;
  readonly netByYear: readonly Spread[];
  readonly presentNet: Spread;
}

/** One kind of benefit: an outcome or state, for one agency, of one kind, in one year. */
export interface BenefitLine {
  /** A state, or the code of an outcome. */
  readonly source: string;
  readonly agency: AgencyKind;
  readonly kind: 'cash' | 'capacity' | 'social-value' | 'transfer';
  /** Mean of all runs by year, pence, not discounted. */
  readonly byYear: readonly number[];
}

/** What a range of gains is of: those from one source, of one agency or kind, or all. */
export type GainsOf = 'source' | 'agency' | 'kind' | 'total';

/**
 * How far a part of the gains spreads, as one perspective counts them: 90 of 100 of the first runs
 * lie within; pence, not discounted.
 */
export interface GainRange {
  readonly perspective: Perspective;
  readonly of: GainsOf;
  /** A state, an outcome, an agency or a kind; `total` for all. */
  readonly key: string;
  /** Over all years. */
  readonly low: number;
  readonly high: number;
  readonly lowByYear: readonly number[];
  readonly highByYear: readonly number[];
}

/** How much one assumption moves the result when it alone goes from low to high. */
export interface Driver {
  /** `programme:fs400/effect:care`, `price:foster-week`, `rates`. */
  readonly code: string;
  readonly label: string;
  readonly low: number;
  readonly high: number;
  /** Net present value at each end, all else at its middle. */
  readonly atLow: number;
  readonly atHigh: number;
  /** Value of knowing this one thing; null where it is not worked out. */
  readonly valueOfInformation: number | null;
}

/** Children at a state, less with the programmes than without: mean children at once, by year. */
export interface StateChange {
  readonly state: State;
  readonly byYear: readonly Spread[];
  /** Children at once without and with, mean of the runs. */
  readonly without: readonly number[];
  readonly with: readonly number[];
}

/** What a run found. Its hash is that of its canonical JSON. */
export interface ModelResult {
  readonly seed: number;
  readonly draws: number;
  readonly years: readonly FinancialYear[];
  readonly perspectives: readonly PerspectiveResult[];
  readonly agencies: readonly AgencyResult[];
  readonly benefits: readonly BenefitLine[];
  /** Not in what was kept before version 3. */
  readonly gainRanges?: readonly GainRange[];
  readonly states: readonly StateChange[];
  /** Children who begin, by programme and year: mean of the runs. */
  readonly begun: readonly { readonly programme: string; readonly byYear: readonly number[] }[];
  /** By how much every effect may be multiplied before the mean is no gain; null where none is. */
  readonly breakEvenEffect: number | null;
  readonly drivers: readonly Driver[];
  /** What a reader must know: doubled caution, overlap, cells with little data. */
  readonly warnings: readonly string[];
}
