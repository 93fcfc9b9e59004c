import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** A place as the record has it, with what its small areas say of deprivation. */
export interface NeedPlaceRow {
  readonly id: number;
  readonly kind: 'authority' | 'locality' | 'ward' | 'school-cluster';
  readonly code: string;
  readonly name: string;
  readonly within_id: number | null;
  readonly cluster_id: number | null;
  readonly population_0_to_17: number | null;
  readonly population_by_age: Readonly<Record<string, number>> | null;
  readonly population_edition: string | null;
  readonly deprivation_score: number | null;
  readonly deprivation_edition: string | null;
  readonly is_drawn: boolean;
  readonly source_name: string;
  /** Small areas that lie in it, and their children: all, and in the most deprived fifth. */
  readonly areas: number;
  readonly area_children: number | null;
  readonly deprived_children: number | null;
}

/** The places of the authority but its small areas, which are added up by ward. */
export async function needPlaceRows(tx: Tx): Promise<NeedPlaceRow[]> {
  const { rows } = await sql<NeedPlaceRow>`
    with area as materialized (
      select area.within_id as ward_id, count(*) as areas,
        case when count(area.deprivation_decile) = count(*)
          and count(area.population_0_to_17) = count(*)
          then sum(area.population_0_to_17)::bigint end as children,
        coalesce(sum(area.population_0_to_17)
          filter (where area.deprivation_decile <= 2), 0)::bigint as deprived
      from record.place area
      where area.authority_id = (select govern.authority()) and area.kind = 'lsoa'
        and area.within_id is not null
      group by 1
    )
    select place.id, place.kind, place.code, place.name, place.within_id, place.cluster_id,
      place.population_0_to_17, place.population_by_age, place.population_edition,
      place.deprivation_score, place.deprivation_edition, place.outline is not null as is_drawn,
      source.name as source_name, coalesce(area.areas, 0) as areas,
      area.children as area_children, area.deprived as deprived_children
    from record.place
    join record.source on source.id = place.source_id
    left join area on area.ward_id = place.id
    where place.authority_id = (select govern.authority()) and place.kind <> 'lsoa'
    order by place.name`.execute(tx);
  return rows;
}

/** One count of a year and ward (0: not known; -1: every ward). */
export interface NeedCountRow {
  readonly year: number;
  readonly ward_id: number;
  readonly what: string;
  readonly count: number;
}

/** Counts by year and ward, counted anew where files were loaded since. */
export async function needCounts(tx: Tx): Promise<NeedCountRow[]> {
  await sql`select understand.settle_need_counts()`.execute(tx);
  const { rows } = await sql<NeedCountRow>`
    select need_count.year, need_count.ward_id, need_count.what, need_count.count
    from understand.need_count
    where need_count.authority_id = (select govern.authority())
      and need_count.what in ('referral', 'referral:no-further-action', 'referral:again',
        'early-help-assessment', 'special-needs-plan', 'suspension', 'exclusion')`.execute(tx);
  return rows;
}

/** Which kinds of return are loaded, with the years that they state. */
export async function loadedKinds(tx: Tx): Promise<{ return_kind: string; year: number | null }[]> {
  const { rows } = await sql<{ return_kind: string; year: number | null }>`
    select distinct source.return_kind, left(source.year, 4)::integer as year
    from record.source
    where source.authority_id = (select govern.authority()) and source.return_kind is not null
      and source.items_done > 0`.execute(tx);
  return rows;
}

/** Small areas that lie in no ward, and wards that no lookup or areas tell anything of. */
export async function looseAreas(tx: Tx): Promise<number> {
  const { rows } = await sql<{ loose: number }>`
    select count(*) as loose from record.place area
    left join record.place ward on ward.id = area.within_id and ward.kind = 'ward'
    where area.authority_id = (select govern.authority()) and area.kind = 'lsoa'
      and ward.id is null`.execute(tx);
  return rows[0]?.loose ?? 0;
}
