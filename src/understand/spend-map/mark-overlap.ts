import { authorityOf } from '../../govern/index.ts';
import type { Actor, FieldError, FormResult, Tx } from '../../platform/index.ts';
import { fingerprintOf, type Pair } from './overlap.ts';
import { insertMark, type OverlapMark } from './overlap-mark.store.ts';

const LONGEST = 1000;

/** Reads the note of a mark; errors name `note`. */
export function readNote(form: Readonly<Record<string, string>>): FormResult<string> {
  const note = (form.note ?? '').trim();
  const errors: FieldError[] = [];
  if (note === '') errors.push({ field: 'note', sentence: 'Enter what you found, in a few words' });
  if (note.length > LONGEST) {
    errors.push({ field: 'note', sentence: `Enter at most ${LONGEST} characters` });
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: note };
}

/** Writes down that someone has looked at two services, as both are today. */
export function markOverlap(
  tx: Tx,
  actor: Actor,
  mark: { readonly pair: Pair; readonly note: string },
): Promise<number> {
  const { first, second } = mark.pair;
  return insertMark(tx, authorityOf(actor), {
    firstId: first.id,
    secondId: second.id,
    firstFingerprint: fingerprintOf(first),
    secondFingerprint: fingerprintOf(second),
    note: mark.note,
  });
}

/** The newest mark of a pair, and whether both services still are what they were then. */
export function markOf(
  { first, second }: Pair,
  marks: readonly OverlapMark[],
): (OverlapMark & { readonly isFaded: boolean }) | null {
  const mark = marks.find((one) => one.firstId === first.id && one.secondId === second.id);
  if (!mark) return null;
  const isFaded =
    mark.firstFingerprint !== fingerprintOf(first) ||
    mark.secondFingerprint !== fingerprintOf(second);
  return { ...mark, isFaded };
}
