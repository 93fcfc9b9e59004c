import { sql } from 'kysely';
import type { AgencyId, AuthorityId, CalendarDay } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Agency, Authority, NewAgency, NewAuthority } from './agency.ts';
import type { Succession, SuccessionSubject } from './succession.ts';

/** Adds an authority; only the system may, and a code that is taken gives null. */
export async function insertAuthority(tx: Tx, asked: NewAuthority): Promise<AuthorityId | null> {
  const { rows } = await sql<{ id: AuthorityId }>`
    insert into govern.authority (code, name, la_number, ons_code, is_made_up)
    values (${asked.code}, ${asked.name}, ${asked.laNumber ?? null}, ${asked.onsCode ?? null},
      ${asked.isMadeUp ?? false})
    on conflict (code) do nothing
    returning id`.execute(tx);
  return rows[0]?.id ?? null;
}

/** The authorities that the transaction may see: the actor's own, or all for the system. */
export async function listAuthorities(tx: Tx): Promise<readonly Authority[]> {
  const { rows } = await sql<Authority>`
    select id, code, name, la_number as "laNumber", ons_code as "onsCode",
      is_made_up as "isMadeUp"
    from govern.authority order by code`.execute(tx);
  return rows;
}

/** Adds agencies to one authority's partnership; a name that is taken is left out. */
export async function insertAgencies(
  tx: Tx,
  authorityId: AuthorityId,
  agencies: readonly NewAgency[],
): Promise<readonly AgencyId[]> {
  const { rows } = await sql<{ id: AgencyId }>`
    insert into govern.agency (authority_id, kind, name, from_day)
    select ${authorityId}::bigint, asked.kind, asked.name, asked.from_day
    from unnest(${agencies.map((one) => one.kind)}::text[],
      ${agencies.map((one) => one.name)}::text[],
      ${agencies.map((one) => one.fromDay)}::date[]) as asked(kind, name, from_day)
    on conflict (authority_id, name) do nothing
    returning id`.execute(tx);
  return rows.map((row) => row.id);
}

/** The agencies of the actor's authority, or of a named one for the system. */
export async function listAgencies(
  tx: Tx,
  authorityId: AuthorityId | null = null,
): Promise<readonly Agency[]> {
  const { rows } = await sql<Agency>`
    select id, kind, name, from_day as "fromDay", until_day as "untilDay"
    from govern.agency
    where ${authorityId}::bigint is null or authority_id = ${authorityId}
    order by kind, name`.execute(tx);
  return rows;
}

/** Ends agencies on a day, and lets the agency that follows begin on it if it had no beginning. */
export async function closeAgency(tx: Tx, id: AgencyId, untilDay: CalendarDay): Promise<void> {
  await sql`update govern.agency set until_day = ${untilDay} where id = ${id}`.execute(tx);
}

/** Records that one agency or authority follows another. */
export async function insertSuccession(
  tx: Tx,
  authorityId: AuthorityId,
  one: Omit<Succession, 'id'>,
): Promise<void> {
  await sql`
    insert into govern.succession
      (authority_id, subject, predecessor_id, successor_id, day, reason)
    values (${authorityId}, ${one.subject}, ${one.predecessorId}, ${one.successorId}, ${one.day},
      ${one.reason})`.execute(tx);
}

/** Every succession of agencies, or of authorities, that the actor may see, oldest first. */
export async function listSuccessions(
  tx: Tx,
  subject: SuccessionSubject,
): Promise<readonly Succession[]> {
  const { rows } = await sql<Succession>`
    select id, subject, predecessor_id as "predecessorId", successor_id as "successorId", day,
      reason
    from govern.succession where subject = ${subject} order by day, id`.execute(tx);
  return rows;
}
