import { sql } from 'kysely';
import type { PlaceId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Origin } from '../people/people.store.ts';
import type { AreaFactsStatement } from '../returns/statement.ts';
import type { AgeBand } from './small-areas.ts';

/** What a published file says of one small area. */
export interface AreaFactRow {
  readonly fact: AreaFactsStatement['fact'];
  readonly edition: string;
  readonly census: number;
  readonly area_code: string;
  readonly other_code: string;
  readonly value: Readonly<Record<string, string | number | null>>;
}

/**
 * Keeps what published files say of small areas. Of a file for the whole of England, what names
 * another council is left out; once wards and successors are known, so is every other area.
 */
export async function saveAreaFacts(
  tx: Tx,
  origin: Origin,
  statements: readonly AreaFactsStatement[],
): Promise<{ created: number; changed: number }> {
  const total = { created: 0, changed: 0 };
  for (const { fact, edition, census, areas } of statements) {
    const { rows } = await sql<{ created: boolean }>`
      with own as (
        select authority.ons_code as code from govern.authority
        where authority.id = ${origin.authorityId} and authority.ons_code ~ '^E0[689]'
      ), known as materialized (
        select ward.area_code as code from record.area_fact ward
        where ward.authority_id = ${origin.authorityId} and ward.fact = 'ward'
      ), earlier as materialized (
        select successor.area_code as code, successor.other_code from record.area_fact successor
        where successor.authority_id = ${origin.authorityId} and successor.fact = 'successor'
      )
      insert into record.area_fact as before (authority_id, fact, edition, census, area_code,
        other_code, value, source_id, source_row)
      select distinct on (stated.code, stated.other) ${origin.authorityId}::bigint, ${fact},
        ${edition}, ${census}::integer, stated.code, stated.other, stated.value,
        ${origin.sourceId}::bigint, stated.row
      from json_to_recordset(${JSON.stringify(areas)}::json) as stated(code text, other text,
        value jsonb, row bigint)
      where case when ${fact} = 'ward' then
          not exists (select from own) or stated.value ->> 'council' = (select own.code from own)
        else not exists (select from known) or not exists (select from earlier)
          or stated.code in (select known.code from known)
          or stated.code in (select earlier.code from earlier
            where earlier.other_code in (select known.code from known))
          or (${fact} = 'successor' and stated.other in (select known.code from known))
        end
      order by stated.code, stated.other, stated.row desc
      on conflict (authority_id, fact, edition, area_code, other_code) do update set
        value = excluded.value, source_id = excluded.source_id, source_row = excluded.source_row
      where before.value is distinct from excluded.value
      returning (xmax = 0) as created`.execute(tx);
    const created = rows.filter((row) => row.created).length;
    total.created += created;
    total.changed += rows.length - created;
  }
  return total;
}

/** Whether anything is known of small areas, or an area with an outline is in no ward yet. */
export async function needsSettling(tx: Tx, authorityId: number): Promise<boolean> {
  const { rows } = await sql<{ needed: boolean }>`
    select exists (select from record.area_fact where area_fact.authority_id = ${authorityId})
      or exists (select from record.place area
        left join record.place ward on ward.id = area.within_id and ward.kind = 'ward'
        where area.authority_id = ${authorityId} and area.kind = 'lsoa'
          and area.outline is not null and ward.id is null) as needed`.execute(tx);
  return rows[0]?.needed ?? false;
}

/** The wards of small areas by the newest lookup that is loaded, with names. */
export async function wardFacts(tx: Tx, authorityId: number): Promise<AreaFactRow[]> {
  const { rows } = await sql<AreaFactRow>`
    select fact.fact, fact.edition, fact.census, fact.area_code, fact.other_code, fact.value
    from record.area_fact fact
    left join govern.authority on authority.id = fact.authority_id
    where fact.authority_id = ${authorityId} and fact.fact = 'ward'
      and fact.edition = (select max(newest.edition) from record.area_fact newest
        where newest.authority_id = ${authorityId} and newest.fact = 'ward')
      and (fact.value ->> 'council' = authority.ons_code or exists (
        select from record.place ward where ward.authority_id = ${authorityId}
          and ward.kind = 'ward' and ward.code = fact.other_code))
    order by fact.area_code`.execute(tx);
  return rows;
}

