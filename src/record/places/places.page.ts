import { seesPeople, thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  financialYear,
  type Finding,
  formatFinancialYear,
  type Outline,
  type PlaceId,
  readOutline,
  refuse,
} from '../../lib/index.ts';
import {
  definePage,
  type Page,
  type PageRequest,
  readSort,
  type Sort,
} from '../../platform/index.ts';
import { childrenByLevelMeasure, newestYears } from './children-by-level.measure.ts';
import {
  findPlace,
  partsOf,
  type PlaceInDetail,
  type PlaceInList,
  placesWithAreas,
} from './place-parts.store.ts';
import { type PlaceRow, wardOutlines } from './places.store.ts';

/** The kinds of place in words, one and many. */
const KIND_WORDS: Readonly<Record<PlaceRow['kind'], readonly [string, string]>> = {
  authority: ['Authority', 'Authorities'],
  locality: ['Locality', 'Localities'],
  ward: ['Ward', 'Wards'],
  lsoa: ['Census area', 'Census areas'],
  'school-cluster': ['School cluster', 'School clusters'],
};

/** The places of the authority: a map and a table of its wards, and the parts around them. */
export const placesPage: Page = definePage({
  url: '/places',
  title: 'Places',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const places = await placesWithAreas(request.tx);
    const wards = places.filter((place) => place.kind === 'ward');
    const finding = wards.length > 0 ? await compute(request, { by: 'ward' }) : false;
    const sort = readSort(request.query.sort, ['name', 'within', 'people', 'decile', 'children']);
    return {
      template: 'record/places/places.njk',
      breadcrumbs: [{ href: '/', text: 'Home' }],
      data: {
        finding,
        outlines: await outlinesOf(request),
        wards: sorted(
          wards.map((ward) => wardRow(ward, finding)),
          sort,
        ),
        sort,
        url: request.url,
        others: (['authority', 'locality', 'school-cluster'] as const).map((kind) => ({
          heading: KIND_WORDS[kind][1],
          places: places.filter((place) => place.kind === kind).map(placeLink),
        })),
      },
    };
  },
});

async function compute(request: PageRequest, asked: Record<string, string>): Promise<Finding> {
  const [newest] = await newestYears(request.tx);
  const year = newest === undefined ? {} : { year: financialYear(newest) };
  return childrenByLevelMeasure.compute(request.tx, request.actor, { ...year, ...asked });
}

async function outlinesOf(request: PageRequest): Promise<ReadonlyMap<string, Outline>> {
  const wards = await wardOutlines(request.tx);
  return new Map(
    wards.flatMap((ward) => {
      const text = typeof ward.outline === 'string' ? ward.outline : JSON.stringify(ward.outline);
      const outline = readOutline(text);
      return outline === null ? [] : [[ward.name, outline] as const];
    }),
  );
}

function wardRow(ward: PlaceInList, finding: Finding | false) {
  const own = finding === false ? undefined : finding.rows.find((row) => row.label === ward.name);
  const figure = own?.figures[0] ?? null;
  return {
    sortBy: {
      name: ward.name,
      within: ward.within_name ?? '',
      people: ward.population_0_to_17 ?? -1,
      decile: ward.deprivation_decile ?? 99,
      children: figure?.value ?? 0,
    },
    cells: [
      { text: ward.name, href: `/places/${ward.id}` },
      { text: ward.within_name ?? 'Not stated' },
      { text: numberOr(ward.population_0_to_17) },
      { text: numberOr(ward.deprivation_decile) },
      { text: numberOr(ward.areas) },
      figure ? { figure } : { text: 'No data' },
    ],
  };
}

function numberOr(value: number | null): string {
  return value === null ? 'Not stated' : value.toLocaleString('en-GB');
}

function sorted(rows: readonly ReturnType<typeof wardRow>[], sort: Sort | null) {
  if (sort === null) return rows;
  const key = sort.key as keyof ReturnType<typeof wardRow>['sortBy'];
  const turn = sort.direction === 'ascending' ? 1 : -1;
  return [...rows].sort((a, b) => (a.sortBy[key] < b.sortBy[key] ? -turn : turn));
}

function placeLink(place: PlaceInDetail) {
  return {
    href: `/places/${place.id}`,
    name: place.name,
    kind: KIND_WORDS[place.kind][0],
    people: numberOr(place.population_0_to_17),
    decile: numberOr(place.deprivation_decile),
  };
}

/** One place: what it lies in, its parts, and the children there who have help. */
export const placePage: Page = definePage({
  url: '/places/:id',
  title: 'A place',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const id = Number(request.params.id);
    const place = Number.isSafeInteger(id) ? await findPlace(request.tx, id as PlaceId) : null;
    if (!place) throw refuse('no-such-place', 'not-found', 'There is no such place here.');
    const parts = await partsOf(request.tx, place.id);
    const [newest] = await newestYears(request.tx);
    const isWard = place.kind === 'ward';
    return {
      template: 'record/places/place.njk',
      title: place.name,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/places', text: 'Places' },
      ],
      data: {
        place: { id: place.id, name: place.name, isWard, kind: KIND_WORDS[place.kind][0] },
        needHref: place.kind === 'lsoa' ? '' : `/needs/places/${place.id}`,
        facts: factsOf(place),
        parts: Object.entries(Object.groupBy(parts, (part) => part.kind)).map(([kind, of]) => ({
          heading: KIND_WORDS[kind as PlaceRow['kind']][1],
          places: of.map(placeLink),
        })),
        findings: isWard ? await wardFindings(request, String(place.id)) : [],
        year: newest === undefined ? '' : formatFinancialYear(financialYear(newest)),
        costHref:
          newest === undefined ? '' : `/cost?ward=${place.id}&year=${financialYear(newest)}`,
        peopleHref: isWard && seesPeople(request.actor) ? `/people?ward=${place.id}` : '',
      },
    };
  },
});

async function wardFindings(request: PageRequest, ward: string): Promise<Finding[]> {
  return [await compute(request, { ward }), await compute(request, { by: 'year', ward })];
}

function factsOf(place: PlaceInDetail) {
  const row = place.source_row === null ? '' : `, row ${place.source_row}`;
  return [
    ...(place.within_id === null
      ? []
      : [{ key: 'Lies in', text: place.within_name ?? '', href: `/places/${place.within_id}` }]),
    { key: 'Code', text: place.code },
    { key: 'People under 18', text: numberOr(place.population_0_to_17) },
    {
      key: 'Deprivation decile',
      text:
        place.deprivation_decile === null
          ? 'Not stated'
          : `${place.deprivation_decile} (1 is the most deprived tenth of England)`,
    },
    { key: 'Stated in', text: `${place.source_name}${row}` },
  ];
}
