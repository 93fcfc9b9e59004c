import assert from 'node:assert/strict';
import {
  anAuthority,
  emptyQueue,
  type TestAuthority,
  withDatabase,
} from '../../../test/database.ts';
import { askPage, type PageQuestion } from '../../../test/pages.ts';
import type { JobId } from '../../lib/index.ts';
import { type Actor, asActor, asSystem } from '../database/as-actor.ts';
import type { Database } from '../database/database.ts';
import { definePage, type Who } from '../web/page.ts';
import { enqueueJob } from './enqueue-job.ts';
import { jobsHomeCard } from './home-card.ts';
import { claimJob, endTry } from './job.store.ts';
import { platformJobPages } from './jobs.page.ts';

const everyone: Who = { label: 'everyone', allows: () => true };

function ask(database: Database, actor: Actor, url: string, question?: PageQuestion) {
  const page = platformJobPages(everyone, []).find((one) => one.url === url);
  assert.ok(page, url);
  return askPage(database, page, actor, question);
}

async function aJob(database: Database, here: TestAuthority): Promise<JobId> {
  const actor = here.actors.analyst;
  return asActor(database, actor, (tx) =>
    enqueueJob(tx, { name: 'load', title: 'Loading a census', actor }),
  );
}

/** Lets the job fail as its worker would. */
async function fail(database: Database, id: JobId): Promise<void> {
  await asSystem(database, 'job', async (tx) => {
    const claim = await claimJob(tx, 'test');
    assert.equal(claim?.id, id);
    const progress = { done: 1200, total: 5000, message: '' };
    const end = { status: 'failed', message: '', progress, errorReference: 'BCD-FGH' } as const;
    await endTry(tx, { id, worker: 'test' }, end);
  });
}

withDatabase('the list of work says when there is none', async (database) => {
  const here = await anAuthority(database);
  const { html } = await ask(database, here.actors.analyst, '/jobs');
  assert.match(html, /Nothing has been asked for yet/);
});

withDatabase('waiting work is listed, can be cancelled, and then tried again', async (database) => {
  const here = await anAuthority(database);
  const { analyst } = here.actors;
  const params = { id: String(await aJob(database, here)) };
  assert.match((await ask(database, analyst, '/jobs')).html, /Loading a census/);
  const cancelled = await ask(database, analyst, '/jobs/:id/cancel', { params, form: {} });
  assert.deepEqual(cancelled.answer, { redirect: `/jobs/${params.id}` });
  assert.equal(cancelled.notes[0]?.action, 'job.cancelled');
  const page = await ask(database, analyst, '/jobs/:id', { params });
  assert.match(page.html, /Cancelled/);
  assert.match(page.html, /Try again/);
  const again = await ask(database, analyst, '/jobs/:id/retry', { params, form: {} });
  assert.equal(again.notes[0]?.action, 'job.retried');
  assert.match((await ask(database, analyst, '/jobs/:id', { params })).html, /Cancel this work/);
  await ask(database, analyst, '/jobs/:id/cancel', { params, form: {} });
});

withDatabase(
  'work that failed says how far it came and the reference to hand on',
  async (database) => {
    const here = await anAuthority(database);
    const { analyst } = here.actors;
    await emptyQueue(database);
    const id = await aJob(database, here);
    await fail(database, id);
    const { html } = await ask(database, analyst, '/jobs/:id', { params: { id: String(id) } });
    assert.match(html, /BCD-FGH/);
    assert.match(html, /1,200 of 5,000 rows/);
    const { items } = await asActor(database, analyst, (tx) =>
      jobsHomeCard(everyone).load(tx, analyst, null),
    );
    assert.deepEqual(
      items.map((item) => [item.kind, item.text]),
      [['needs-you', 'Loading a census']],
    );
  },
);

withDatabase('the way to a result is shown to those alone who may open it', async (database) => {
  const here = await anAuthority(database);
  await emptyQueue(database);
  const id = String(await aJob(database, here));
  await asSystem(database, 'job', async (tx) => {
    const claim = await claimJob(tx, 'test');
    assert.equal(String(claim?.id), id);
    const progress = { done: 5, total: 5, message: '' };
    const result = { href: '/results/7?by=year' };
    const end = { status: 'done', message: '', progress, result } as const;
    await endTry(tx, { id: Number(id) as JobId, worker: 'test' }, end);
  });
  const seen = async (allows: boolean) => {
    const who: Who = { label: 'some', allows: () => allows };
    const target = definePage({
      url: '/results/:result',
      title: 'A result',
      who,
      audit: 'none',
      get: async () => ({ template: 'none.njk', data: {} }),
    });
    const page = platformJobPages(everyone, [target]).find((one) => one.url === '/jobs/:id');
    assert.ok(page);
    return (await askPage(database, page, here.actors.analyst, { params: { id } })).html;
  };
  assert.match(await seen(true), /href="\/results\/7\?by=year"/);
  assert.doesNotMatch(await seen(false), /results/);
});

withDatabase('work of another authority, or that never was, does not exist', async (database) => {
  const [here, there] = [await anAuthority(database), await anAuthority(database)];
  const id = String(await aJob(database, here));
  for (const asked of [id, '999999999', 'x']) {
    for (const url of ['/jobs/:id', '/jobs/:id/cancel', '/jobs/:id/retry']) {
      const form = url === '/jobs/:id' ? {} : { form: {} };
      await assert.rejects(
        ask(database, there.actors.analyst, url, { params: { id: asked }, ...form }),
        { code: 'no-such-job' },
      );
    }
  }
  await ask(database, here.actors.analyst, '/jobs/:id/cancel', { params: { id }, form: {} });
});