/** What is known of these areas, and of those of the earlier census that they followed. */
export async function factsOfAreas(
  tx: Tx,
  authorityId: number,
  codes: readonly string[],
): Promise<AreaFactRow[]> {
  const { rows } = await sql<AreaFactRow>`
    with followed as materialized (
      select successor.area_code, successor.other_code, successor.edition, successor.census,
        successor.value
      from record.area_fact successor
      where successor.authority_id = ${authorityId} and successor.fact = 'successor'
        and successor.area_code in (
          select own.area_code from record.area_fact own
          where own.authority_id = ${authorityId} and own.fact = 'successor'
            and own.other_code = any(${codes}::text[]))
    )
    select 'successor' as fact, followed.edition, followed.census, followed.area_code,
      followed.other_code, followed.value
    from followed
    union all
    select fact.fact, fact.edition, fact.census, fact.area_code, fact.other_code, fact.value
    from record.area_fact fact
    where fact.authority_id = ${authorityId} and fact.fact in ('population', 'deprivation')
      and (fact.area_code = any(${codes}::text[])
        or fact.area_code in (select followed.area_code from followed))`.execute(tx);
  return rows;
}

/** A small area of the record with the ward it lies in and, where it is drawn, its outline. */
export interface AreaPlace {
  readonly id: PlaceId;
  readonly code: string;
  readonly ward_id: PlaceId | null;
  readonly ward_is_drawn: boolean;
  readonly has_outline: boolean;
}

/** The small areas of the authority. */
export async function areaPlaces(tx: Tx, authorityId: number): Promise<AreaPlace[]> {
  const { rows } = await sql<AreaPlace>`
    select area.id, area.code, ward.id as ward_id, ward.outline is not null as ward_is_drawn,
      area.outline is not null as has_outline
    from record.place area
    left join record.place ward on ward.id = area.within_id and ward.kind = 'ward'
    where area.authority_id = ${authorityId} and area.kind = 'lsoa' order by area.code`.execute(tx);
  return rows;
}

/** Outlines of places, as GeoJSON text. */
export async function outlinesOf(
  tx: Tx,
  authorityId: number,
  asked: { readonly kind: 'ward' | 'lsoa'; readonly ids: readonly PlaceId[] | null },
): Promise<{ id: PlaceId; outline: string }[]> {
  const { rows } = await sql<{ id: PlaceId; outline: string }>`
    select place.id, place.outline::text as outline from record.place
    where place.authority_id = ${authorityId} and place.kind = ${asked.kind}
      and place.outline is not null
      and (${asked.ids}::bigint[] is null or place.id = any(${asked.ids}::bigint[]))
    order by place.code`.execute(tx);
  return rows;
}

/** What a small area is found to be. */
export interface SettledArea {
  readonly code: string;
  readonly all: number | null;
  readonly children: number | null;
  readonly byAge: Readonly<Record<AgeBand, number>> | null;
  readonly populationEdition: string | null;
  readonly decile: number | null;
  readonly score: number | null;
  readonly deprivationEdition: string | null;
}

/** Writes what small areas are found to be; what a file of places states itself stays. */
export async function writeAreas(
  tx: Tx,
  authorityId: number,
  areas: readonly SettledArea[],
): Promise<void> {
  await sql`
    update record.place set
      population_all_ages = coalesce(found."all", place.population_all_ages),
      population_0_to_17 = case when found.children is not null and (place.population_0_to_17
        is null or place.population_edition is not null)
        then found.children else place.population_0_to_17 end,
      population_by_age = case when found.children is not null and (place.population_0_to_17
        is null or place.population_edition is not null)
        then found."byAge" else place.population_by_age end,
      population_edition = case when found.children is not null and (place.population_0_to_17
        is null or place.population_edition is not null)
        then found."populationEdition" else place.population_edition end,
      deprivation_decile = coalesce(found.decile, place.deprivation_decile),
      deprivation_score = coalesce(found.score, place.deprivation_score),
      deprivation_edition = coalesce(found."deprivationEdition", place.deprivation_edition)
    from json_to_recordset(${JSON.stringify(areas)}::json) as found(code text, "all" bigint,
      children bigint, "byAge" jsonb, "populationEdition" text, decile integer,
      score double precision, "deprivationEdition" text)
    where place.authority_id = ${authorityId} and place.kind = 'lsoa'
      and place.code = found.code`.execute(tx);
}

