import { sql } from 'kysely';
import type {
  AgencyId,
  AuthorityId,
  CalendarDay,
  MappingRequestId,
  ServiceId,
} from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';

/** A safe link, found by what is kept of its token. */
export interface AnswerLink {
  readonly id: number;
  readonly authorityId: AuthorityId;
  readonly agencyId: AgencyId;
  readonly requestId: MappingRequestId | null;
  readonly personName: string;
  readonly lastDay: CalendarDay;
  readonly isWithdrawn: boolean;
}

/** The link with a hash, in whichever authority; only the system finds it. */
export async function findLink(tx: Tx, tokenHash: string): Promise<AnswerLink | null> {
  const { rows } = await sql<AnswerLink>`
    select id, authority_id as "authorityId", agency_id as "agencyId",
      request_id as "requestId", person_name as "personName", last_day as "lastDay",
      withdrawn_at is not null as "isWithdrawn"
    from record.answer_link where token_hash = ${tokenHash}`.execute(tx);
  return rows[0] ?? null;
}

/** Keeps a new link, and the entries that it asks about; gives its id. */
export async function insertLink(
  tx: Tx,
  link: {
    readonly authorityId: AuthorityId;
    readonly agencyId: AgencyId;
    readonly tokenHash: string;
    readonly requestId: MappingRequestId | null;
    readonly personName: string;
    readonly personEmail: string;
    readonly madeBy: string;
    readonly lastDay: CalendarDay;
    readonly serviceIds: readonly ServiceId[];
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into record.answer_link (authority_id, agency_id, token_hash, request_id, person_name,
      person_email, made_by, last_day)
    values (${link.authorityId}, ${link.agencyId}, ${link.tokenHash}, ${link.requestId},
      ${link.personName}, ${link.personEmail}, ${link.madeBy}, ${link.lastDay})
    returning id`.execute(tx);
  const id = rows[0]?.id ?? 0;
  await sql`
    insert into record.answer_link_service (authority_id, agency_id, link_id, service_id)
    select ${link.authorityId}::bigint, ${link.agencyId}::bigint, ${id}::bigint, service_id
    from unnest(${link.serviceIds}::bigint[]) as service_id`.execute(tx);
  return id;
}

/** Counts one use of a link; gives how often it was used within the hour, this use included. */
export async function countUse(tx: Tx, id: number): Promise<number> {
  const { rows } = await sql<{ uses: number }>`
    update record.answer_link set
      opened_at = coalesce(opened_at, now()),
      window_uses = case when window_started_at > now() - interval '1 hour'
        then window_uses + 1 else 1 end,
      window_started_at = case when window_started_at > now() - interval '1 hour'
        then window_started_at else now() end
    where authority_id = (select govern.authority()) and id = ${id}
    returning window_uses as uses`.execute(tx);
  return rows[0]?.uses ?? 0;
}

/** The entries that a link asks about. */
export async function servicesOfLink(tx: Tx, id: number): Promise<ServiceId[]> {
  const { rows } = await sql<{ id: ServiceId }>`
    select service_id as id from record.answer_link_service
    where authority_id = (select govern.authority()) and link_id = ${id}
    order by service_id`.execute(tx);
  return rows.map((row) => row.id);
}

/** How many links of a request still open on a day. */
export async function openLinks(
  tx: Tx,
  requestId: MappingRequestId,
  today: CalendarDay,
): Promise<number> {
  const { rows } = await sql<{ links: number }>`
    select count(*) as links from record.answer_link
    where authority_id = (select govern.authority()) and request_id = ${requestId}
      and withdrawn_at is null and last_day >= ${today}`.execute(tx);
  return rows[0]?.links ?? 0;
}

/** Withdraws every link of a request; gives how many. */
export async function withdrawLinks(tx: Tx, requestId: MappingRequestId): Promise<number> {
  const { rows } = await sql`
    update record.answer_link set withdrawn_at = now()
    where authority_id = (select govern.authority()) and request_id = ${requestId}
      and withdrawn_at is null returning id`.execute(tx);
  return rows.length;
}
