import type { AgencyKind } from '../../govern/index.ts';
import type { CalendarDay, Citation } from '../../lib/index.ts';

/** One outcome of a framework, or what enables it. */
export interface Outcome {
  readonly code: string;
  readonly kind: 'outcome' | 'enabler';
  readonly label: string;
}

/** An outcome framework with the days between which it is in force. */
export interface Framework {
  readonly code: string;
  readonly label: string;
  readonly publisher: string;
  readonly from: CalendarDay;
  /** The first day on which it is no longer in force; null while it is. */
  readonly until: CalendarDay | null;
  readonly source: Citation;
  /** What was seen in the source, and what was not. */
  readonly verified: string;
  readonly unverified: string | null;
  readonly outcomes: readonly Outcome[];
  /** Whether the authority wrote it itself. */
  readonly isLocal: boolean;
}

/** Which outcome of one framework speaks of which of another: our reading, with its day. */
export interface Mapping {
  /** Framework and outcome, such as `national-framework/safe`. */
  readonly from: string;
  readonly to: string;
  readonly day: CalendarDay;
  readonly reading: string;
}

/** Where the values of an indicator come from. */
export type IndicatorSource =
  /** A figure of ours, by its address; modelled ones have a range. */
  | {
      readonly kind: 'measure';
      readonly figure: string;
      readonly basis: 'counted' | 'modelled';
    }
  /** A published indicator, by the code of the files that are loaded. */
  | { readonly kind: 'published'; readonly indicator: string }
  /** Nothing measures it here, and why. */
  | { readonly kind: 'none'; readonly reason: string };

/** Whether more or less of it is better; `none` where nobody can say. */
export type Polarity = 'high' | 'low' | 'none';

/** How far an indicator can be trusted, by the rule of `reference/frameworks.yaml`. */
export type QualityGrade = 'A' | 'B' | 'C' | 'D';

/** What shows whether an outcome gets better. */
export interface Indicator {
  readonly code: string;
  readonly label: string;
  readonly definition: string;
  readonly source: IndicatorSource;
  readonly polarity: Polarity;
  /** Which kind of agency answers for it. */
  readonly owner: AgencyKind;
  /** The outcomes that it serves, such as `national-framework/safe`. */
  readonly outcomes: readonly string[];
  readonly isLocal: boolean;
}

/** Everything that says what we mean by better: published, and the authority's own. */
export interface FrameworkBook {
  readonly frameworks: readonly Framework[];
  readonly mappings: readonly Mapping[];
  readonly indicators: readonly Indicator[];
  readonly gradeRule: Readonly<Record<QualityGrade, string>>;
}

/** The grade of an indicator, worked out from its source by the rule of the reference file. */
export function gradeOf(source: IndicatorSource): QualityGrade {
  if (source.kind === 'published') return 'A';
  if (source.kind === 'none') return 'D';
  return source.basis === 'counted' ? 'B' : 'C';
}

/** Whether a framework is in force on a day. */
export function isInForce({ from, until }: Framework, on: CalendarDay): boolean {
  return from <= on && (until === null || on < until);
}

/** An outcome found by its reference, with its framework; null when there is none. */
export interface FoundOutcome {
  readonly ref: string;
  readonly framework: Framework;
  readonly outcome: Outcome;
}

/** The outcome that a reference such as `national-framework/safe` names, or null. */
export function findOutcome(book: FrameworkBook, ref: string): FoundOutcome | null {
  const [code = '', outcomeCode = ''] = ref.split('/');
  const framework = book.frameworks.find((one) => one.code === code);
  const outcome = framework?.outcomes.find((one) => one.code === outcomeCode);
  return framework && outcome ? { ref, framework, outcome } : null;
}

/** How an outcome of one framework reads in another: either way round, with our reading. */
export function readingsOf(
  book: FrameworkBook,
  ref: string,
): readonly {
  readonly other: FoundOutcome;
  readonly reading: string;
  readonly day: CalendarDay;
}[] {
  return book.mappings
    .filter(({ from, to }) => from === ref || to === ref)
    .flatMap(({ from, to, reading, day }) => {
      const other = findOutcome(book, from === ref ? to : from);
      return other ? [{ other, reading, day }] : [];
    });
}

/** The indicators that serve an outcome, in the order of the book. */
export function indicatorsOf(book: FrameworkBook, ref: string): readonly Indicator[] {
  return book.indicators.filter(({ outcomes }) => outcomes.includes(ref));
}

/** The words for each polarity on a page. */
export const POLARITY_WORDS: Readonly<Record<Polarity, string>> = {
  high: 'More is better',
  low: 'Less is better',
  none: 'Neither more nor less is better by itself',
};
