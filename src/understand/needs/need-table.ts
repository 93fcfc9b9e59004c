import {
  type CountedArea,
  type CountedCell,
  type CountedLine,
  type Difference,
  differenceFrom,
  hideCells,
  type Interval,
  type Prior,
  priorOf,
  shrunkenRate,
} from '../../lib/index.ts';

/** The kinds of place that need is shown by, from large to small. */
export const NEED_KINDS = ['authority', 'locality', 'ward', 'school-cluster'] as const;
/** One kind of place. */
export type NeedKind = (typeof NEED_KINDS)[number];

/** A place of the needs assessment and the wards that it is made of, by their numbers. */
export interface NeedPlace {
  readonly id: number;
  readonly kind: NeedKind;
  readonly name: string;
  readonly wards: readonly number[];
  /** Children who live there; null where nothing loaded says. */
  readonly children: number | null;
}

/** Counts by ward: 0 is a ward that is not known, -1 every ward. */
export type WardCounts = ReadonlyMap<number, number>;

/** The ward of those whose ward is not known. */
export const UNKNOWN_WARD = 0;
/** The ward that stands for all. */
export const EVERY_WARD = -1;

/** One place with what was counted there and out of what; a hidden count is not told. */
export interface NeedCell {
  readonly place: NeedPlace;
  readonly count: number | null;
  readonly of: number | null;
  readonly isHidden: boolean;
}

/** What a place has: the whole authority's own count, or the sum of its wards. */
export function countOf(place: NeedPlace, counts: WardCounts): number {
  if (place.kind === 'authority') return counts.get(EVERY_WARD) ?? 0;
  return place.wards.reduce((sum, ward) => sum + (counts.get(ward) ?? 0), 0);
}

/**
 * The cells of several counts that may not be shown, together: of each count and place, beside the
 * sums of localities, school clusters and the authority; and, where a count is a part of another
 * (referrals that led to nothing, of all), what is left of it too. The key is count and place.
 */
export function hiddenNeeds(
  places: readonly NeedPlace[],
  counts: ReadonlyMap<string, WardCounts>,
  partsOf: ReadonlyMap<string, string> = new Map(),
): ReadonlySet<string> {
  const cells: CountedCell[] = [];
  const lines: CountedLine[] = [];
  const unknown: NeedPlace = { ...NOWHERE, wards: [UNKNOWN_WARD] };
  const all = [...places, unknown];
  const whole = new Map(counts);
  for (const [part, of] of partsOf) {
    const [own, rest] = [counts.get(part), counts.get(of)];
    if (own && rest) whole.set(restKey(part), restOf(rest, own));
  }
  for (const [what, of] of whole) {
    const known = all.map((place) => ({ place, count: countOf(place, of) }));
    cells.push(...known.map(({ place, count }) => ({ key: cellKey(what, place.id), count })));
    lines.push(...linesOf(what, all));
  }
  for (const [part, of] of partsOf) {
    if (!whole.has(restKey(part))) continue;
    for (const { id } of all) {
      const parts = [cellKey(part, id), cellKey(restKey(part), id)];
      lines.push({ parts, total: cellKey(of, id) });
    }
  }
  return hideCells(cells, lines);
}

/** Names a cell of `hiddenNeeds`. */
export function cellKey(what: string, placeId: number): string {
  return `${what} ${placeId}`;
}

const restKey = (part: string) => `not ${part}`;

const NOWHERE = { id: UNKNOWN_WARD, kind: 'ward', name: '', children: null } as const;

function restOf(whole: WardCounts, part: WardCounts): WardCounts {
  return new Map([...whole].map(([ward, count]) => [ward, count - (part.get(ward) ?? 0)]));
}

/** Wards beside their locality, their cluster and the authority, whose totals are cells too. */
function linesOf(what: string, places: readonly NeedPlace[]): CountedLine[] {
  const wards = places.filter((place) => place.kind === 'ward');
  const keyOf = (place: NeedPlace) => cellKey(what, place.id);
  return places
    .filter((place) => place.kind !== 'ward')
    .map((place) => ({
      parts: wards
        .filter((ward) => place.kind === 'authority' || place.wards.includes(ward.id))
        .map(keyOf),
      total: keyOf(place),
    }));
}

/** A place with its rate, its estimate and whether it stands out. */
export interface Standing {
  readonly cell: NeedCell;
  readonly estimate: Interval | null;
  readonly difference: Difference | null;
}

/** The standings of places of one kind, and what they say together; null of nothing to compare. */
export interface Standings {
  readonly prior: Prior | null;
  readonly places: readonly Standing[];
}

/** Fewer places than this cannot say how places differ. */
const FEWEST_PLACES = 3;

/**
 * The shrunken estimate of each place of one kind, and whether it stands clear of the rate of all.
 * Places whose count is hidden have none, and count as one place together, so that nobody works
 * their counts out from the estimates of the others.
 */
export function standingsOf(cells: readonly NeedCell[], kind: 'rate' | 'share'): Standings {
  const known = cells.filter((cell): cell is KnownCell => cell.of !== null && cell.of > 0);
  const shown = known.filter((cell) => !cell.isHidden);
  const hidden = known.filter((cell) => cell.isHidden);
  const areas: CountedArea[] = shown.map(({ count, of }) => ({ count: count ?? 0, of }));
  if (hidden.length > 0) {
    const sum = (of: (cell: KnownCell) => number) =>
      hidden.reduce((all, cell) => all + of(cell), 0);
    areas.push({ count: sum((cell) => cell.count ?? 0), of: sum((cell) => cell.of) });
  }
  const prior = areas.length < FEWEST_PLACES ? null : priorOf(areas, kind);
  return {
    prior,
    places: cells.map((cell) => {
      const none = cell.isHidden || cell.of === null || cell.of <= 0 || cell.count === null;
      if (none || prior === null) return { cell, estimate: null, difference: null };
      const estimate = shrunkenRate({ count: cell.count, of: cell.of }, prior, kind);
      return { cell, estimate, difference: differenceFrom(estimate, prior) };
    }),
  };
}

type KnownCell = NeedCell & { readonly of: number };

/** Places from the most to the least by the estimate; those without one come last, by name. */
export function ranked(places: readonly Standing[]): Standing[] {
  const worth = (one: Standing) => one.estimate?.value ?? -1;
  return [...places].sort(
    (a, b) => worth(b) - worth(a) || (a.cell.place.name < b.cell.place.name ? -1 : 1),
  );
}

/** How a place stands, in the words of the page. */
export const DIFFERENCE_WORDS: Readonly<Record<Difference, string>> = {
  higher: 'Clearly higher',
  lower: 'Clearly lower',
  'not-clearly-different': 'Not clearly different',
};
