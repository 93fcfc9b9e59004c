import { setTimeout as pause } from 'node:timers/promises';
import { type JobId, refuse } from '../../lib/index.ts';
import { type Actor, asActor } from '../database/as-actor.ts';
import type { Database, Tx } from '../database/database.ts';
import type { JobView } from '../web/blocks/job-view.ts';
import { type Job, toJobView } from './job.ts';
import { findJob, listJobs } from './job.store.ts';

const LOOK_EVERY_MILLISECONDS = 500;

/**
 * A job as it goes on: its view at once, then whenever it changed, until it ends or the signal
 * aborts. Refuses a job that the actor may not see, as if there were none.
 */
export async function* jobEvents(
  database: Database,
  actor: Actor,
  id: JobId,
  signal?: AbortSignal,
): AsyncGenerator<JobView> {
  let last = '';
  while (!signal?.aborted) {
    const job = await asActor(database, actor, (tx) => findJob(tx, id));
    if (job === null) throw refuse('no-such-job', 'not-found', 'There is no such work');
    const view = toJobView(job, new Date());
    const shown = JSON.stringify({ ...view, secondsLeft: Math.round(view.secondsLeft ?? -1) });
    if (shown !== last) yield view;
    last = shown;
    if (job.status !== 'queued' && job.status !== 'running') return;
    try {
      await pause(LOOK_EVERY_MILLISECONDS, undefined, signal ? { signal } : {});
    } catch {
      return;
    }
  }
}

/**
 * The newest job of a kind that the transaction may see, of those about one thing if its payload
 * is given; null when there never was one.
 */
export async function latestJob(
  tx: Tx,
  name: string,
  payload: Readonly<Record<string, unknown>> = {},
): Promise<Job | null> {
  return (await listJobs(tx, { limit: 1, name, payload }))[0] ?? null;
}
