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
 * count of 1 to 4 beside its total.
 */
export function hiddenCells(counts: readonly ChildrenCount[]): ReadonlySet<string> {
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
  return hideCells(
    counts.map((one) => ({ key: keyOf(one), count: one.children })),
    [...wards.values(), ...levels.values()].map((line) => line.map(keyOf)),
  );
}
