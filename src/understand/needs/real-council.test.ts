import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { testDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { sharedData } from '../../../test/shared-data.ts';

import { actorFor, addAuthority, listAgencies, systemActor } from '../../govern/index.ts';
import { type AuthorityId, day } from '../../lib/index.ts';
import {
  type Actor,
  asSystem,
  type Database,
  generatedFile,
  localFile,
} from '../../platform/index.ts';
import { importFile, READERS } from '../../record/index.ts';
import { needsPage, needsPlacePage } from './needs.page.ts';

const GEOGRAPHY = [
  'lookup_lsoa21_ward24_ltla24.csv.gz',
  'lookup_lsoa11_lsoa21_ltla22.csv.gz',
  'imd2025_england_lsoa21.csv.gz',
  'population_mid2020_age0to25_lsoa11_england.csv.gz',
].map((name) => sharedData(`geography/${name}`));
const INDICATORS = sharedData('published-statistics/lait/bds_long.csv.gz');
const DICTIONARY = sharedData('published-statistics/lait/lait_data_dictionary.csv');
const NEIGHBOURS = sharedData('published-statistics/looked-after/sn_model_2025_wide.csv');

const BARNET = { onsCode: 'E09000003', laNumber: '302', name: 'Barnet' };
const DURHAM = { onsCode: 'E06000047', laNumber: '840', name: 'County Durham' };

interface Council {
  readonly database: Database;
  readonly analyst: Actor;
  readonly load: (path: string) => Promise<void>;
  readonly text: (name: string, text: string) => Promise<void>;
}

/** A council with a real code and the published files of its places, as the how-to loads them. */
async function council(
  { onsCode, laNumber, name }: { onsCode: string; laNumber: string; name: string },
  geography: readonly { readonly path: string }[],
): Promise<Council> {
  const database = await testDatabase();
  const code = `REAL-${laNumber}`;
  const { authorityId, agencyId } = await asSystem(database, 'operator', async (tx) => {
    const id = await addAuthority(tx, { code, name, onsCode, laNumber });
    const agency = (await listAgencies(tx, id)).find((one) => one.kind === 'council');
    assert.ok(agency);
    return { authorityId: id, agencyId: agency.id };
  });
  const actor = systemActor(authorityId as AuthorityId);
  const context = { database, actor, today: day('2026-06-01'), readers: READERS };
  const load = async (path: string) => {
    assert.equal((await importFile(context, await localFile(path))).status, 'loaded', path);
  };
  for (const file of geography) await load(file.path);
  await load(sharedData(`geography/ward/${onsCode}.geojson`).path);
  const analyst = actorFor({ id: '1', authorityId, agencyId, role: 'analyst' });
  const text = async (file: string, content: string) => {
    await importFile(
      context,
      generatedFile(file, () => [content]),
    );
  };
  return { database, analyst, load, text };
}

/** The published file of indicators, cut to a few so that the test does not take minutes. */
function someIndicators(): string {
  const lines = gunzipSync(readFileSync(INDICATORS.path)).toString('utf8').split('\n');
  const wanted = /looked after.*rate|rate.*looked after|within 12 months of a previous referral/i;
  return lines.filter((line, index) => index === 0 || wanted.test(line.slice(0, 200))).join('\n');
}

test('a real council has its needs from published files alone: ward, map, deprivation, peers', {
  skip: INDICATORS.skip,
}, async () => {
  const { database, analyst, load, text } = await council(BARNET, GEOGRAPHY);
  await load(DICTIONARY.path);
  await load(NEIGHBOURS.path);
  await text('bds_long.csv', someIndicators());
  const { html } = await askPage(database, needsPage, analyst);
  assert.match(html, /Need is not measured yet: only places are loaded/);
  assert.match(html, /94,689/);
  assert.match(html, /hw-chart-map/);
  assert.match(html, /Not measured is not the same as none/);
  assert.match(html, /load the children in need census or the lists of Annex A/);
  assert.doesNotMatch(html, /do not all fit together/);
  assert.match(html, /[Nn]ot measured/);
  const id = /\/needs\/places\/(\d+)"[^>]*>Burnt Oak/.exec(html)?.[1] ?? '';
  const ward = await askPage(database, needsPlacePage, analyst, { params: { id } });
  assert.match(ward.html, /Who lives in Burnt Oak/);
  assert.match(ward.html, /Similar councils, published/);
});

test('wards that changed between lookup and outlines are told, and nobody is invented there', {
  skip: INDICATORS.skip,
}, async () => {
  const { database, analyst } = await council(DURHAM, GEOGRAPHY.slice(0, 1));
  const { html } = await askPage(database, needsPage, analyst);
  assert.match(html, /do not all fit together/);
  assert.match(html, /63 wards are not in the outlines/);
  assert.match(html, /51 wards of the outlines are not in the lookup/);
});
