import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { anAuthority, type TestAuthority, testDatabase } from '../../../test/database.ts';
import { sharedData } from '../../../test/shared-data.ts';
import { day } from '../../lib/index.ts';
import { asActor, type Database, type Tx } from '../../platform/index.ts';
import { listProblems } from '../returns/source.store.ts';
import { folderFeed } from './open-referral-folder.ts';
import { type FeedWork, importFeed } from './open-referral-import.ts';
import type { Json, JsonObject } from './open-referral-standard.ts';
import type { Feed } from './open-referral-walk.ts';
import { findService, listServices } from './provision.store.ts';

/** The validator's own feed that must pass: lists and details as separate answers. */
const MOCK = sharedData('open-referral-uk/V3.0-UK-Default');
const TODAY = day('2026-11-22');

function workOf(database: Database, here: TestAuthority): FeedWork {
  return {
    authorityId: here.authorityId,
    today: TODAY,
    checkpoint: null,
    inTransaction: (work) => asActor(database, here.actors.analyst, work),
  };
}

async function everything(tx: Tx): Promise<unknown> {
  const tables = ['service', 'service_location', 'service_area', 'problem', 'open_referral_listed'];
  const found: unknown[] = [];
  for (const table of tables) {
    const { rows } = await sql`select * from ${sql.table(`record.${table}`)}
      where authority_id = (select govern.authority()) order by 1, 2, 3`.execute(tx);
    found.push([table, rows.map((row) => ({ ...(row as object), reading: null }))]);
  }
  return found;
}

test('a service of the published mock feed is loaded with where and for whom it is given', {
  skip: MOCK.skip,
}, async () => {
  const database = await testDatabase();
  const here = await anAuthority(database);
  const outcome = await importFeed(await folderFeed(MOCK.path), workOf(database, here));
  assert.equal(outcome.status, 'loaded');
  assert.equal(outcome.counts.servicesAdded, 1);
  await asActor(database, here.actors.analyst, async (tx) => {
    const [service] = await listServices(tx);
    assert.ok(service);
    const whole = await findService(tx, service.id);
    assert.equal(whole?.name, 'Community Counselling');
    assert.equal(whole?.publicId, 'ac148810-d857-441c-9679-408f346de14b');
    assert.deepEqual([whole?.fromAge, whole?.toAge], [12, 100]);
    assert.equal(whole?.confirmedDay, '2005-01-01');
    assert.equal(whole?.providerName, 'Example Organization Inc.');
    const [location] = whole?.locations ?? [];
    assert.equal(location?.name, 'MyCity Civic Center');
    // The mock states 100 degrees north: no place is worked out from that.
    assert.equal(location?.latitude, null);
    const { rows } = await listProblems(tx, { sourceId: outcome.sourceId, limit: 50, offset: 0 });
    assert.deepEqual(
      rows.map((row) => [row.rule, row.severity]),
      [
        ['open-referral/position-off-the-globe', 'warning'],
        ['open-referral/not-a-postcode', 'warning'],
        ['open-referral/term-not-mapped', 'warning'],
      ],
    );
  });
});

test('the same feed read twice changes nothing', { skip: MOCK.skip }, async () => {
  const database = await testDatabase();
  const here = await anAuthority(database);
  const work = workOf(database, here);
  const first = await importFeed(await folderFeed(MOCK.path), work);
  const before = await work.inTransaction(everything);
  const again = await importFeed(await folderFeed(MOCK.path), work);
  assert.equal(again.status, 'unchanged');
  assert.equal(again.sourceId, first.sourceId);
  assert.deepEqual(await work.inTransaction(everything), before);
});

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function aFeedService(n: number, more: JsonObject = {}): JsonObject {
  return {
    id: uuid(n),
    name: `Service ${n}`,
    status: 'active',
    organization: { id: uuid(900), name: 'Harbour Families', description: 'A charity' },
    ...more,
  };
}

/** A made-up feed in memory, paged by a size. */
function memoryFeed(
  services: readonly Json[],
  size = 2,
  address = 'https://feed.example/v3',
): Feed {
  const total = Math.max(1, Math.ceil(services.length / size));
  return {
    address,
    list: async (page) => {
      const contents = services.slice((page - 1) * size, page * size);
      const frame = { total_items: services.length, total_pages: total, page_number: page };
      const flags = { first_page: page === 1, last_page: page >= total };
      const empty = contents.length === 0;
      return { ok: true, value: { ...frame, ...flags, size: contents.length, empty, contents } };
    },
    detail: async (id) => ({
      ok: true,
      value: services.find((one) => (one as JsonObject).id === id) ?? null,
    }),
  };
}

test('a reading that is cut off goes on at its next page and doubles nothing', async () => {
  const database = await testDatabase();
  const here = await anAuthority(database);
  const services = [1, 2, 3, 4, 5].map((n) => aFeedService(n));
  const feed = memoryFeed(services);
  const work = workOf(database, here);
  let kept = null as FeedWork['checkpoint'];
  let asked = 0;
  const cut: Feed = {
    ...feed,
    list: async (page) => {
      asked += 1;
      if (page === 3) throw new Error('the machine was switched off');
      return feed.list(page);
    },
  };
  const save = async (checkpoint: NonNullable<FeedWork['checkpoint']>) => {
    kept = checkpoint;
  };
  await assert.rejects(importFeed(cut, { ...work, save }));
  assert.equal(asked, 3);
  assert.equal(kept?.page, 3);
  const outcome = await importFeed(feed, { ...work, checkpoint: kept });
  assert.equal(outcome.counts.servicesAdded, 5);
  assert.equal(outcome.counts.warnings, 0);
  const all = await work.inTransaction((tx) => listServices(tx));
  assert.equal(all.length, 5);
});

