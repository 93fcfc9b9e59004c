import { type RawBuilder, sql } from 'kysely';
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
  /** The source does not say that day: its facts of people replace none of a source that does. */
  readonly isUndated?: boolean;
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
  // Looked up one by one by the key, whatever the planner believes of a table that has just grown.
  const { rows } = await sql<KnownIdentifier>`
    select wanted.kind, wanted.value, known.person_id as "personId",
      person.birth_day as "birthDay", (
        select own.value from record.person_identifier own
        where own.person_id = known.person_id and own.kind = 'la-child-id'
        order by own.value limit 1
      ) as "laChildId"
    from unnest(${wanted.map((one) => one.kind)}::text[],
      ${wanted.map((one) => one.value)}::text[]) as wanted(kind, value)
    cross join lateral (
      select identifier.person_id from record.person_identifier identifier
      where identifier.authority_id = (select govern.authority())
        and identifier.kind = wanted.kind and identifier.value = wanted.value offset 0
    ) known
    cross join lateral (
      select found.birth_day from record.person found where found.id = known.person_id offset 0
    ) person
    order by known.person_id, wanted.kind, wanted.value`.execute(tx);
  return rows;
}

/**
 * Waits for the authority's turn to write its record, kept to the end of the transaction: two
 * imports at once then never take one child for two, nor wait for each other in a circle. Plans of
 * such short statements are not worth compiling.
 */
export async function takeTurn(tx: Tx, authorityId: AuthorityId): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(${TURN}, ${authorityId}::integer),
      set_config('jit', 'off', true)`.execute(tx);
}

const TURN = 4_400_003;

/** Draws ids for people about to be written. */
export async function newPersonIds(tx: Tx, count: number): Promise<PersonId[]> {
  if (count === 0) return [];
  const { rows } = await sql<{ id: PersonId }>`
    select nextval('record.person_id_seq') as id from generate_series(1, ${count})`.execute(tx);
  return rows.map((row) => row.id);
}

/** Facts of which a later statement replaces an earlier one, and silence replaces nothing. */
const FACTS = ['birth_day', 'expected_birth_day', 'death_day', 'sex', 'ethnicity'] as const;
const NEWER = sql`person.stated_day <= excluded.stated_day`;

const BEFORE_ALL = '1900-01-01';

function keptFacts(): Map<string, RawBuilder<unknown>> {
  const kept = new Map<string, RawBuilder<unknown>>();
  for (const fact of FACTS) {
    const [known, stated] = [sql.ref(`person.${fact}`), sql.ref(`excluded.${fact}`)];
    kept.set(
      fact,
      sql`case when ${NEWER} then coalesce(${stated}, ${known})
        else coalesce(${known}, ${stated}) end`,
    );
  }
  kept.set(
    'disabilities',
    sql`case when excluded.disabilities = '{}' or (not ${NEWER} and person.disabilities <> '{}')
      then person.disabilities else excluded.disabilities end`,
  );
  // A file states the needs of one pupil in several rows.
  kept.set(
    'special_needs',
    sql`case when excluded.special_needs = '{}' or (not ${NEWER} and person.special_needs <> '{}')
        then person.special_needs
      when person.source_id = excluded.source_id then person.special_needs || array(
        select need.code from unnest(excluded.special_needs) need(code)
        where need.code <> all(person.special_needs))
      else excluded.special_needs end`,
  );
  kept.set(
    'detail',
    sql`case when ${NEWER} then person.detail || excluded.detail
      else excluded.detail || person.detail end`,
  );
  return kept;
}

/**
 * Writes or mends people's own facts. The later statement goes before the earlier one, in whatever
 * order they are loaded; what one leaves out is kept from the other.
 */
export async function savePeople(
  tx: Tx,
  origin: Origin,
  people: readonly MatchedStatement[],
): Promise<{ created: number; changed: number }> {
  const kept = keptFacts();
  const statedDay = origin.isUndated ? BEFORE_ALL : origin.statedDay;
  const columns = [...kept.keys()];
  const known = sql.join(columns.map((column) => sql.ref(`person.${column}`)));
  const { rows } = await sql<{ id: PersonId; created: boolean }>`
    insert into record.person (id, authority_id, birth_day, expected_birth_day, death_day, sex,
      ethnicity, disabilities, special_needs, detail, stated_day, source_id, source_sheet,
      source_row)
    overriding system value
    select stated."personId", ${origin.authorityId}::bigint, stated."birthDay",
      stated."expectedBirthDay", stated."deathDay", stated.sex, stated.ethnicity,
      array(select json_array_elements_text(stated.disabilities)),
      array(select json_array_elements_text(stated."specialNeeds")), stated.detail,
      ${statedDay}::date, ${origin.sourceId}::bigint, stated.sheet, stated.row
    from json_to_recordset(${JSON.stringify(factsOf(people))}::json) as stated("personId" bigint,
      "birthDay" date, "expectedBirthDay" date, "deathDay" date, sex text, ethnicity text,
      disabilities json, "specialNeeds" json, detail jsonb, sheet text, row bigint)
    on conflict (id) do update set
      ${sql.join([...kept].map(([column, value]) => sql`${sql.ref(column)} = ${value}`))},
      stated_day = greatest(person.stated_day, excluded.stated_day),
      source_id = case when ${NEWER} then excluded.source_id else person.source_id end,
      source_sheet = case when ${NEWER} then excluded.source_sheet else person.source_sheet end,
      source_row = case when ${NEWER} then excluded.source_row else person.source_row end
    where (${known}) is distinct from (${sql.join([...kept.values()])})
    returning person.id, (xmax = 0) as created`.execute(tx);
  const written = new Set(rows.map((row) => row.id));
  const restated = people.map((one) => one.personId).filter((id) => !written.has(id));
  if (restated.length > 0) {
    await sql`
      update record.person set stated_day = ${statedDay}::date
      where person.id = any(${restated}::bigint[])
        and person.stated_day < ${statedDay}::date`.execute(tx);
  }
  const created = rows.filter((row) => row.created).length;
  return { created, changed: rows.length - created };
}

function factsOf(people: readonly MatchedStatement[]) {
  return onePerPerson(people).map(({ personId, statement }) => ({
    personId,
    birthDay: statement.birthDay,
    expectedBirthDay: statement.expectedBirthDay ?? null,
    deathDay: statement.deathDay ?? null,
    sex: statement.sex ?? null,
    ethnicity: statement.ethnicity ?? null,
    disabilities: statement.disabilities ?? [],
    specialNeeds: needsByRank(statement),
    detail: statement.detail ?? {},
    sheet: statement.sheet ?? null,
    row: statement.row,
  }));
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
    detail: { ...before.detail, ...after.detail },
  };
}

function needsByRank(statement: PersonStatement): string[] {
  const needs = [...(statement.specialNeeds ?? [])];
  const codes = needs.sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99)).map((need) => need.code);
  return [...new Set(codes)];
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

/**
 * Writes addresses that are new, placed in their census area and ward where these are known. An
 * address that any source marks as protected stays protected.
 */
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
  const hidden = addresses.filter((address) => address.isProtected);
  if (hidden.length === 0) return;
  await sql`
    update record.address set is_protected = true
    from unnest(${hidden.map((one) => one.personId)}::bigint[],
      ${hidden.map((one) => one.postcode)}::text[]) as stated(person_id, postcode)
    where address.person_id = stated.person_id and address.postcode = stated.postcode
      and not address.is_protected`.execute(tx);
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
