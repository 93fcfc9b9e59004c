import { addDays, type CalendarDay, dayNumber } from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';

/** What an enquiry is about, with its words. */
export const TOPICS = {
  need: 'Children and families who need help',
  cost: 'What things cost',
  services: 'Services and who they reach',
  plan: 'The plan and what became of it',
  other: 'Something else',
} as const;

/** The code of a topic. */
export type Topic = keyof typeof TOPICS;

/** An enquiry of an elected member. */
export interface Enquiry {
  readonly id: number;
  readonly askedBy: string;
  readonly askedOn: CalendarDay;
  readonly dueOn: CalendarDay;
  readonly topic: Topic;
  readonly wardId: number | null;
  readonly wardName: string | null;
  /** Measure and parameters; empty when it is about no figure. */
  readonly figure: string;
  readonly question: string;
  readonly takenOn: CalendarDay | null;
  readonly endedOn: CalendarDay | null;
  /** The answer, or why it was declined. */
  readonly answer: string | null;
  readonly isDeclined: boolean;
  readonly frozenIds: readonly number[];
}

/** Where an enquiry stands. */
export type EnquiryStatus = 'received' | 'in-hand' | 'overdue' | 'answered' | 'declined';

/** The status of an enquiry in words, with its tone. */
export const ENQUIRY_STATUS_WORDS: Readonly<
  Record<EnquiryStatus, { readonly text: string; readonly tone: string }>
> = {
  received: { text: 'Received', tone: 'waiting' },
  'in-hand': { text: 'In hand', tone: 'going' },
  overdue: { text: 'Overdue', tone: 'attention' },
  answered: { text: 'Answered', tone: 'done' },
  declined: { text: 'Declined', tone: 'quiet' },
};

/** Where an enquiry stands on a day: one that is open after its due day is overdue. */
export function statusOn(
  of: Pick<Enquiry, 'endedOn' | 'isDeclined' | 'dueOn' | 'takenOn'>,
  today: CalendarDay,
): EnquiryStatus {
  if (of.endedOn !== null) return of.isDeclined ? 'declined' : 'answered';
  if (today > of.dueOn) return 'overdue';
  return of.takenOn === null ? 'received' : 'in-hand';
}

/** Whether a day is worked: Monday to Friday, and no holiday. */
export function isWorkingDay(of: CalendarDay, holidays: readonly CalendarDay[]): boolean {
  const weekday = new Date(`${of}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.includes(of);
}

/** The day on which so many working days have passed since a day, which itself does not count. */
export function dueAfter(
  from: CalendarDay,
  workingDays: number,
  holidays: readonly CalendarDay[],
): CalendarDay {
  let left = workingDays;
  let at = from;
  while (left > 0) {
    at = addDays(at, 1);
    if (isWorkingDay(at, holidays)) left -= 1;
  }
  return at;
}

const STREETS =
  'street|st|road|rd|lane|ln|avenue|ave|close|drive|court|crescent|terrace|gardens|grove|mews|' +
  'way|place|square|walk|row';

/** What a text must not hold, since it would name a person; the first that is found is told. */
const NAMING: readonly { readonly pattern: RegExp; readonly sentence: string }[] = [
  {
    pattern: /(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/,
    sentence: 'Take out the ten-digit number: it looks like an NHS number',
  },
  {
    pattern: /\b[A-Z]\d{11}[A-Z\d]\b/i,
    sentence: 'Take out the pupil number: it stands for one child',
  },
  {
    pattern: /(?<!\d)(?:0|\+44 ?)\d{3,4}[ -]?\d{3}[ -]?\d{3,4}(?!\d)/,
    sentence: 'Take out the telephone number: it stands for one household',
  },
  {
    pattern: /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/i,
    sentence: 'Take out the postcode: it stands for a few households. Name the ward instead',
  },
  {
    pattern: new RegExp(`\\b(?:flat \\d+|\\d+[a-z]?,? +(?:[a-z’']+ +){1,3}(?:${STREETS})\\b)`, 'i'),
    sentence: 'Take out the house address. Name the ward instead',
  },
  {
    pattern: /\b(?:born (?:on|in)?|d\.?o\.?b\.?|date of birth|birthday)\b/i,
    sentence: 'Take out when somebody was born: it stands for one person',
  },
  {
    pattern: /(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?!\d)/,
    sentence:
      'Take out the date in numbers: it looks like a date of birth. Write the month and the year',
  },
  {
    pattern: /[^\s@]+@[^\s@]+\.[^\s@]+/,
    sentence: 'Take out the email address: it stands for one person',
  },
];

/**
 * Why a text seems to be about one person, as a sentence that says what to take out; null when
 * nothing of that kind is found. Names are not found: people have to keep them out.
 */
export function namesAPerson(text: string): string | null {
  return NAMING.find(({ pattern }) => pattern.test(text))?.sentence ?? null;
}

/** What a member asks, read from the form. */
export interface AskedEnquiry {
  readonly topic: Topic;
  readonly wardId: number | null;
  readonly figure: string;
  readonly question: string;
}

/** The longest question or answer, in characters. */
export const LONGEST_TEXT = 4000;

/** Reads the form of a new enquiry; errors name `topic`, `ward`, `figure` and `question`. */
export function readEnquiry(
  form: Readonly<Record<string, string>>,
  known: {
    readonly wards: readonly { readonly id: number }[];
    readonly measures: readonly string[];
  },
): FormResult<AskedEnquiry> {
  const errors: FieldError[] = [];
  const topic = (Object.keys(TOPICS) as Topic[]).find((one) => one === form.topic);
  if (!topic) errors.push({ field: 'topic', sentence: 'Select what it is about' });
  const ward = known.wards.find((one) => String(one.id) === form.ward);
  if (!ward && (form.ward ?? '') !== '') {
    errors.push({ field: 'ward', sentence: 'Select a ward, or none' });
  }
  const figure = (form.figure ?? '').replace(/^.*\/figures\//, '');
  if (figure !== '' && !known.measures.includes(figure.split('?', 1)[0] ?? '')) {
    const sentence = 'Copy the address of a figure’s own page, or leave this empty';
    errors.push({ field: 'figure', sentence });
  }
  errors.push(...textErrors('question', form.question ?? '', 'Enter your question'));
  if (errors.length > 0 || !topic) return { ok: false, errors };
  const wardId = ward ? Number(ward.id) : null;
  return { ok: true, value: { topic, wardId, figure, question: form.question ?? '' } };
}

/** What is wrong with a text that others will read: empty, too long, or about one person. */
export function textErrors(field: string, text: string, ifEmpty: string): FieldError[] {
  if (text.trim() === '') return [{ field, sentence: ifEmpty }];
  if (text.length > LONGEST_TEXT) {
    return [{ field, sentence: `Use ${LONGEST_TEXT} characters or fewer` }];
  }
  const naming = namesAPerson(text);
  return naming === null ? [] : [{ field, sentence: naming }];
}

/** Reads numbers of frozen figures, separated by anything but digits. */
export function readFrozenIds(text: string): number[] {
  return [...new Set((text.match(/\d{1,12}/g) ?? []).map(Number))];
}

/** Days from asking to the end, each day counted. */
export function daysTaken(of: Pick<Enquiry, 'askedOn' | 'endedOn'>): number | null {
  return of.endedOn === null ? null : dayNumber(of.endedOn) - dayNumber(of.askedOn);
}
