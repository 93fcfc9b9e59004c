import { sql } from 'kysely';
import type { AuthorityId, CalendarDay, PersonId, SourceFileId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { IdentifierStatement, PersonStatement } from '../returns/statement.ts';
import type { KnownIdentifier } from './match-people.ts';

/** Where rows come from. */
export interface Origin {
  readonly authorityId: AuthorityId;
  readonly sourceId: SourceFileId;
  /** The day up to which the source knows. */
  readonly statedDay: CalendarDay;
}

/** A statement whose person is known. */
export interface MatchedStatement {
  readonly personId: PersonId;
  readonly statement: PersonStatement;
}

/** The people on record that carry any of these identifiers. */
export async function knownIdentifiers(
  tx: Tx,
  identifiers: readonly IdentifierStatement[],
): Promise<KnownIdentifier[]> {
  const wanted = identifiers.flatMap((one) =>
    one.kind === 'upn' || one.kind === 'former-upn'
      ? [
          { kind: 'upn', value: one.value },
          { kind: 'former-upn', value: one.value },
        ]
      : [{ kind: one.kind, value: one.value }],
  );
  const { rows } = await sql<KnownIdentifier>`
    select known.kind, known.value, known.person_id as "personId",
      person.birth_day as "birthDay", (
        select own.value from record.person_identifier own
        where own.person_id = known.person_id and own.kind = 'la-child-id' limit 1
      ) as "laChildId"
    from json_to_recordset(${JSON.stringify(wanted)}::json) as wanted(kind text, value text)
    join record.person_identifier known on known.authority_id = (select govern.authority())
      and known.kind = wanted.kind and known.value = wanted.value
    join record.person on person.id = known.person_id
    order by known.person_id`.execute(tx);
  return rows;
}

/** Draws ids for people about to be written. */
export async function newPersonIds(tx: Tx, count: number): Promise<PersonId[]> {
  if (count === 0) return [];
  const { rows } = await sql<{ id: PersonId }>`
    select nextval('record.person_id_seq') as id from generate_series(1, ${count})`.execute(tx);
  return rows.map((row) => row.id);
}

/** Writes or mends people's own facts; what a later source leaves out is kept. */
export async function savePeople(
  tx: Tx,
  origin: Origin,
  people: readonly MatchedStatement[],
): Promise<{ created: number; changed: number }> {
  const rows = onePerPerson(people).map(({ personId, statement }) => ({
    personId,
    birthDay: statement.birthDay,
    expectedBirthDay: statement.expectedBirthDay ?? null,
    deathDay: statement.deathDay ?? null,
    sex: statement.sex ?? null,
    ethnicity: statement.ethnicity ?? null,
    disabilities: statement.disabilities ?? [],
    specialNeeds: needsByRank(statement),
    row: statement.row,
  }));
  const { rows: written } = await sql<{ created: boolean }>`
    insert into record.person (id, authority_id, birth_day, expected_birth_day, death_day, sex,
      ethnicity, disabilities, special_needs, stated_day, source_id, source_row)
    overriding system value
    select stated."personId", ${origin.authorityId}::bigint, stated."birthDay",
      stated."expectedBirthDay", stated."deathDay", stated.sex, stated.ethnicity,
      array(select json_array_elements_text(stated.disabilities)),
      array(select json_array_elements_text(stated."specialNeeds")), ${origin.statedDay}::date,
      ${origin.sourceId}::bigint, stated.row
    from json_to_recordset(${JSON.stringify(rows)}::json) as stated("personId" bigint,
      "birthDay" date, "expectedBirthDay" date, "deathDay" date, sex text, ethnicity text,
      disabilities json, "specialNeeds" json, row bigint)
    on conflict (id) do update set
      birth_day = coalesce(excluded.birth_day, person.birth_day),
      expected_birth_day = coalesce(excluded.expected_birth_day, person.expected_birth_day),
      death_day = coalesce(excluded.death_day, person.death_day),
      sex = coalesce(excluded.sex, person.sex),
      ethnicity = coalesce(excluded.ethnicity, person.ethnicity),
      disabilities = case when excluded.disabilities = '{}' then person.disabilities
        else excluded.disabilities end,
      special_needs = case when excluded.special_needs = '{}' then person.special_needs
        else excluded.special_needs end,
      stated_day = excluded.stated_day, source_id = excluded.source_id,
      source_row = excluded.source_row
    where person.stated_day <= excluded.stated_day and (
      person.birth_day is distinct from coalesce(excluded.birth_day, person.birth_day)
      or person.expected_birth_day is distinct from
        coalesce(excluded.expected_birth_day, person.expected_birth_day)
      or person.death_day is distinct from coalesce(excluded.death_day, person.death_day)
      or person.sex is distinct from coalesce(excluded.sex, person.sex)
      or person.ethnicity is distinct from coalesce(excluded.ethnicity, person.ethnicity)
      or (excluded.disabilities <> '{}' and person.disabilities <> excluded.disabilities)
      or (excluded.special_needs <> '{}' and person.special_needs <> excluded.special_needs))
    returning (xmax = 0) as created`.execute(tx);
  const created = written.filter((row) => row.created).length;
  return { created, changed: written.length - created };
}

/** One batch may state a person in several rows: their facts are put together, later rows last. */
function onePerPerson(people: readonly MatchedStatement[]): MatchedStatement[] {
  const byId = new Map<PersonId, MatchedStatement>();
  for (const { personId, statement } of people) {
    const before = byId.get(personId)?.statement;
    byId.set(personId, { personId, statement: before ? merged(before, statement) : statement });
  }
  return [...byId.values()];
}

function merged(before: PersonStatement, after: PersonStatement): PersonStatement {
  return {
    ...after,
    birthDay: after.birthDay ?? before.birthDay,
    expectedBirthDay: after.expectedBirthDay ?? before.expectedBirthDay ?? null,
    deathDay: after.deathDay ?? before.deathDay ?? null,
    sex: after.sex ?? before.sex ?? null,
    ethnicity: after.ethnicity ?? before.ethnicity ?? null,
    disabilities: after.disabilities?.length ? after.disabilities : (before.disabilities ?? []),
    specialNeeds: [...(before.specialNeeds ?? []), ...(after.specialNeeds ?? [])],
  };
}

function needsByRank(statement: PersonStatement): string[] {
  const needs = [...(statement.specialNeeds ?? [])];
  return needs.sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99)).map((need) => need.code);
}

