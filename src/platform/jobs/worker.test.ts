import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import {
  anAuthority,
  emptyQueue,
  type TestAuthority,
  withDatabase,
} from '../../../test/database.ts';
import { type JobId, refuse } from '../../lib/index.ts';
import { asActor, asSystem } from '../database/as-actor.ts';
import type { Database } from '../database/database.ts';
import { silentLog } from '../log.ts';
import { cancelJob, retryJob } from './change-job.ts';
import { enqueueJob } from './enqueue-job.ts';
import { defineJob, type Job, type JobContext, type JobKind } from './job.ts';
import { claimJob, findJob, keepCheckpoint, putBackAbandoned } from './job.store.ts';
import { jobEvents } from './watch-job.ts';
import { startWorker, type WorkerOptions } from './worker.ts';

const QUICK = { pollMilliseconds: 20, beatMilliseconds: 10 };

function start(database: Database, kinds: JobKind[], options: Partial<WorkerOptions> = {}) {
  return startWorker({ database, kinds, log: silentLog, ...QUICK, ...options });
}

function ask(database: Database, here: TestAuthority, name: string, lane?: string) {
  const actor = here.actors.analyst;
  return asActor(database, actor, (tx) =>
    enqueueJob(tx, { name, title: 'Counting', actor, ...(lane ? { lane } : {}) }),
  );
}

function look(database: Database, here: TestAuthority, id: JobId): Promise<Job | null> {
  return asActor(database, here.actors.analyst, (tx) => findJob(tx, id));
}

async function untilStatus(database: Database, here: TestAuthority, id: JobId, status: string) {
  for (let i = 0; i < 500; i += 1) {
    const job = await look(database, here, id);
    if (job?.status === status) return job;
    await pause(20);
  }
  throw new Error(`the job never became ${status}`);
}

/** Counts to ten, one number a chunk; `each` may fail, or wait for a test to look. */
function counting(each: (number: number, context: JobContext) => Promise<void>): JobKind {
  return defineJob({
    name: 'count',
    async run(context) {
      for (let done = Number(context.checkpoint ?? 0); done < 10; done += 1) {
        await context.asActor(async (tx) => {
          await each(done + 1, context);
          context.progress(done + 1, 10);
          await context.saveCheckpoint(done + 1, tx);
        });
      }
      return { href: '/counted' };
    },
  });
}

withDatabase(
  'a job runs as whoever asked for it and says where its result is',
  async (database) => {
    const here = await anAuthority(database);
    let ranAs = '';
    const kind = counting(async (_, context) => {
      ranAs = context.actor.id;
    });
    const id = await ask(database, here, 'count');
    const worker = start(database, [kind]);
    const job = await untilStatus(database, here, id, 'done');
    await worker.stop();
    assert.equal(ranAs, here.actors.analyst.id);
    assert.deepEqual([job.doneCount, job.totalCount, job.result], [10, 10, { href: '/counted' }]);
  },
);

withDatabase('a job whose transaction is rolled back was never asked for', async (database) => {
  const here = await anAuthority(database);
  const actor = here.actors.analyst;
  let id = 0 as JobId;
  await assert.rejects(
    asActor(database, actor, async (tx) => {
      id = await enqueueJob(tx, { name: 'count', title: 'Counting', actor });
      throw new Error('changed my mind');
    }),
  );
  assert.equal(await look(database, here, id), null);
});

withDatabase(
  'a job of another authority is not visible, and cannot be cancelled',
  async (database) => {
    const [here, there] = [await anAuthority(database), await anAuthority(database)];
    const id = await ask(database, here, 'count');
    assert.equal(await look(database, there, id), null);
    await assert.rejects(
      asActor(database, there.actors.administrator, (tx) => cancelJob(tx, id)),
      { code: 'no-such-job' },
    );
    await assert.rejects(jobEvents(database, there.actors.analyst, id).next(), {
      code: 'no-such-job',
    });
    await asActor(database, here.actors.analyst, (tx) => cancelJob(tx, id));
  },
);