/** Ties small areas to wards, and the postcodes that lie in them too. */
export async function tieAreas(
  tx: Tx,
  authorityId: number,
  ties: readonly { readonly area: PlaceId; readonly ward: PlaceId }[],
): Promise<void> {
  if (ties.length > 0) {
    await sql`
      update record.place set within_id = tie.ward
      from json_to_recordset(${JSON.stringify(ties)}::json) as tie(area bigint, ward bigint)
      where place.authority_id = ${authorityId} and place.id = tie.area
        and place.within_id is distinct from tie.ward`.execute(tx);
  }
  await sql`
    update record.postcode set ward_id = area.within_id
    from record.place area
    where postcode.authority_id = ${authorityId} and area.id = postcode.lsoa_id
      and postcode.ward_id is distinct from area.within_id`.execute(tx);
}

/**
 * Adds up larger places from the small areas of their wards: people, where no file of places states
 * them, and the score of deprivation, weighted by people of all ages.
 */
export async function addUpPlaces(tx: Tx, authorityId: number): Promise<void> {
  await sql`
    with part as materialized (
      select area.population_0_to_17, area.population_by_age, area.population_all_ages,
        area.population_edition, area.deprivation_score, area.deprivation_edition,
        ward.id as ward_id, ward.within_id as locality_id, ward.cluster_id
      from record.place area
      join record.place ward on ward.id = area.within_id and ward.kind = 'ward'
      where area.authority_id = ${authorityId} and area.kind = 'lsoa'
    ), tie as (
      select part.ward_id as place_id, part.* from part
      union all select part.locality_id, part.* from part where part.locality_id is not null
      union all select part.cluster_id, part.* from part where part.cluster_id is not null
      union all select whole.id, part.* from part
        cross join lateral (select place.id from record.place
          where place.authority_id = ${authorityId} and place.kind = 'authority') whole
        where part.locality_id is distinct from whole.id
    ), added as (
      select tie.place_id, sum(tie.population_0_to_17)::bigint as children,
        sum(tie.population_all_ages)::bigint as everyone,
        case when count(tie.population_by_age) = count(*) then jsonb_build_object(
          '0-4', sum((tie.population_by_age ->> '0-4')::bigint),
          '5-10', sum((tie.population_by_age ->> '5-10')::bigint),
          '11-15', sum((tie.population_by_age ->> '11-15')::bigint),
          '16-17', sum((tie.population_by_age ->> '16-17')::bigint)) end as by_age,
        case when count(tie.population_edition) = count(*) then max(tie.population_edition)
          end as population_edition,
        case when count(tie.deprivation_score) = count(*) then
          sum(tie.deprivation_score * tie.population_all_ages)
            / nullif(sum(tie.population_all_ages), 0) end as score,
        max(tie.deprivation_edition) as deprivation_edition
      from tie group by 1
    )
    update record.place set
      population_all_ages = added.everyone,
      population_0_to_17 = case when added.population_edition is not null
        and (place.population_0_to_17 is null or place.population_edition is not null)
        then added.children else place.population_0_to_17 end,
      population_by_age = case when added.population_edition is not null
        and (place.population_0_to_17 is null or place.population_edition is not null)
        then added.by_age else place.population_by_age end,
      population_edition = case when added.population_edition is not null
        and (place.population_0_to_17 is null or place.population_edition is not null)
        then added.population_edition else place.population_edition end,
      deprivation_score = added.score,
      deprivation_edition = case when added.score is null then place.deprivation_edition
        else added.deprivation_edition end
    from added
    where place.authority_id = ${authorityId} and place.id = added.place_id
      and place.kind <> 'lsoa'`.execute(tx);
}
