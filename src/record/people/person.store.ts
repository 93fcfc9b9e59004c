import { sql } from 'kysely';
import type { CalendarDay, PersonId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { LEVELS } from '../journey/journey.ts';

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
  /** The search keys of a name, family name first, as a name may be meant. */
  readonly nameKeys: readonly string[] | null;
  /** The sound of a given name; a slower search, for when no family name fits. */
  readonly givenKey?: string | null;
  /** The spellings under which a number as typed may be stored. */
  readonly identifiers: readonly string[] | null;
  readonly level: string | null;
  /** The day on which the level is asked for. */
  readonly onDay: CalendarDay;
  readonly wardId: number | null;
  /** Only those who were at a lower level, or none, on this day. */
  readonly higherSince?: CalendarDay | null;
  readonly limit: number;
  readonly offset: number;
}

/** The same, and by given name where no family name fits: many know a child by it alone. */
export async function searchPeople(tx: Tx, asked: PeopleAsked): Promise<PersonInList[]> {
  const found = await listPeople(tx, asked);
  const [only, ...others] = asked.nameKeys ?? [];
  if (found.length > 0 || only === undefined || others.length > 0) return found;
  return listPeople(tx, { ...asked, givenKey: only });
}

/**
 * People by name (however misspelt), identifier, level on a day and ward; by family name. Asked
 * for nobody in particular, it gives those who have help on the day. Asked by ward, it leaves out
 * those whose address is protected: the list would tell where they live.
 */
export async function listPeople(tx: Tx, asked: PeopleAsked): Promise<PersonInList[]> {
  const isSearch = asked.nameKeys !== null || asked.identifiers !== null;
  const { rows } = await sql<PersonInList>`
    with matching as (
      select person.id, level_spell.level
      from ${isSearch ? searched(asked) : sql`record.person`}
      ${isSearch ? sql`left` : sql``} join record.level_spell
        on level_spell.person_id = person.id and level_spell.start_day <= ${asked.onDay}
        and level_spell.end_day >= ${asked.onDay}
        and (level_spell.end_day > ${asked.onDay} or not exists (
          select 1 from record.level_spell later where later.person_id = person.id
            and later.start_day = level_spell.end_day))
      where (${asked.level}::text is null or level_spell.level = ${asked.level})
        and (${asked.wardId}::bigint is null or (level_spell.ward_id = ${asked.wardId}
          and not exists (select 1 from record.address
            where address.person_id = person.id and address.is_protected)))
        and (${asked.higherSince ?? null}::date is null or not exists (
          select 1 from record.level_spell before where before.person_id = person.id
            and before.start_day <= ${asked.higherSince ?? null}::date
            and before.end_day > ${asked.higherSince ?? null}::date
            and array_position(${LEVELS}::text[], before.level)
              <= array_position(${LEVELS}::text[], level_spell.level)))
    ), found as (
      select matching.id, matching.level, count(*) over () as total, (
          select min(person_name.family) from record.person_name
          where person_name.person_id = matching.id
        ) as family_sort
      from matching order by family_sort nulls last, matching.id
      limit ${asked.limit} offset ${asked.offset}
    )
    select ${PERSON}, found.level, found.total
    from ${WITH_NAME} join found on found.id = person.id
    order by found.family_sort nulls last, person.id`.execute(tx);
  return rows;
}

function searched(asked: PeopleAsked) {
  if (asked.identifiers !== null) {
    return sql`(select distinct known.person_id as id from record.person_identifier known
      where known.authority_id = (select govern.authority())
        and known.value = any(${asked.identifiers}::text[])) person`;
  }
  if (asked.givenKey) {
    return sql`(select distinct named.person_id as id from record.person_name named
      where named.authority_id = (select govern.authority())
        and starts_with(split_part(named.search_key, ' ', 2), ${asked.givenKey})) person`;
  }
  // A range instead of LIKE, so that the index is used whatever the collation of the database.
  const ranges = (asked.nameKeys ?? []).map(
    (from) => sql`(named.search_key collate "C" >= ${from} collate "C"
      and named.search_key collate "C" < ${`${from}~`} collate "C")`,
  );
  return sql`(select distinct named.person_id as id from record.person_name named
    where named.authority_id = (select govern.authority())
      and (${sql.join(ranges, sql` or `)})) person`;
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

/** Where a person lived. */
export interface AddressRow {
  readonly postcode: string | null;
  readonly ward: string | null;
  readonly from_day: CalendarDay;
  readonly is_protected: boolean;
}

/**
 * Where a person lived, newest first. A protected address comes without its postcode and ward, and
 * so does every later one until the protection is lifted.
 */
export async function addressesOf(tx: Tx, id: PersonId): Promise<AddressRow[]> {
  const { rows } = await sql<AddressRow>`
    with known as (
      select address.postcode, place.name as ward, address.from_day, address.is_protected
        or exists (select 1 from record.address earlier
          where earlier.person_id = address.person_id and earlier.is_protected
            and earlier.from_day <= address.from_day) as is_protected
      from record.address left join record.place on place.id = address.ward_id
      where address.person_id = ${id}
    )
    select case when known.is_protected then null else known.postcode end as postcode,
      case when known.is_protected then null else known.ward end as ward, known.from_day,
      known.is_protected
    from known order by known.from_day desc, postcode`.execute(tx);
  return rows;
}

/** Somebody on record, in few words. */
export interface NamedPerson {
  readonly id: PersonId;
  readonly given: string | null;
  readonly family: string | null;
  readonly birth_day: CalendarDay | null;
  readonly expected_birth_day: CalendarDay | null;
}

/** These people, as far as the actor may see them. */
export async function namedPeople(tx: Tx, ids: readonly PersonId[]): Promise<NamedPerson[]> {
  const { rows } = await sql<NamedPerson>`
    select person.id, name.given, name.family, person.birth_day, person.expected_birth_day
    from ${WITH_NAME} where person.id = any(${ids}::bigint[]) order by person.id`.execute(tx);
  return rows;
}
