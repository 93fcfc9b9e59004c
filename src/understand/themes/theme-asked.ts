import type { ChartKind, FinancialYear, FindingRow } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Theme } from '../../record/index.ts';
import type { ThemeYearCounts } from './theme-year.ts';

/** What children by theme can be broken down by. */
export const THEME_BREAKDOWNS = [
  'theme',
  'share',
  'year',
  'ward',
  'level',
  'source',
  'seen',
  'found',
  'strength',
] as const;
/** One way of breaking children by theme down. */
export type ThemeBreakdown = (typeof THEME_BREAKDOWNS)[number];

/** A question about children by theme, with what is known of its year. */
export interface ThemeAsked {
  readonly tx: Tx;
  readonly by: ThemeBreakdown;
  readonly theme: Theme | null;
  readonly year: FinancialYear;
  readonly counts: ThemeYearCounts;
  readonly canOpen: boolean;
}

/** Rows of a breakdown with their keys in addresses, and what stands around them. */
export interface ThemeRows {
  readonly rows: readonly (FindingRow & { readonly key: string })[];
  readonly total?: FindingRow;
  readonly columns: readonly string[];
  readonly rowHeading: string;
  readonly chart: ChartKind;
  readonly headline: string;
  readonly notes: readonly string[];
}
