import { sql } from 'kysely';
import type { PersonId, PlaceId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Origin } from '../people/people.store.ts';
import type { PlaceStatement } from '../returns/statement.ts';

/** A place of an authority. */
export interface PlaceRow {
  readonly id: PlaceId;
  readonly kind: 'authority' | 'locality' | 'ward' | 'lsoa' | 'school-cluster';
  readonly code: string;
  readonly name: string;
  readonly within_id: PlaceId | null;
  readonly population_0_to_17: number | null;
  /** The same people by age band, where a source splits them. */
  readonly population_by_age: Readonly<Record<'0-4' | '5-10' | '11-15' | '16-17', number>> | null;
  /** The estimate that the people were added up from; null where a file states them itself. */
  readonly population_edition: string | null;
  readonly deprivation_decile: number | null;
  /** The score of the index of multiple deprivation, higher being more deprived. */
  readonly deprivation_score: number | null;
  readonly deprivation_edition: string | null;
  readonly cluster_id: PlaceId | null;
  readonly source_id: number;
  readonly source_row: number | null;
}

/** Writes places; what a later file leaves out of one (an outline, a population) is kept. */
export async function savePlaces(
  tx: Tx,
  origin: Origin,
  places: readonly PlaceStatement[],
): Promise<{ created: number; changed: number }> {
  const stated = sql`json_to_recordset(${JSON.stringify(places)}::json) as stated(kind text,
    code text, name text, "withinCode" text, "clusterCode" text, "population0to17" bigint,
    "populationByAge" jsonb,
    "deprivationDecile" integer, outline text, row bigint)`;
  const { rows } = await sql<{ created: boolean }>`
    insert into record.place as known (authority_id, kind, code, name, population_0_to_17,
      population_by_age, deprivation_decile, outline, source_id, source_row)
    select distinct on (stated.kind, stated.code) ${origin.authorityId}::bigint, stated.kind,
      stated.code, stated.name, stated."population0to17", stated."populationByAge",
      stated."deprivationDecile",
      stated.outline::jsonb, ${origin.sourceId}::bigint, stated.row
    from ${stated} order by stated.kind, stated.code, stated.row desc
    on conflict (authority_id, kind, code) do update set
      name = excluded.name,
      population_0_to_17 = coalesce(excluded.population_0_to_17, known.population_0_to_17),
      population_by_age = coalesce(excluded.population_by_age, known.population_by_age),
      population_edition = case when excluded.population_0_to_17 is null
        then known.population_edition end,
      deprivation_decile = coalesce(excluded.deprivation_decile, known.deprivation_decile),
      outline = coalesce(excluded.outline, known.outline),
      source_id = excluded.source_id, source_row = excluded.source_row
    where known.name <> excluded.name
      or known.population_0_to_17 is distinct from
        coalesce(excluded.population_0_to_17, known.population_0_to_17)
      or known.population_by_age is distinct from
        coalesce(excluded.population_by_age, known.population_by_age)
      or known.deprivation_decile is distinct from
        coalesce(excluded.deprivation_decile, known.deprivation_decile)
      or known.outline is distinct from coalesce(excluded.outline, known.outline)
    returning (xmax = 0) as created`.execute(tx);
  await sql`
    update record.place set within_id = parent.id
    from ${stated} join record.place parent on parent.authority_id = ${origin.authorityId}
      and parent.code = stated."withinCode"
    where place.authority_id = ${origin.authorityId} and place.kind = stated.kind
      and place.code = stated.code and place.within_id is distinct from parent.id`.execute(tx);
  await sql`
    update record.place set cluster_id = cluster.id
    from ${stated} join record.place cluster on cluster.authority_id = ${origin.authorityId}
      and cluster.kind = 'school-cluster' and cluster.code = stated."clusterCode"
    where place.authority_id = ${origin.authorityId} and place.kind = stated.kind
      and place.code = stated.code
      and place.cluster_id is distinct from cluster.id`.execute(tx);
  await savePostcodes(tx, origin, places);
  const created = rows.filter((row) => row.created).length;
  return { created, changed: rows.length - created };
}

async function savePostcodes(
  tx: Tx,
  origin: Origin,
  places: readonly PlaceStatement[],
): Promise<void> {
  const postcodes = places.flatMap((place) =>
    (place.postcodes ?? []).map((postcode) => ({ postcode, lsoa: place.code })),
  );
  if (postcodes.length === 0) return;
  await sql`
    insert into record.postcode (authority_id, postcode, lsoa_id, ward_id)
    select distinct on (stated.postcode) ${origin.authorityId}::bigint, stated.postcode, lsoa.id,
      lsoa.within_id
    from json_to_recordset(${JSON.stringify(postcodes)}::json) as stated(postcode text, lsoa text)
    join record.place lsoa on lsoa.authority_id = ${origin.authorityId} and lsoa.kind = 'lsoa'
      and lsoa.code = stated.lsoa
    on conflict (authority_id, postcode) do update
      set lsoa_id = excluded.lsoa_id, ward_id = excluded.ward_id`.execute(tx);
}

/** Places addresses anew after places were loaded; gives the people whose ward changed. */
export async function placeAddressesAnew(tx: Tx, authorityId: number): Promise<PersonId[]> {
  const { rows } = await sql<{ person_id: PersonId }>`
    update record.address set lsoa_id = postcode.lsoa_id, ward_id = postcode.ward_id
    from record.postcode
    where postcode.authority_id = ${authorityId} and address.authority_id = ${authorityId}
      and postcode.postcode = address.postcode
      and (address.lsoa_id is distinct from postcode.lsoa_id
        or address.ward_id is distinct from postcode.ward_id)
    returning address.person_id`.execute(tx);
  return [...new Set(rows.map((row) => row.person_id))].sort((a, b) => a - b);
}

/** Places of one kind, by name. */
export async function listPlaces(tx: Tx, kind: PlaceRow['kind']): Promise<PlaceRow[]> {
  const { rows } = await sql<PlaceRow>`
    select place.id, place.kind, place.code, place.name, place.within_id,
      place.population_0_to_17, place.population_by_age, place.population_edition,
      place.deprivation_decile, place.deprivation_score, place.deprivation_edition,
      place.cluster_id, place.source_id, place.source_row
    from record.place where place.kind = ${kind} order by place.name`.execute(tx);
  return rows;
}

/** Outlines of the wards, as GeoJSON geometries, for maps. */
export async function wardOutlines(
  tx: Tx,
): Promise<{ id: PlaceId; name: string; outline: unknown }[]> {
  const { rows } = await sql<{ id: PlaceId; name: string; outline: unknown }>`
    select place.id, place.name, place.outline from record.place
    where place.kind = 'ward' and place.outline is not null order by place.name`.execute(tx);
  return rows;
}
