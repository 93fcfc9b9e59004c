import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, type Finding, type FindingRow, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { SERVICE_LEVEL_LABELS, SERVICE_LEVELS, THEMES } from '../../record/index.ts';
import { oneFinding } from '../needs/need.measure.ts';
import { distanceTo } from './distance.ts';
import { oneOf } from './reach-asked.ts';
import { absentFigure, counted } from './reach-figures.ts';
import { authorityPlace, type ReachPlace } from './reach-places.ts';
import {
  type DistanceAsked,
  type Distances,
  readDistanceAsked,
  readDistances,
} from './read-distance.ts';

const NAME = 'reach-distance';
const VALUES = ['far', 'mean', 'sites'] as const;
type Value = (typeof VALUES)[number];

/** How far children live from the nearest place where help is given. */
export const reachDistanceMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Distance to places of help',
  who: thoseWhoSeeFigures,
  parameters: {
    by: 'ward or locality; ward when left out',
    km: 'from how many kilometres on a place is far; that of reference/reach.yaml when left out',
    theme: `only services meant for one of: ${THEMES.map((one) => one.theme).join(', ')}`,
    for: `only services of one level of help: ${SERVICE_LEVELS.join(', ')}`,
    row: 'one place only, by its number; all for the whole',
    value: `one figure of the place: ${VALUES.join(', ')}; far when left out`,
  },
  compute: async (tx, _actor, given) => {
    const distances = await readDistances(tx, readDistanceAsked(given));
    if (given.row === undefined) return distanceFinding(distances);
    const value = oneOf(VALUES, given.value ?? 'far', 'value');
    if (value === 'sites') return oneFinding(sitesFigure(distances));
    const place =
      given.row === 'all'
        ? authorityPlace(distances.places)
        : distances.places.find((one) => String(one.id) === given.row);
    if (!place) throw refuse('no-such-row', 'not-found', 'There is no such place here.');
    return oneFinding(distanceFigure(distances, place, value));
  },
});

function distanceId({ by, km, theme, level }: DistanceAsked, row?: string, value?: Value): string {
  const own = { theme: theme ?? undefined, for: level ?? undefined };
  return figureId(NAME, { by, km: String(km), ...own, row, value });
}

/** The figure of a place: the share of children who live far, or the mean distance. */
export function distanceFigure(
  distances: Distances,
  place: ReachPlace,
  value: 'far' | 'mean',
): Figure {
  const { asked, sites } = distances;
  const row = place.kind === 'authority' ? 'all' : String(place.id);
  const what = value === 'far' ? `children more than ${asked.km} km away` : 'mean distance';
  const base = {
    id: distanceId(asked, row, value),
    label: `${place.name}: ${what}, ${whereTo(asked)}`,
    unit: value === 'far' ? ('percent' as const) : ('kilometres' as const),
  };
  if (sites.length === 0) return absentFigure(base, 'not-measured', noSites(distances));
  const basis = distances.basisOf(place);
  const found = basis === null ? null : distanceTo(distances.homesOf(place), sites, asked.km);
  if (found === null) return absentFigure(base, 'not-available', NO_HOMES);
  const from = basis === 'areas' ? FROM_AREAS : FROM_WARDS;
  const formula =
    value === 'far'
      ? `Children whose nearest site lies more than ${asked.km} kilometres away in a straight ` +
        `line, as a share of all children of the place. ${from}`
      : 'The distance to the nearest site in a straight line (great circle), weighted by the ' +
        `children of each area. ${from}`;
  const worth = value === 'far' ? (100 * found.far) / found.children : found.km;
  return { ...base, value: worth, how: { formula, inputs: [sitesFigure(distances)] } };
}

const FROM_AREAS = 'Measured from the middle of each census area, all its children together.';
const FROM_WARDS =
  'No outline of census areas is loaded, so it is measured from the middle of each ward, all its ' +
  'children together: a ward is near or far as a whole.';
const NO_HOMES = 'No outline or no number of children is loaded for every ward of this place.';

function noSites({ unplaced }: Distances): string {
  return unplaced > 0
    ? 'No service that is asked for says where on the map it is given. Add a postcode, or ' +
        'latitude and longitude.'
    : 'No service that is asked for names a place that can be visited.';
}

/** How many places of help there are to go to. */
export function sitesFigure(distances: Distances): Figure {
  const { asked, sites, unplaced } = distances;
  const places = new Set(sites.map((site) => `${site.latitude} ${site.longitude}`)).size;
  const base = {
    id: distanceId(asked, 'all', 'sites'),
    label: `Places of help on the map, ${whereTo(asked)}`,
    unit: 'number' as const,
  };
  if (sites.length === 0) return absentFigure(base, 'not-measured', noSites(distances));
  const left =
    unplaced === 0
      ? ''
      : ' Sites whose postcode no places file knows are left out; the distance may be ' +
        'shorter than it says.';
  const formula =
    'Different points where running services of the directory can be visited: as stated, or the ' +
    `middle of the census area or ward in which the postcode lies.${left}`;
  return counted(base, places, formula);
}

function whereTo({ theme, level }: DistanceAsked): string {
  const own = THEMES.find((one) => one.theme === theme)?.label.toLowerCase();
  const help = SERVICE_LEVELS.find((one) => one === level);
  const parts = [
    own === undefined ? null : `for ${own}`,
    help === undefined ? null : `at the level ${SERVICE_LEVEL_LABELS[help].toLowerCase()}`,
  ].filter((one) => one !== null);
  return parts.length === 0 ? 'any service' : `services ${parts.join(', ')}`;
}

/** The places from the farthest to the nearest. */
export function distanceFinding(distances: Distances): Finding {
  const { asked, places, sites } = distances;
  const whole = authorityPlace(places);
  const row = (place: ReachPlace): FindingRow => ({
    label: place.name,
    figures: [distanceFigure(distances, place, 'mean'), distanceFigure(distances, place, 'far')],
    ...(place.id > 0 ? { href: `/needs/places/${place.id}` } : {}),
  });
  const rows = places
    .filter((place) => place.kind === asked.by)
    .map(row)
    .sort((a, b) => (b.figures[0]?.value ?? -1) - (a.figures[0]?.value ?? -1));
  const isKnown = sites.length > 0;
  const [farthest] = rows;
  return {
    id: distanceId(asked),
    headline:
      isKnown && farthest?.figures[0]?.value != null
        ? `${farthest.label} lies farthest from help`
        : 'How far help is away is not known',
    subtitle: `Distance in a straight line from where children live, ${whereTo(asked)}`,
    rowHeading: asked.by === 'ward' ? 'Ward' : 'Locality',
    columns: ['Kilometres to the nearest', `Children more than ${asked.km} km away`],
    rows: isKnown ? rows : [],
    ...(isKnown && whole ? { total: row(whole) } : {}),
    chart: 'none',
    notes: isKnown ? ['The way by road or by bus is longer.'] : [noSites(distances)],
  };
}
