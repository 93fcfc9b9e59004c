import { type CalendarDay, refuse } from '../../lib/index.ts';
import {
  type Actor,
  type FieldError,
  findAllFrozen,
  type FormResult,
  type Tx,
} from '../../platform/index.ts';
import { thoseWhoTell } from '../who.ts';
import { type AskedEnquiry, dueAfter, type Enquiry, readFrozenIds, textErrors } from './enquiry.ts';
import { ENQUIRY_RULES } from './enquiry-rules.ts';
import { endOpen, insertEnquiry, listEnquiries, takeOpen } from './enquiries.store.ts';

/** Working days within which an enquiry is answered. */
export const ANSWER_WITHIN = ENQUIRY_RULES.deadlines[0]?.workingDays ?? 10;

/** Keeps what a member asks, with the day on which it is due; gives its number. */
export function askEnquiry(
  tx: Tx,
  actor: Actor,
  asked: AskedEnquiry & { readonly today: CalendarDay },
): Promise<number> {
  const { today, ...enquiry } = asked;
  const dueOn = dueAfter(today, ANSWER_WITHIN, ENQUIRY_RULES.holidays);
  return insertEnquiry(tx, { ...enquiry, askedBy: actor.id, askedOn: today, dueOn });
}

/**
 * An enquiry as this reader may see it: officers all, a member their own, everyone else of the
 * partnership's figures those that ended. Any other does not exist.
 */
export async function openEnquiry(tx: Tx, actor: Actor, id: number): Promise<Enquiry> {
  const [found] = Number.isSafeInteger(id) ? await listEnquiries(tx, { id }) : [];
  const isSeen =
    found && (thoseWhoTell.allows(actor) || found.askedBy === actor.id || found.endedOn !== null);
  if (!isSeen) throw refuse('no-such-enquiry', 'not-found', 'There is no such enquiry.');
  return found;
}

/** An officer takes an enquiry in hand. */
export async function takeEnquiry(
  tx: Tx,
  actor: Actor,
  asked: { readonly id: number; readonly today: CalendarDay },
): Promise<void> {
  await openEnquiry(tx, actor, asked.id);
  if (await takeOpen(tx, asked.id, { actorId: actor.id, today: asked.today })) return;
  throw refuse('enquiry-taken', 'conflict', 'Somebody has this enquiry in hand already.');
}

/** What ends an enquiry, read from the form. */
export interface EnquiryEnd {
  readonly answer: string;
  readonly isDeclined: boolean;
  readonly frozenIds: readonly number[];
}

/** Reads an answer or a reason, and the frozen figures that go with it. */
export async function readEnd(
  tx: Tx,
  form: Readonly<Record<string, string>>,
): Promise<FormResult<EnquiryEnd>> {
  const isDeclined = form.end === 'declined';
  const answer = form.answer ?? '';
  const ifEmpty = isDeclined ? 'Enter why it is declined; the member sees it' : 'Enter the answer';
  const errors: FieldError[] = textErrors('answer', answer, ifEmpty);
  if (form.end !== 'answered' && !isDeclined) {
    errors.push({ field: 'end', sentence: 'Select whether you answer or decline' });
  }
  const frozenIds = readFrozenIds(form.figures ?? '');
  const found = (await findAllFrozen(tx, frozenIds)).map((one) => one.id);
  const missing = frozenIds.find((id) => !found.includes(id));
  if (missing !== undefined) {
    const sentence = `There is no frozen figure ${missing}. Freeze the figure first, on its page`;
    errors.push({ field: 'figures', sentence });
  }
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, value: { answer, isDeclined, frozenIds } };
}

/** An officer answers an enquiry, or declines it with the reason. */
export async function endEnquiry(
  tx: Tx,
  actor: Actor,
  asked: EnquiryEnd & { readonly id: number; readonly today: CalendarDay },
): Promise<void> {
  await openEnquiry(tx, actor, asked.id);
  if (await endOpen(tx, asked.id, { ...asked, actorId: actor.id })) return;
  throw refuse('enquiry-ended', 'conflict', 'This enquiry has its answer already.');
}
