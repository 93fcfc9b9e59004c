import {
  type AgencyId,
  type FinancialYear,
  parseFinancialYear,
  parsePounds,
  type Pence,
} from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';
import {
  COVER_KINDS,
  COVER_STATUSES,
  type SavingsCover,
  type SavingsTarget,
} from './savings-target.ts';

type Form = Readonly<Record<string, string>>;

/** An agency as far as a form needs it. */
export interface FormAgency {
  readonly id: AgencyId;
}

const LONGEST = 300;

/** Reads the form of a target; errors name `agency`, `year`, `amount` and `note`. */
export function readTarget(form: Form, agencies: readonly FormAgency[]): FormResult<SavingsTarget> {
  const errors: FieldError[] = [];
  const shared = readShared(form, agencies, errors);
  const amount = readAmount(form, 'amount', errors);
  const note = form.note ?? '';
  if (note.length > LONGEST) {
    errors.push({ field: 'note', sentence: `Enter at most ${LONGEST} characters` });
  }
  if (amount === 0) errors.push({ field: 'amount', sentence: 'Enter an amount above nothing' });
  if (errors.length > 0 || shared === null || amount === null) return { ok: false, errors };
  return { ok: true, value: { ...shared, amount, note } };
}

/**
 * Reads the form of a line of cover; errors name `agency`, `year`, `what`, `kind`, `status`,
 * `likely`, `low`, `high` and `figure`. The ends of the range may be left out where it has none.
 */
export function readCover(form: Form, agencies: readonly FormAgency[]): FormResult<SavingsCover> {
  const errors: FieldError[] = [];
  const shared = readShared(form, agencies, errors);
  const what = form.what ?? '';
  if (what === '') errors.push({ field: 'what', sentence: 'Enter what saves it, in a few words' });
  if (what.length > LONGEST) {
    errors.push({ field: 'what', sentence: `Enter at most ${LONGEST} characters` });
  }
  const kind = COVER_KINDS.find((one) => one === form.kind);
  if (!kind) errors.push({ field: 'kind', sentence: 'Select what kind of saving it is' });
  const status = COVER_STATUSES.find((one) => one === form.status);
  if (!status) errors.push({ field: 'status', sentence: 'Select how sure it is' });
  const likely = readAmount(form, 'likely', errors);
  const low = form.low ? readAmount(form, 'low', errors) : likely;
  const high = form.high ? readAmount(form, 'high', errors) : likely;
  if (likely !== null && low !== null && high !== null && !(low <= likely && likely <= high)) {
    errors.push({
      field: 'low',
      sentence: 'Enter the least, the likely and the most in that order',
    });
  }
  const figure = (form.figure ?? '').replace(/^.*\/figures\//, '');
  if (figure !== '' && !/^[a-z0-9-]+(?:\?[\w=&%.,+-]*)?$/.test(figure)) {
    const sentence = 'Enter the address of a figure, such as late-help-cost?by=agency, or nothing';
    errors.push({ field: 'figure', sentence });
  }
  if (errors.length > 0 || !shared || !kind || !status) return { ok: false, errors };
  if (likely === null || low === null || high === null) return { ok: false, errors };
  return { ok: true, value: { ...shared, what, kind, status, low, likely, high, figure } };
}

function readShared(
  form: Form,
  agencies: readonly FormAgency[],
  errors: FieldError[],
): { readonly agencyId: AgencyId; readonly year: FinancialYear } | null {
  const agency = agencies.find((one) => String(one.id) === form.agency);
  if (!agency) errors.push({ field: 'agency', sentence: 'Select a partner' });
  const year = parseFinancialYear(form.year ?? '');
  if (year === null) {
    errors.push({ field: 'year', sentence: 'Enter a financial year, such as 2026-27' });
  }
  return agency && year ? { agencyId: agency.id, year } : null;
}

function readAmount(form: Form, field: string, errors: FieldError[]): Pence | null {
  const amount = parsePounds(form[field] ?? '');
  if (amount === null) {
    errors.push({ field, sentence: 'Enter an amount in pounds, such as 1,200,000' });
  }
  return amount;
}