test('a service that a whole reading no longer lists is closed until it is back', async () => {
  const database = await testDatabase();
  const here = await anAuthority(database);
  const work = workOf(database, here);
  const statuses = async () =>
    (await work.inTransaction((tx) => listServices(tx))).map((one) => one.status);
  await importFeed(memoryFeed([aFeedService(1), aFeedService(2)]), work);
  const outcome = await importFeed(memoryFeed([aFeedService(1)]), work);
  assert.equal(outcome.counts.closed, 1);
  assert.deepEqual(await statuses(), ['active', 'closed']);
  await importFeed(memoryFeed([aFeedService(1), aFeedService(2)]), work);
  assert.deepEqual(await statuses(), ['active', 'active']);
});

test('a feed that cannot be reached closes nothing, and says so', async () => {
  const database = await testDatabase();
  const here = await anAuthority(database);
  const work = workOf(database, here);
  const feed = memoryFeed([aFeedService(1), aFeedService(2)]);
  await importFeed(feed, work);
  const fault = { rule: 'open-referral/not-reached', message: 'No answer.', fix: 'Try again.' };
  const silent: Feed = { ...feed, list: async () => ({ ok: false, fault, isGone: false }) };
  const outcome = await importFeed(silent, work);
  assert.equal(outcome.counts.closed, 0);
  assert.equal(outcome.counts.errors, 1);
  const all = await work.inTransaction((tx) => listServices(tx));
  assert.deepEqual(
    all.map((one) => one.status),
    ['active', 'active'],
  );
});

test('what is known of a service is not lost when only the list can be read', async () => {
  const database = await testDatabase();
  const here = await anAuthority(database);
  const work = workOf(database, here);
  const feed = memoryFeed([aFeedService(1, { description: 'Ten weeks' })]);
  await importFeed(feed, work);
  const fault = { rule: 'open-referral/not-found', message: 'There is none.', fix: 'Add it.' };
  const bare: Feed = {
    ...feed,
    list: async (page) => memoryFeed([aFeedService(1)]).list(page),
    detail: async () => ({ ok: false, fault, isGone: true }),
  };
  await importFeed(bare, work);
  const [service] = await work.inTransaction((tx) => listServices(tx));
  assert.equal(service?.description, 'Ten weeks');
});

test('terms and areas are mapped only where they are known beyond doubt', async () => {
  const database = await testDatabase();
  const here = await anAuthority(database);
  const work = workOf(database, here);
  const term = (n: number, name: string) => ({
    id: uuid(100 + n),
    taxonomy_term: { id: uuid(200 + n), name, description: name },
  });
  const attributes = [term(1, 'Mental Health & Wellbeing'), term(2, 'Parenting'), term(3, 'Yoga')];
  const outcome = await importFeed(memoryFeed([aFeedService(1, { attributes })]), work);
  assert.equal(outcome.counts.termsNotMapped, 1);
  const [service] = await work.inTransaction((tx) => listServices(tx));
  assert.deepEqual(service?.themes, ['mental-health', 'parenting']);
  assert.equal(service?.level, null);
  assert.equal(service?.isWholeArea, true);
});

test('two feeds may state a service of one id: both are kept, and it is told', async () => {
  const database = await testDatabase();
  const here = await anAuthority(database);
  const work = workOf(database, here);
  await importFeed(memoryFeed([aFeedService(1)]), work);
  const other = memoryFeed([aFeedService(1)], 2, 'https://other.example/v3');
  const outcome = await importFeed(other, work);
  assert.equal(outcome.counts.servicesAdded, 1);
  assert.equal(outcome.counts.warnings, 1);
  const all = await work.inTransaction((tx) => listServices(tx));
  assert.equal(new Set(all.map((one) => one.publicId)).size, 2);
});

test('a feed saved to a folder is read as it was answered', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-feed-'));
  try {
    const feed = memoryFeed([1, 2, 3].map((n) => aFeedService(n)));
    await mkdir(join(folder, 'services'));
    for (const page of [1, 2]) {
      const answer = await feed.list(page);
      assert.ok(answer.ok);
      const name = page === 1 ? 'services.json' : 'services-2.json';
      await writeFile(join(folder, name), JSON.stringify(answer.value));
    }
    for (const n of [1, 2, 3]) {
      const name = join(folder, 'services', `${uuid(n)}.json`);
      await writeFile(name, JSON.stringify(aFeedService(n)));
    }
    const database = await testDatabase();
    const here = await anAuthority(database);
    const outcome = await importFeed(await folderFeed(folder), workOf(database, here));
    assert.deepEqual([outcome.counts.servicesAdded, outcome.counts.warnings], [3, 0]);
    const one = join(folder, 'all.json');
    await writeFile(one, JSON.stringify([1, 2, 3].map((n) => aFeedService(n))));
    const again = await importFeed(await folderFeed(one), workOf(database, here));
    assert.equal(again.counts.rows, 3);
  } finally {
    await rm(folder, { recursive: true });
  }
});
