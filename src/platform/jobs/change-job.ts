import { type JobId, refuse } from '../../lib/index.ts';
import type { Tx } from '../database/database.ts';
import { findJob, queueAgain, requestCancel } from './job.store.ts';
import { wakeWorkers } from './wake.ts';

/**
 * Cancels a job: at once if it waits, at its next checkpoint if it runs. Refuses one that ended.
 */
export async function cancelJob(tx: Tx, id: JobId): Promise<void> {
  if (await requestCancel(tx, id)) return wakeWorkers();
  await refuseUnknown(tx, id);
  throw refuse('job-has-ended', 'conflict', 'This work has ended, so there is nothing to cancel');
}

/** Runs a failed or cancelled job again, from where it was. Refuses any other. */
export async function retryJob(tx: Tx, id: JobId): Promise<void> {
  if (await queueAgain(tx, id)) return wakeWorkers();
  await refuseUnknown(tx, id);
  throw refuse(
    'job-not-stopped',
    'conflict',
    'Only work that failed or was cancelled can be run again',
  );
}

async function refuseUnknown(tx: Tx, id: JobId): Promise<void> {
  if ((await findJob(tx, id)) === null) {
    throw refuse('no-such-job', 'not-found', 'There is no such work');
  }
}