withDatabase(
  'a cancelled job stops at its next checkpoint and says how far it got',
  async (database) => {
    const here = await anAuthority(database);
    const id = await ask(database, here, 'count');
    const kind = counting(async (number, context) => {
      if (number !== 3) return;
      context.progress(2, 10);
    });
    const slow = { ...kind, run: (context: JobContext) => kind.run(slowly(context)) };
    const worker = start(database, [slow]);
    await untilStatus(database, here, id, 'running');
    await asActor(database, here.actors.analyst, (tx) => cancelJob(tx, id));
    const job = await untilStatus(database, here, id, 'cancelled');
    await worker.stop();
    assert.ok(job.doneCount < 10);
    assert.equal(job.checkpoint ?? 0, job.doneCount);
    assert.equal(
      job.message,
      `Cancelled after ${job.doneCount}${job.totalCount === null ? '' : ' of 10'} rows. What ` +
        'was finished is kept.',
    );
  },
);

/** The same context, with a pause before each chunk, outside its transaction. */
function slowly(context: JobContext): JobContext {
  return Object.create(context, {
    asActor: {
      value: async (work: Parameters<JobContext['asActor']>[0]) => {
        await pause(40);
        return context.asActor(work);
      },
    },
  });
}

withDatabase('a job that failed runs again from its checkpoint', async (database) => {
  const here = await anAuthority(database);
  const seen: number[] = [];
  let broken = true;
  const kind = counting(async (number) => {
    if (number === 5 && broken) throw new Error('cannot count to five');
    seen.push(number);
  });
  const id = await ask(database, here, 'count');
  await asSystem(database, 'job', async (tx) => {
    await sql`update platform.job set attempts_allowed = 1 where id = ${id}`.execute(tx);
  });
  const worker = start(database, [kind]);
  const failed = await untilStatus(database, here, id, 'failed');
  assert.match(failed.errorReference ?? '', /^\w{3}-\w{3}$/);
  assert.equal(failed.checkpoint, 4);
  broken = false;
  await asActor(database, here.actors.analyst, (tx) => retryJob(tx, id));
  await untilStatus(database, here, id, 'done');
  await worker.stop();
  assert.deepEqual(seen, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

withDatabase('a rule that says no ends a job at once, in its own words', async (database) => {
  const here = await anAuthority(database);
  const kind = counting(async () => {
    throw refuse('file-empty', 'invalid', 'The file has no rows');
  });
  const id = await ask(database, here, 'count');
  const worker = start(database, [kind]);
  const job = await untilStatus(database, here, id, 'failed');
  await worker.stop();
  assert.deepEqual(
    [job.message, job.errorReference, job.attempt],
    ['The file has no rows', null, 1],
  );
});

withDatabase('a job survives that the program is closed in the middle of it', async (database) => {
  const here = await anAuthority(database);
  const seen: number[] = [];
  const kind = counting(async (number) => {
    seen.push(number);
  });
  const slow = { ...kind, run: (context: JobContext) => kind.run(slowly(context)) };
  const id = await ask(database, here, 'count');
  const first = start(database, [slow]);
  while (seen.length < 3) await pause(5);
  await first.stop();
  assert.equal((await look(database, here, id))?.status, 'queued');
  const second = start(database, [kind]);
  await untilStatus(database, here, id, 'done');
  await second.stop();
  assert.deepEqual(seen, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

withDatabase(
  'a job whose worker was killed is put back, and the dead one cannot write',
  async (database) => {
    const here = await anAuthority(database);
    await emptyQueue(database);
    const id = await ask(database, here, 'count');
    const system = <T>(work: Parameters<typeof asSystem<T>>[2]) => asSystem(database, 'job', work);
    const dead = await system((tx) => claimJob(tx, 'dead'));
    assert.equal(dead?.id, id);
    const reference = 'BCD-FGH';
    assert.equal(await system((tx) => putBackAbandoned(tx, { silentSeconds: 60, reference })), 0);
    assert.equal(await system((tx) => putBackAbandoned(tx, { silentSeconds: 0, reference })), 1);
    assert.equal((await look(database, here, id))?.status, 'queued');
    const kept = { done: 9, total: 10, message: '', checkpoint: 9 };
    const late = await asActor(database, here.actors.analyst, (tx) =>
      keepCheckpoint(tx, { id, worker: 'dead' }, kept),
    );
    assert.equal(late, null);
    await asActor(database, here.actors.analyst, (tx) => cancelJob(tx, id));
  },
);

withDatabase('a worker takes up what a killed one left, from its checkpoint', async (database) => {
  const here = await anAuthority(database);
  await emptyQueue(database);
  const id = await ask(database, here, 'count');
  await asSystem(database, 'job', (tx) => claimJob(tx, 'killed'));
  const kept = { done: 6, total: 10, message: '', checkpoint: 6 };
  await asActor(database, here.actors.analyst, (tx) =>
    keepCheckpoint(tx, { id, worker: 'killed' }, kept),
  );
  await asSystem(database, 'job', (tx) =>
    sql`update platform.job set heartbeat_at = now() - interval '61 seconds'
      where id = ${id}`.execute(tx),
  );
  const seen: number[] = [];
  const worker = start(database, [
    counting(async (number) => {
      seen.push(number);
    }),
  ]);
  await untilStatus(database, here, id, 'done');
  await worker.stop();
  assert.deepEqual(seen, [7, 8, 9, 10]);
});

withDatabase('others see how far work is while it goes on', async (database) => {
  const here = await anAuthority(database);
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const kind = defineJob({
    name: 'slow',
    async run(context) {
      context.progress(3, 10, 'Reading');
      await finished;
      return {};
    },
  });
  const id = await ask(database, here, 'slow');
  const worker = start(database, [kind]);
  let job = await look(database, here, id);
  for (let i = 0; i < 200 && job?.doneCount !== 3; i += 1) {
    await pause(20);
    job = await look(database, here, id);
  }
  finish();
  await worker.stop();
  assert.deepEqual([job?.status, job?.doneCount, job?.message], ['running', 3, 'Reading']);
});

withDatabase('jobs of one lane run one after the other, in the order asked', async (database) => {
  const here = await anAuthority(database);
  const running = new Map<string, number>();
  const finished: number[] = [];
  let most = 0;
  const kind = defineJob({
    name: 'lane',
    async run(context) {
      running.set('lane', (running.get('lane') ?? 0) + 1);
      most = Math.max(most, running.get('lane') ?? 0);
      await pause(15);
      running.set('lane', (running.get('lane') ?? 0) - 1);
      finished.push(context.id);
      return {};
    },
  });
  const ids: JobId[] = [];
  for (let i = 0; i < 4; i += 1) ids.push(await ask(database, here, 'lane', 'returns'));
  // The embedded database belongs to one worker; PostgreSQL serves several.
  const count = database.engine === 'embedded' ? 1 : 2;
  const workers = Array.from({ length: count }, () => start(database, [kind]));
  for (const id of ids) await untilStatus(database, here, id, 'done');
  await Promise.all(workers.map((worker) => worker.stop()));
  assert.equal(most, 1);
  assert.deepEqual(finished, ids);
});

withDatabase('whoever watches a job sees it begin, go on and end', async (database) => {
  const here = await anAuthority(database);
  const kind = counting(() => pause(0));
  const id = await ask(database, here, 'count');
  const worker = start(database, [kind]);
  const statuses: string[] = [];
  for await (const view of jobEvents(database, here.actors.analyst, id)) {
    statuses.push(view.status);
  }
  await worker.stop();
  assert.equal(statuses.at(-1), 'done');
});
