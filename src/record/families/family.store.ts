import { sql } from 'kysely';
import type {
  AuthorityId,
  CalendarDay,
  FamilyId,
  PersonId,
  SourceFileId,
} from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';

/** A family as far as the actor may see its members. */
export interface FamilyRow {
  readonly id: FamilyId;
  readonly reference: string;
  readonly members: number;
}

const FAMILY = sql`family.id, family.reference, count(member.person_id) as members`;

/** A family; one of whose members none may be seen does not exist. */
export async function findFamily(tx: Tx, id: FamilyId): Promise<FamilyRow | null> {
  const { rows } = await sql<FamilyRow>`
    select ${FAMILY} from record.family
    join record.family_member member on member.family_id = family.id
    where family.id = ${id} group by family.id`.execute(tx);
  return rows[0] ?? null;
}

/** The family with this reference; null when the actor may see nobody in it. */
export async function familyByReference(tx: Tx, reference: string): Promise<FamilyRow | null> {
  const { rows } = await sql<FamilyRow>`
    select ${FAMILY} from record.family
    join record.family_member member on member.family_id = family.id
    where family.authority_id = (select govern.authority()) and family.reference = ${reference}
    group by family.id`.execute(tx);
  return rows[0] ?? null;
}

/** The families that a person belongs to. */
export async function familiesOf(tx: Tx, id: PersonId): Promise<FamilyRow[]> {
  const { rows } = await sql<FamilyRow>`
    select ${FAMILY} from record.family_member own
    join record.family on family.id = own.family_id
    join record.family_member member on member.family_id = family.id
    where own.person_id = ${id} group by family.id order by family.id`.execute(tx);
  return rows;
}

/** Somebody in a family, with their level on a day. */
export interface FamilyMemberRow {
  readonly id: PersonId;
  readonly given: string | null;
  readonly family: string | null;
  readonly birth_day: CalendarDay | null;
  readonly expected_birth_day: CalendarDay | null;
  readonly level: string | null;
}

/** The members of a family that the actor may see, the eldest first. */
export async function membersOf(
  tx: Tx,
  id: FamilyId,
  onDay: CalendarDay,
): Promise<FamilyMemberRow[]> {
  const { rows } = await sql<FamilyMemberRow>`
    select person.id, name.given, name.family, person.birth_day, person.expected_birth_day, (
        select level_spell.level from record.level_spell
        where level_spell.person_id = person.id and level_spell.start_day <= ${onDay}
          and level_spell.end_day >= ${onDay}
        order by level_spell.start_day desc limit 1
      ) as level
    from record.family_member member join record.person on person.id = member.person_id
    left join lateral (
      select person_name.given, person_name.family from record.person_name
      where person_name.person_id = person.id
      order by array_position(array['preferred', 'legal', 'former'], person_name.kind)
      limit 1
    ) name on true
    where member.family_id = ${id}
    order by coalesce(person.birth_day, person.expected_birth_day) nulls last, person.id
  `.execute(tx);
  return rows;
}

/** Makes a family with a reference of our own; gives its id. */
export async function insertFamily(tx: Tx, authorityId: AuthorityId): Promise<FamilyId> {
  const { rows } = await sql<{ id: FamilyId }>`
    insert into record.family (authority_id, reference)
    values (${authorityId}, 'own-' || gen_random_uuid())
    returning family.id`.execute(tx);
  return (rows[0] as { id: FamilyId }).id;
}

/** Puts a person in a family; says whether they were not in it before. */
export async function insertMember(
  tx: Tx,
  of: {
    readonly authorityId: AuthorityId;
    readonly familyId: FamilyId;
    readonly personId: PersonId;
    readonly sourceId: SourceFileId;
  },
): Promise<boolean> {
  const { rows } = await sql`
    insert into record.family_member (authority_id, family_id, person_id, source_id)
    values (${of.authorityId}, ${of.familyId}, ${of.personId}, ${of.sourceId})
    on conflict (family_id, person_id) do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

/** Takes a person out of a family whom somebody put there here; says whether they were. */
export async function deleteMember(
  tx: Tx,
  of: { readonly familyId: FamilyId; readonly personId: PersonId },
): Promise<boolean> {
  const { rows } = await sql`
    delete from record.family_member using record.source
    where family_member.family_id = ${of.familyId} and family_member.person_id = ${of.personId}
      and source.id = family_member.source_id and source.kind = 'action'
    returning 1`.execute(tx);
  return rows.length > 0;
}
