import { hideCells } from '../../lib/index.ts';

/** How many children had a level in a ward in a year; ward -1 is every ward, level '' any level. */
export interface ChildrenCount {
  readonly ward: number;
  readonly level: string;
  readonly children: number;
}

/** The ward that stands for every ward, and the level that stands for any. */
export const EVERY_WARD = -1;
/** The level that stands for any of the five. */
export const ANY_LEVEL = '';

/** Names one cell of the table of wards and levels. */
export function cellKey(ward: number, level: string): string {
  return `${ward} ${level}`;
}

/**
 * The cells of one year that may not be shown, by `hideCells`: no ward and no level gives away a
 * count of 1 to 4 beside its total, nor does the sum of the wards of a locality or a cluster. Every
 * page that shows these counts hides the same ones, so that two pages side by side tell no more.
 */
export function hiddenCells(
  counts: readonly ChildrenCount[],
  groups: readonly WardGroup[] = [],
): ReadonlySet<string> {
  const parts = counts.filter((one) => one.ward !== EVERY_WARD || one.level !== ANY_LEVEL);
  const keyOf = (one: ChildrenCount) => cellKey(one.ward, one.level);
  const wards = Map.groupBy(
    parts.filter((one) => one.level !== ANY_LEVEL),
    (one) => one.ward,
  );
  const levels = Map.groupBy(
    parts.filter((one) => one.ward !== EVERY_WARD),
    (one) => one.level,
  );
  const sums = groups.flatMap((group) => groupCells(group, counts));
  return hideCells(
    [...counts.map((one) => ({ key: keyOf(one), count: one.children })), ...sums.map(cellOf)],
    [
      ...[...wards.values(), ...levels.values()].map((line) => line.map(keyOf)),
      ...sums.map(({ key, parts }) => ({ parts: parts.map(keyOf), total: key })),
    ],
  );
}

/** A locality or a school cluster: the number of its place and those of its wards. */
export interface WardGroup {
  readonly place: number;
  readonly wards: readonly number[];
}

/** The localities and school clusters that wards lie in. */
export function wardGroups(
  wards: readonly {
    readonly id: number;
    readonly within_id: number | null;
    readonly cluster_id: number | null;
  }[],
): WardGroup[] {
  const groups = new Map<number, number[]>();
  for (const { id, within_id, cluster_id } of wards) {
    for (const place of [within_id, cluster_id]) {
      if (place !== null) groups.set(place, [...(groups.get(place) ?? []), id]);
    }
  }
  return [...groups].map(([place, own]) => ({ place, wards: own }));
}

interface GroupCell {
  readonly key: string;
  readonly parts: readonly ChildrenCount[];
}

function groupCells(group: WardGroup, counts: readonly ChildrenCount[]): GroupCell[] {
  const own = Map.groupBy(
    counts.filter((one) => group.wards.includes(one.ward)),
    (one) => one.level,
  );
  return [...own].map(([level, parts]) => ({ key: groupKey(group.place, level), parts }));
}

function cellOf({ key, parts }: GroupCell) {
  return { key, count: parts.reduce((sum, one) => sum + one.children, 0) };
}

/** Names the sum of a locality or cluster, as `cellKey` names a ward. */
export function groupKey(place: number, level: string): string {
  return `place ${place} ${level}`;
}
