import { sql } from 'kysely';
import type { AuthorityId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Directory, PublicService } from './open-referral-document.ts';
import type { JsonObject } from './open-referral-standard.ts';

/** A directory that is published. */
export interface PublishedDirectory extends Directory {
  readonly authorityId: AuthorityId;
}

/** The published directory under a code; whoever asks may know that it is published. */
export async function findDirectory(tx: Tx, code: string): Promise<PublishedDirectory | null> {
  const { rows } = await sql<PublishedDirectory>`
    select authority_id as "authorityId", code, name from record.open_directory
    where code = ${code}`.execute(tx);
  return rows[0] ?? null;
}

/** Publishes the directory of the actor's authority, or takes it off again. */
export async function publishDirectory(
  tx: Tx,
  of: PublishedDirectory,
  isPublished: boolean,
): Promise<void> {
  if (!isPublished) {
    await sql`
      delete from record.open_directory where authority_id = ${of.authorityId}`.execute(tx);
    return;
  }
  await sql`
    insert into record.open_directory (authority_id, code, name, published_by)
    values (${of.authorityId}, ${of.code}, ${of.name}, (select platform.actor()))
    on conflict (authority_id) do update set code = excluded.code, name = excluded.name
  `.execute(tx);
}

/** What is asked of the directory; null means that nothing was said. */
export interface DirectoryAsked {
  readonly search: string | null;
  /** ISO 8601, checked. */
  readonly modifiedAfter: string | null;
  /** The name of an organisation, in small letters. */
  readonly providerName: string | null;
  /** The id of an organisation as a feed gave it. */
  readonly organizationId: string | null;
  /** Themes or levels of ours: a service with any of them. */
  readonly codes: readonly string[] | null;
  /** What a service's classification must hold, as feeds write it. */
  readonly attribute: JsonObject | null;
  /** A ward: services for the whole authority, or for it or the place that it lies in. */
  readonly wardId: number | null;
  /** A point, in degrees, and metres around it. */
  readonly near: {
    readonly latitude: number;
    readonly longitude: number;
    readonly metres: number;
  } | null;
}

/** Nothing in particular: all of the directory. */
export const ALL_OF_IT: DirectoryAsked = {
  search: null,
  modifiedAfter: null,
  providerName: null,
  organizationId: null,
  codes: null,
  attribute: null,
  wardId: null,
  near: null,
};

const IS_PUBLIC = sql`service.authority_id = (select govern.authority())
  and service.status in ('active', 'paused')
  and (service.origin = 'feed' or service.level is null
    or service.level not in ('child-protection', 'care'))`;

const DOCUMENT = sql`service.detail -> 'openReferral'`;
const ORGANIZATION = sql`coalesce(service.feed_organization_id,
  lower(trim(service.provider_name)))`;
const MODIFIED = sql`greatest((service.detail #>> '{openReferral,last_modified}')::timestamptz,
  case when service.origin <> 'feed' or service.detail #>> '{openReferral,last_modified}' is null
    then greatest(service.stated_day, service.confirmed_day)::timestamp at time zone 'UTC' end)`;

/** Without a look into the document, which is kept compressed: it may be a day off, no more. */
const CHANGED_DAY = sql`greatest(service.stated_day, service.confirmed_day)`;

function fitting(asked: DirectoryAsked) {
  const pattern = asked.search === null ? null : `%${asked.search.replace(/[\\%_]/g, '\\$&')}%`;
  const attribute = asked.attribute === null ? null : JSON.stringify([asked.attribute]);
  return sql`${IS_PUBLIC}
    and (${pattern}::text is null or service.name ilike ${pattern}
      or service.description ilike ${pattern} or service.provider_name ilike ${pattern})
    and (${asked.modifiedAfter}::timestamptz is null
      or (${CHANGED_DAY} >= (${asked.modifiedAfter}::timestamptz at time zone 'UTC')::date - 1
        and ${MODIFIED} >= ${asked.modifiedAfter}))
    and ((${asked.providerName}::text is null and ${asked.organizationId}::text is null)
      or (not service.is_from_feed and lower(trim(service.provider_name)) = ${asked.providerName})
      or service.feed_organization_id = ${asked.organizationId})
    and ((${asked.codes}::text[] is null and ${attribute}::jsonb is null)
      or (not service.is_from_feed and (service.themes && ${asked.codes}::text[]
        or service.level = any(${asked.codes}::text[])))
      or service.feed_attributes @> ${attribute}::jsonb)
    and (${asked.wardId}::bigint is null or service.is_whole_area or exists (
      select 1 from record.service_area area
      where area.authority_id = service.authority_id and area.service_id = service.id
        and area.place_id in (${asked.wardId}::bigint, (select ward.within_id from record.place ward
          where ward.id = ${asked.wardId}))))`;
}

