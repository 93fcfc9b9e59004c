/**
 * What a figure counts or measures. Our money is always in whole pence; what a source states in
 * whole US dollars stays in dollars. A decimal is a number that means something to two decimals,
 * such as the size of an effect.
 */
export type Unit =
  | 'pence'
  | 'us-dollars'
  | 'children'
  | 'families'
  | 'referrals'
  | 'assessments'
  | 'days'
  | 'spells'
  | 'rows'
  | 'services'
  | 'reviews'
  | 'hours'
  | 'kilometres'
  | 'years'
  | 'percent'
  | 'percentage-points'
  | 'per-1000'
  | 'per-10000'
  | 'ratio'
  | 'decimal'
  | 'number';

/** Why a figure has no value: nothing measures it, it is hidden to protect people, or no data. */
export type Absence = 'not-measured' | 'suppressed' | 'not-available';

/** Where a stated value comes from: an entry of `reference/`, a published table, or ourselves. */
export interface Citation {
  readonly title: string;
  readonly publisher: string;
  /** A page, table or address within the source. */
  readonly locator: string;
  /** When the source was published, as the source states it. */
  readonly date: string;
  /** The reference entry that holds it, such as `unit-costs/looked-after-year`. */
  readonly entry?: string;
}

/** The rows of the record that a figure counts; `href` opens them for who may see them. */
export interface CountedRows {
  readonly question: string;
  readonly count: number;
  readonly href?: string;
}

/** How a figure was worked out, down to sources and rows. */
export interface How {
  /** The formula in plain words. */
  readonly formula: string;
  readonly inputs?: readonly Figure[];
  readonly citations?: readonly Citation[];
  readonly rows?: CountedRows;
  readonly notes?: readonly string[];
}

/** A number that can explain itself. Its id is also its address under `/figures/`. */
export interface Figure {
  /** Measure and sorted parameters: `late-help-cost?by=agency&year=2024-25`. */
  readonly id: string;
  readonly label: string;
  readonly value: number | null;
  readonly unit: Unit;
  readonly absent?: Absence;
  /** The range of a modelled figure; a counted one has none. */
  readonly low?: number;
  readonly high?: number;
  readonly how: How;
}

/** How a finding is best drawn. */
export type ChartKind =
  | 'bars'
  | 'lines'
  | 'steps'
  | 'stacked-bars'
  | 'paired-bars'
  | 'spine'
  | 'map'
  | 'flows'
  | 'fan'
  | 'dots'
  | 'tornado'
  | 'none';

/** One line of a finding: a group, such as an agency, and its figures in the columns' order. */
export interface FindingRow {
  readonly label: string;
  readonly figures: readonly Figure[];
  /** An address that shows more of this row. */
  readonly href?: string;
  /** Which way is better, where a publisher says; left out where nobody does. */
  readonly better?: 'higher' | 'lower';
}

/**
 * What one measure says: a headline that states the finding, and the figures behind it as a
 * table. Chart, table, downloads, command line and explanation are all made from this.
 */
export interface Finding {
  /** Measure and sorted parameters: the address under `/figures/`. */
  readonly id: string;
  readonly headline: string;
  /** Measure, area, period and unit, as statisticians expect. */
  readonly subtitle: string;
  /** What the rows are, such as `Agency`. */
  readonly rowHeading: string;
  readonly columns: readonly string[];
  readonly rows: readonly FindingRow[];
  /** The total, where adding the rows makes sense. */
  readonly total?: FindingRow;
  readonly chart: ChartKind;
  readonly notes?: readonly string[];
}

/** The id of a figure or finding: its measure plus its parameters, sorted, blanks left out. */
export function figureId(
  measure: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const pairs = Object.entries(parameters)
    .filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? measure : `${measure}?${pairs.join('&')}`;
}

/** How a count was made: its formula, and the rows of the record that it counts. */
export function countedHow(formula: string, question: string, count: number): How {
  return { formula, rows: { question, count } };
}

/** Counts under 5 are hidden in figures that may be published (HOUSE: suppressed under 5). */
export const SMALLEST_PUBLISHED_COUNT = 5;

/** A count of people made safe to show: 1 to 4 become a suppressed figure; 0 stays 0. */
export function countedFigure(figure: Figure): Figure {
  const { value } = figure;
  if (value === null || value <= 0 || value >= SMALLEST_PUBLISHED_COUNT) return figure;
  const { low, high, ...rest } = figure;
  return {
    ...rest,
    value: null,
    absent: 'suppressed',
    how: { formula: `${figure.how.formula} Fewer than 5, hidden to protect people.` },
  };
}
