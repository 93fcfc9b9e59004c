import { type RawBuilder, sql } from 'kysely';
import type { CalendarDay, FinancialYear, ServiceId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Service, ServiceDependency, ServiceStatement, WholeService } from './service.ts';
import { type RowOrigin, saveServiceParts } from './service-parts.store.ts';

/** What became of one statement. */
export interface SavedService {
  readonly id: ServiceId;
  readonly key: string;
  readonly isNew: boolean;
  /** The spell code was not taken over: spells of that code belong to another service. */
  readonly spellCodeTaken: boolean;
}

/**
 * Writes services as stated; one that is known by its key is replaced in what the statement says.
 * Give each key once. Partners may write only services of their own agency (row-level security).
 */
export async function saveServices(
  tx: Tx,
  origin: RowOrigin,
  statements: readonly ServiceStatement[],
): Promise<SavedService[]> {
  if (statements.length === 0) return [];
  const { rows } = await sql<{ id: ServiceId; key: string; isNew: boolean; code: string | null }>`
    insert into record.service as known (authority_id, service_key, public_id, agency_id,
      stated_by_agency_id, provider_name, name, description, themes, level, from_age, to_age,
      eligibility, referral_route, status, url, email, phone, accountable_name, accountable_role,
      evidence, programme, spell_code, is_whole_area, origin, feed, outside_id, detail, stated_day,
      confirmed_day, confirmed_by, source_id, source_row)
    select ${origin.authorityId}::bigint, stated.key, stated."publicId", stated."agencyId",
      stated."statedByAgencyId", stated."providerName", stated.name, stated.description,
      array(select jsonb_array_elements_text(stated.themes)), stated.level, stated."fromAge",
      stated."toAge", stated.eligibility, stated."referralRoute", stated.status, stated.url,
      stated.email, stated.phone, stated."accountableName", stated."accountableRole",
      stated.evidence, stated.programme,
      case when not exists (select 1 from record.service other
        where other.authority_id = ${origin.authorityId} and other.spell_code = stated."spellCode"
          and other.service_key <> stated.key) then stated."spellCode" end,
      stated."isWholeArea", stated.origin, stated.feed, stated."outsideId",
      coalesce(stated.detail, '{}'), stated."statedDay", stated."confirmedDay",
      stated."confirmedBy", ${origin.sourceId}::bigint, stated.row
    from jsonb_to_recordset(${JSON.stringify(onceByCode(statements))}::jsonb) as stated(key text,
      "publicId" uuid, "agencyId" bigint, "statedByAgencyId" bigint, "providerName" text,
      name text, description text, themes jsonb, level text, "fromAge" integer, "toAge" integer,
      eligibility text, "referralRoute" text, status text, url text, email text, phone text,
      "accountableName" text, "accountableRole" text, evidence text, programme text,
      "spellCode" text, "isWholeArea" boolean, origin text, feed text, "outsideId" text,
      detail jsonb, "statedDay" date, "confirmedDay" date, "confirmedBy" text, row bigint)
    on conflict (authority_id, service_key) do update set ${REPLACED}
    returning known.id, known.service_key as key, (xmax = 0) as "isNew",
      known.spell_code as code`.execute(tx);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  await saveServiceParts(tx, origin, (key) => byKey.get(key)?.id ?? null, statements);
  return statements.flatMap((one) => {
    const row = byKey.get(one.key);
    if (row === undefined) return [];
    const spellCodeTaken = one.spellCode !== null && row.code !== one.spellCode;
    return [{ id: row.id, key: row.key, isNew: row.isNew, spellCodeTaken }];
  });
}

/** Within one batch the first service with a spell code keeps it. */
function onceByCode(statements: readonly ServiceStatement[]): readonly ServiceStatement[] {
  const codes = new Set<string>();
  return statements.map((one) => {
    if (one.spellCode === null) return one;
    if (codes.has(one.spellCode)) return { ...one, spellCode: null };
    codes.add(one.spellCode);
    return one;
  });
}

/** What a later statement replaces: the key, the public id and who first told of it stay. */
const REPLACED = sql`agency_id = excluded.agency_id, provider_name = excluded.provider_name,
  name = excluded.name, description = excluded.description, themes = excluded.themes,
  level = excluded.level, from_age = excluded.from_age, to_age = excluded.to_age,
  eligibility = excluded.eligibility, referral_route = excluded.referral_route,
  status = excluded.status, url = excluded.url, email = excluded.email, phone = excluded.phone,
  accountable_name = excluded.accountable_name, accountable_role = excluded.accountable_role,
  evidence = excluded.evidence, programme = excluded.programme, spell_code = excluded.spell_code,
  is_whole_area = excluded.is_whole_area, origin = excluded.origin, feed = excluded.feed,
  outside_id = excluded.outside_id, detail = excluded.detail, stated_day = excluded.stated_day,
  stated_by_agency_id = coalesce(known.stated_by_agency_id, excluded.stated_by_agency_id),
  confirmed_day = greatest(known.confirmed_day, excluded.confirmed_day),
  confirmed_by = case when excluded.confirmed_day >= coalesce(known.confirmed_day, '-infinity')
    then excluded.confirmed_by else known.confirmed_by end,
  source_id = excluded.source_id, source_row = excluded.source_row`;

/** Which services are asked for; all of the authority when nothing is said. */
export interface ServicesAsked {
  readonly ids?: readonly ServiceId[];
  readonly feed?: string;
}

