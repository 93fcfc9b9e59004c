import { sql } from 'kysely';
import type { CalendarDay, PersonId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';

/** Children of a year who have a part and a fact in common; everyone is counted. */
export interface ReachCount {
  readonly part: string;
  readonly fact: string;
  readonly children: number;
}

/** The counts of a year by one breakdown, counted anew where files were loaded since. */
export async function reachCounts(
  tx: Tx,
  asked: { readonly year: number; readonly breakdown: string; readonly usedTimes: number },
): Promise<ReachCount[]> {
  const { year, breakdown, usedTimes } = asked;
  await sql`select understand.settle_reach_counts(${year}, ${usedTimes})`.execute(tx);
  const { rows } = await sql<ReachCount>`
    select reach_count.part, reach_count.fact, reach_count.children from understand.reach_count
    where reach_count.authority_id = (select govern.authority()) and reach_count.year = ${year}
      and reach_count.breakdown = ${breakdown} order by 1, 2`.execute(tx);
  return rows;
}

/** The years, as those in which they start, from the first event of these kinds to the last. */
export async function yearsOfEvents(tx: Tx, kinds: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    select record.financial_year(span.first_day) as first,
      record.financial_year(span.last_day) as last
    from understand.event_span(${kinds}::text[]) span`.execute(tx);
  const { first = null, last = null } = rows[0] ?? {};
  if (first === null || last === null) return [];
  return Array.from({ length: last - first + 1 }, (_, back) => last - back);
}

/** A small area with its children, by deprivation and by the ward in which it lies. */
export interface AreaRow {
  readonly id: number;
  readonly ward_id: number | null;
  readonly decile: number | null;
  readonly children: number | null;
  readonly under_five: number | null;
  readonly outline: unknown;
}

/** The small areas of the authority; outlines only where they are asked for. */
export async function smallAreas(tx: Tx, isDrawn: boolean): Promise<AreaRow[]> {
  const { rows } = await sql<AreaRow>`
    select area.id, area.within_id as ward_id, area.deprivation_decile as decile,
      area.population_0_to_17 as children,
      (area.population_by_age ->> '0-4')::bigint as under_five,
      case when ${isDrawn} then area.outline end as outline
    from record.place area
    where area.authority_id = (select govern.authority()) and area.kind = 'lsoa'
    order by area.id`.execute(tx);
  return rows;
}

/** A place where a service is given, with what the service is for. */
export interface SiteRow {
  readonly service_id: number;
  readonly service: string;
  readonly name: string;
  readonly themes: readonly string[];
  readonly level: string | null;
  readonly postcode: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** The census area and the ward in which its postcode lies. */
  readonly area_id: number | null;
  readonly ward_id: number | null;
}

/** Where services that are running can be visited; phone lines and pages are left out. */
export async function serviceSites(tx: Tx): Promise<SiteRow[]> {
  const { rows } = await sql<SiteRow>`
    select service.id as service_id, service.name as service, location.name, service.themes,
      service.level, location.postcode, location.latitude, location.longitude,
      known.lsoa_id as area_id, known.ward_id
    from record.service_location location
    join record.service on service.id = location.service_id
    left join record.postcode known on known.authority_id = location.authority_id
      and known.postcode = location.postcode
    where location.authority_id = (select govern.authority()) and location.is_physical
      and service.status = 'active'
    order by service.name, location.name, location.id`.execute(tx);
  return rows;
}

/** A child who missed checks; only those whom the actor may see. */
export interface MissedRow {
  readonly person_id: PersonId;
  readonly given: string | null;
  readonly family: string | null;
  readonly birth_day: CalendarDay | null;
  readonly ward: string | null;
  readonly checks: readonly string[];
  /** Rows in all, on every page. */
  readonly total: number;
}

/** Children under five at the end of a year who missed at least two checks; a page of them. */
export async function childrenWhoMissed(
  tx: Tx,
  asked: { readonly year: number; readonly limit: number; readonly offset: number },
): Promise<MissedRow[]> {
  const { year, limit, offset } = asked;
  const { rows } = await sql<MissedRow>`
    with missed as (
      select newest.person_id, array_agg(newest.code order by newest.due_by) as checks
      from understand.newest_checks() newest
      where newest.outcome = 'missed' and newest.due_by < make_date(${year}::integer + 1, 4, 1)
      group by 1 having count(*) >= 2
    ), listed as (
      select missed.person_id, missed.checks, person.birth_day, count(*) over () as total
      from missed join record.person on person.id = missed.person_id
      where coalesce(person.birth_day, person.expected_birth_day)
        > make_date(${year}::integer + 1, 4, 1) - interval '5 years'
      order by cardinality(missed.checks) desc, person.birth_day desc, missed.person_id
      limit ${limit} offset ${offset}
    )
    select listed.*, name.given, name.family, home.ward
    from listed left join lateral (
      select person_name.given, person_name.family from record.person_name
      where person_name.authority_id = (select govern.authority())
        and person_name.person_id = listed.person_id
      order by array_position(array['preferred', 'legal', 'former'], person_name.kind) limit 1
    ) name on true
    left join lateral (
      select place.name as ward from record.address
      join record.place on place.id = address.ward_id
      where address.authority_id = (select govern.authority())
        and address.person_id = listed.person_id and not address.is_protected
      order by address.from_day desc limit 1
    ) home on true
    order by cardinality(listed.checks) desc, listed.birth_day desc, listed.person_id`.execute(tx);
  return rows;
}