const PUBLIC_COLUMNS = sql`service.public_id as "publicId", service.name, service.description,
  service.provider_name as "providerName", service.themes, service.level,
  service.from_age as "fromAge", service.to_age as "toAge", service.status, service.url,
  service.email, service.phone, service.is_whole_area as "isWholeArea", service.origin,
  service.stated_day as "statedDay", service.confirmed_day as "confirmedDay",
  service.detail -> 'openReferral' as "fromFeed",
  coalesce((select jsonb_agg(jsonb_build_object('name', own.name, 'address', own.address,
      'postcode', own.postcode, 'latitude', own.latitude, 'longitude', own.longitude,
      'isPhysical', own.is_physical, 'outsideId', own.outside_id) order by own.id)
    from record.service_location own where own.authority_id = service.authority_id
      and own.service_id = service.id), '[]') as locations,
  coalesce((select jsonb_agg(jsonb_build_object('code', place.code, 'name', place.name)
      order by place.code)
    from record.service_area own join record.place on place.id = own.place_id
    where own.authority_id = service.authority_id and own.service_id = service.id), '[]') as areas`;

/** Which part of a list is asked for. */
export interface Part {
  readonly limit: number;
  readonly offset: number;
}

/** The public services that fit, by name, and how many fit in all. */
export async function publicServices(
  tx: Tx,
  asked: DirectoryAsked,
  part: Part,
): Promise<{ readonly services: readonly PublicService[]; readonly total: number }> {
  const { rows } = await sql<PublicService>`
    select ${PUBLIC_COLUMNS} from record.service where ${fitting(asked)}
    order by lower(service.name), service.id limit ${part.limit} offset ${part.offset}`.execute(tx);
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::integer as total from record.service where ${fitting(asked)}`.execute(tx);
  return { services: rows, total: counts[0]?.total ?? 0 };
}

/** One public service under the id by which it is served; null if there is none. */
export async function publicService(tx: Tx, publicId: string): Promise<PublicService | null> {
  const { rows } = await sql<PublicService>`
    select ${PUBLIC_COLUMNS} from record.service
    where ${IS_PUBLIC} and service.public_id = ${publicId}::uuid`.execute(tx);
  return rows[0] ?? null;
}

/** Where a service can be met: the service, and which of its places, from 0. */
export interface PublicPlace {
  readonly publicId: string;
  readonly index: number;
}

/** The places of public services that fit, and how many there are in all. */
export async function publicPlaces(
  tx: Tx,
  asked: DirectoryAsked,
  part: Part,
): Promise<{ readonly places: readonly PublicPlace[]; readonly total: number }> {
  const near = asked.near ?? { latitude: null, longitude: null, metres: null };
  const fit = sql`
    from (select service.id as service_id, service.public_id, service.name, own.id,
        own.latitude, own.longitude,
        row_number() over (partition by service.id order by own.id) - 1 as index
      from record.service join record.service_location own
        on own.authority_id = service.authority_id and own.service_id = service.id
      where ${fitting(asked)}) place
    where ${near.metres}::double precision is null
      or 12742000 * asin(least(1, sqrt(
          power(sin(radians(place.latitude - ${near.latitude}::double precision) / 2), 2)
          + cos(radians(place.latitude)) * cos(radians(${near.latitude}::double precision))
            * power(sin(radians(place.longitude - ${near.longitude}::double precision) / 2), 2))))
        <= ${near.metres}`;
  const { rows } = await sql<PublicPlace>`
    select place.public_id as "publicId", place.index::integer as index ${fit}
    order by lower(place.name), place.service_id, place.index
    limit ${part.limit} offset ${part.offset}`.execute(tx);
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::integer as total ${fit}`.execute(tx);
  return { places: rows, total: counts[0]?.total ?? 0 };
}

