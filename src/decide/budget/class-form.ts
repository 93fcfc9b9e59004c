import type { FieldError, FormResult } from '../../platform/index.ts';
import { type EarlyShare, type Publication, PUBLICATIONS, SPEND_CLASSES } from './spend-class.ts';
import type { NewSpendClassWord } from './spend-class.store.ts';

type Form = Readonly<Record<string, string>>;

const LONGEST = 500;

/** How a line may be classed by the authority; the last goes back to the reference. */
export const CLASS_CHOICES = [...SPEND_CLASSES, 'as-published'] as const;

/**
 * Reads the form that classes a line; errors name `line`, `class`, `low`, `likely`, `high` and
 * `reason`. `lines` are the lines that are loaded, as `ro3/family-support`.
 */
export function readClassForm(
  form: Form,
  lines: ReadonlySet<string>,
): FormResult<NewSpendClassWord> {
  const errors: FieldError[] = [];
  const [publicationText = '', line = ''] = (form.line ?? '').split('/');
  const publication: Publication | undefined = PUBLICATIONS.find((one) => one === publicationText);
  if (!publication || !lines.has(`${publication}/${line}`)) {
    errors.push({ field: 'line', sentence: 'Select a line of spending' });
  }
  const own = CLASS_CHOICES.find((one) => one === form.class);
  if (!own) errors.push({ field: 'class', sentence: 'Select where the line\u2019s money goes' });
  const share = own === 'shared' ? readShare(form, errors) : null;
  const reason = (form.reason ?? '').trim();
  if (reason === '') errors.push({ field: 'reason', sentence: 'Enter why, in a sentence' });
  if (reason.length > LONGEST) {
    errors.push({ field: 'reason', sentence: `Enter at most ${LONGEST} characters` });
  }
  if (errors.length > 0 || !publication || !own) return { ok: false, errors };
  return { ok: true, value: { publication, line, class: own, share, reason } };
}

function readShare(form: Form, errors: FieldError[]): EarlyShare | null {
  const likely = readPercent(form, 'likely', errors);
  const low = form.low ? readPercent(form, 'low', errors) : likely;
  const high = form.high ? readPercent(form, 'high', errors) : likely;
  if (low === null || likely === null || high === null) return null;
  if (low <= likely && likely <= high) return { low, likely, high };
  const sentence = 'Enter the least, the likely and the most in that order';
  errors.push({ field: 'low', sentence });
  return null;
}

function readPercent(form: Form, field: string, errors: FieldError[]): number | null {
  const text = (form[field] ?? '').replace(/[%\s]/g, '');
  const value = /^\d{1,3}(\.\d)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= 100) return value;
  errors.push({ field, sentence: 'Enter a share from 0 to 100 per cent, such as 75' });
  return null;
}
