import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anAuthority, testDatabase, withDatabase } from '../../../test/database.ts';
import { sharedData } from '../../../test/shared-data.ts';
import { addAuthority } from '../../govern/agencies/add-authority.ts';
import { systemActor } from '../../govern/index.ts';
import { type AuthorityId, day } from '../../lib/index.ts';
import {
  asActor,
  asSystem,
  type Database,
  generatedFile,
  localFile,
} from '../../platform/index.ts';
import { importFile } from '../returns/import-file.ts';
import { READERS } from '../returns/readers.ts';
import { listPlaces } from './places.store.ts';

const TODAY = day('2026-06-01');

function loader(database: Database, authorityId: AuthorityId) {
  const context = { database, actor: systemActor(authorityId), today: TODAY, readers: READERS };
  return {
    load: async (path: string) => importFile(context, await localFile(path)),
    text: (name: string, text: string) =>
      importFile(
        context,
        generatedFile(name, () => [text]),
      ),
    places: (kind: 'authority' | 'ward' | 'lsoa') =>
      asActor(database, systemActor(authorityId), (tx) => listPlaces(tx, kind)),
  };
}

const LOOKUP =
  'LSOA21CD,LSOA21NM,WD24CD,WD24NM,LAD24CD,LAD24NM\n' +
  'E01000001,One,E05000001,Quay,E06000099,Elsewhere\n' +
  'E01000002,Two,E05000001,Quay,E06000099,Elsewhere\n' +
  'E01000003,Three,E05000002,Mill,E06000099,Elsewhere\n' +
  'E01000009,Nine,E05000009,Other,E06000098,Another\n';
const DEPRIVATION =
  'lsoa21_code,IMD_decile,IMD_score\nE01000001,1,60\nE01000002,5,20\nE01000003,9,5\n';
const ages = Array.from({ length: 18 }, (_, age) => String(age));
const people = (all: number, each: number) => [all, ...ages.map(() => each)].join(',');
const PEOPLE =
  `lsoa21_code,total_population,${ages.join(',')}\n` +
  `E01000001,${people(1000, 10)}\nE01000002,${people(3000, 20)}\nE01000003,${people(500, 5)}\n`;

async function elsewhere(database: Database): Promise<AuthorityId> {
  const facts = { code: `E-${Math.round(performance.now() * 1000)}`, name: 'Elsewhere' };
  return asSystem(database, 'operator', (tx) =>
    addAuthority(tx, { ...facts, onsCode: 'E06000099' }),
  );
}

for (const order of [
  [LOOKUP, DEPRIVATION, PEOPLE],
  [PEOPLE, DEPRIVATION, LOOKUP],
] as const) {
  const first = order[0] === LOOKUP ? 'first' : 'last';
  withDatabase(
    `wards are added up from small areas with the lookup loaded ${first}`,
    async (db) => {
      const authorityId = await elsewhere(db);
      const { text, places } = loader(db, authorityId);
      for (const [index, content] of order.entries()) await text(`areas-${index}.csv`, content);
      const [mill, quay, ...others] = await places('ward');
      assert.deepEqual(others, []);
      assert.equal(quay?.population_0_to_17, 540);
      assert.deepEqual(quay.population_by_age, {
        '0-4': 150,
        '5-10': 180,
        '11-15': 150,
        '16-17': 60,
      });
      // (60 x 1000 + 20 x 3000) / 4000.
      assert.equal(quay.deprivation_score, 30);
      assert.equal(mill?.deprivation_score, 5);
      const [whole] = await places('authority');
      assert.deepEqual([whole?.name, whole?.population_0_to_17], ['Elsewhere', 630]);
      assert.equal(whole?.deprivation_score, (120_000 + 2500) / 4500);
    },
  );
}

withDatabase('people that a file of places states itself are not added up anew', async (db) => {
  const authorityId = await elsewhere(db);
  const { text, places } = loader(db, authorityId);
  await text('lookup.csv', LOOKUP);
  await text('people.csv', PEOPLE);
  await text('places.csv', 'kind,code,name,population_0_to_17\nward,E05000001,Quay,555\n');
  await text('people-again.csv', `${PEOPLE}\n`);
  const quay = (await places('ward')).find((ward) => ward.name === 'Quay');
  assert.deepEqual([quay?.population_0_to_17, quay?.population_edition], [555, null]);
});

const barnet = {
  wards: sharedData('geography/ward/E09000003.geojson'),
  areas: sharedData('geography/lsoa/E09000003.geojson'),
  lookup: sharedData('geography/lookup_lsoa21_ward24_ltla24.csv.gz'),
};
test('areas find their ward by outlines alone as the published lookup has it, 19 of 20', {
  skip: barnet.wards.skip,
}, async () => {
  const database = await testDatabase();
  const { authorityId } = await anAuthority(database);
  const { load, places } = loader(database, authorityId);
  await load(barnet.wards.path);
  await load(barnet.areas.path);
  const byId = new Map((await places('ward')).map((ward) => [ward.id, ward.code]));
  const drawn = new Map(
    (await places('lsoa')).map((area) => [area.code, byId.get(area.within_id ?? area.id)]),
  );
  assert.equal(drawn.size, 220);
  await load(barnet.lookup.path);
  const stated = await places('lsoa');
  const same = stated.filter(
    (area) => byId.get(area.within_id ?? area.id) === drawn.get(area.code),
  );
  assert.equal(stated.length, 220);
  // The lookup goes by where people live, an outline by its middle: 212 of Barnet's 220 agree.
  assert.ok(same.length >= 209, `${same.length} of 220`);
});
