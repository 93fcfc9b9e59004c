import assert from 'node:assert/strict';
import { createReadStream, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { sharedData } from '../../../test/shared-data.ts';
import { day } from '../../lib/index.ts';
import { placeColumns, placesTemplate, postcodeColumns } from './places.columns.ts';
import { placesReader } from './places.reader.ts';
import type { PlaceStatement, ReadItem } from './statement.ts';

const today = day('2026-11-01');

async function read(name: string, chunks: AsyncIterable<Uint8Array>): Promise<ReadItem[]> {
  const items: ReadItem[] = [];
  for await (const item of placesReader.read({ name, chunks, today })) items.push(item);
  return items;
}

async function* bytesOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

const placesOf = (items: readonly ReadItem[]): PlaceStatement[] =>
  items.flatMap((item) => (item.type === 'place' ? [item.place] : []));

const faultsOf = (items: readonly ReadItem[]): string[] =>
  items.flatMap((item) =>
    item.type === 'problem' ? [`${item.problem.row} ${item.problem.rule}`] : [],
  );

test('the template reads back without a problem', async () => {
  const items = await read('places.csv', bytesOf(placesTemplate()));
  assert.deepEqual(faultsOf(items), []);
  assert.deepEqual(
    placesOf(items).map((one) => [one.kind, one.code, one.withinCode, one.population0to17]),
    [
      ['authority', 'E06999999', null, 60_000],
      ['school-cluster', 'NB-HARBOUR', 'E06999999', null],
      ['ward', 'E05999901', 'E06999999', 2900],
      ['lsoa', 'E01999901', 'E05999901', 410],
    ],
  );
  assert.equal(placesOf(items)[2]?.clusterCode, 'NB-HARBOUR');
  assert.deepEqual(placesOf(items)[3]?.postcodes, ['NB1 2XY', 'NB1 2XZ']);
});

const HEAD = 'kind,code,name,within_code,population_0_to_17,deprivation_decile,postcodes\n';

test('places that cannot be one are kept out, and doubtful facts are left out', async () => {
  const rows =
    'parish,P1,Somewhere,,,,\nward,,Nameless,,,,\nward,W1,,,,,\nward,W1,Harbour,W1,many,11,\n' +
    'lsoa,L1,Harbour A,W9,10,1,NB1 2XY;here\nward,W9,Quay,,20,10,\n';
  const items = await read('places.csv', bytesOf(HEAD + rows));
  assert.deepEqual(faultsOf(items), [
    '2 code/unknown',
    '2 structure/no-place',
    '3 structure/no-place',
    '4 structure/no-place',
    '5 structure/within-itself',
    '5 type/not-a-number',
    '5 type/decile',
    '6 type/postcode',
    '7 structure/parent-after-child',
  ]);
  assert.deepEqual(
    placesOf(items).map((one) => [one.code, one.withinCode, one.deprivationDecile]),
    [
      ['W1', null, null],
      ['L1', 'W9', 1],
      ['W9', null, 10],
    ],
  );
});

test('ages that do not add up to the people under 18 are reported', async () => {
  const head =
    'kind,code,name,within_code,population_0_to_17,deprivation_decile,population_0_to_4,' +
    'population_5_to_10,population_11_to_15,population_16_to_17\n';
  const rows =
    'ward,W1,A,,10,,1,2,3,4\nward,W2,B,,11,,1,2,3,4\nward,W3,C,,,,1,2,3,4\nward,W4,D,,9,,1,,,\n';
  const items = await read('places.csv', bytesOf(head + rows));
  assert.deepEqual(faultsOf(items), ['3 total/does-not-add-up']);
  assert.deepEqual(
    placesOf(items).map((one) => [one.population0to17, one.populationByAge?.['16-17']]),
    [
      [10, 4],
      [11, 4],
      [10, 4],
      [9, undefined],
    ],
  );
});

test('a list of postcodes is gathered by area', async () => {
  const rows = 'NB12XY,L1,One\nnb1 2xz,L1,One\nNB1 3AA,L2,Two\nnowhere,L2,Two\nNB1 3AB,L1,One\n';
  const items = await read('postcodes.csv', bytesOf(`postcode,lsoa_code,lsoa_name\n${rows}`));
  assert.deepEqual(
    placesOf(items).map((one) => [one.code, one.postcodes]),
    [
      ['L1', ['NB1 2XY', 'NB1 2XZ']],
      ['L2', ['NB1 3AA']],
      ['L1', ['NB1 3AB']],
    ],
  );
  assert.deepEqual(faultsOf(items), ['5 structure/no-place']);
});

const square = [
  [0, 51],
  [1, 51],
  [1, 52],
  [0, 51],
];
const feature = (properties: object, geometry: object) => ({
  type: 'Feature',
  properties,
  geometry,
});
const map = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });
const ours = { kind: 'locality', code: 'LOC1', name: 'East', within_code: 'E06999999' };

