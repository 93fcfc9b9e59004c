/** People of an area, of all ages and by band of those under 18. */
export interface AreaPeople {
  readonly all: number;
  readonly byAge: Readonly<Record<AgeBand, number>>;
}

/** The bands of age in which children are counted. */
export const AGE_BANDS = ['0-4', '5-10', '11-15', '16-17'] as const;
/** One band of age. */
export type AgeBand = (typeof AGE_BANDS)[number];

/** How deprived an area is: tenth of England (1 the most deprived) and score (higher is worse). */
export interface AreaDeprivation {
  readonly decile: number | null;
  readonly score: number | null;
}

/** An area of one census and the area of the next that holds it, or part of it. */
export interface Successor {
  readonly from: string;
  readonly to: string;
}

/**
 * People of areas of the earlier census as people of the later one's areas. An area that was split
 * is shared equally among its parts, to the person, since nothing published says otherwise; areas
 * that were merged are added. Nobody is lost and nobody added. An area without a successor keeps
 * its code.
 */
export function peopleOfSuccessors(
  people: ReadonlyMap<string, AreaPeople>,
  successors: readonly Successor[],
): Map<string, AreaPeople> {
  const targets = Map.groupBy(successors, (one) => one.from);
  const found = new Map<string, AreaPeople>();
  for (const [code, of] of people) {
    const into = targets.get(code)?.map((one) => one.to) ?? [code];
    for (const [index, to] of into.entries()) {
      const part = (count: number) => shareOf(count, index, into.length);
      const share: AreaPeople = {
        all: part(of.all),
        byAge: mapBands((band) => part(of.byAge[band])),
      };
      found.set(to, addPeople([found.get(to) ?? NOBODY, share]));
    }
  }
  return found;
}

function shareOf(count: number, index: number, parts: number): number {
  return Math.floor(count / parts) + (index < count % parts ? 1 : 0);
}

/**
 * Deprivation of areas of the earlier census as that of the later one's areas: parts have what the
 * whole had; an area that was merged has the score of its parts weighted by their people, and no
 * decile, since that would have to be ranked anew.
 */
export function deprivationOfSuccessors(
  deprivation: ReadonlyMap<string, AreaDeprivation>,
  successors: readonly Successor[],
  people: ReadonlyMap<string, AreaPeople>,
): Map<string, AreaDeprivation> {
  const sources = Map.groupBy(successors, (one) => one.to);
  const replaced = new Set(successors.map((one) => one.from));
  const found = new Map([...deprivation].filter(([code]) => !replaced.has(code)));
  for (const [to, all] of sources) {
    const parts = all.flatMap(({ from }) => {
      const of = deprivation.get(from);
      return of ? [{ ...of, people: people.get(from)?.all ?? 1 }] : [];
    });
    const [only] = parts;
    if (only === undefined || parts.length < all.length) continue;
    const decile = parts.length === 1 ? only.decile : null;
    found.set(to, { decile, score: weightedScore(parts) });
  }
  return found;
}

/**
 * The score of a place: the mean of its areas' scores weighted by their people, which is the
 * "average score" of the English indices of deprivation. Null where the score or the people of an
 * area are not known.
 */
export function weightedScore(
  areas: readonly { readonly score: number | null; readonly people: number | null }[],
): number | null {
  let [sum, people] = [0, 0];
  for (const area of areas) {
    if (area.score === null || area.people === null) return null;
    sum += area.score * area.people;
    people += area.people;
  }
  return people === 0 ? null : sum / people;
}

const NOBODY: AreaPeople = { all: 0, byAge: { '0-4': 0, '5-10': 0, '11-15': 0, '16-17': 0 } };

/** The people of several areas together. */
export function addPeople(areas: readonly AreaPeople[]): AreaPeople {
  const sum = (of: (area: AreaPeople) => number) => areas.reduce((all, area) => all + of(area), 0);
  return {
    all: sum((area) => area.all),
    byAge: mapBands((band) => sum((area) => area.byAge[band])),
  };
}

/** People under 18: the sum of the bands. */
export function childrenOf(people: AreaPeople): number {
  return AGE_BANDS.reduce((sum, band) => sum + people.byAge[band], 0);
}

function mapBands(of: (band: AgeBand) => number): Record<AgeBand, number> {
  return { '0-4': of('0-4'), '5-10': of('5-10'), '11-15': of('11-15'), '16-17': of('16-17') };
}
