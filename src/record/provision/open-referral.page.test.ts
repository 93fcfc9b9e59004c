import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  anAuthority,
  emptyQueue,
  type TestAuthority,
  withDatabase,
} from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { day } from '../../lib/index.ts';
import { asActor, type Database, silentLog, startWorker } from '../../platform/index.ts';
import { openReferralPages } from './open-referral.api.ts';
import { importFeed } from './open-referral-import.ts';
import { readFeedJob } from './open-referral.job.ts';
import { OPEN_REFERRAL_PAGES } from './open-referral.page.ts';
import { listFeeds } from './open-referral.store.ts';
import type { Feed } from './open-referral-walk.ts';

function pageAt(url: string) {
  const page = OPEN_REFERRAL_PAGES.find((one) => one.url === `/provision/open-referral${url}`);
  assert.ok(page, url);
  return page;
}

const ID = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';

/** A made-up feed: a sound service, and one that cannot be loaded. */
const SERVICES = [
  {
    id: ID,
    name: 'Stay and play',
    status: 'active',
    url: 'www.example.org',
    organization: { id: OTHER, name: 'Harbour Families', description: 'A charity' },
    attributes: [
      {
        id: '00000000-0000-4000-8000-000000000003',
        taxonomy_term: { id: OTHER, name: '<b>Yoga</b>', description: 'Yoga' },
      },
    ],
  },
  { id: OTHER, name: 'Nameless club', status: 'open' },
];

const FEED: Feed = {
  address: 'https://feed.example/v3',
  list: async () => ({ ok: true, value: pageOfAll() }),
  detail: async (id) => ({ ok: true, value: SERVICES.find((one) => one.id === id) }),
};

function pageOfAll() {
  const flags = { first_page: true, last_page: true, empty: false };
  const numbers = { total_items: 2, total_pages: 1, page_number: 1, size: 2 };
  return { ...numbers, ...flags, contents: SERVICES };
}

async function aReadFeed(database: Database, here: TestAuthority): Promise<number> {
  const outcome = await importFeed(FEED, {
    authorityId: here.authorityId,
    today: day('2026-11-22'),
    checkpoint: null,
    inTransaction: (work) => asActor(database, here.actors.analyst, work),
  });
  return outcome.feedId;
}

withDatabase('without a feed the page says how to get one, to those who may', async (database) => {
  const { actors } = await anAuthority(database);
  const analyst = await askPage(database, pageAt(''), actors.analyst);
  assert.match(analyst.html, /No feed of services is read yet/);
  assert.match(analyst.html, /Address of the feed/);
  const member = await askPage(database, pageAt(''), actors.member);
  assert.doesNotMatch(member.html, /<form/);
  await assert.rejects(askPage(database, pageAt(''), actors.family));
});

withDatabase('faults of a feed are shown one by one and can be taken away', async (database) => {
  const here = await anAuthority(database);
  const id = String(await aReadFeed(database, here));
  const list = await askPage(database, pageAt(''), here.actors.commissioner);
  assert.match(list.html, /The feed that was read holds errors/);
  assert.match(list.html, /Not mapped/);
  assert.match(list.html, /&lt;b&gt;Yoga/);
  const feed = await askPage(database, pageAt('/:id'), here.actors.partner, { params: { id } });
  assert.match(feed.html, /Some services were kept out/);
  assert.match(feed.html, /Nameless club/);
  assert.match(feed.html, /“open” is not one of: active/);
  assert.match(feed.html, /Stay and play/);
  const query = { severity: 'warning' };
  const asked = { params: { id }, query };
  const warnings = await askPage(database, pageAt('/:id'), here.actors.partner, asked);
  assert.doesNotMatch(warnings.html, /Nameless club/);
  const file = await askPage(database, pageAt('/:id/faults.csv'), here.actors.partner, {
    params: { id },
  });
  assert.ok('file' in file.answer);
  const text = Buffer.from(file.answer.file as Uint8Array).toString('utf8');
  assert.match(text, /Nameless club,00000000-0000-4000-8000-000000000002,status/);
});

withDatabase('a feed of another authority does not exist here', async (database) => {
  const id = String(await aReadFeed(database, await anAuthority(database)));
  const { actors } = await anAuthority(database);
  await assert.rejects(
    askPage(database, pageAt('/:id'), actors.analyst, { params: { id } }),
    /no such feed/,
  );
});

withDatabase(
  'an address that is none is asked for again, with what was typed',
  async (database) => {
    const { actors } = await anAuthority(database);
    const form = { address: 'file:///etc/passwd' };
    const reply = await askPage(database, pageAt('/read'), actors.analyst, { form });
    assert.equal('status' in reply.answer && reply.answer.status, 400);
    assert.match(reply.html, /Enter the address of the feed with http/);
    assert.match(reply.html, /value="file:\/\/\/etc\/passwd"/);
    await assert.rejects(askPage(database, pageAt('/read'), actors.partner, { form }));
  },
);

withDatabase('a feed is read as a job, as whoever asked for it', async (database) => {
  await emptyQueue(database);
  const here = await anAuthority(database);
  const { analyst } = here.actors;
  const server = createServer((request, response) => {
    const id = /services\/([^?]+)/.exec(request.url ?? '')?.[1];
    response.end(JSON.stringify(id ? SERVICES.find((one) => one.id === id) : pageOfAll()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const form = { address: `http://${host}/v3/`, agency: String(here.agencies.charities) };
  const reply = await askPage(database, pageAt('/read'), analyst, { form });
  assert.match('redirect' in reply.answer ? reply.answer.redirect : '', /^\/jobs\/\d+$/);
  assert.equal(reply.notes[0]?.action, 'feed.read');
  const limits = { allowedHosts: [host], pauseMilliseconds: 0 };
  const kinds = [readFeedJob(() => new Date('2026-11-22T12:00:00Z'), limits)];
  const worker = startWorker({ database, kinds, log: silentLog });
  try {
    for (let tries = 0; tries < 200; tries += 1) {
      const [feed] = await asActor(database, analyst, (tx) => listFeeds(tx));
      if (feed?.readAt) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    await worker.stop();
    server.closeAllConnections();
    server.close();
  }
  const [feed] = await asActor(database, analyst, (tx) => listFeeds(tx));
  assert.equal(feed?.agencyId, here.agencies.charities);
  assert.deepEqual([feed?.outcome.rows, feed?.outcome.quarantined], [2, 1]);
});

withDatabase('the directory is published and taken off again by a decision', async (database) => {
  const here = await anAuthority(database);
  const { commissioner, member } = here.actors;
  const [details] = openReferralPages(database);
  assert.ok(details);
  const status = async () => {
    const asked = { params: { authority: here.code } };
    const { answer } = await askPage(database, details, null, asked);
    return ('status' in answer ? answer.status : null) ?? 200;
  };
  assert.equal(await status(), 404);
  const yes = { form: { publish: 'yes' } };
  const reply = await askPage(database, pageAt('/publish'), commissioner, yes);
  assert.equal(reply.notes[0]?.action, 'directory.published');
  assert.equal(await status(), 200);
  const page = await askPage(database, pageAt(''), member);
  assert.match(page.html, new RegExp(`/open-referral/${here.code}`));
  await askPage(database, pageAt('/publish'), commissioner, { form: { publish: 'no' } });
  assert.equal(await status(), 404);
  await assert.rejects(askPage(database, pageAt('/publish'), member, yes));
});
