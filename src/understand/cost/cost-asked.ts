import {
  type FinancialYear,
  financialYear,
  parseFinancialYear,
  refuse,
  yearEnd,
  yearStart,
} from '../../lib/index.ts';
import type { Parameters, Tx } from '../../platform/index.ts';
import type { AgencyKind } from '../../record/index.ts';
import { yearsKnown } from './activity.store.ts';
import { AGENCY_LABELS } from './cost-groups.ts';

/** What the cost of late help can be broken down by. */
export const BREAKDOWNS = [
  'status',
  'agency',
  'theme',
  'ward',
  'year',
  'month',
  'activity',
] as const;

/** One way of breaking cost down. */
export type Breakdown = (typeof BREAKDOWNS)[number];

/** The columns: cost to services, then the parts of it, then what lies outside budgets. */
export const COLUMNS = ['cost', 'cash', 'capacity', 'social-value'] as const;

/** One column of a cost table. */
export type CostColumn = (typeof COLUMNS)[number];

/** The cost of late help as it is asked for: filters, a breakdown, perhaps one cell of it. */
export interface CostAsked {
  readonly by: Breakdown;
  readonly year: FinancialYear | null;
  readonly ward: number | null;
  readonly theme: string | null;
  readonly agency: AgencyKind | null;
  readonly row: string | null;
  readonly column: CostColumn | null;
  /** First day of the span asked for, and the day after its last. */
  readonly from: string;
  readonly to: string;
}

/** Reads the parameters; refuses what makes no sense, in words. The newest year is the default. */
export async function readCostAsked(tx: Tx, given: Parameters): Promise<CostAsked> {
  const by = chosen(given.by ?? 'status', BREAKDOWNS, 'by');
  const isOverTime = by === 'year' || (by === 'month' && given.year === undefined);
  const year = isOverTime && given.year === undefined ? null : await readYear(tx, given.year);
  const theme = given.theme ?? null;
  const ward = given.ward === undefined ? null : wholeNumber(given.ward);
  if ((theme !== null || by === 'theme') && (ward !== null || by === 'ward')) {
    const sentence = 'Themes are not kept by ward. Ask for one of the two.';
    throw refuse('theme-and-ward', 'invalid', sentence);
  }
  return {
    by,
    year,
    ward,
    theme,
    agency: given.agency === undefined ? null : chosen(given.agency, AGENCIES, 'agency'),
    row: given.row ?? null,
    column: given.column === undefined ? null : chosen(given.column, COLUMNS, 'column'),
    from: year === null ? '1900-01-01' : yearStart(year),
    to: year === null ? '2200-01-01' : yearEnd(year),
  };
}

const AGENCIES = Object.keys(AGENCY_LABELS) as AgencyKind[];

/** A financial year as typed, or the newest that anything is known of, or the one before today. */
export async function readYear(tx: Tx, text: string | undefined): Promise<FinancialYear> {
  if (text !== undefined) {
    const year = parseFinancialYear(text);
    if (year !== null) return year;
    throw refuse('no-such-year', 'invalid', `"${text}" is not a year such as 2024-25.`);
  }
  return newestYear(await yearsKnown(tx));
}

/** The newest year that is whole: the last one known is often just begun by a stray date. */
export function newestYear(years: readonly number[]): FinancialYear {
  return financialYear(years[0] ?? 2024);
}

function chosen<T extends string>(text: string, choices: readonly T[], name: string): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw refuse('no-such-choice', 'invalid', `${name} is one of ${choices.join(', ')}.`);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw refuse('no-such-ward', 'invalid', `"${text}" is not the number of a ward.`);
}
