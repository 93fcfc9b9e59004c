import type { PlaceStatement } from './statement.ts';

type Kind = PlaceStatement['kind'];
type Properties = Readonly<Record<string, unknown>>;

/** What a feature of a map file says of the place that it draws. */
export interface PlaceFacts {
  readonly kind: Kind;
  readonly code: string;
  readonly name: string;
  readonly withinCode: string | null;
  readonly population0to17: number | null;
  readonly deprivationDecile: number | null;
}

const OWN_KINDS: ReadonlySet<string> = new Set([
  'authority',
  'locality',
  'ward',
  'lsoa',
  'school-cluster',
]);

/** Prefixes of the Office for National Statistics, the smallest place first. */
const ONS_KINDS: readonly (readonly [string, Kind])[] = [
  ['LSOA', 'lsoa'],
  ['WD', 'ward'],
  ['CTYUA', 'authority'],
  ['UTLA', 'authority'],
  ['LAD', 'authority'],
];

/**
 * What the properties of a feature say: ours (`kind`, `code`, `name`, `within_code` and the columns
 * of the places file) or those of the Office for National Statistics (`WD25CD`, `WD25NM`), whatever
 * the year. Null where neither names a place.
 */
export function placeOf(properties: Properties): PlaceFacts | null {
  const text = (key: string) => textOf(properties[key]);
  const kind = text('kind');
  if (OWN_KINDS.has(kind) && text('code') !== '' && text('name') !== '') {
    return {
      kind: kind as Kind,
      code: text('code'),
      name: text('name'),
      withinCode: text('within_code') || null,
      population0to17: wholeNumber(properties.population_0_to_17, 0, 100_000_000),
      deprivationDecile: wholeNumber(properties.deprivation_decile, 1, 10),
    };
  }
  const ons = new Map(
    Object.entries(properties).map(([key, value]) => [key.toUpperCase(), textOf(value)]),
  );
  for (const [prefix, onsKind] of ONS_KINDS) {
    const key = [...ons.keys()].find((one) => new RegExp(`^${prefix}\\d{2}CD$`).test(one));
    const code = key === undefined ? '' : (ons.get(key) ?? '');
    const name = key === undefined ? '' : (ons.get(key.replace(/CD$/, 'NM')) ?? '');
    if (code === '' || name === '') continue;
    const withinCode = onsKind === 'authority' ? null : withinOf(ons, onsKind);
    return {
      kind: onsKind,
      code,
      name,
      withinCode,
      population0to17: null,
      deprivationDecile: null,
    };
  }
  return null;
}

/** An area lies in its ward where stated, else in the council that runs children's services. */
function withinOf(ons: ReadonlyMap<string, string>, kind: Kind): string | null {
  const first = (pattern: RegExp) =>
    [...ons].find(([key, value]) => pattern.test(key) && value !== '')?.[1] ?? null;
  const ward = kind === 'lsoa' ? first(/^WD\d{2}CD$/) : null;
  return ward ?? first(/^UTLA(?:\d{2})?CD$/) ?? first(/^LAD(?:\d{2}CD|CD_ACTIVE)$/);
}

/** Why an outline cannot be drawn: its form, or coordinates that are not degrees. */
export type OutlineFault = 'form' | 'degrees';

type Position = readonly [number, number];

/**
 * Checks a polygon or multipolygon in degrees (longitude first) and writes it as GeoJSON with six
 * decimals, which is 10 centimetres. Rings that are not closed are closed.
 */
export function outlineOf(geometry: unknown): string | OutlineFault {
  if (!isRecord(geometry)) return 'form';
  const { type, coordinates } = geometry;
  if (type === 'Polygon') {
    const rings = ringsOf(coordinates);
    return typeof rings === 'string' ? rings : JSON.stringify({ type, coordinates: rings });
  }
  if (type !== 'MultiPolygon' || !Array.isArray(coordinates) || coordinates.length === 0) {
    return 'form';
  }
  const polygons: Position[][][] = [];
  for (const polygon of coordinates) {
    const rings = ringsOf(polygon);
    if (typeof rings === 'string') return rings;
    polygons.push(rings);
  }
  return JSON.stringify({ type, coordinates: polygons });
}

function ringsOf(polygon: unknown): Position[][] | OutlineFault {
  if (!Array.isArray(polygon) || polygon.length === 0) return 'form';
  const rings: Position[][] = [];
  for (const ring of polygon) {
    if (!Array.isArray(ring)) return 'form';
    const positions: Position[] = [];
    for (const position of ring) {
      const read = positionOf(position);
      if (typeof read === 'string') return read;
      positions.push(read);
    }
    const [first, last] = [positions[0], positions.at(-1)];
    if (first === undefined || last === undefined) return 'form';
    if (first[0] !== last[0] || first[1] !== last[1]) positions.push(first);
    if (positions.length < 4) return 'form';
    rings.push(positions);
  }
  return rings;
}

function positionOf(position: unknown): Position | OutlineFault {
  if (!Array.isArray(position) || position.length < 2) return 'form';
  const [longitude, latitude]: unknown[] = position;
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return 'form';
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) return 'degrees';
  return [Math.round(longitude * 1e6) / 1e6, Math.round(latitude * 1e6) / 1e6];
}

/** Whether a value of parsed JSON is an object with keys. */
export function isRecord(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? `${value}` : '';
}

function wholeNumber(value: unknown, least: number, most: number): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const isSound = typeof number === 'number' && Number.isInteger(number);
  return isSound && number >= least && number <= most ? number : null;
}
