import { sql } from 'kysely';
import type { CalendarDay, PersonId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';

/** One person's own facts, with where they were last stated. */
export interface PersonRow {
  readonly id: PersonId;
  readonly birth_day: CalendarDay | null;
  readonly expected_birth_day: CalendarDay | null;
  readonly death_day: CalendarDay | null;
  readonly sex: 'male' | 'female' | 'unknown' | null;
  readonly ethnicity: string | null;
  readonly disabilities: readonly string[];
  readonly special_needs: readonly string[];
  readonly given: string | null;
  readonly family: string | null;
  readonly is_restricted: boolean;
  readonly source_id: number;
  readonly source_name: string;
  readonly source_row: number | null;
}

const PERSON = sql`person.id, person.birth_day, person.expected_birth_day, person.death_day,
  person.sex, person.ethnicity, person.disabilities, person.special_needs, name.given, name.family,
  exists (select 1 from record.restriction where restriction.person_id = person.id)
    as is_restricted,
  person.source_id, source.name as source_name, person.source_row`;

const WITH_NAME = sql`record.person
  join record.source on source.id = person.source_id
  left join lateral (
    select person_name.given, person_name.family from record.person_name
    where person_name.person_id = person.id
    order by array_position(array['preferred', 'legal', 'former'], person_name.kind)
    limit 1
  ) name on true`;

/** One person, if the actor may see them. */
export async function findPerson(tx: Tx, id: PersonId): Promise<PersonRow | null> {
  const { rows } = await sql<PersonRow>`
    select ${PERSON} from ${WITH_NAME} where person.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** A person in a list. */
export interface PersonInList extends PersonRow {
  readonly level: string | null;
  readonly total: number;
}

/** What a list of people is asked for; `null` asks for nothing of the kind. */
export interface PeopleAsked {
  /** The search key of a name, or an identifier as typed. */
  readonly nameKey: string | null;
  readonly identifier: string | null;
  readonly level: string | null;
  /** The day on which the level is asked for. */
  readonly onDay: CalendarDay;
  readonly wardId: number | null;
  readonly limit: number;
  readonly offset: number;
}

/** People by name (however misspelt), identifier, level on a day and ward; by family name. */
export async function listPeople(tx: Tx, asked: PeopleAsked): Promise<PersonInList[]> {
  const { rows } = await sql<PersonInList>`
    with found as (
      select person.id, level_spell.level, count(*) over () as total,
        min(person_name.family) as family_sort
      from record.person
      left join record.person_name on person_name.person_id = person.id
      left join record.level_spell on level_spell.person_id = person.id
        and level_spell.start_day <= ${asked.onDay} and level_spell.end_day > ${asked.onDay}
      where (${asked.nameKey}::text is null or exists (
          select 1 from record.person_name searched where searched.person_id = person.id
            and searched.authority_id = person.authority_id
            and searched.search_key like ${`${asked.nameKey ?? ''}%`}))
        and (${asked.identifier}::text is null or exists (
          select 1 from record.person_identifier known where known.person_id = person.id
            and known.authority_id = person.authority_id and known.value = ${asked.identifier}))
        and (${asked.level}::text is null or level_spell.level = ${asked.level})
        and (${asked.wardId}::bigint is null or level_spell.ward_id = ${asked.wardId})
      group by person.id, level_spell.level
      order by min(person_name.family) nulls last, person.id
      limit ${asked.limit} offset ${asked.offset}
    )
    select ${PERSON}, found.level, found.total
    from found join ${WITH_NAME} on person.id = found.id
    order by found.family_sort nulls last, person.id`.execute(tx);
  return rows;
}

/** An identifier of a person; shown only when asked for. */
export interface IdentifierRow {
  readonly kind: string;
  readonly value: string;
  readonly verification: string;
  readonly source_name: string;
  readonly source_row: number | null;
}

/** The identifiers of one person. */
export async function identifiersOf(tx: Tx, id: PersonId): Promise<IdentifierRow[]> {
  const { rows } = await sql<IdentifierRow>`
    select known.kind, known.value, known.verification, source.name as source_name,
      known.source_row
    from record.person_identifier known join record.source on source.id = known.source_id
    where known.person_id = ${id} order by known.kind, known.value`.execute(tx);
  return rows;
}

/** Where a person lived, newest first; a protected address comes without its postcode. */
export async function addressesOf(
  tx: Tx,
  id: PersonId,
): Promise<
  { postcode: string | null; ward: string | null; from_day: CalendarDay; is_protected: boolean }[]
> {
  const { rows } = await sql<{
    postcode: string | null;
    ward: string | null;
    from_day: CalendarDay;
    is_protected: boolean;
  }>`
    select case when address.is_protected then null else address.postcode end as postcode,
      case when address.is_protected then null else place.name end as ward, address.from_day,
      address.is_protected
    from record.address left join record.place on place.id = address.ward_id
    where address.person_id = ${id} order by address.from_day desc, address.postcode`.execute(tx);
  return rows;
}

/** Others of the same family or related by record, as far as the actor may see them. */
export async function relationsOf(
  tx: Tx,
  id: PersonId,
): Promise<{ id: PersonId; given: string | null; family: string | null; kind: string }[]> {
  const { rows } = await sql<{
    id: PersonId;
    given: string | null;
    family: string | null;
    kind: string;
  }>`
    select distinct on (person.id) person.id, name.given, name.family, related.kind
    from (
      select other.person_id, 'same family' as kind, 2 as nearness
      from record.family_member own
      join record.family_member other on other.family_id = own.family_id
      where own.person_id = ${id} and other.person_id <> ${id}
      union all
      select relationship.other_id, relationship.kind, 1 from record.relationship
      where relationship.person_id = ${id}
      union all
      select relationship.person_id, relationship.kind || ' of', 1 from record.relationship
      where relationship.other_id = ${id}
    ) related join ${WITH_NAME} on person.id = related.person_id
    order by person.id, related.nearness`.execute(tx);
  return rows;
}
