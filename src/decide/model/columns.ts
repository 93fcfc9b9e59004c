import { type FinancialYear, financialYear } from '../../lib/index.ts';
import type { ModelInput } from './model-input.ts';
import type { Prepared } from './prepare.ts';
import type { RowLayout } from './row-layout.ts';

/** Rows of all runs, side by side, and what was summed over them. */
export interface Outcomes {
  readonly prepared: Prepared;
  readonly layout: RowLayout;
  readonly draws: number;
  readonly rows: Float64Array;
  readonly sums: Float64Array;
  /** Gains of each of the first runs, part by part, in pieces; see `sumsOf`. */
  readonly details: readonly Float64Array[];
}

/** The financial years of an input, the first first. */
export function yearsOf({ firstYear, years }: ModelInput): FinancialYear[] {
  const start = Number(firstYear.slice(0, 4));
  return Array.from({ length: years }, (_, index) => financialYear(start + index));
}

/** One number of each run, by its place in the row. */
export function column({ rows, layout, draws }: Outcomes, place: number): Float64Array {
  const values = new Float64Array(draws);
  for (let draw = 0, at = place; draw < draws; draw += 1, at += layout.length) {
    values[draw] = rows[at] as number;
  }
  return values;
}

/** By year, one number of each run; a row's years lie side by side and are read together. */
export function columns({ rows, layout, draws }: Outcomes, place: number): Float64Array[] {
  const years = Array.from({ length: layout.years }, () => new Float64Array(draws));
  for (let draw = 0, at = place; draw < draws; draw += 1, at += layout.length) {
    for (let year = 0; year < years.length; year += 1) {
      (years[year] as Float64Array)[draw] = rows[at + year] as number;
    }
  }
  return years;
}

/** Sum over years of one number of each run, each year times its factor (1 if none are given). */
export function sumOfYears(years: readonly Float64Array[], factors?: Float64Array): Float64Array {
  const sum = new Float64Array(years[0]?.length ?? 0);
  for (const [year, values] of years.entries()) {
    const factor = factors ? (factors[year] as number) : 1;
    for (let draw = 0; draw < sum.length; draw += 1) {
      sum[draw] = (sum[draw] as number) + (values[draw] as number) * factor;
    }
  }
  return sum;
}

/** The share (0 to 1) of values above 0. */
export function shareAboveZero(values: Float64Array): number {
  let above = 0;
  for (const value of values) if (value > 0) above += 1;
  return values.length === 0 ? 0 : above / values.length;
}
