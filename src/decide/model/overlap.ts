import type { ModelInput } from './model-input.ts';

/** Outcomes that value the same thing: places in the input's outcomes, two or more. */
export interface OverlapGroup {
  readonly name: string;
  readonly outcomes: readonly number[];
}

/** Groups of outcomes that name one overlap group and are more than one; in order of name. */
export function overlapGroups({ outcomes, overlap }: ModelInput): OverlapGroup[] {
  if (overlap === 'sum') return [];
  const named = outcomes.flatMap(({ overlapGroup }, place) =>
    overlapGroup === undefined ? [] : [{ name: overlapGroup, place }],
  );
  return [...Map.groupBy(named, ({ name }) => name)]
    .map(([name, own]) => ({ name, outcomes: own.map(({ place }) => place) }))
    .filter((group) => group.outcomes.length > 1)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Which share of each outcome counts: writes 0 to 1 for those of a group. With `upTo` null only the
 * one of the largest value counts (the furthest from 0, so that harm counts too); else a mix of the
 * smallest and the largest, `upTo` (0 to 1) of the way to the largest. `values` are in pence.
 */
export function countedShares(
  group: OverlapGroup,
  values: Float64Array,
  upTo: number | null,
  shares: Float64Array,
): void {
  const size = (place: number) => Math.abs(values[place] as number);
  let largest = group.outcomes[0] ?? 0;
  let smallest = largest;
  for (const place of group.outcomes) {
    if (size(place) > size(largest)) largest = place;
    if (size(place) > 0 && (size(place) < size(smallest) || size(smallest) === 0)) smallest = place;
    shares[place] = 0;
  }
  const share = upTo ?? 1;
  shares[smallest] = 1 - share;
  shares[largest] = (shares[largest] as number) + share;
}
