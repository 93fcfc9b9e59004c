import { sql } from 'kysely';
import type {
  AccountId,
  AgencyId,
  AuthorityId,
  CalendarDay,
  MappingRequestId,
  ServiceId,
} from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { MappingRequest, MessageKind, RequestStatus } from './mapping.ts';

const COLUMNS = sql`request.id, request.agency_id as "agencyId", agency.name as "agencyName",
  request.account_id as "accountId", request.person_name as "personName",
  request.person_email as "personEmail", request.asked, request.year, request.due_day as "dueDay",
  request.status, request.answer_note as "answerNote", request.asked_by as "askedBy",
  request.asked_day as "askedDay",
  (select count(*) from record.mapping_answer answer
    where answer.authority_id = request.authority_id and answer.request_id = request.id) as answers,
  (select count(*) from record.mapping_draft draft
    where draft.authority_id = request.authority_id and draft.request_id = request.id) as drafts`;

/** The requests that the actor may see (partners: their own agency's), the newest first. */
export async function listRequests(tx: Tx): Promise<MappingRequest[]> {
  const { rows } = await sql<MappingRequest>`
    select ${COLUMNS} from record.mapping_request request
    join govern.agency on agency.id = request.agency_id
    where request.authority_id = (select govern.authority())
    order by request.id desc`.execute(tx);
  return rows;
}

