import type { FinancialYear } from '../../lib/index.ts';
import type { Perspective } from '../model/model-result.ts';

/** The format that a portfolio file names in its first line. */
export const PORTFOLIO_FORMAT = 'headwater-portfolio/1';

/** Money that may be spent; pounds by year, the last stands on. */
export interface PortfolioStream {
  readonly code: string;
  readonly name: string;
  readonly poundsByYear: readonly number[];
}

/** Staff that there are, in posts. */
export interface PortfolioStaff {
  readonly code: string;
  readonly name: string;
  readonly posts: number;
}

/** A programme that may be bought in any area, in one of some sizes. */
export interface PortfolioProgramme {
  readonly code: string;
  readonly name?: string;
  /** A template of scenarios, or the number of a scenario; its first programme is taken. */
  readonly template?: string;
  readonly scenario?: number;
  /** What it is for, in words of the partnership's own. */
  readonly themes: readonly string[];
  /** Places a year in one area. */
  readonly sizes: readonly number[];
  /** Codes of localities; all where left out. */
  readonly areas?: readonly string[];
  readonly mostPlaces?: number;
  readonly paidFrom: readonly string[];
  readonly postsPerPlace: Readonly<Record<string, number>>;
}

/** Two programmes, and what is so about them. */
export interface PortfolioRule {
  readonly programmes: readonly string[];
  readonly why: string;
}

/** What is to be chosen from, within what: what a portfolio file holds. */
export interface Portfolio {
  readonly format: typeof PORTFOLIO_FORMAT;
  readonly name: string;
  readonly about: string;
  readonly firstYear: FinancialYear;
  readonly years: number;
  readonly draws: number;
  readonly seed: number;
  readonly discount: string;
  readonly rates: 'record' | 'published';
  readonly overlap: 'sum' | 'largest' | 'range';
  /** Whose gain is counted. */
  readonly gain: Perspective;
  /** Per cent by which the mean of the worst tenth counts beside the mean of all runs. */
  readonly caution: number;
  /** Per cent of runs in which the whole may lose. */
  readonly lossAtMost?: number;
  readonly streams: readonly PortfolioStream[];
  readonly staff: readonly PortfolioStaff[];
  readonly programmes: readonly PortfolioProgramme[];
  /** Least places a year: in every area, in some, and for some themes. */
  readonly fair: {
    readonly eachArea?: number;
    readonly areas?: Readonly<Record<string, number>>;
    readonly themes?: Readonly<Record<string, number>>;
  };
  readonly exclusions: readonly PortfolioRule[];
  /** Per cent that each of two in one area gains (below 0: loses) beside the other. */
  readonly synergies: readonly (PortfolioRule & { readonly percent: number })[];
}
