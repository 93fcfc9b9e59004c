import { type Figure, type Finding, formatPence, pence, type Unit } from '../../../lib/index.ts';
import type { ResultPage } from './addresses.ts';

/** One and many of each unit that is counted in words. */
const COUNTED: Partial<Record<Unit, readonly [one: string, many: string]>> = {
  children: ['child', 'children'],
  families: ['family', 'families'],
  referrals: ['referral', 'referrals'],
  assessments: ['assessment', 'assessments'],
  days: ['day', 'days'],
  spells: ['spell', 'spells'],
  rows: ['row', 'rows'],
  services: ['service', 'services'],
  reviews: ['review', 'reviews'],
  hours: ['hour', 'hours'],
  kilometres: ['kilometre', 'kilometres'],
  years: ['year', 'years'],
  'percentage-points': ['percentage point', 'percentage points'],
};

const MINUS = '\u2212';
// Made once: making one takes longer than using it a hundred times.
const ONE_DECIMAL = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const TWO_DECIMALS = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** A number as people read it: `1,234.5`, at most one decimal, minus sign U+2212. */
export function numberWords(value: number): string {
  const text = ONE_DECIMAL.format(Math.abs(value));
  return value < 0 && text !== '0' ? `${MINUS}${text}` : text;
}

/** A percentage as people read it: 24 gives `24%`. */
export function percentWords(value: number): string {
  return `${numberWords(value)}%`;
}

/** A count with its noun: `1 family`, `1,200 families`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${numberWords(count)} ${count === 1 ? one : many}`;
}

/** A value with its unit in words: `£1.2 million`, `132 children`, `312 per 10,000`. */
export function quantityWords(value: number, unit: Unit): string {
  const counted = COUNTED[unit];
  return counted ? plural(value, ...counted) : briefWords(value, unit);
}

/** A value as a table states it, its unit left to the heading: `£1.2 million`, `132`, `24%`. */
export function briefWords(value: number, unit: Unit): string {
  if (unit === 'pence') return formatPence(pence(Math.round(value)));
  if (unit === 'percent') return percentWords(value);
  if (unit === 'us-dollars') return `${value < 0 ? MINUS : ''}US$${numberWords(Math.abs(value))}`;
  if (unit === 'decimal') return `${value < 0 ? MINUS : ''}${TWO_DECIMALS.format(Math.abs(value))}`;
  if (unit === 'per-10000') return `${numberWords(value)} per 10,000`;
  if (unit === 'per-1000') return `${numberWords(value)} per 1,000`;
  if (unit === 'ratio') return `${numberWords(value)} to 1`;
  return numberWords(value);
}

/** Rounds to two significant figures, as far as a modelled value can be trusted. */
export function twoSignificant(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(2));
}

/** Whether a figure comes from a model and so has a range. */
export function isModelled(figure: Figure): boolean {
  return figure.low !== undefined && figure.high !== undefined;
}

/** The mark in place of a value that is absent, as the Analysis Function's shorthand has it. */
export function absenceMark(figure: Figure): string {
  if (figure.absent === 'suppressed') return '[c]';
  return figure.absent === 'not-measured' ? 'Not measured' : '[x]';
}

/** What the mark of an absent value means, as one sentence; empty when the value is there. */
export function absenceNote(figure: Figure): string {
  if (figure.value !== null) return '';
  if (figure.absent === 'suppressed') return 'Fewer than 5, hidden to protect people.';
  if (figure.absent === 'not-measured') return 'No source measures this yet. It is not zero.';
  return 'No data for this period.';
}

const ABSENT = {
  suppressed: 'too few to show',
  'not-measured': 'not measured',
  'not-available': 'no data',
} as const;

/**
 * A figure's value with its unit in words, for a sentence: modelled ones to two significant
 * figures, an absent one as `too few to show`, `not measured` or `no data`.
 */
