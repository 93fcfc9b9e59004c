import { parseDay } from '../../lib/index.ts';
import type { ValueFault } from './open-referral-fault.ts';
import { isJsonObject, type Json, type StandardField } from './open-referral-standard.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/;
const MOMENT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/i;
const LONGEST_TEXT = 20_000;
const SHOWN_CHARACTERS = 60;

/** Whether text is a date and time with its time zone, as RFC 3339 writes them. */
export function isMoment(text: string): boolean {
  return parseDay(MOMENT.exec(text)?.[1] ?? '') !== null;
}

/** Whether text has the form of a UUID. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** What a value is called in a sentence: `a number`, `a list`. */
export function typeWords(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (isJsonObject(value)) return 'an object';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? 'a number' : 'true or false';
}

/** A value as a sentence quotes it, at most 60 characters. */
export function shown(value: Json): string {
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS - 1)}…` : text;
}

/** What is wrong with the value of a plain field, not of one that holds things; null: nothing. */
export function valueFault(field: StandardField, value: Json): ValueFault | null {
  const wanted = field.kind === 'number' ? 'number' : 'string';
  if (typeof value !== wanted) {
    return {
      rule: 'open-referral/wrong-type',
      message: `It is ${typeWords(value)}, where the standard wants ${WANTED[wanted]}.`,
      fix: wanted === 'number' ? 'Write digits without quotes.' : 'Write text in quotes.',
    };
  }
  if (typeof value === 'number') return numberFault(value);
  return typeof value === 'string' ? textFault(field, value) : null;
}

const WANTED = { number: 'a number', string: 'text' } as const;

function numberFault(value: number): ValueFault | null {
  if (Number.isFinite(value)) return null;
  return {
    rule: 'open-referral/wrong-type',
    message: 'The number is too large to be read.',
    fix: 'Correct the number.',
  };
}

function textFault(field: StandardField, value: string): ValueFault | null {
  if (value.length > LONGEST_TEXT) {
    return {
      rule: 'open-referral/too-long',
      message: `The text has ${value.length} characters, more than the ${LONGEST_TEXT} read.`,
      fix: 'Shorten it, and link to a page with the rest.',
    };
  }
  const check = TEXT_CHECKS[field.kind];
  if (check === undefined || check.isSound(value, field)) return null;
  return {
    rule: check.rule,
    message: `${shown(value)} is not ${check.what(field)}.`,
    fix: check.fix(field),
  };
}

interface TextCheck {
  readonly rule: string;
  readonly what: (field: StandardField) => string;
  readonly fix: (field: StandardField) => string;
  readonly isSound: (value: string, field: StandardField) => boolean;
}

const uuidCheck: TextCheck = {
  rule: 'open-referral/not-a-uuid',
  what: () => 'a UUID',
  fix: () =>
    'Give it a UUID that stays the same, such as 3f7b145d-84af-42d7-8fae-eaca714b02b2. ' +
    'One can be made once from the present number.',
  isSound: (value) => isUuid(value),
};

const TEXT_CHECKS: Partial<Readonly<Record<StandardField['kind'], TextCheck>>> = {
  id: uuidCheck,
  uuid: uuidCheck,
  uri: {
    rule: 'open-referral/not-a-uri',
    what: () => 'a URI',
    fix: () => 'Write the whole address with what it begins with, such as https://.',
    isSound: (value) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(value) && URL.canParse(value),
  },
  'web-address': {
    rule: 'open-referral/not-a-web-address',
    what: () => 'a web address that begins with http:// or https://',
    fix: () => 'Write the whole address, such as https://www.example.org/help.',
    isSound: isWebAddress,
  },
  email: {
    rule: 'open-referral/not-an-email',
    what: () => 'an email address',
    fix: () => 'Write one address, without words around it.',
    isSound: (value) => EMAIL.test(value),
  },
  day: {
    rule: 'open-referral/not-a-date',
    what: () => 'a date',
    fix: () => 'Write year, month and day, such as 2026-04-01.',
    isSound: (value) => parseDay(value) !== null,
  },
  moment: {
    rule: 'open-referral/not-a-date-and-time',
    what: () => 'a date and time with its time zone',
    fix: () => 'Write it such as 2026-04-01T09:30:00Z.',
    isSound: isMoment,
  },
  time: {
    rule: 'open-referral/not-a-time',
    what: () => 'a time of day',
    fix: () => 'Write hours and minutes, such as 09:30 or 09:30Z.',
    isSound: (value) => TIME.test(value),
  },
  word: {
    rule: 'open-referral/not-in-list',
    what: ({ words }) => `one of: ${(words ?? []).join(', ')}`,
    fix: ({ words }) => `Write one of: ${(words ?? []).join(', ')}, in exactly these letters.`,
    isSound: (value, { words }) => (words ?? []).includes(value),
  },
};

/** Whether text is a whole address of the web: another scheme could run code when followed. */
export function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '';
}
