import { readOutline, refuse } from '../../lib/index.ts';
import type { Parameters, Tx } from '../../platform/index.ts';
import { middleOf, SERVICE_LEVELS, THEMES, wardOutlines } from '../../record/index.ts';
import type { Home, Point } from './distance.ts';
import { oneOf } from './reach-asked.ts';
import { readPlaces, type ReachPlace } from './reach-places.ts';
import { DISTANCE_RULE } from './reach-rules.ts';
import { type AreaRow, serviceSites, type SiteRow, smallAreas } from './reach.store.ts';

/** What is asked of the distance to help. */
export interface DistanceAsked {
  readonly by: 'ward' | 'locality';
  /** From how many kilometres on a site is far. */
  readonly km: number;
  /** Only services meant for one theme, or of one level of help; null for any. */
  readonly theme: string | null;
  readonly level: string | null;
}

/** Sites that can be measured to, and the homes of each ward. */
export interface Distances {
  readonly asked: DistanceAsked;
  readonly places: readonly ReachPlace[];
  readonly sites: readonly (SiteRow & Point)[];
  /** Sites of services that are asked for whose place on the map nobody states. */
  readonly unplaced: number;
  homesOf(place: ReachPlace): readonly Home[];
  /** What stands for where the children of a place live. */
  basisOf(place: ReachPlace): 'areas' | 'ward' | null;
}

/** The farthest that can be asked for: beyond, everyone is near. */
const MOST_KM = 50;

/** What an address asks for; refuses what there is not. */
export function readDistanceAsked(given: Parameters): DistanceAsked {
  const text = given.km || String(DISTANCE_RULE.farKm);
  const km = Number(text);
  if (!(km >= 0 && km <= MOST_KM) || text.trim() === '') {
    throw refuse('no-such-distance', 'invalid', `km is a number from 0 to ${MOST_KM}.`);
  }
  const themes = THEMES.map((one) => one.theme);
  const by = given.by === 'locality' ? 'locality' : 'ward';
  return {
    by,
    km,
    theme: given.theme ? oneOf(themes, given.theme, 'theme') : null,
    level: given.for ? oneOf(SERVICE_LEVELS, given.for, 'for') : null,
  };
}

/** Reads sites and homes; a ward without drawn census areas stands for itself by its middle. */
export async function readDistances(tx: Tx, asked: DistanceAsked): Promise<Distances> {
  const places = await readPlaces(tx);
  const sites = (await serviceSites(tx)).filter(
    ({ themes, level }) =>
      (asked.theme === null || themes.includes(asked.theme)) &&
      (asked.level === null || level === asked.level),
  );
  const all = await smallAreas(tx, true);
  const areas = Map.groupBy(all, (area) => area.ward_id);
  const middles = new Map<number, Point>();
  for (const { id, outline } of [...all, ...(await wardOutlines(tx))]) {
    const middle = middleOfOutline(outline);
    if (middle) middles.set(id, middle);
  }
  const placed = sites.flatMap((site) => {
    const at = pointOf(site, middles);
    return at === null ? [] : [{ ...site, ...at }];
  });
  const homesOfWard = new Map(
    places
      .filter((place) => place.kind === 'ward')
      .map((ward) => [ward.id, homesIn(areas.get(ward.id) ?? [], ward, middles.get(ward.id))]),
  );
  const foundOf = (place: ReachPlace) => place.wards.map((ward) => homesOfWard.get(ward) ?? NONE);
  return {
    asked,
    places,
    sites: placed,
    unplaced: sites.length - placed.length,
    homesOf: (place) => foundOf(place).flatMap((one) => one.homes),
    basisOf: (place) => {
      const found = foundOf(place).map((one) => one.basis);
      if (found.length === 0 || found.includes(null)) return null;
      return found.includes('ward') ? 'ward' : 'areas';
    },
  };
}

/** Where a site lies: as stated, else the middle of the area or ward of its postcode. */
function pointOf(site: SiteRow, middles: ReadonlyMap<number, Point>): Point | null {
  const { latitude, longitude, area_id: area, ward_id: ward } = site;
  if (latitude !== null && longitude !== null) return { latitude, longitude };
  return middles.get(area ?? 0) ?? middles.get(ward ?? 0) ?? null;
}

interface Homes {
  readonly homes: readonly Home[];
  readonly basis: 'areas' | 'ward' | null;
}

const NONE: Homes = { homes: [], basis: null };

function homesIn(areas: readonly AreaRow[], ward: ReachPlace, middle: Point | undefined): Homes {
  const drawn = areas.flatMap(({ outline, children }) => {
    const at = children === null ? null : middleOfOutline(outline);
    return at === null ? [] : [{ at, children: children ?? 0 }];
  });
  if (areas.length > 0 && drawn.length === areas.length) return { homes: drawn, basis: 'areas' };
  if (middle === undefined || ward.children === null) return NONE;
  return { homes: [{ at: middle, children: ward.children }], basis: 'ward' };
}

function middleOfOutline(outline: unknown): Point | null {
  if (outline === null || outline === undefined) return null;
  const read = readOutline(typeof outline === 'string' ? outline : JSON.stringify(outline));
  const [longitude, latitude] = (read && middleOf(read)) ?? [];
  return longitude === undefined || latitude === undefined ? null : { longitude, latitude };
}
