import { createHash } from 'node:crypto';
import {
  allocateSample,
  type CalendarDay,
  drawStratified,
  formatDay,
  parseDay,
  refuse,
  sampleSizeFor,
  shareMargin,
} from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';
import { LEVELS } from '../../record/index.ts';
import { AGE_BANDS, ageBandOf } from './review-form.ts';

/** Which entries to care a round is about: from the first day up to, not including, the second. */
export interface Scope {
  readonly fromDay: CalendarDay;
  readonly toDay: CalendarDay;
  /** One ward by its number, or null for all. */
  readonly ward: number | null;
  /** The level that the child had the day before, `universal`, or empty for all. */
  readonly levelBefore: string;
}

/** What a round is asked for: its scope, its name, its seed and how many cases. */
export interface RoundAsked extends Scope {
  readonly name: string;
  readonly seed: number;
  readonly size: number;
}

/** A child who came into care in the scope, at their first entry in it. */
export interface EntryToCare {
  readonly personId: number;
  readonly entryDay: CalendarDay;
  readonly birthDay: CalendarDay | null;
}

/** An entry of the frame; the number of a case where it was drawn. */
export interface FramedEntry {
  readonly personId: number;
  readonly entryDay: CalendarDay;
  readonly ageBand: string;
  readonly caseNumber: number | null;
}

/** How many of one band of age were eligible and drawn. */
export interface Stratum {
  readonly ageBand: string;
  readonly frameSize: number;
  readonly sampleSize: number;
}

/** A frame with its sample: who was eligible, who was drawn, and a hash of the whole frame. */
export interface Drawn {
  readonly entries: readonly FramedEntry[];
  readonly strata: readonly Stratum[];
  readonly hash: string;
}

/**
 * Draws a sample in proportion to bands of age, so that no age is looked at more than it is there.
 * The same seed gives the same sample and case numbers whatever the order of the entries. Refuses
 * a sample larger than the frame, and an empty frame.
 */
export function drawSample(entries: readonly EntryToCare[], size: number, seed: number): Drawn {
  if (entries.length === 0) {
    throw refuse('no-entries', 'invalid', 'No child came into care in this span.');
  }
  if (size > entries.length) {
    throw refuse(
      'sample-too-large',
      'invalid',
      `Only ${entries.length} children came into care in this span. Ask for fewer cases.`,
    );
  }
  const framed = entries
    .map(({ personId, entryDay, birthDay }) => ({
      personId,
      entryDay,
      key: personId,
      stratum: ageBandOf(birthDay, entryDay),
    }))
    .sort((a, b) => a.personId - b.personId);
  const bands = AGE_BANDS.map((band) => ({
    band,
    size: framed.filter(({ stratum }) => stratum === band).length,
  })).filter((one) => one.size > 0);
  const places = allocateSample(
    bands.map((one) => one.size),
    size,
  );
  const placeOf = new Map(bands.map((one, index) => [one.band, places[index] ?? 0]));
  // Numbered by lot as well, so that the number of a case tells nothing of age or day.
  const drawn = drawStratified(framed, placeOf, seed);
  const all = drawn.map((one) => ({ ...one, stratum: 'drawn' }));
  const order = drawStratified(all, new Map([['drawn', all.length]]), seed + 1);
  const numbers = new Map(order.map(({ personId }, index) => [personId, index + 1]));
  return {
    entries: framed.map(({ personId, entryDay, stratum }) => ({
      personId,
      entryDay,
      ageBand: stratum,
      caseNumber: numbers.get(personId) ?? null,
    })),
    strata: bands.map((one) => ({
      ageBand: one.band,
      frameSize: one.size,
      sampleSize: placeOf.get(one.band) ?? 0,
    })),
    hash: hashOfFrame(framed),
  };
}

/** The SHA-256 of who was eligible and when, a line each: to prove a frame unchanged. */
export function hashOfFrame(
  entries: readonly { readonly personId: number; readonly entryDay: CalendarDay }[],
): string {
  const lines = entries
    .map(({ personId, entryDay }) => `${personId} ${entryDay}\n`)
    .sort()
    .join('');
  return createHash('sha256').update(lines).digest('hex');
}

/**
 * How far the share of each band in the sample is from its share in the frame at most, in
 * percentage points: near 0 says that the sample is neutral to age.
 */