/** Writes identifiers that are new; one that someone else carries stays with them. */
export async function saveIdentifiers(
  tx: Tx,
  origin: Origin,
  identifiers: readonly {
    readonly personId: PersonId;
    readonly kind: string;
    readonly value: string;
    readonly verification: 'stated' | 'checked';
    readonly row: number;
  }[],
): Promise<void> {
  if (identifiers.length === 0) return;
  await sql`
    insert into record.person_identifier (authority_id, person_id, kind, value, verification,
      source_id, source_row)
    select ${origin.authorityId}::bigint, stated."personId", stated.kind, stated.value,
      stated.verification, ${origin.sourceId}::bigint, stated.row
    from json_to_recordset(${JSON.stringify(identifiers)}::json) as stated("personId" bigint,
      kind text, value text, verification text, row bigint)
    on conflict (authority_id, kind, value) do nothing`.execute(tx);
}

/** Writes names that are new, with the key that misspelt searches go by. */
export async function saveNames(
  tx: Tx,
  origin: Origin,
  names: readonly {
    readonly personId: PersonId;
    readonly kind: string;
    readonly given: string;
    readonly family: string;
    readonly searchKey: string;
    readonly row: number;
  }[],
): Promise<void> {
  if (names.length === 0) return;
  await sql`
    insert into record.person_name (authority_id, person_id, kind, given, family, search_key,
      source_id, source_row)
    select ${origin.authorityId}::bigint, stated."personId", stated.kind, stated.given,
      stated.family, stated."searchKey", ${origin.sourceId}::bigint, stated.row
    from json_to_recordset(${JSON.stringify(names)}::json) as stated("personId" bigint,
      kind text, given text, family text, "searchKey" text, row bigint)
    on conflict (person_id, kind, given, family) do nothing`.execute(tx);
}

/** Writes addresses that are new, placed in their census area and ward where these are known. */
export async function saveAddresses(
  tx: Tx,
  origin: Origin,
  addresses: readonly {
    readonly personId: PersonId;
    readonly postcode: string;
    readonly uprn: string | null;
    readonly lsoa: string | null;
    readonly fromDay: CalendarDay;
    readonly isProtected: boolean;
    readonly row: number;
  }[],
): Promise<void> {
  if (addresses.length === 0) return;
  await sql`
    insert into record.address (authority_id, person_id, postcode, uprn, lsoa_id, ward_id,
      from_day, is_protected, source_id, source_row)
    select distinct on (stated."personId", stated.postcode) ${origin.authorityId}::bigint,
      stated."personId", stated.postcode, stated.uprn,
      coalesce(postcode.lsoa_id, lsoa.id), coalesce(postcode.ward_id, lsoa.within_id),
      stated."fromDay", stated."isProtected", ${origin.sourceId}::bigint, stated.row
    from json_to_recordset(${JSON.stringify(addresses)}::json) as stated("personId" bigint,
      postcode text, uprn text, lsoa text, "fromDay" date, "isProtected" boolean, row bigint)
    left join record.postcode on postcode.authority_id = ${origin.authorityId}
      and postcode.postcode = stated.postcode
    left join record.place lsoa on lsoa.authority_id = ${origin.authorityId}
      and lsoa.kind = 'lsoa' and lsoa.code = stated.lsoa
    where not exists (
      select 1 from record.address known where known.person_id = stated."personId"
        and known.postcode = stated.postcode and known.from_day <= stated."fromDay"
        and not exists (
          select 1 from record.address later where later.person_id = known.person_id
            and later.from_day > known.from_day and later.from_day <= stated."fromDay"
            and later.postcode <> known.postcode))
    order by stated."personId", stated.postcode, stated."fromDay"
    on conflict (person_id, postcode, from_day) do nothing`.execute(tx);
}

/** Puts people in families by the reference that their source gives the family. */
export async function saveFamilies(
  tx: Tx,
  origin: Origin,
  members: readonly {
    readonly personId: PersonId;
    readonly reference: string;
    readonly row: number;
  }[],
): Promise<void> {
  if (members.length === 0) return;
  const stated = sql`json_to_recordset(${JSON.stringify(members)}::json)
    as stated("personId" bigint, reference text, row bigint)`;
  await sql`
    insert into record.family (authority_id, reference)
    select distinct ${origin.authorityId}::bigint, stated.reference from ${stated}
    on conflict (authority_id, reference) do nothing`.execute(tx);
  await sql`
    insert into record.family_member (authority_id, family_id, person_id, source_id, source_row)
    select distinct on (family.id, stated."personId") ${origin.authorityId}::bigint, family.id,
      stated."personId", ${origin.sourceId}::bigint, stated.row
    from ${stated} join record.family on family.authority_id = ${origin.authorityId}
      and family.reference = stated.reference
    on conflict (family_id, person_id) do nothing`.execute(tx);
}
