import { authorityOf, listAuthorities } from '../../govern/index.ts';
import { addDays, type CalendarDay, type MappingRequestId, refuse } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { answerAddress, hashToken, newToken } from './answer-link.ts';
import { insertLink, withdrawLinks } from './answer-link.store.ts';
import {
  isOpen,
  LINK_MARK,
  type MappingRequest,
  messageOf,
  type MessageKind,
  reminderDue,
} from './mapping.ts';
import {
  findRequest,
  insertMessage,
  insertRequest,
  listMessages,
  listRequests,
  noteTaken,
  setDueDay,
  setStatus,
} from './mapping.store.ts';
import { PROVISION_RULES } from './provision-rules.ts';

/** Who asks, and on which day. */
export interface Asking {
  readonly actor: Actor;
  readonly name: string;
  readonly today: CalendarDay;
}

/** What is asked of an agency, before it has a number. */
export type NewRequest = Pick<
  MappingRequest,
  'agencyId' | 'personName' | 'personEmail' | 'asked' | 'year' | 'dueDay'
>;

/** Asks an agency to map what it offers, and writes the message to its named person. */
export async function askAgency(tx: Tx, by: Asking, asked: NewRequest): Promise<MappingRequestId> {
  const authorityId = authorityOf(by.actor);
  const made = { ...asked, askedBy: by.name, askedDay: by.today };
  const id = await insertRequest(tx, authorityId, made);
  await writeMessage(tx, by, await requestOf(tx, id), 'asked');
  return id;
}

/** Writes a reminder to the named person of a request that still waits for its answer. */
export async function remindAgency(tx: Tx, by: Asking, id: MappingRequestId): Promise<void> {
  const request = await openRequestOf(tx, id);
  const kind = request.dueDay < by.today ? 'overdue' : 'due-soon';
  await writeMessage(tx, by, request, kind);
}

/** Gives an agency until a later day. */
export async function extendRequest(
  tx: Tx,
  id: MappingRequestId,
  dueDay: CalendarDay,
): Promise<void> {
  const request = await openRequestOf(tx, id);
  if (dueDay <= request.dueDay) {
    throw refuse('not-later', 'invalid', 'Choose a day after the present due day.');
  }
  await setDueDay(tx, id, dueDay);
}

/** Withdraws a request; its safe links open no longer. What was answered stays. */
export async function withdrawRequest(tx: Tx, id: MappingRequestId, reason: string): Promise<void> {
  await openRequestOf(tx, id);
  await withdrawLinks(tx, id);
  await setStatus(tx, id, 'withdrawn', reason);
}

/** A message ready to be copied and sent, with a safe link that was made for it just now. */
export interface TakenMessage {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/**
 * Takes a message to send it: makes a safe link for it, which is shown this once and kept nowhere.
 * Earlier links of the request open until they end or are withdrawn.
 */
export async function takeMessage(
  tx: Tx,
  by: Asking & { readonly origin: string },
  of: { readonly requestId: MappingRequestId; readonly messageId: number },
): Promise<TakenMessage> {
  const request = await openRequestOf(tx, of.requestId);
  const message = (await listMessages(tx, of.requestId)).find((one) => one.id === of.messageId);
  if (message === undefined) {
    throw refuse('no-such-message', 'not-found', 'There is no such message here.');
  }
  const token = newToken();
  await insertLink(tx, {
    authorityId: authorityOf(by.actor),
    agencyId: request.agencyId,
    tokenHash: hashToken(token),
    requestId: request.id,
    personName: message.personName,
    personEmail: message.personEmail,
    madeBy: by.name,
    lastDay: addDays(by.today, PROVISION_RULES.links.openDays),
    serviceIds: [],
  });
  await noteTaken(tx, message.id, by.name);
  const { subject, personName, personEmail } = message;
  const link = `${by.origin}${answerAddress(token)}`;
  const to = `${personName} <${personEmail}>`;
  return { to, subject, body: message.body.replace(LINK_MARK, link) };
}

/**
 * Writes the reminders that are due today, of all requests that wait. They are not sent: there is
 * no mail here; they wait to be taken. Gives how many of how many.
 */
export async function writeReminders(
  tx: Tx,
  by: Asking,
): Promise<{ readonly written: number; readonly waiting: number }> {
  const waiting = (await listRequests(tx)).filter(isOpen);
  const messages = await listMessages(tx, null);
  let written = 0;
  for (const request of waiting) {
    const last = messages.find((one) => one.requestId === request.id);
    const known = last === undefined ? null : { kind: last.kind, day: last.madeDay };
    const kind = reminderDue(request, known, by.today);
    if (kind === null) continue;
    await writeMessage(tx, by, request, kind);
    written += 1;
  }
  return { written, waiting: waiting.length };
}

async function writeMessage(
  tx: Tx,
  by: Asking,
  request: MappingRequest,
  kind: Exclude<MessageKind, 'still-right'>,
): Promise<void> {
  const authorityId = authorityOf(by.actor);
  const { agencyId, personName, personEmail } = request;
  const council = await councilName(tx, by.actor);
  await insertMessage(tx, authorityId, {
    agencyId,
    requestId: request.id,
    kind,
    personName,
    personEmail,
    ...messageOf(kind, request, council),
    madeDay: by.today,
  });
}

/** What the authority is called, for messages. */
export async function councilName(tx: Tx, actor: Actor): Promise<string> {
  const own = (await listAuthorities(tx)).find((one) => one.id === authorityOf(actor));
  return own?.name ?? 'The council';
}

async function requestOf(tx: Tx, id: MappingRequestId): Promise<MappingRequest> {
  const request = await findRequest(tx, id);
  if (request === null) {
    throw refuse('no-such-request', 'not-found', 'There is no such request here.');
  }
  return request;
}

async function openRequestOf(tx: Tx, id: MappingRequestId): Promise<MappingRequest> {
  const request = await requestOf(tx, id);
  if (isOpen(request)) return request;
  throw refuse(
    'request-closed',
    'conflict',
    'This request is answered, declined or withdrawn. Make a new one to ask again.',
  );
}
