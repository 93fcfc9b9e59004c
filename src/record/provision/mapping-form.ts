import { type Agency, readDay } from '../../govern/index.ts';
import { addDays, type CalendarDay, parseFinancialYear } from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';
import type { NewRequest } from './ask-agency.ts';

type Form = Readonly<Record<string, string>>;

/** What is asked unless somebody says it in other words. */
export const USUAL_QUESTION =
  'Please tell us about every service you offer to children and families: what it is for, who ' +
  'may come, what it costs, how many it can take and how many came.';

/** Reads the form of a new request; errors name its fields. */
export function readNewRequest(
  form: Form,
  of: { readonly agencies: readonly Agency[]; readonly today: CalendarDay },
): FormResult<NewRequest> {
  const errors: FieldError[] = [];
  const agencyId = of.agencies.find((one) => String(one.id) === form.agency)?.id;
  if (agencyId === undefined) errors.push({ field: 'agency', sentence: 'Select the agency' });
  const personName = (form.person ?? '').slice(0, 200);
  if (personName === '') errors.push({ field: 'person', sentence: 'Enter who is to answer' });
  const personEmail = (form.email ?? '').slice(0, 200);
  if (!/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(personEmail)) {
    errors.push({ field: 'email', sentence: 'Enter their email address, such as jo@example.org' });
  }
  const asked = (form.asked ?? '').slice(0, 4000);
  if (asked === '') errors.push({ field: 'asked', sentence: 'Enter what you ask' });
  const year = parseFinancialYear(form.year ?? '');
  if (year === null) errors.push({ field: 'year', sentence: 'Select the financial year' });
  const dueDay = readDueDay(form, of.today);
  if (typeof dueDay === 'object') errors.push(dueDay);
  if (agencyId === undefined || year === null || typeof dueDay === 'object' || errors.length > 0) {
    return { ok: false, errors };
  }
  return { ok: true, value: { agencyId, personName, personEmail, asked, year, dueDay } };
}

/** Reads a due day, which must lie ahead and within a year; or says what is wrong with it. */
export function readDueDay(form: Form, today: CalendarDay): CalendarDay | FieldError {
  const day = readDay(form, 'due');
  if (day === null || day === 'wrong') {
    return { field: 'due', sentence: 'Enter the date by which you need the answer' };
  }
  if (day <= today || day > addDays(today, 366)) {
    return { field: 'due', sentence: 'Enter a date after today and within a year' };
  }
  return day;
}
