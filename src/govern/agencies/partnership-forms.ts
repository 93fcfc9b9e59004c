import { type AgencyId, type CalendarDay, parseDay } from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';
import { type Agency, isAgencyKind, type NewAgency } from './agency.ts';
import type { AgencySuccession } from './change-partnership.ts';

type Form = Readonly<Record<string, string>>;

/** Reads the form of a new agency; errors name `name`, `kind` and `from`. */
export function readNewAgency(form: Form): FormResult<NewAgency> {
  const errors: FieldError[] = [];
  const name = form.name ?? '';
  const kind = form.kind ?? '';
  if (name === '') errors.push({ field: 'name', sentence: 'Enter the name of the agency' });
  if (name.length > 200) {
    errors.push({ field: 'name', sentence: 'Enter a name of at most 200 characters' });
  }
  if (!isAgencyKind(kind)) errors.push({ field: 'kind', sentence: 'Select what kind it is' });
  const from = readDay(form, 'from');
  if (from === 'wrong') {
    errors.push({
      field: 'from',
      sentence: 'Enter a real date, such as 1 4 2026, or leave it out',
    });
  }
  if (errors.length > 0 || !isAgencyKind(kind) || from === 'wrong') return { ok: false, errors };
  return { ok: true, value: { name, kind, fromDay: from } };
}

/** Reads the form of a succession; errors name `predecessor`, `successor`, `day` and `reason`. */
export function readSuccession(
  form: Form,
  agencies: readonly Agency[],
): FormResult<AgencySuccession> {
  const errors: FieldError[] = [];
  const find = (text: string | undefined): AgencyId | undefined =>
    agencies.find((agency) => String(agency.id) === text)?.id;
  const predecessorId = find(form.predecessor);
  const successorId = find(form.successor);
  const day = readDay(form, 'day');
  const reason = form.reason ?? '';
  if (predecessorId === undefined) {
    errors.push({ field: 'predecessor', sentence: 'Select the agency that ends' });
  }
  if (successorId === undefined || successorId === predecessorId) {
    errors.push({ field: 'successor', sentence: 'Select another agency, the one that takes over' });
  }
  if (day === null || day === 'wrong') {
    errors.push({ field: 'day', sentence: 'Enter the date on which it takes over' });
  }
  if (reason === '') errors.push({ field: 'reason', sentence: 'Enter why, in a few words' });
  if (errors.length > 0 || !predecessorId || !successorId || !day || day === 'wrong') {
    return { ok: false, errors };
  }
  return { ok: true, value: { predecessorId, successorId, day, reason } };
}

/** Reads a date typed into three boxes: null when all are empty, `wrong` when it is no day. */
export function readDay(form: Form, name: string): CalendarDay | null | 'wrong' {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map(
    (part) => form[`${name}-${part}`]?.trim() ?? '',
  );
  if (day === '' && month === '' && year === '') return null;
  return parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) ?? 'wrong';
}
