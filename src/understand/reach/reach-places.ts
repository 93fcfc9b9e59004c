import type { Tx } from '../../platform/index.ts';
import { type NeedPlaceRow, needPlaceRows } from '../needs/needs.store.ts';
import { type AreaRow, smallAreas } from './reach.store.ts';

/** A place, its wards, and how many children live there; null where nothing loaded says. */
export interface ReachPlace {
  readonly id: number;
  readonly kind: NeedPlaceRow['kind'];
  readonly name: string;
  readonly wards: readonly number[];
  readonly children: number | null;
  readonly byAge: Readonly<Record<string, number>> | null;
  /** Children in the most deprived fifth of census areas of England. */
  readonly deprived: number | null;
}

/** Wards, localities and the authority with who lives there. */
export async function readPlaces(tx: Tx): Promise<ReachPlace[]> {
  const rows = await needPlaceRows(tx);
  const wards = rows.filter((row) => row.kind === 'ward');
  return rows.map((row) => {
    const own =
      row.kind === 'ward'
        ? [row]
        : row.kind === 'authority'
          ? wards
          : wards.filter((ward) => ward.within_id === row.id);
    return {
      id: row.id,
      kind: row.kind,
      name: row.name,
      wards: own.map((ward) => ward.id),
      children: row.population_0_to_17,
      byAge: row.population_by_age,
      deprived: sumOf(own.map((ward) => (ward.area_children ? ward.deprived_children : null))),
    };
  });
}

/** The place that stands for the whole authority: its own, or all wards together. */
export function authorityPlace(places: readonly ReachPlace[]): ReachPlace | null {
  const own = places.find((place) => place.kind === 'authority');
  if (own) return own;
  const wards = places.filter((place) => place.kind === 'ward');
  if (wards.length === 0) return null;
  return {
    id: -1,
    kind: 'authority',
    name: 'All wards',
    wards: wards.map((ward) => ward.id),
    children: sumOf(wards.map((ward) => ward.children)),
    byAge: null,
    deprived: sumOf(wards.map((ward) => ward.deprived)),
  };
}

/** Children of the census areas of each deprivation fifth; null where an area does not say. */
export async function childrenByFifth(
  tx: Tx,
  of: 'children' | 'under_five',
): Promise<ReadonlyMap<string, number> | null> {
  const areas = await smallAreas(tx, false);
  const isWhole = (area: AreaRow) => area.decile !== null && area[of] !== null;
  if (areas.length === 0 || !areas.every(isWhole)) return null;
  const fifths = new Map<string, number>();
  for (const area of areas) {
    const fifth = String(Math.ceil((area.decile ?? 0) / 2));
    fifths.set(fifth, (fifths.get(fifth) ?? 0) + (area[of] ?? 0));
  }
  return fifths;
}

function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}