export function figureWords(figure: Figure): string {
  if (figure.value === null) return ABSENT[figure.absent ?? 'not-available'];
  return quantityWords(shown(figure.value, figure), figure.unit);
}

/** A figure's value as a table cell states it. */
export function figureBrief(figure: Figure): string {
  if (figure.value === null) return absenceMark(figure);
  return briefWords(shown(figure.value, figure), figure.unit);
}

/** An end of a range; a rate's unit is said once, by the value before it. */
function endWords(value: number, unit: Unit): string {
  return unit.startsWith('per-') ? numberWords(value) : briefWords(value, unit);
}

/** The range of a modelled figure: `between £1.6 million and £2.3 million`; else empty. */
export function rangeWords(figure: Figure): string {
  const { low, high, unit, value } = figure;
  if (value === null || low === undefined || high === undefined) return '';
  return (
    `between ${endWords(rounded(low, unit), unit)} and ` + `${endWords(rounded(high, unit), unit)}`
  );
}

function shown(value: number, figure: Figure): number {
  return isModelled(figure) ? rounded(value, figure.unit) : value;
}

/** A decimal is stated to two places, so two significant figures would cut it short. */
function rounded(value: number, unit: Unit): number {
  return unit === 'decimal' ? value : twoSignificant(value);
}

/** Which part of a list is shown: `Showing 26 to 50 of 132 requests`, or `12 requests`. */
export function showingWords(page: ResultPage, noun: readonly [string, string]): string {
  const all = plural(page.total, ...noun);
  if (page.total <= page.size) return all;
  const first = (page.number - 1) * page.size + 1;
  const last = Math.min(page.number * page.size, page.total);
  return `Showing ${numberWords(first)} to ${numberWords(last)} of ${all}`;
}

/** The same words with a capital at the start. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A span of seconds as people say it: `9 seconds`, `2 minutes`, `1 hour`. */
export function secondsWords(seconds: number): string {
  if (seconds < 60) return plural(Math.max(1, Math.round(seconds)), 'second');
  if (seconds < 3600) return plural(Math.round(seconds / 60), 'minute');
  return plural(Math.round(seconds / 3600), 'hour');
}

/** What a finding says about itself below its table: how it was worked out, and from what. */
export interface Explanation {
  /** One formula a line, with the column that it explains, or null when all share it. */
  readonly formulas: readonly { readonly column: string | null; readonly formula: string }[];
  readonly inputs: readonly Figure[];
  readonly citations: NonNullable<Figure['how']['citations']>;
  readonly notes: readonly string[];
}

/** Gathers how a finding was worked out: the total's explanation, else that of the first row. */
export function explainFinding(finding: Finding): Explanation {
  const figures = finding.total?.figures ?? finding.rows[0]?.figures ?? [];
  const formulas = new Map<string, string[]>();
  for (const [index, { how }] of figures.entries()) {
    const columns = formulas.get(how.formula) ?? [];
    formulas.set(how.formula, [...columns, finding.columns[index] ?? '']);
  }
  const every = [...finding.rows, ...(finding.total ? [finding.total] : [])];
  return {
    formulas: [...formulas].map(([formula, columns]) => ({
      column: formulas.size === 1 ? null : columns.join(', '),
      formula,
    })),
    inputs: distinct(
      figures.flatMap(({ how }) => how.inputs ?? []),
      (input) => input.id,
    ),
    citations: distinct(
      every.flatMap((row) => row.figures.flatMap(({ how }) => how.citations ?? [])),
      (source) => `${source.title} ${source.locator}`,
    ),
    notes: [...(finding.notes ?? []), ...absenceNotes(every.flatMap((row) => row.figures))],
  };
}

/** One sentence for each kind of mark among these figures: `[c]: Fewer than 5, ...`. */
export function absenceNotes(figures: readonly Figure[]): string[] {
  const absent = figures.filter((figure) => figure.value === null);
  return [...new Set(absent.map((figure) => `${absenceMark(figure)}: ${absenceNote(figure)}`))];
}

function distinct<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