/** One request; null where there is none for the actor. */
export async function findRequest(tx: Tx, id: MappingRequestId): Promise<MappingRequest | null> {
  const { rows } = await sql<MappingRequest>`
    select ${COLUMNS} from record.mapping_request request
    join govern.agency on agency.id = request.agency_id
    where request.authority_id = (select govern.authority()) and request.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** Keeps a new request; the named person's account is found by their address. */
export async function insertRequest(
  tx: Tx,
  authorityId: AuthorityId,
  asked: Pick<
    MappingRequest,
    'agencyId' | 'personName' | 'personEmail' | 'asked' | 'year' | 'dueDay' | 'askedBy' | 'askedDay'
  >,
): Promise<MappingRequestId> {
  const { rows } = await sql<{ id: MappingRequestId }>`
    insert into record.mapping_request (authority_id, agency_id, account_id, person_name,
      person_email, asked, year, due_day, asked_by, asked_day)
    values (${authorityId}, ${asked.agencyId},
      (select account.id from govern.account
        join govern.membership on membership.account_id = account.id
        where account.email = ${asked.personEmail.toLowerCase()}
          and membership.agency_id = ${asked.agencyId} limit 1),
      ${asked.personName}, ${asked.personEmail}, ${asked.asked}, ${asked.year}, ${asked.dueDay},
      ${asked.askedBy}, ${asked.askedDay})
    returning id`.execute(tx);
  return (rows[0] as { id: MappingRequestId }).id;
}

/** Moves a request on; the first time it is opened and answered is kept. */
export async function setStatus(
  tx: Tx,
  id: MappingRequestId,
  status: RequestStatus,
  note?: string,
): Promise<void> {
  await sql`
    update record.mapping_request set status = ${status},
      answer_note = coalesce(${note ?? null}::text, answer_note),
      opened_at = case when ${status} in ('opened', 'part-answered', 'answered')
        then coalesce(opened_at, now()) else opened_at end,
      answered_at = case when ${status} in ('answered', 'declined') then now() end
    where authority_id = (select govern.authority()) and id = ${id}`.execute(tx);
}

/** Gives an agency until another day. */
export async function setDueDay(tx: Tx, id: MappingRequestId, dueDay: CalendarDay): Promise<void> {
  await sql`
    update record.mapping_request set due_day = ${dueDay}
    where authority_id = (select govern.authority()) and id = ${id}`.execute(tx);
}

/** What was typed of one service and not sent. */
export interface Draft {
  readonly id: number;
  readonly serviceId: ServiceId | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly savedAt: Date;
}

/** The drafts of a request, the oldest first. */
export async function listDrafts(tx: Tx, requestId: MappingRequestId): Promise<Draft[]> {
  const { rows } = await sql<Draft>`
    select id, service_id as "serviceId", fields, saved_at as "savedAt"
    from record.mapping_draft
    where authority_id = (select govern.authority()) and request_id = ${requestId}
    order by id`.execute(tx);
  return rows;
}

/** Keeps a draft, in the place of the same one; gives its id. */
export async function saveDraft(
  tx: Tx,
  of: {
    readonly authorityId: AuthorityId;
    readonly agencyId: AgencyId;
    readonly requestId: MappingRequestId;
    readonly draftId: number | null;
    readonly serviceId: ServiceId | null;
  },
  fields: Readonly<Record<string, string>>,
): Promise<number> {
  await deleteDraft(tx, of);
  const { rows } = await sql<{ id: number }>`
    insert into record.mapping_draft (authority_id, agency_id, request_id, service_id, fields)
    values (${of.authorityId}, ${of.agencyId}, ${of.requestId}, ${of.serviceId},
      ${JSON.stringify(fields)}::jsonb)
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

/** Takes a draft away: the one with an id, and that of the same service. */
export async function deleteDraft(
  tx: Tx,
  of: {
    readonly requestId: MappingRequestId;
    readonly draftId: number | null;
    readonly serviceId: ServiceId | null;
  },
): Promise<void> {
  await sql`
    delete from record.mapping_draft
    where authority_id = (select govern.authority()) and request_id = ${of.requestId}
      and (id = ${of.draftId} or service_id = ${of.serviceId})`.execute(tx);
}

/** Writes down which services an answer told of, and how. */
export async function noteAnswers(
  tx: Tx,
  request: Pick<MappingRequest, 'id' | 'agencyId'>,
  serviceIds: readonly ServiceId[],
  how: 'typed' | 'file' | 'confirmed',
): Promise<void> {
  await sql`
    insert into record.mapping_answer (authority_id, agency_id, request_id, service_id, how)
    select (select govern.authority()), ${request.agencyId}::bigint, ${request.id}::bigint,
      service_id, ${how}
    from unnest(${serviceIds}::bigint[]) as service_id
    on conflict (authority_id, request_id, service_id) do update set
      how = excluded.how, answered_at = now()`.execute(tx);
}

/** The services that an answer told of. */
export async function listAnswers(
  tx: Tx,
  requestId: MappingRequestId,
): Promise<{ serviceId: ServiceId; how: 'typed' | 'file' | 'confirmed' }[]> {
  const { rows } = await sql<{ serviceId: ServiceId; how: 'typed' | 'file' | 'confirmed' }>`
    select service_id as "serviceId", how from record.mapping_answer
    where authority_id = (select govern.authority()) and request_id = ${requestId}
    order by service_id`.execute(tx);
  return rows;
}

/** A message that somebody has to send, or has taken to send. */
export interface OutgoingMessage {
  readonly id: number;
  readonly requestId: MappingRequestId | null;
  readonly kind: MessageKind;
  readonly personName: string;
  readonly personEmail: string;
  readonly subject: string;
  readonly body: string;
  readonly madeDay: CalendarDay;
  readonly takenAt: Date | null;
  readonly takenBy: string | null;
}

/** The messages of one request (or of all), the newest first. */
export async function listMessages(
  tx: Tx,
  requestId: MappingRequestId | null,
): Promise<OutgoingMessage[]> {
  const { rows } = await sql<OutgoingMessage>`
    select id, request_id as "requestId", kind, person_name as "personName",
      person_email as "personEmail", subject, body, made_day as "madeDay",
      taken_at as "takenAt", taken_by as "takenBy"
    from record.outgoing_message
    where authority_id = (select govern.authority())
      and (${requestId}::bigint is null or request_id = ${requestId})
    order by id desc`.execute(tx);
  return rows;
}

/** Writes a message that somebody has to send. */
export async function insertMessage(
  tx: Tx,
  authorityId: AuthorityId,
  message: Omit<OutgoingMessage, 'id' | 'takenAt' | 'takenBy'> & { readonly agencyId: AgencyId },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into record.outgoing_message (authority_id, agency_id, request_id, kind, person_name,
      person_email, subject, body, made_day)
    values (${authorityId}, ${message.agencyId}, ${message.requestId}, ${message.kind},
      ${message.personName}, ${message.personEmail}, ${message.subject}, ${message.body},
      ${message.madeDay})
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

/** Writes down that somebody took a message to send it. */
export async function noteTaken(tx: Tx, id: number, by: string): Promise<void> {
  await sql`
    update record.outgoing_message set taken_at = now(), taken_by = ${by}
    where authority_id = (select govern.authority()) and id = ${id}`.execute(tx);
}

/** People of an agency who can be asked: their accounts, by name. */
export async function peopleOfAgencies(
  tx: Tx,
): Promise<{ id: AccountId; agencyId: AgencyId; name: string; email: string }[]> {
  const { rows } = await sql<{ id: AccountId; agencyId: AgencyId; name: string; email: string }>`
    select distinct account.id, membership.agency_id as "agencyId", account.name, account.email
    from govern.account join govern.membership on membership.account_id = account.id
    where account.authority_id = (select govern.authority()) and not account.is_disabled
      and membership.role in ('partner', 'provider')
    order by account.name`.execute(tx);
  return rows;
}
