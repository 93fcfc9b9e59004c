import { addDays, type CalendarDay, refuse } from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';
import { readDay } from './relationship.ts';

/** What the person whose page it is will be to the unborn child. */
export type UnbornRelation = 'parent' | 'sibling';

/** An unborn child about to be recorded. */
export interface NewUnbornChild {
  readonly relation: UnbornRelation;
  readonly expectedDay: CalendarDay;
}

const LONGEST_DAYS = 310;

/** Refuses an expected day of birth that is long past, or further off than a pregnancy lasts. */
export function checkExpectedDay(expectedDay: CalendarDay, today: CalendarDay): void {
  if (expectedDay < addDays(today, -30)) {
    const sentence = 'The expected date of birth is more than a month ago: was the child born?';
    throw refuse('expected-day-past', 'invalid', sentence);
  }
  if (expectedDay > addDays(today, LONGEST_DAYS)) {
    const sentence = 'The expected date of birth must be within the next 10 months.';
    throw refuse('expected-day-far', 'invalid', sentence);
  }
}

/** Reads the form of an unborn child; errors name `relation` and `expected`. */
export function readUnbornChild(
  form: Readonly<Record<string, string>>,
): FormResult<NewUnbornChild> {
  const errors: FieldError[] = [];
  const { relation } = form;
  const expected = readDay(form, 'expected');
  if (relation !== 'parent' && relation !== 'sibling') {
    errors.push({ field: 'relation', sentence: 'Select what they will be to the unborn child' });
  }
  if (expected === null || expected === 'wrong') {
    errors.push({ field: 'expected', sentence: 'Enter the expected date of birth' });
  }
  if (expected === null || expected === 'wrong') return { ok: false, errors };
  if (relation !== 'parent' && relation !== 'sibling') return { ok: false, errors };
  return { ok: true, value: { relation, expectedDay: expected } };
}
