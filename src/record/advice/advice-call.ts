import type { CalendarDay } from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';
import type { AgencyKind } from '../../govern/index.ts';

/** What may come of a call to an advice line. */
export const ADVICE_OUTCOMES = ['advice-only', 'early-help-request', 'referral', 'other'] as const;

/** What came of a call. */
export type AdviceOutcome = (typeof ADVICE_OUTCOMES)[number];

/** The words for each outcome. */
export const ADVICE_OUTCOME_WORDS: Readonly<Record<AdviceOutcome, string>> = {
  'advice-only': 'Advice was enough',
  'early-help-request': 'A request for early help',
  referral: 'A referral',
  other: 'Something else',
};

/** What a call was about: kinds of worry, never a child. */
export const ADVICE_ABOUT = [
  'behaviour',
  'neglect',
  'domestic-abuse',
  'mental-health',
  'attendance',
  'parenting',
  'exploitation',
  'other',
] as const;

/** The words for what a call was about. */
export const ADVICE_ABOUT_WORDS: Readonly<Record<(typeof ADVICE_ABOUT)[number], string>> = {
  behaviour: 'A child\u2019s behaviour',
  neglect: 'Neglect',
  'domestic-abuse': 'Domestic abuse',
  'mental-health': 'Mental health',
  attendance: 'Missing school',
  parenting: 'Parenting',
  exploitation: 'Exploitation',
  other: 'Something else',
};

/** One call to an advice line, as a file or a form states it: nobody can be found by it. */
export interface AdviceCallStatement {
  readonly row: number | null;
  /** The name of the line, such as `Consultation line`. */
  readonly line: string;
  readonly day: CalendarDay;
  /** The kind of agency that called; null where it is not known. */
  readonly agencyKind: AgencyKind | null;
  readonly about: (typeof ADVICE_ABOUT)[number];
  readonly outcome: AdviceOutcome;
  readonly minutes: number | null;
  /** The file's own number of the call, by which loading it again changes nothing. */
  readonly callNumber: string;
}

/** The longest name of a line. */
export const LONGEST_LINE = 60;

/** Reads a typed call; `agencyKinds` are the kinds that are in this partnership. */
export function readAdviceCall(
  form: Readonly<Record<string, string>>,
  day: CalendarDay | null,
  known: { readonly today: CalendarDay; readonly agencyKinds: readonly AgencyKind[] },
): FormResult<Omit<AdviceCallStatement, 'callNumber' | 'row'>> {
  const errors: FieldError[] = [];
  const line = (form.line ?? '').trim();
  if (line === '' || line.length > LONGEST_LINE) {
    errors.push({ field: 'line', sentence: 'Enter the name of the advice line.' });
  }
  if (day === null) {
    errors.push({ field: 'day', sentence: 'Enter the day of the call, such as 14 6 2025.' });
  } else if (day > known.today) {
    errors.push({ field: 'day', sentence: 'The day of the call cannot lie in the future.' });
  }
  const agencyKind = known.agencyKinds.find((kind) => kind === form.agency) ?? null;
  if (agencyKind === null) errors.push({ field: 'agency', sentence: 'Say which agency called.' });
  const about = ADVICE_ABOUT.find((one) => one === form.about);
  if (about === undefined) errors.push({ field: 'about', sentence: 'Say what it was about.' });
  const outcome = ADVICE_OUTCOMES.find((one) => one === form.outcome);
  if (outcome === undefined) errors.push({ field: 'outcome', sentence: 'Say what came of it.' });
  const minutes = readMinutes(form.minutes ?? '');
  if (Number.isNaN(minutes)) {
    const sentence = 'Enter how many minutes it took, from 0 to 600, or leave it out.';
    errors.push({ field: 'minutes', sentence });
  }
  if (errors.length > 0 || day === null || about === undefined || outcome === undefined) {
    return { ok: false, errors };
  }
  return { ok: true, value: { line, day, agencyKind, about, outcome, minutes } };
}

function readMinutes(text: string): number | null {
  if (text.trim() === '') return null;
  const minutes = /^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return minutes <= 600 ? minutes : Number.NaN;
}
