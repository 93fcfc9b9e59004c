import { cumulative, paybackYear, presentValue } from './cash-flow.ts';
import type { DiscountSchedule } from './model-input.ts';

/** Something gained each year by each place that takes part, from a year (0 is the first) on. */
export interface YearlyGain {
  /** Multiplied: the base, the effect on it, the part due to the project, confidence in both. */
  readonly factors: readonly number[];
  readonly fromYear: number;
}

/** A project that costs first and gains later, in places that join year by year. */
export interface InvestToSave {
  /** Cost by year; the first `setUpYears` are the investment, the rest is running it. */
  readonly costs: readonly number[];
  readonly setUpYears: number;
  /** Places taking part, by year. */
  readonly places: readonly number[];
  readonly gains: readonly YearlyGain[];
}

/** What it comes to, in the unit of its costs. */
export interface InvestToSaveResult {
  readonly flow: readonly number[];
  readonly cumulative: readonly number[];
  readonly netPresentValue: number;
  /** As a spreadsheet's NPV() has it, which takes a year off the first year too. */
  readonly spreadsheetNetPresentValue: number;
  /** Gains less running costs, over the investment. */
  readonly returnOnInvestment: number;
  /** The year (0 is the first) from which it stays paid back; null where it does not. */
  readonly payback: number | null;
}

/**
 * Works out a simple invest-to-save case: base x effect x attribution x confidence for each place
 * and year (Government Digital Service, benefits guidebook, as used for children in care data).
 */
export function investToSave(
  project: InvestToSave,
  schedule: DiscountSchedule,
): InvestToSaveResult {
  const { costs, setUpYears, places, gains } = project;
  const benefit = costs.map((_, year) =>
    gains
      .filter(({ fromYear }) => year >= fromYear)
      .reduce((sum, { factors }) => sum + (places[year] ?? 0) * factors.reduce(times, 1), 0),
  );
  const flow = costs.map((cost, year) => (benefit[year] ?? 0) - cost);
  const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0);
  const running = sum(costs.slice(setUpYears));
  return {
    flow,
    cumulative: cumulative(flow),
    netPresentValue: presentValue(flow, schedule),
    spreadsheetNetPresentValue: presentValue([0, ...flow], schedule),
    returnOnInvestment: (sum(benefit) - running) / sum(costs.slice(0, setUpYears)),
    payback: paybackYear(flow),
  };
}

function times(product: number, factor: number): number {
  return product * factor;
}
