import { csv, type DemoFile } from './demo-file.ts';
import { ageOf, HORIZON, isChildOn, residenceOn } from './families.ts';
import { NORTHBRIDGE } from './identifiers.ts';
import { type Area, POSTCODES_PER_AREA, postcode } from './map.ts';
import type { World } from './world.ts';

/** The last ages of the four bands of the population columns. */
const BANDS = [4, 10, 15, 17] as const;

/** The headings of the places file, in the order of its template. */
export const PLACE_HEADINGS =
  'kind,code,name,within_code,school_cluster_code,population_0_to_17,population_0_to_4,' +
  'population_5_to_10,population_11_to_15,population_16_to_17,deprivation_decile,postcodes';

/** Places of Northbridge with the children who live there on the newest day. */
export function placesFile(world: World): DemoFile {
  return {
    name: 'places.csv',
    kind: 'places',
    text: () => csv(PLACE_HEADINGS, rows(world)),
  };
}

/** Outlines of the wards as GeoJSON, with the property names of the national ward files. */
export function outlinesFile(world: World): DemoFile {
  return { name: 'ward-outlines.geojson', kind: 'places', text: () => [outlines(world)] };
}

function* rows(world: World): Generator<string[]> {
  const { map } = world;
  const counts = childrenByArea(world);
  const sum = (areas: readonly Area[]) =>
    BANDS.map((_, band) =>
      areas.reduce((total, one) => total + (counts[one.index]?.[band] ?? 0), 0),
    );
  const wardAreas = map.wards.map((ward) => map.areas.filter((area) => area.ward === ward.index));
  const whole = NORTHBRIDGE.code;
  yield place('authority', whole, NORTHBRIDGE.name, { within: '', bands: sum(map.areas) });
  for (const [i, { code, name }] of map.localities.entries()) {
    const inside = map.areas.filter((area) => map.wards[area.ward]?.locality === i);
    yield place('locality', code, name, { within: whole, bands: sum(inside) });
  }
  for (const [i, { code, name }] of map.clusters.entries()) {
    const inside = map.areas.filter((area) => map.wards[area.ward]?.cluster === i);
    yield place('school-cluster', code, name, { within: whole, bands: sum(inside) });
  }
  for (const ward of map.wards) {
    const within = map.localities[ward.locality]?.code ?? '';
    const bands = sum(wardAreas[ward.index] ?? []);
    const cluster = map.clusters[ward.cluster]?.code ?? '';
    yield place('ward', ward.code, ward.name, { within, cluster, bands, decile: ward.decile });
  }
  for (const area of map.areas) {
    const ward = map.wards[area.ward];
    const which = area.index - (wardAreas[area.ward]?.[0]?.index ?? 0) + 1;
    yield place('lsoa', area.code, `${ward?.name ?? ''} ${which}`, {
      within: ward?.code ?? '',
      bands: sum([area]),
      decile: area.decile,
      postcodes: Array.from({ length: POSTCODES_PER_AREA }, (_, one) => postcode(area, one)),
    });
  }
}

interface PlaceFacts {
  readonly within: string;
  /** The school cluster of a ward. */
  readonly cluster?: string;
  /** Children by band of age. */
  readonly bands: readonly number[];
  readonly decile?: number;
  readonly postcodes?: readonly string[];
}

function place(kind: string, code: string, name: string, facts: PlaceFacts): string[] {
  const { within, cluster = '', bands, decile, postcodes = [] } = facts;
  const all = bands.reduce((total, one) => total + one, 0);
  const numbers = [all, ...bands].map(String);
  const tail = [String(decile ?? ''), postcodes.join(';')];
  return [kind, code, name, within, cluster, ...numbers, ...tail];
}

/** Children in each census area on the newest day by band of age, by number of the area. */
export function childrenByArea(world: World): number[][] {
  const { people, map } = world;
  const { families } = people;
  const last = HORIZON - 1;
  const counts = map.areas.map(() => BANDS.map(() => 0));
  for (let family = 0; family < families.count; family += 1) {
    const first = families.firstChild[family] ?? 0;
    const until = first + (families.childCount[family] ?? 0);
    let home: number[] | null = null;
    for (let child = first; child < until; child += 1) {
      if (!isChildOn(people, child, last)) continue;
      home ??= counts[residenceOn(people, family, map, last).area.index] ?? [];
      const age = ageOf(people.born[child] ?? 0, last);
      const band = BANDS.findIndex((upTo) => age <= upTo);
      home[band] = (home[band] ?? 0) + 1;
    }
  }
  return counts;
}

function outlines(world: World): string {
  const features = world.map.wards.map((ward) => ({
    type: 'Feature',
    properties: {
      WD25CD: ward.code,
      WD25NM: ward.name,
      LAD25CD: NORTHBRIDGE.code,
      LAD25NM: NORTHBRIDGE.name,
    },
    geometry: { type: 'Polygon', coordinates: [ward.outline] },
  }));
  return JSON.stringify({ type: 'FeatureCollection', name: 'Wards of Northbridge', features });
}
