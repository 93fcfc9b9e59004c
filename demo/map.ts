import { type Random, random } from '../src/lib/index.ts';
import { hash } from './draw.ts';

/** A ward of the invented map. */
export interface Ward {
  readonly index: number;
  readonly code: string;
  readonly name: string;
  readonly locality: number;
  readonly cluster: number;
  /** 1 is the most deprived tenth. */
  readonly decile: number;
  /** Closed ring of longitude and latitude, anticlockwise. */
  readonly outline: readonly (readonly [number, number])[];
}

/** A census area of the invented map; its postcodes are worked out from its number. */
export interface Area {
  readonly index: number;
  readonly code: string;
  readonly ward: number;
  readonly decile: number;
  /** Its part of all children. */
  readonly share: number;
}

/** Localities, wards, census areas and clusters of schools. */
export interface NorthbridgeMap {
  readonly localities: readonly { readonly code: string; readonly name: string }[];
  readonly clusters: readonly { readonly code: string; readonly name: string }[];
  readonly wards: readonly Ward[];
  readonly areas: readonly Area[];
}

const LOCALITIES = ['Northbridge Harbour', 'Upper Wend', 'Castle and Moor', 'Southmere'] as const;

/** Ward names with the tenth of deprivation that each one's areas lie around, row by row. */
const WARDS: readonly (readonly [string, number])[] = [
  ['Saltmarsh', 1],
  ['Ropewalk', 2],
  ['Lanternhithe', 1],
  ['Gullstone', 3],
  ['Wend Foot', 2],
  ['Amberley Cross', 4],
  ['Fuller Bank', 3],
  ['Old Staithe', 1],
  ['Market Hallow', 5],
  ['Nettlecombe Rise', 4],
  ['Quarry Vale', 2],
  ['Thrushmoor', 6],
  ['Kilnfield', 3],
  ['Castle Garth', 5],
  ['Merrow Green', 7],
  ['Holloway Moor', 6],
  ['Brindle Heath', 8],
  ['Swanmere', 7],
  ['Ashen Dale', 9],
  ['Priory Lawns', 10],
  ['Long Acre', 8],
  ['Southmere Park', 9],
];

/** Where on the lattice of six by four cells a ward lies; two corners are open water. */
const CELLS = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
] as const;
const COLUMNS = 6;
const ROWS = 4;
/** A stretch of the North Sea, so that the map claims nobody's land. */
const ORIGIN = { longitude: 2.31, latitude: 54.62, width: 0.42, height: 0.2 };

/** Draws the map: always the same one, whatever the seed of the families is. */
export function drawMap(): NorthbridgeMap {
  const chance = random(22);
  const point = lattice(chance);
  const wards = WARDS.map(([name, decile], index): Ward => {
    const cell = CELLS[index] as number;
    const row = Math.floor(cell / COLUMNS);
    return {
      index,
      code: `E0599${String(9001 + index).padStart(4, '0')}`,
      name,
      locality: row,
      cluster: Math.floor((index * 6) / WARDS.length),
      decile,
      outline: outlineOf(cell % COLUMNS, row, point),
    };
  });
  return {
    localities: LOCALITIES.map((name, i) => ({ code: `NB-L${i + 1}`, name })),
    clusters: ['Harbour', 'Ropewalk', 'Staithe', 'Quarry', 'Moor', 'Mere'].map((name, i) => ({
      code: `NB-C${i + 1}`,
      name: `${name} schools`,
    })),
    wards,
    areas: areasOf(wards, chance),
  };
}

function areasOf(wards: readonly Ward[], chance: Random): Area[] {
  const sizes: { ward: Ward; size: number }[] = [];
  for (const ward of wards) {
    const count = ward.decile <= 4 ? 6 : 5;
    for (let i = 0; i < count; i += 1) {
      sizes.push({ ward, size: 0.75 + chance.next() * 0.5 + (5 - ward.decile) * 0.03 });
    }
  }
  const total = sizes.reduce((sum, one) => sum + one.size, 0);
  return sizes.map(({ ward, size }, index) => ({
    index,
    code: `E0199${String(9001 + index).padStart(4, '0')}`,
    ward: ward.index,
    decile: Math.min(10, Math.max(1, ward.decile + chance.int(-1, 1))),
    share: size / total,
  }));
}

/** Postcodes in a census area; the letters NX belong to no postal town. */
export const POSTCODES_PER_AREA = 14;

/** One of the postcodes of a census area. */
export function postcode(area: Area, which: number): string {
  const letters = 'ABDEFGHJLNPQRSTUWXYZ';
  const number = area.index * POSTCODES_PER_AREA + (which % POSTCODES_PER_AREA);
  const district = 1 + area.ward;
  const inWard = number % 2000;
  const digit = inWard % 10;
  const first = letters[Math.floor(inWard / 10) % 20] as string;
  const second = letters[Math.floor(inWard / 200) % 20] as string;
  return `NX${district} ${digit}${first}${second}`;
}

/** A postcode outside Northbridge, for placements elsewhere; the letters YX are not in use. */
export function farPostcode(key: number): string {
  const letters = 'ABDEFGHJLN';
  const pick = hash(key, 77);
  const end = `${letters[pick % 10]}${letters[(pick >>> 8) % 10]}`;
  return `YX${1 + (pick % 60)} ${(pick >>> 4) % 10}${end}`;
}

type Point = readonly [number, number];

/** Corners of the cells and a bent line between any two of them, the same from both sides. */
function lattice(chance: Random): (column: number, row: number) => Point {
  const shift = Array.from({ length: (COLUMNS * 4 + 1) * (ROWS * 4 + 1) }, () => [
    chance.normal(0, 1),
    chance.normal(0, 1),
  ]);
  return (column, row) => {
    const [u = 0, v = 0] =
      shift[Math.round(row * 4) * (COLUMNS * 4 + 1) + Math.round(column * 4)] ?? [];
    const corner = Number.isInteger(column) && Number.isInteger(row);
    const reach = corner ? 0.07 : 0.045;
    const x = (column + clamp(u) * reach) / COLUMNS;
    const y = (row + clamp(v) * reach) / ROWS;
    const bulge = 1 - 0.22 * (2 * y - 1) ** 2;
    const lean = 0.05 * Math.sin(5 * y) + 0.5;
    return [
      round(ORIGIN.longitude + ORIGIN.width * (lean + (x - 0.5) * bulge)),
      round(ORIGIN.latitude + ORIGIN.height * (1 - y + 0.05 * Math.sin(6 * x))),
    ];
  };
}

function outlineOf(column: number, row: number, point: (c: number, r: number) => Point): Point[] {
  const ring: Point[] = [];
  const steps = [0, 0.25, 0.5, 0.75];
  for (const step of steps) ring.push(point(column, row + step));
  for (const step of steps) ring.push(point(column + step, row + 1));
  for (const step of steps) ring.push(point(column + 1, row + 1 - step));
  for (const step of steps) ring.push(point(column + 1 - step, row));
  return [...ring, ring[0] as Point];
}

function clamp(value: number): number {
  return Math.max(-1.5, Math.min(1.5, value));
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