test('outlines of ours and of the statistics office are read alike', async () => {
  const text = map(
    feature(ours, { type: 'Polygon', coordinates: [square] }),
    feature(
      { WD16CD: 'E05999901', wd16nm: 'Harbour', LAD16CD: 'E07999999', UTLACD: 'E10999999' },
      { type: 'MultiPolygon', coordinates: [[square.slice(0, 3)]] },
    ),
  );
  for (const bytes of [new TextEncoder().encode(text), gzipSync(text)]) {
    const items = await read('outlines.geojson', bytesOf(bytes));
    assert.deepEqual(faultsOf(items), []);
    assert.deepEqual(
      placesOf(items).map((one) => [one.kind, one.code, one.name, one.withinCode]),
      [
        ['locality', 'LOC1', 'East', 'E06999999'],
        ['ward', 'E05999901', 'Harbour', 'E10999999'],
      ],
    );
    const closed = JSON.parse(placesOf(items)[1]?.outline ?? '') as { coordinates: unknown };
    assert.deepEqual(closed.coordinates, [[square]]);
  }
});

test('outlines on a grid, without a name or a closed form are kept out', async () => {
  const grid = [
    [457_148, 452_334],
    [457_248, 452_334],
    [457_248, 452_434],
  ];
  const items = await read(
    'outlines.geojson',
    bytesOf(
      map(
        feature(ours, { type: 'Polygon', coordinates: [grid] }),
        feature({}, { type: 'Polygon', coordinates: [square] }),
        feature(ours, { type: 'Point', coordinates: [0, 51] }),
        feature(ours, {
          type: 'Polygon',
          coordinates: [
            [
              [0, 51],
              [1, 52],
            ],
          ],
        }),
        feature(ours, { type: 'Polygon', coordinates: [square.map(String)] }),
      ),
    ),
  );
  assert.deepEqual(placesOf(items), []);
  assert.deepEqual(faultsOf(items), [
    '1 type/coordinates',
    '2 structure/no-place',
    '3 type/outline',
    '4 type/outline',
    '5 type/outline',
  ]);
  const grids = JSON.stringify({
    type: 'FeatureCollection',
    crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::27700' } },
    features: [],
  });
  assert.deepEqual(faultsOf(await read('x.geojson', bytesOf(grids))), ['null type/coordinates']);
});

test('a file that is no map, cut off or nested without end gets a clear answer', async () => {
  const answers = new Map([
    ['{"type":"Topology"}', 'null structure/unknown-table'],
    ['{"features":[', 'null structure/unreadable'],
    ['', 'null structure/unreadable'],
    ['['.repeat(200_000), 'null structure/unreadable'],
    [`${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'null structure/unknown-table'],
    [
      `{"features":[{"properties":${'['.repeat(200_000)}${']'.repeat(200_000)}}]}`,
      '1 structure/no-place',
    ],
  ]);
  for (const [text, fault] of answers) {
    assert.deepEqual(faultsOf(await read('x.geojson', bytesOf(text))), [fault]);
  }
  const bomb = gzipSync(Buffer.alloc(70_000_000, 0x20));
  assert.deepEqual(faultsOf(await read('x.geojson.gz', bytesOf(bomb))), [
    'null structure/unreadable',
  ]);
});

const outlines = [
  // Features, counted by another program.
  ['ward/E09000003.geojson', 24, 'ward', 'E09000003'],
  ['ward/E06000035.geojson', 24, 'ward', 'E06000035'],
  ['ward/E08000025.geojson', 69, 'ward', 'E08000025'],
  ['ward/E06000047.geojson', 51, 'ward', 'E06000047'],
  ['lsoa/E09000003.geojson', 220, 'lsoa', 'E09000003'],
] as const;

for (const [name, count, kind, council] of outlines) {
  const shared = sharedData(`geography/${name}`);
  test(`the published outlines ${name} are read whole`, { skip: shared.skip }, async () => {
    const items = await read(name, createReadStream(shared.path));
    const places = placesOf(items);
    assert.deepEqual(faultsOf(items), []);
    assert.equal(places.length, count);
    assert.ok(places.every((one) => one.kind === kind && one.withinCode === council));
    assert.ok(places.every((one) => one.name !== '' && one.outline !== null));
    assert.equal(new Set(places.map((one) => one.code)).size, count);
  });
}

test('no bytes make the reader fail', async () => {
  const json = fc.jsonValue().map((value) => JSON.stringify({ features: [value, value] }));
  const names = fc.constantFrom('x.geojson', 'places.csv');
  const text = fc.oneof(
    json,
    fc.string(),
    fc.string().map((rest) => HEAD + rest),
  );
  await fc.assert(
    fc.asyncProperty(names, text, async (name, content) => {
      await read(name, bytesOf(content));
    }),
    { numRuns: 300 },
  );
});

test('the page about the files explains every column', () => {
  const page = new URL('../../../docs/returns/places.md', import.meta.url);
  const text = readFileSync(page, 'utf8');
  for (const { heading, explanation } of [...placeColumns, ...postcodeColumns]) {
    assert.ok(text.includes(`| \`${heading}\` |`) && text.includes(explanation), heading);
  }
});