export function ageMixGap(strata: readonly Stratum[]): number {
  const frame = strata.reduce((sum, one) => sum + one.frameSize, 0);
  const sample = strata.reduce((sum, one) => sum + one.sampleSize, 0);
  if (frame === 0 || sample === 0) return 0;
  return Math.max(
    ...strata.map((one) => 100 * Math.abs(one.sampleSize / sample - one.frameSize / frame)),
  );
}

/** Where the size and precision of a sample come from. */
export const COCHRAN = {
  title: 'Sampling Techniques, third edition',
  publisher: 'W. G. Cochran, John Wiley and Sons',
  locator: 'chapters 3 and 4: shares and sizes of samples, finite population corrected',
  date: '1977',
} as const;

/** Margins in percentage points that people plan for. */
export const WANTED_MARGINS = [5, 7.5, 10, 15] as const;

/** How wide an estimate from so many of so many will be, in percentage points to either side. */
export function marginPoints(size: number, of: number): number {
  return 100 * shareMargin({ sample: size, of });
}

/** How many cases of so many a margin of so many percentage points needs. */
export function sizeForPoints(points: number, of: number): number {
  return sampleSizeFor({ margin: points / 100, of });
}

/** The level before an entry, in the words of addresses: a level of the record or `universal`. */
export const LEVELS_BEFORE: readonly string[] = [
  ...LEVELS.filter((level) => level !== 'looked-after'),
  'universal',
];

/** Reads a scope as addresses and options give it; sentences say what is wrong. */
export function readScope(given: Readonly<Record<string, string | undefined>>): FormResult<Scope> {
  const errors: FieldError[] = [];
  const fromDay = dayOf(given, 'from', 'the first day', errors);
  const lastDay = dayOf(given, 'to', 'the day after the last', errors);
  if (fromDay && lastDay && fromDay >= lastDay) {
    errors.push({ field: 'to', sentence: 'The end has to come after the first day' });
  }
  const ward = given.ward ? Number(given.ward) : null;
  if (ward !== null && !Number.isSafeInteger(ward)) {
    errors.push({ field: 'ward', sentence: 'Select a ward of the list, or all wards' });
  }
  const levelBefore = given.level ?? '';
  if (levelBefore !== '' && !LEVELS_BEFORE.includes(levelBefore)) {
    errors.push({ field: 'level', sentence: `Level is one of ${LEVELS_BEFORE.join(', ')}` });
  }
  if (errors.length > 0 || !fromDay || !lastDay) return { ok: false, errors };
  return { ok: true, value: { fromDay, toDay: lastDay, ward, levelBefore } };
}

/** Reads what a round is asked for; a seed that is not given is 1, a name tells the span. */
export function readRound(
  given: Readonly<Record<string, string | undefined>>,
): FormResult<RoundAsked> {
  const scope = readScope(given);
  const errors = scope.ok ? [] : [...scope.errors];
  const size = wholeNumber(given.size);
  if (size === null || size < 1 || size > 1000) {
    errors.push({ field: 'size', sentence: 'Enter how many cases to review, from 1 to 1,000' });
  }
  const seed = given.seed ? wholeNumber(given.seed) : 1;
  if (seed === null || seed > 2_000_000_000) {
    errors.push({ field: 'seed', sentence: 'Enter a whole number as the seed, such as 2026' });
  }
  if (errors.length > 0 || !scope.ok || size === null || seed === null) {
    return { ok: false, errors };
  }
  const { fromDay, toDay } = scope.value;
  const name = given.name?.trim() || `Entries from ${formatDay(fromDay)} to ${formatDay(toDay)}`;
  return { ok: true, value: { ...scope.value, name: name.slice(0, 200), size, seed } };
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,10}$/.test(text.trim()) ? Number(text) : null;
}

/** A day in one field, or in the three boxes of a form. */
function dayOf(
  given: Readonly<Record<string, string | undefined>>,
  field: 'from' | 'to',
  what: string,
  errors: FieldError[],
): CalendarDay | null {
  const boxes = ['year', 'month', 'day'].map((part) => given[`${field}-${part}`]?.trim() ?? '');
  const [year = '', month = '', date = ''] = boxes;
  const text = given[field] || `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const day = parseDay(text);
  if (day === null) errors.push({ field, sentence: `Enter ${what}, such as 1 4 2025` });
  return day;
}
