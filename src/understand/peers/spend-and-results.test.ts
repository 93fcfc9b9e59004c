import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { asActor, type Database } from '../../platform/index.ts';
import type { ReadItem } from '../../record/index.ts';
import { giveCodes, loadItems } from '../hand-made.sample.ts';
import { SERVICE_AREAS } from './service-areas.ts';
import { isHighAndVariable, spendBand, spendPlaceOf, verdictOf } from './spend-and-results.ts';
import { spendAndResultsMeasure } from './spend-and-results.measure.ts';
import { spendingPage } from './spending.page.ts';

const OWN = 'E06009998';
const NEIGHBOURS = ['E06000101', 'E06000102', 'E06000103', 'E06000104'];

test('fewer than three neighbours have no middle half to stand beside', () => {
  assert.equal(spendBand([10, null, 20, null]), null);
  assert.equal(spendPlaceOf(10, null), null);
  assert.equal(spendPlaceOf(100, spendBand([10, 20, 30])), 'more');
  assert.equal(spendPlaceOf(20, spendBand([10, 20, 30])), 'similar');
  assert.equal(spendPlaceOf(1, spendBand([10, 20, 30])), 'less');
});

test('high spend, variable performance: more money than most, and some result worse', () => {
  const results = { better: 1, similar: 1, worse: 1 };
  assert.ok(isHighAndVariable('more', results));
  assert.ok(!isHighAndVariable('similar', results));
  assert.ok(!isHighAndVariable('more', { better: 3, similar: 0, worse: 0 }));
  assert.equal(
    verdictOf('more', results),
    'spends more than most neighbours and does better in 1 and worse in 1 of 3 results',
  );
  const none = { better: 0, similar: 0, worse: 0 };
  assert.match(verdictOf('less', none), /results cannot be compared/);
  assert.match(verdictOf(null, none), /neither spending nor results/);
});

test('each area names its indicators once, and says why where its spending is not measured', () => {
  for (const area of SERVICE_AREAS.areas) {
    assert.ok(area.results.length > 0, area.code);
    assert.ok(area.spend.length > 0 || area['not-measured'], area.code);
  }
  const wanted = ['special-needs', 'fostering-and-adoption', 'schools', 'youth', 'safeguarding'];
  const codes = SERVICE_AREAS.areas.map(({ code }) => code);
  assert.deepEqual(
    wanted.filter((code) => !codes.includes(code)),
    [],
  );
});

/** Values of an indicator: first here, then the four neighbours. */
function values(
  indicator: string,
  period: string,
  polarity: 'high' | 'low' | null,
  amounts: readonly number[],
): ReadItem[] {
  const base = { indicator, indicatorLabel: indicator, period, mark: null };
  const definition = { topic: '', polarity, unitLabel: '', decimals: 0, yearType: '' };
  const define: ReadItem = {
    type: 'indicator',
    indicator: { ...base, row: 1, areaCode: null, areaName: '', value: null, definition },
  };
  const areas = [OWN, ...NEIGHBOURS];
  const rows = amounts.map((value, index): ReadItem => {
    const areaCode = areas[index] ?? '';
    const areaName = index === 0 ? 'Testshire' : `Area ${areaCode}`;
    return { type: 'indicator', indicator: { ...base, row: index + 2, areaCode, areaName, value } };
  });
  return [define, ...rows];
}

async function aCouncil(database: Database): Promise<TestAuthority> {
  const here = await anAuthority(database);
  const { authorityId } = here;
  await giveCodes(database, authorityId, { onsCode: OWN, laNumber: '997' });
  const neighbours = NEIGHBOURS.map((neighbourCode, index): ReadItem => {
    const of = { row: index + 2, authorityCode: OWN, neighbourCode, rank: index + 1 };
    return { type: 'neighbour', neighbour: { ...of, closeness: 'Close' } };
  });
  const file = { kind: 'statistical-neighbours', name: `neighbours-${authorityId}.csv` } as const;
  await loadItems(database, authorityId, file, neighbours);
  return here;
}

withDatabase('a large council is compared by what it spends on each child', async (database) => {
  const here = await aCouncil(database);
  const { analyst } = here.actors;
  const file = { kind: 'dfe-indicators', name: `values-${here.authorityId}.csv` } as const;
  await loadItems(database, here.authorityId, file, [
    ...values('YoungPeopleFinance', '2024-25', null, [9_000_000, 1e6, 1e6, 1e6, 1e6]),
    ...values(SERVICE_AREAS.population, '2023', null, [90_000, 2_500, 5_000, 10_000, 20_000]),
    ...values(SERVICE_AREAS.population, '2025', null, [1, 1, 1, 1, 1]),
    ...values('FirstYJS', '2024', 'low', [200, 100, 110, 120, 130]),
  ]);
  const ask = (given: Record<string, string>) =>
    asActor(database, analyst, (tx) => spendAndResultsMeasure.compute(tx, analyst, given));
  const youth = await ask({ area: 'youth' });
  // Pounds a child: 100 here; 400, 200, 100 and 50 there: quartiles 87.50, 150 and 250.
  assert.deepEqual(
    youth.rows[0]?.figures.slice(0, 4).map(({ value }) => value),
    [10_000, 8_750, 15_000, 25_000],
  );
  assert.match(youth.headline, /spends much as its neighbours do and does worse in 1 of 1/);
  assert.equal(youth.rows[1]?.better, 'lower');
  for (const figure of youth.rows[0]?.figures ?? []) {
    const given = Object.fromEntries(new URLSearchParams(figure.id.split('?')[1]));
    assert.equal((await ask(given)).rows[0]?.figures[0]?.value, figure.value, figure.id);
  }
});

withDatabase(
  'whole spending without the number of children is compared with nothing',
  async (db) => {
    const here = await aCouncil(db);
    const file = { kind: 'dfe-indicators', name: `values-${here.authorityId}.csv` } as const;
    const youth = values('YoungPeopleFinance', '2024-25', null, [9e6, 1e6, 1e6, 1e6, 1e6]);
    await loadItems(db, here.authorityId, file, youth);
    const { html } = await askPage(db, spendingPage, here.actors.member, {
      query: { area: 'youth' },
    });
    assert.match(html, /Young people: this area neither spending nor results can be compared/);
    assert.match(html, /The number of children of each council is not loaded/);
  },
);

withDatabase('without any published file the page says what to load', async (database) => {
  const here = await anAuthority(database);
  const { html } = await askPage(database, spendingPage, here.actors.member);
  assert.match(html, /No published spending or result is loaded/);
});
