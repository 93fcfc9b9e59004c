import { sql } from 'kysely';
import type { AuthorityId, CalendarDay, PersonId, SourceFileId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { AddressProtection } from './protection.ts';

/** How a person's addresses stand. */
export async function addressProtection(tx: Tx, id: PersonId): Promise<AddressProtection> {
  const { rows } = await sql<AddressProtection>`
    select count(*) as addresses,
      count(*) filter (where address.is_protected) as "protectedAddresses"
    from record.address where address.person_id = ${id}`.execute(tx);
  return rows[0] ?? { addresses: 0, protectedAddresses: 0 };
}

/** Those of these people of whom an address is protected. */
export async function protectedAmong(tx: Tx, people: readonly PersonId[]): Promise<PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`
    select distinct address.person_id as id from record.address
    where address.person_id = any(${people}::bigint[]) and address.is_protected`.execute(tx);
  return rows.map((row) => row.id);
}

/** Protects every address of these people, or lifts it; gives those whose addresses changed. */
export async function setAddressProtection(
  tx: Tx,
  people: readonly PersonId[],
  isProtected: boolean,
): Promise<PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`
    update record.address set is_protected = ${isProtected}
    where address.person_id = any(${people}::bigint[]) and address.is_protected <> ${isProtected}
    returning address.person_id as id`.execute(tx);
  return [...new Set(rows.map((row) => row.id))];
}

/** Others of the same families, as far as the actor may see them. */
export async function familyOthers(tx: Tx, id: PersonId): Promise<PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`
    select distinct other.person_id as id from record.family_member own
    join record.family_member other on other.family_id = own.family_id
    where own.person_id = ${id} and other.person_id <> ${id} order by id`.execute(tx);
  return rows.map((row) => row.id);
}

/** Why and since when a record is restricted; null when it is not. */
export async function findRestriction(
  tx: Tx,
  id: PersonId,
): Promise<{ readonly reason: string; readonly from_day: CalendarDay } | null> {
  const { rows } = await sql<{ reason: string; from_day: CalendarDay }>`
    select restriction.reason, restriction.from_day from record.restriction
    where restriction.person_id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** Restricts a record. */
export async function insertRestriction(
  tx: Tx,
  of: {
    readonly authorityId: AuthorityId;
    readonly personId: PersonId;
    readonly reason: string;
    readonly fromDay: CalendarDay;
    readonly sourceId: SourceFileId;
  },
): Promise<void> {
  await sql`
    insert into record.restriction (person_id, authority_id, reason, from_day, source_id)
    values (${of.personId}, ${of.authorityId}, ${of.reason}, ${of.fromDay}, ${of.sourceId})
  `.execute(tx);
}

/** Lifts the restriction of a record. */
export async function deleteRestriction(tx: Tx, id: PersonId): Promise<void> {
  await sql`delete from record.restriction where restriction.person_id = ${id}`.execute(tx);
}

/** The people who carry these numbers of the council, by number. */
export async function peopleByCouncilNumber(
  tx: Tx,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, PersonId>> {
  const { rows } = await sql<{ id: PersonId; number: string }>`
    select known.person_id as id, known.value as number from record.person_identifier known
    where known.authority_id = (select govern.authority()) and known.kind = 'la-child-id'
      and known.value = any(${numbers}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.number, row.id]));
}