/** The public service one of whose places a feed gave this id. */
export async function serviceOfPlace(tx: Tx, placeId: string): Promise<PublicService | null> {
  const held = JSON.stringify([{ id: placeId }]);
  const { rows } = await sql<PublicService>`
    select ${PUBLIC_COLUMNS} from record.service
    where ${IS_PUBLIC} and ${DOCUMENT} -> 'service_at_locations' @> ${held}::jsonb
    limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** The places that were entered or corrected here, for finding one by its worked-out id. */
export async function ownPlaces(tx: Tx): Promise<readonly PublicPlace[]> {
  const { rows } = await sql<PublicPlace>`
    select service.public_id as "publicId",
      (row_number() over (partition by service.id order by own.id) - 1)::integer as index
    from record.service join record.service_location own
      on own.authority_id = service.authority_id and own.service_id = service.id
    where ${IS_PUBLIC} and (not service.is_from_feed or service.origin <> 'feed')`.execute(tx);
  return rows;
}

/** Organisations as feeds describe them, and the names of those that no feed describes. */
export async function publicOrganizations(tx: Tx): Promise<{
  readonly described: readonly JsonObject[];
  readonly named: readonly string[];
}> {
  const { rows } = await sql<{ organization: JsonObject | null; name: string }>`
    select ${DOCUMENT} -> 'organization' as organization, service.provider_name as name
    from (
      select distinct on (${ORGANIZATION}) service.id, ${ORGANIZATION} as key
      from record.service where ${IS_PUBLIC}
        and (not service.is_from_feed or service.feed_organization_id is not null)
      order by ${ORGANIZATION}, service.id
    ) first join record.service on service.id = first.id
    order by first.key`.execute(tx);
  return {
    described: rows.flatMap((row) => (row.organization === null ? [] : [row.organization])),
    named: rows.flatMap((row) => (row.organization === null ? [row.name] : [])),
  };
}

/** The taxonomy terms by which feeds classify public services, each once, by name. */
export async function feedTerms(tx: Tx): Promise<readonly JsonObject[]> {
  const { rows } = await sql<{ term: JsonObject }>`
    select distinct on (attribute -> 'taxonomy_term' ->> 'id')
      attribute -> 'taxonomy_term' as term
    from record.service, jsonb_array_elements(service.feed_attributes) as attribute
    where ${IS_PUBLIC} and attribute -> 'taxonomy_term' ->> 'id' is not null
    order by attribute -> 'taxonomy_term' ->> 'id', service.id`.execute(tx);
  return rows.map((row) => row.term);
}

/** By which terms services of feeds are classified, and how many by each. */
export async function termsInUse(
  tx: Tx,
): Promise<readonly { readonly name: string; readonly services: number }[]> {
  const { rows } = await sql<{ name: string; services: number }>`
    select trim(attribute -> 'taxonomy_term' ->> 'name') as name,
      count(distinct service.id)::integer as services
    from record.service, jsonb_array_elements(service.feed_attributes) as attribute
    where ${IS_PUBLIC} and trim(attribute -> 'taxonomy_term' ->> 'name') <> ''
    group by 1 order by count(distinct service.id) desc, 1 limit 200`.execute(tx);
  return rows;
}

/** Where a postcode lies: its ward, a position of a service with it, and outlines around it. */
export async function placeOfPostcode(
  tx: Tx,
  spellings: readonly string[],
): Promise<{
  readonly wardId: number | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly outline: unknown;
}> {
  const { rows } = await sql<{ wardId: number | null; outline: unknown }>`
    select postcode.ward_id as "wardId", coalesce(lsoa.outline, ward.outline) as outline
    from record.postcode join record.place lsoa on lsoa.id = postcode.lsoa_id
    left join record.place ward on ward.id = postcode.ward_id
    where postcode.authority_id = (select govern.authority())
      and postcode.postcode = any(${spellings}::text[]) limit 1`.execute(tx);
  const { rows: positions } = await sql<{ latitude: number | null; longitude: number | null }>`
    select avg(own.latitude) as latitude, avg(own.longitude) as longitude
    from record.service_location own
    where own.authority_id = (select govern.authority())
      and upper(own.postcode) = any(${spellings}::text[])`.execute(tx);
  const [place] = rows;
  const [position] = positions;
  return {
    wardId: place?.wardId ?? null,
    latitude: position?.latitude ?? null,
    longitude: position?.longitude ?? null,
    outline: place?.outline ?? null,
  };
}
