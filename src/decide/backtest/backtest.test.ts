import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { anAuthority, emptyQueue, testDatabase, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { sharedData } from '../../../test/shared-data.ts';
import { systemActor } from '../../govern/index.ts';
import { addDays, day } from '../../lib/index.ts';
import { asActor, type Database, localFile, silentLog, startWorker } from '../../platform/index.ts';
import { importFile, READERS, type ReadItem } from '../../record/index.ts';
import { loadMovers, loadYear, type Mover, wardOf } from '../model/moves.sample.ts';
import { runBacktestJob } from './backtest.job.ts';
import { backtestMeasure } from './backtest.measure.ts';
import { keptBacktest } from './backtest.store.ts';
import { backtestPage } from './backtest.page.ts';
import { headlineOf } from './backtest-words.ts';
import { indicatorCases } from './indicator-backtest.ts';
import { seriesOfFile } from './read-indicator-file.ts';
import { ofIndicators, readBacktest } from './run-backtest.ts';

/** Each year sixty come into need, for half a year or, one in three, a whole one. */
async function steady(database: Database) {
  const { authorityId, actors } = await anAuthority(database);
  for (const startYear of [2021, 2022, 2023, 2024]) {
    const movers = Array.from({ length: 60 }, (_, index): Mover => {
      const start = addDays(day(`${startYear}-04-01`), index * 6);
      const end = addDays(start, index % 3 === 0 ? 365 : 180);
      return {
        id: `${startYear}-${index}`,
        born: `${startYear - 4 - (index % 8)}-02-01`,
        spells: [['child-in-need', start, end]],
      };
    });
    await loadMovers(database, authorityId, { kind: 'cin-census', startYear }, movers);
  }
  await loadYear(database, authorityId, { kind: 'places', startYear: 2024 }, [wardOf(3600)]);
  return { authorityId, actors };
}

withDatabase('years held back are projected by earlier ones, and each figure opens', async (db) => {
  const { actors } = await steady(db);
  const { member } = actors;
  const found = await asActor(db, member, (tx) => readBacktest(tx, 'levels'));
  // From the end of the second year two are held back, from that of the third one.
  assert.equal(found?.groups[0]?.cases, 3);
  assert.ok((found?.groups[0]?.scores[0]?.meanShare ?? 1) < 0.25);
  const ask = (given: Record<string, string>) =>
    asActor(db, member, (tx) => backtestMeasure.compute(tx, member, given));
  const finding = await ask({ of: 'levels' });
  assert.equal(finding.rows.length, 3);
  for (const figure of finding.rows.flatMap((row) => row.figures)) {
    const again = await ask(Object.fromEntries(new URLSearchParams(figure.id.split('?')[1])));
    assert.deepEqual(again.rows[0]?.figures[0], figure);
  }
  const { html } = await askPage(db, backtestPage, member);
  assert.match(html, /The model of children’s journeys (misses less|does not beat)/);
  assert.doesNotMatch(html, /Run the test/);
});

withDatabase('without years enough the page says what to load', async (db) => {
  const { actors } = await anAuthority(db);
  const { html } = await askPage(db, backtestPage, actors.analyst);
  assert.match(html, /No projection has been tested here yet/);
  assert.match(html, /three years of returns/);
  assert.match(html, /published indicators of five/);
});

withDatabase('published indicators that are loaded are tested, topic by topic', async (db) => {
  const { authorityId, actors } = await anAuthority(db);
  const items = [1, 2, 3, 4, 5, 6].flatMap((area) =>
    Array.from({ length: 8 }, (_, index): ReadItem => {
      const value = 40 + area + ((index * 7 + area * 3) % 5);
      const indicator = {
        row: area * 10 + index,
        indicator: 'CPP_rate',
        indicatorLabel: 'Plans per 10,000',
        areaCode: `E0600010${area}`,
        areaName: `Area ${area}`,
        period: String(2015 + index),
        value,
        mark: null,
      };
      return { type: 'indicator', indicator };
    }),
  );
  await loadYear(db, authorityId, { kind: 'dfe-indicators', startYear: 2024 }, items);
  const found = await asActor(db, actors.analyst, (tx) => readBacktest(tx, 'indicators'));
  assert.equal(found?.groups[0]?.cases, 12);
  assert.ok(found?.isCurrent);
});

withDatabase('only those who work with figures may run it, and it is in the trail', async (db) => {
  const { actors } = await anAuthority(db);
  const reply = await askPage(db, backtestPage, actors.analyst, { form: {} });
  assert.ok('redirect' in reply.answer);
  assert.equal(reply.notes[0]?.action, 'run-backtest');
  await assert.rejects(askPage(db, backtestPage, actors.member, { form: {} }), /Only these/);
});

withDatabase('a job goes through published indicators piece by piece and keeps it', async (db) => {
  const { authorityId, actors } = await anAuthority(db);
  const values = [40, 44, 41, 46, 43, 47].map(
    (value, index): ReadItem => ({
      type: 'indicator',
      indicator: {
        row: index + 2,
        indicator: 'LAC',
        indicatorLabel: 'Looked after',
        areaCode: 'E06000101',
        areaName: 'Area 1',
        period: String(2018 + index),
        value,
        mark: null,
      },
    }),
  );
  await loadYear(db, authorityId, { kind: 'dfe-indicators', startYear: 2024 }, values);
  await emptyQueue(db);
  const reply = await askPage(db, backtestPage, actors.analyst, { form: {} });
  assert.ok('redirect' in reply.answer);
  const worker = startWorker({
    database: db,
    kinds: [runBacktestJob],
    log: silentLog,
    pollMilliseconds: 20,
  });
  const kept = () => asActor(db, actors.analyst, (tx) => keptBacktest(tx, 'indicators'));
  for (let tries = 0; tries < 500 && (await kept()) === null; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await worker.stop();
  assert.equal((await kept())?.groups[0]?.cases, 2);
});

const TOOL = sharedData('published-statistics/lait/bds_long.csv.gz');

test('on all published indicators the numbers are those that docs/backtest.md prints', {
  skip: TOOL.skip,
}, async () => {
  const found = ofIndicators(indicatorCases(await seriesOfFile(TOOL.path, day('2026-11-23'))));
  const [all] = found.groups;
  assert.equal(all?.cases, 110_355);
  const row = (method: string) => {
    const score = all?.scores.find((one) => one.method === method);
    const { meanShare = 0, medianShare = 0, insideHalf = 0, insideMost = 0 } = score ?? {};
    return [meanShare, medianShare, insideHalf, insideMost].map((one) => (one * 100).toFixed(1));
  };
  assert.deepEqual(row('model'), ['22.8', '8.0', '58.3', '90.5']);
  assert.deepEqual(row('last'), ['23.5', '8.0', '60.6', '91.9']);
  assert.deepEqual(row('line'), ['28.2', '10.4', '43.0', '83.4']);
  assert.match(headlineOf('indicators', all), /but not in the middle case/);
});

const LINKED = sharedData('ssda903/linked-years/2017-episodes.csv');

test('on three linked looked-after years it says whether it beats the naive trend', {
  skip: LINKED.skip,
}, async () => {
  const database = await testDatabase();
  const { authorityId, actors } = await anAuthority(database);
  const folder = LINKED.path.replace(/[^/]*$/, '');
  const context = {
    database,
    actor: systemActor(authorityId),
    today: day('2026-06-01'),
    readers: READERS,
  };
  for (const name of readdirSync(folder).sort()) {
    if (!/header|episodes/.test(name)) continue;
    await importFile(context, await localFile(folder + name));
  }
  const found = await asActor(database, actors.analyst, (tx) => readBacktest(tx, 'levels'));
  const [all] = found?.groups ?? [];
  const row = (method: string) => {
    const score = all?.scores.find((one) => one.method === method);
    const { meanMiss = 0, meanShare = 0, insideHalf = 0, insideMost = 0 } = score ?? {};
    return [meanMiss, meanShare * 100, insideHalf * 100, insideMost * 100].map((one) =>
      one.toFixed(1),
    );
  };
  assert.equal(all?.cases, 4);
  assert.deepEqual(row('model'), ['17.2', '53.3', '25.0', '75.0']);
  assert.deepEqual(row('last'), ['27.0', '85.8', '0.0', '50.0']);
  assert.deepEqual(row('line'), ['29.5', '81.9', '0.0', '25.0']);
  assert.match(
    headlineOf('levels', all),
    /misses less than a straight line: 53\.3% against 81\.9%/,
  );
});
