import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { asSystem } from '../database/as-actor.ts';
import type { Database } from '../database/database.ts';
import { describeError, type Log, newReference } from '../log.ts';
import { DEAD_AFTER_SECONDS, type JobKind } from './job.ts';
import { claimJob, putBackAbandoned } from './job.store.ts';
import { type JobSurroundings, type Run, runJob } from './run-job.ts';
import { sleepUntilWoken, wakeWorkers } from './wake.ts';

/** What a worker needs. */
export interface WorkerOptions {
  readonly database: Database;
  readonly kinds: readonly JobKind[];
  readonly log: Log;
  /** How many jobs run at once, each in another lane. */
  readonly concurrency?: number;
  readonly pollMilliseconds?: number;
  readonly beatMilliseconds?: number;
}

/** A worker at work. */
export interface Worker {
  /** Stops taking jobs, asks those that run to stop at their next chunk, and puts them back. */
  stop(): Promise<void>;
}

const HURRY_MILLISECONDS = 40;
const STOP_WITHIN_MILLISECONDS = 10_000;
const LOOK_FOR_ABANDONED_MILLISECONDS = 10_000;

/**
 * Starts taking up jobs. The embedded database belongs to one process, so whatever it finds
 * running there was cut off and goes on at once; on PostgreSQL a worker counts as dead after a
 * minute of silence.
 */
export function startWorker(options: WorkerOptions): Worker {
  const around: JobSurroundings = {
    ...options,
    beatMilliseconds: options.beatMilliseconds ?? 500,
  };
  const runs = new Set<Run>();
  const state = { closing: false };
  const loop = workUntilClosed(options, around, runs, state);
  return {
    async stop() {
      state.closing = true;
      wakeWorkers();
      await loop;
      for (const run of runs) run.close();
      const all = Promise.all([...runs].map((run) => run.ended));
      const stopped = new AbortController();
      const tooLong = pause(STOP_WITHIN_MILLISECONDS, undefined, { signal: stopped.signal });
      await Promise.race([all, tooLong]);
      stopped.abort();
      await tooLong.catch(() => {});
    },
  };
}

async function workUntilClosed(
  options: WorkerOptions,
  around: JobSurroundings,
  runs: Set<Run>,
  state: { readonly closing: boolean },
): Promise<void> {
  const concurrency = options.concurrency ?? 2;
  let lookAgainAt = 0;
  // Whoever wakes us may not have committed yet: look a few times in quick succession.
  let hurry = 0;
  while (!state.closing) {
    try {
      if (Date.now() >= lookAgainAt) {
        await putBack(options, lookAgainAt === 0);
        lookAgainAt = Date.now() + LOOK_FOR_ABANDONED_MILLISECONDS;
      }
      while (runs.size < concurrency && !state.closing && (await startNext(around, runs))) {}
    } catch (error) {
      options.log.error('worker.database-unreachable', { error: describeError(error) });
    }
    hurry -= 1;
    const wait = hurry > 0 ? HURRY_MILLISECONDS : (options.pollMilliseconds ?? 500);
    if (!state.closing && (await sleepUntilWoken(wait))) hurry = 3;
  }
}

async function putBack(options: WorkerOptions, isStart: boolean): Promise<void> {
  if (options.database.engine === 'embedded' && !isStart) return;
  const silentSeconds = options.database.engine === 'embedded' ? 0 : DEAD_AFTER_SECONDS;
  const reference = newReference();
  const rows = await asSystem(options.database, 'job', (tx) =>
    putBackAbandoned(tx, { silentSeconds, reference }),
  );
  if (rows > 0) options.log.warn('job.put-back', { rows, reference });
}

async function startNext(around: JobSurroundings, runs: Set<Run>): Promise<boolean> {
  const claim = await asSystem(around.database, 'job', (tx) => claimJob(tx, randomUUID()));
  if (claim === null) return false;
  const run = runJob(around, claim);
  runs.add(run);
  run.ended.finally(() => {
    runs.delete(run);
    wakeWorkers();
  });
  return true;
}
