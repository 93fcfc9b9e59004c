import { sql } from 'kysely';
import type { PlaceId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { PlaceRow } from './places.store.ts';

/** A place with what it lies in, and where it was stated. */
export interface PlaceInDetail extends PlaceRow {
  readonly within_name: string | null;
  readonly within_kind: PlaceRow['kind'] | null;
  readonly source_name: string;
}

const PLACE = sql`place.id, place.kind, place.code, place.name, place.within_id,
  place.population_0_to_17, place.population_by_age, place.population_edition,
  place.deprivation_decile, place.deprivation_score, place.deprivation_edition, place.cluster_id,
  place.source_id, place.source_row,
  parent.name as within_name, parent.kind as within_kind, source.name as source_name`;

const WITH_PARENT = sql`record.place join record.source on source.id = place.source_id
  left join record.place parent on parent.id = place.within_id`;

/** One place. */
export async function findPlace(tx: Tx, id: PlaceId): Promise<PlaceInDetail | null> {
  const { rows } = await sql<PlaceInDetail>`
    select ${PLACE} from ${WITH_PARENT} where place.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** The places that lie in a place, by kind and name. */
export async function partsOf(tx: Tx, id: PlaceId): Promise<PlaceInDetail[]> {
  const { rows } = await sql<PlaceInDetail>`
    select ${PLACE} from ${WITH_PARENT} where place.within_id = ${id}
    order by place.kind, place.name`.execute(tx);
  return rows;
}

/** A place of a list, with how many census areas lie in it. */
export interface PlaceInList extends PlaceInDetail {
  readonly areas: number;
}

/** Every place but the census areas, which are counted. */
export async function placesWithAreas(tx: Tx): Promise<PlaceInList[]> {
  const { rows } = await sql<PlaceInList>`
    select ${PLACE}, (
        select count(*) from record.place area
        where area.within_id = place.id and area.kind = 'lsoa'
      ) as areas
    from ${WITH_PARENT} where place.kind <> 'lsoa' order by place.kind, place.name`.execute(tx);
  return rows;
}
