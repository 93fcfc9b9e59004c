import {
  addDays,
  day,
  type FinancialYear,
  financialYear,
  financialYearOf,
  monthOf,
  parseDay,
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
  /** One month, such as `2024-05`. */
  readonly month: string | null;
  readonly row: string | null;
  readonly column: CostColumn | null;
  /** First day of the span asked for, and the day after its last. */
  readonly from: string;
  readonly to: string;
}

/** Reads the parameters; refuses what makes no sense, in words. The newest year is the default. */
export async function readCostAsked(tx: Tx, given: Parameters): Promise<CostAsked> {
  const by = readChoice(given.by ?? 'status', BREAKDOWNS, 'by');
  const month = given.month === undefined ? null : readMonth(given.month);
  const year = await yearAsked(tx, by, given.year ?? yearOfMonth(month));
  const theme = given.theme ?? null;
  const ward = given.ward === undefined ? null : readWard(given.ward);
  if ((theme !== null || by === 'theme') && (ward !== null || by === 'ward')) {
    const sentence = 'Themes are not kept by ward. Ask for one of the two.';
    throw refuse('theme-and-ward', 'invalid', sentence);
  }
  return {
    by,
    year,
    ward,
    theme,
    agency: given.agency === undefined ? null : readChoice(given.agency, AGENCIES, 'agency'),
    row: given.row ?? null,
    column: given.column === undefined ? null : readChoice(given.column, COLUMNS, 'column'),
    month,
    ...(year === null && month === null ? await spanKnown(tx) : spanOf(year, month)),
  };
}

/**
 * The years that returns cover, whole. Spells reach back into years before the first return, of
 * which they show only a part, so those years would look cheap.
 */
async function spanKnown(tx: Tx): Promise<Pick<CostAsked, 'from' | 'to'>> {
  const years = await yearsKnown(tx);
  const [newest, oldest] = [years.at(0), years.at(-1)];
  if (newest === undefined || oldest === undefined) return spanOf(null, null);
  return { from: yearStart(financialYear(oldest)), to: yearEnd(financialYear(newest)) };
}

/** Over time, all years are the default; else the newest. `all` asks for all of them. */
async function yearAsked(
  tx: Tx,
  by: Breakdown,
  text: string | undefined,
): Promise<FinancialYear | null> {
  const isOverTime = by === 'year' || by === 'month';
  if (text === ALL_YEARS || (text === undefined && isOverTime)) return null;
  return readYear(tx, text);
}

/** The word by which an address asks for all years. */
export const ALL_YEARS = 'all';

function yearOfMonth(month: string | null): string | undefined {
  return month === null ? undefined : financialYearOf(day(`${month}-01`));
}

/** The span of a month, else of a year, else of all years: its first day and the day after it. */
export function spanOf(
  year: FinancialYear | null,
  month: string | null,
): { readonly from: string; readonly to: string } {
  if (month !== null) {
    const from = day(`${month}-01`);
    return { from, to: `${monthOf(addDays(from, 31))}-01` };
  }
  if (year === null) return { from: '1900-01-01', to: '2200-01-01' };
  return { from: yearStart(year), to: yearEnd(year) };
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

/** One of a few words; refuses any other and names them. */
export function readChoice<T extends string>(text: string, choices: readonly T[], name: string): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw refuse('no-such-choice', 'invalid', `${name} is one of ${choices.join(', ')}.`);
}

/** A month such as `2024-05`. */
export function readMonth(text: string): string {
  if (parseDay(`${text}-01`) !== null) return text;
  throw refuse('no-such-month', 'invalid', `"${text}" is not a month such as 2024-05.`);
}

/** The number of a ward; 0 stands for a ward that is not known. */
export function readWard(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw refuse('no-such-ward', 'invalid', `"${text}" is not the number of a ward.`);
}