const COLUMNS: RawBuilder<unknown> = sql`service.id, service.service_key as key,
  service.public_id as "publicId", service.agency_id as "agencyId", agency.name as "agencyName",
  service.stated_by_agency_id as "statedByAgencyId", service.provider_name as "providerName",
  service.name, service.description, service.themes, service.level,
  service.from_age as "fromAge", service.to_age as "toAge", service.eligibility,
  service.referral_route as "referralRoute", service.status, service.url, service.email,
  service.phone, service.accountable_name as "accountableName",
  service.accountable_role as "accountableRole", service.evidence, service.programme,
  service.spell_code as "spellCode", service.is_whole_area as "isWholeArea", service.origin,
  service.feed, service.outside_id as "outsideId", service.stated_day as "statedDay",
  service.confirmed_day as "confirmedDay", service.confirmed_by as "confirmedBy",
  service.source_id as "sourceId", service.source_row as "sourceRow",
  coalesce((select jsonb_agg(jsonb_build_object('year', own.year,
      'capacityFamilies', own.capacity_families, 'capacityChildren', own.capacity_children,
      'reachedFamilies', own.reached_families, 'reachedChildren', own.reached_children)
      order by own.year)
    from record.service_year own where own.authority_id = service.authority_id
      and own.service_id = service.id), '[]') as years,
  coalesce((select jsonb_agg(jsonb_build_object('year', own.year, 'agencyId', own.agency_id,
      'funderName', own.funder_name, 'basis', own.basis, 'spendPence', own.spend_pence)
      order by own.year, own.agency_id, own.funder_name, own.basis)
    from record.service_spend own where own.authority_id = service.authority_id
      and own.service_id = service.id), '[]') as spends,
  array(select own.place_id from record.service_area own
    where own.authority_id = service.authority_id and own.service_id = service.id
    order by own.place_id) as "areaIds"`;

/** The services of the actor's authority by name, closed ones too, with years, money and areas. */
export async function listServices(tx: Tx, asked: ServicesAsked = {}): Promise<Service[]> {
  const { rows } = await sql<Service>`
    select ${COLUMNS}
    from record.service left join govern.agency on agency.id = service.agency_id
    where service.authority_id = (select govern.authority())
      and (${asked.ids ?? null}::bigint[] is null or service.id = any(${asked.ids ?? null}))
      and (${asked.feed ?? null}::text is null or service.feed = ${asked.feed ?? null})
    order by lower(service.name), service.id`.execute(tx);
  return rows;
}

/** One service with locations, dependencies and the rest of its feed; null if there is none. */
export async function findService(tx: Tx, id: ServiceId): Promise<WholeService | null> {
  const { rows } = await sql<WholeService>`
    select ${COLUMNS}, service.detail,
      coalesce((select jsonb_agg(jsonb_build_object('name', own.name, 'address', own.address,
          'postcode', own.postcode, 'latitude', own.latitude, 'longitude', own.longitude,
          'isPhysical', own.is_physical, 'outsideId', own.outside_id, 'detail', own.detail)
          order by own.id)
        from record.service_location own where own.authority_id = service.authority_id
          and own.service_id = service.id), '[]') as locations,
      coalesce((select jsonb_agg(jsonb_build_object('needsServiceId', own.needs_service_id,
          'why', own.why, 'name', other.name) order by other.name)
        from record.service_dependency own
        join record.service other on other.id = own.needs_service_id
        where own.authority_id = service.authority_id and own.service_id = service.id), '[]')
        as needs,
      coalesce((select jsonb_agg(jsonb_build_object('serviceId', own.service_id,
          'name', other.name) order by other.name)
        from record.service_dependency own
        join record.service other on other.id = own.service_id
        where own.authority_id = service.authority_id
          and own.needs_service_id = service.id), '[]') as "neededBy"
    from record.service left join govern.agency on agency.id = service.agency_id
    where service.authority_id = (select govern.authority()) and service.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** Every dependency between services of the authority. */
export async function listDependencies(
  tx: Tx,
): Promise<(ServiceDependency & { readonly serviceId: ServiceId })[]> {
  const { rows } = await sql<ServiceDependency & { serviceId: ServiceId }>`
    select service_id as "serviceId", needs_service_id as "needsServiceId", why
    from record.service_dependency where authority_id = (select govern.authority())
    order by 1, 2`.execute(tx);
  return rows;
}

/** The financial years for which any service states money, capacity or reach, newest first. */
export async function provisionYears(tx: Tx): Promise<FinancialYear[]> {
  const { rows } = await sql<{ year: FinancialYear }>`
    select year from record.service_year where authority_id = (select govern.authority())
    union select year from record.service_spend
      where authority_id = (select govern.authority())
    order by year desc`.execute(tx);
  return rows.map((row) => row.year);
}

/** Writes down that someone said the entries are right as they stand. */
export async function confirmServices(
  tx: Tx,
  ids: readonly ServiceId[],
  confirmed: { readonly day: CalendarDay; readonly by: string },
): Promise<ServiceId[]> {
  const { rows } = await sql<{ id: ServiceId }>`
    update record.service set confirmed_day = ${confirmed.day}, confirmed_by = ${confirmed.by}
    where authority_id = (select govern.authority()) and id = any(${ids}::bigint[])
    returning id`.execute(tx);
  return rows.map((row) => row.id);
}

/** The service with a key; null if there is none. */
export async function serviceIdByKey(tx: Tx, key: string): Promise<ServiceId | null> {
  const { rows } = await sql<{ id: ServiceId }>`
    select id from record.service
    where authority_id = (select govern.authority()) and service_key = ${key}`.execute(tx);
  return rows[0]?.id ?? null;
}

/** The service to which spells of a code belong; null if there is none. */
export async function serviceIdBySpellCode(tx: Tx, code: string): Promise<ServiceId | null> {
  const { rows } = await sql<{ id: ServiceId }>`
    select id from record.service
    where authority_id = (select govern.authority()) and spell_code = ${code}`.execute(tx);
  return rows[0]?.id ?? null;
}
