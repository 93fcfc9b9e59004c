import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Page as Tab } from 'playwright-core';
import { addAuthority, addMembers, listAgencies, systemActor } from '../../src/govern/index.ts';
import { type AccountId, type AgencyId, type AuthorityId, day } from '../../src/lib/index.ts';
import { asSystem, type Database, generatedFile, localFile } from '../../src/platform/index.ts';
import { importFile, READERS } from '../../src/record/index.ts';
import { SERVICE_AREAS } from '../../src/understand/peers/service-areas.ts';
import { sharedData } from '../shared-data.ts';
import { type House, theHouse, type Visit } from './house.ts';
import { follow, isForEveryone, SCREENS } from './screens.ts';

/** The fewest published files that tell people, deprivation, wards, indicators and neighbours. */
const FILES = [
  'geography/lookup_lsoa21_ward24_ltla24.csv.gz',
  'geography/lookup_lsoa11_lsoa21_ltla22.csv.gz',
  'geography/imd2025_england_lsoa21.csv.gz',
  'geography/population_mid2020_age0to25_lsoa11_england.csv.gz',
  'geography/ward/E09000003.geojson',
  'published-statistics/lait/lait_data_dictionary.csv',
  'published-statistics/looked-after/sn_model_2025_wide.csv',
  'published-statistics/children-in-need/ons_mid-year_population_estimates_2012_to_2023.csv',
].map(sharedData);
const INDICATORS = sharedData('published-statistics/lait/bds_long.csv.gz');

let barnet: Promise<{ house: House; member: AccountId; agencyId: AgencyId }> | null = null;

/** Barnet, from published files alone, loaded once through the ordinary importers. */
function loadedBarnet() {
  barnet ??= theHouse().then(async (house) => {
    const { database } = house;
    const council = await asSystem(database, 'operator', async (tx) => {
      const named = { code: 'BARNET', name: 'Barnet', onsCode: 'E09000003', laNumber: '302' };
      const authorityId = (await addAuthority(tx, named)) as AuthorityId;
      const agency = (await listAgencies(tx, authorityId)).find(({ kind }) => kind === 'council');
      assert.ok(agency);
      const works = { role: 'member', agencyId: agency.id, name: 'A member' } as const;
      const [member] = await addMembers(tx, authorityId, [
        { ...works, email: 'member@barnet.example' },
      ]);
      assert.ok(member);
      return { authorityId, member, agencyId: agency.id };
    });
    await loadFiles(database, council.authorityId);
    return { house, ...council };
  });
  return barnet;
}

async function loadFiles(database: Database, authorityId: AuthorityId): Promise<void> {
  const actor = systemActor(authorityId);
  const context = { database, actor, today: day('2026-06-01'), readers: READERS };
  const files = await Promise.all(FILES.map(({ path }) => localFile(path)));
  for (const file of [...files, generatedFile('bds_long.csv', () => [someIndicators()])]) {
    const { status } = await importFile(context, file);
    assert.equal(status, 'loaded', file.name);
  }
}

/**
 * The published file of indicators, cut to those that the pages ask for by name and to the newest
 * years, so that the test does not take minutes.
 */
function someIndicators(): string {
  const codes = new Set(
    SERVICE_AREAS.areas.flatMap(({ spend, results }) => [
      ...spend.map(({ indicator }) => indicator),
      ...results,
    ]),
  );
  const asked = /looked after rate|rate of children in need|per 10,?000 of referrals/i;
  const lines = gunzipSync(readFileSync(INDICATORS.path)).toString('utf8').split('\n');
  return lines
    .filter((line, index) => {
      const code = line.slice(0, line.indexOf(','));
      const isAsked = codes.has(code) || asked.test(line.slice(0, 160));
      return index === 0 || (isAsked && /,202[2-5][^,]*,/.test(line));
    })
    .join('\n');
}

async function asMember(how: Visit): Promise<Tab> {
  const { house, member, agencyId } = await loadedBarnet();
  const visitor = { accountId: member, agencyId: agencyId, role: 'member' } as const;
  const [name = '', value = ''] = (await house.web.cookieOf(visitor)).split('=');
  const tab = await house.visit(how);
  await tab.context().addCookies([{ name, value, url: house.base }]);
  return tab;
}

for (const { name, how } of SCREENS) {
  test(`a real council has its needs from published files alone, ${name}`, {
    skip: INDICATORS.skip,
  }, async () => {
    const tab = await asMember(how);
    await tab.goto('/needs');
    const words = await tab.locator('main').innerText();
    assert.match(words, /^Need is not measured yet: only places are loaded/);
    assert.match(words, /94,689/, 'children in the estimate of 2020');
    assert.match(words, /Not measured is not the same as none/);
    assert.match(words, /load the children in need census or the lists of Annex A/);
    assert.doesNotMatch(words, /do not all fit together/);
    const shown = how.width > 640 ? '.hw-chart--wide' : '.hw-chart--narrow';
    const map = tab.locator(`${shown} svg.hw-chart-map`).first();
    assert.ok(await map.isVisible(), 'the wards are drawn');
    assert.equal(await map.locator('.hw-chart-area').count(), 24);
    await isForEveryone(tab, how);

    await follow(tab, tab.locator('tbody a.govuk-link:text-is("Burnt Oak")'));
    const ward = await tab.locator('main').innerText();
    assert.match(ward, /Who lives in Burnt Oak/);
    assert.match(ward, /Similar councils, published/);
    await isForEveryone(tab, how);
    await tab.context().close();
  });

  test(`a real council stands beside its neighbours, in results and in spending, ${name}`, {
    skip: INDICATORS.skip,
  }, async () => {
    const tab = await asMember(how);
    await tab.goto('/peers');
    assert.match(
      await tab.locator('h1').innerText(),
      /^Barnet differs from most of its neighbours/,
    );
    await isForEveryone(tab, how);
    await follow(tab, tab.locator('tbody a.govuk-link').first());
    assert.match(await tab.locator('main').innerText(), /neighbour/i);
    await isForEveryone(tab, how);
    await tab.goto('/peers/spending');
    assert.match(await tab.locator('h1').innerText(), /: Barnet spends .+ neighbours/);
    const number = tab.locator('tbody a.hw-number', { hasText: '£' }).first();
    const told = await number.innerText();
    await isForEveryone(tab, how);
    await follow(tab, number);
    const explained = await tab.locator('main').innerText();
    assert.ok(explained.includes(told), 'the same number');
    await follow(tab, tab.locator('.hw-tree a.hw-number'));
    const source = await tab.locator('main').innerText();
    assert.match(source, /bds_long\.csv/, 'the published file that says so');
    await tab.context().close();
  });
}
