import { ageOn, type CalendarDay, formatDay } from '../../lib/index.ts';
import type { PersonRow } from './person.store.ts';

/** A person's name; where no return states one, `Unborn child` or a number. */
export function nameOf(
  person: Pick<PersonRow, 'given' | 'family' | 'id'> &
    Partial<Pick<PersonRow, 'birth_day' | 'expected_birth_day'>>,
): string {
  if (person.given !== null) return `${person.given} ${person.family}`;
  return person.birth_day === null && person.expected_birth_day
    ? `Unborn child ${person.id}`
    : `Child ${person.id}`;
}

/** A person's age on a day in words; of the unborn, when the birth is expected. */
export function ageWords(
  person: Pick<PersonRow, 'birth_day' | 'expected_birth_day'>,
  on: CalendarDay,
): string {
  if (person.birth_day === null || person.birth_day > on) {
    return person.expected_birth_day === null
      ? 'Age not recorded'
      : `Unborn, expected ${formatDay(person.expected_birth_day)}`;
  }
  const years = ageOn(person.birth_day, on);
  return years === 0 ? 'Under 1' : String(years);
}

/** How sure a number is, in a sentence; only of an NHS number is there more to say than that. */
export function verificationWords(kind: string, verification: string): string {
  if (kind !== 'nhs-number') return 'As the file states it';
  return NHS_WORDS[verification] ?? verification;
}

const NHS_WORDS: Readonly<Record<string, string>> = {
  stated: 'As the file states it; its check digit is wrong, so look it up again',
  checked: 'Its check digit is right; it has not been traced',
  traced: 'Traced: the national register agrees',
  disputed: 'Disputed: two sources disagree',
};

/** The kinds of number that a person may carry, in words. */
export function identifierWords(kind: string): string {
  return IDENTIFIER_WORDS[kind] ?? kind.replaceAll('-', ' ');
}

const IDENTIFIER_WORDS: Readonly<Record<string, string>> = {
  'la-child-id': 'The council\u2019s number',
  'nhs-number': 'NHS number',
  upn: 'Pupil number (UPN)',
  'former-upn': 'Former pupil number',
};
