import type { Prepared } from './prepare.ts';
import { COUNTED } from './walk.ts';

/** Numbers of an agency that are sums over all years: what it pays, cash, capacity. */
export const AGENCY_SUMS = 3;

/**
 * Where the numbers of one run lie in its row; a year's numbers lie side by side. Pence, not
 * discounted; children at once for states; standard normal numbers for assumptions.
 */
export interface RowLayout {
  readonly years: number;
  readonly agencies: number;
  readonly costCash: number;
  readonly costCapacity: number;
  readonly cash: number;
  readonly capacity: number;
  readonly social: number;
  /** By agency: AGENCY_SUMS sums, then net by year. */
  readonly agency: number;
  readonly agencySize: number;
  /** By state: change of children at once, by year. */
  readonly states: number;
  readonly assumptions: number;
  readonly length: number;
  /** Sums over runs: by payment, kind and year; then children without, by state and year; begun. */
  readonly sums: {
    readonly payments: number;
    readonly without: number;
    /** How many runs are in `without`. */
    readonly withoutRuns: number;
    readonly begun: number;
    readonly length: number;
  };
}

/** Lays out the rows of an input. */
export function rowLayout(prepared: Prepared): RowLayout {
  const { years, agencies, assumptions, payments, programmes } = prepared;
  const agencySize = AGENCY_SUMS + years;
  const agency = 5 * years;
  const states = agency + agencies.length * agencySize;
  const assumed = states + COUNTED * years;
  const without = payments.payments.length * 4 * years;
  const withoutRuns = without + COUNTED * years;
  return {
    years,
    agencies: agencies.length,
    costCash: 0,
    costCapacity: years,
    cash: 2 * years,
    capacity: 3 * years,
    social: 4 * years,
    agency,
    agencySize,
    states,
    assumptions: assumed,
    length: assumed + assumptions.list.length,
    sums: {
      payments: 0,
      without,
      withoutRuns,
      begun: withoutRuns + 1,
      length: withoutRuns + 1 + programmes.length * years,
    },
  };
}
