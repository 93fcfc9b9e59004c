import { Refusal } from '../../lib/index.ts';
import { asActor, asSystem } from '../database/as-actor.ts';
import type { Database } from '../database/database.ts';
import { describeError, type Log, newReference } from '../log.ts';
import { type JobContext, type JobKind, JobStopped, waitBeforeTrySeconds } from './job.ts';
import { beat, type ClaimedJob, endTry, type JobEnd, keepCheckpoint } from './job.store.ts';

/** What every job of a worker shares. */
export interface JobSurroundings {
  readonly database: Database;
  readonly kinds: readonly JobKind[];
  readonly log: Log;
  /** Milliseconds between two writings of progress. */
  readonly beatMilliseconds: number;
}

/** A try of a job under way. */
export interface Run {
  /** Asks it to stop where it next can. */
  close(): void;
  readonly ended: Promise<void>;
}

/** What changes while a job runs. */
interface State {
  done: number;
  total: number | null;
  message: string;
  checkpoint: unknown;
  attempt: number;
  stop: JobStopped['why'] | null;
}

/** Runs one try of a job that was claimed, to its end. */
export function runJob(around: JobSurroundings, claim: ClaimedJob): Run {
  const state: State = {
    done: claim.doneCount,
    total: claim.totalCount,
    message: '',
    checkpoint: claim.checkpoint,
    attempt: claim.attempt,
    stop: claim.cancelRequested ? 'cancelled' : null,
  };
  return {
    close: () => {
      state.stop ??= 'closing';
    },
    ended: tryJob(around, claim, state),
  };
}

async function tryJob(around: JobSurroundings, claim: ClaimedJob, state: State): Promise<void> {
  const beating = startBeating(around, claim, state);
  const end = await workOn(around, claim, state);
  await beating.stop();
  if (end === null) return;
  try {
    await asSystem(around.database, 'job', (tx) => endTry(tx, claim, end));
    around.log.info(`job.${end.status}`, { job: claim.id, jobName: claim.name, rows: state.done });
  } catch (error) {
    // Nothing more can be said here: without a sign of life the job is put back later.
    around.log.error('job.end-not-saved', { job: claim.id, error: describeError(error) });
  }
}

/** The work itself, and how it ended; null when another worker has the job now. */
async function workOn(
  around: JobSurroundings,
  claim: ClaimedJob,
  state: State,
): Promise<JobEnd | null> {
  const kind = around.kinds.find((one) => one.name === claim.name);
  try {
    if (!kind) {
      const message = 'This version of Headwater does not know this kind of work any more.';
      return { status: 'failed', message, progress: state };
    }
    const result = await kind.run(contextOf(around.database, claim, state));
    return { status: 'done', message: state.message, progress: state, result: result ?? {} };
  } catch (error) {
    if (error instanceof JobStopped) return endOfStopped(error.why, claim, state);
    if (error instanceof Refusal) {
      return { status: 'failed', message: error.message, progress: state };
    }
    return endOfFailed(around.log, claim, state, error);
  }
}

function endOfStopped(why: JobStopped['why'], claim: ClaimedJob, state: State): JobEnd | null {
  if (why === 'lost') return null;
  if (why === 'closing') return { status: 'queued', message: '', progress: state, uncounted: true };
  const of = state.total === null ? '' : ` of ${state.total}`;
  const message = `Cancelled after ${state.done}${of} ${claim.unit}. What was finished is kept.`;
  return { status: 'cancelled', message, progress: state };
}

function endOfFailed(log: Log, claim: ClaimedJob, state: State, error: unknown): JobEnd {
  const errorReference = newReference();
  const { id: job, name: jobName } = claim;
  const fields = { job, jobName, attempt: state.attempt, reference: errorReference };
  log.error('job.threw', { ...fields, error: describeError(error) });
  const end = { progress: state, errorReference };
  return state.attempt < claim.attemptsAllowed
    ? {
        ...end,
        status: 'queued',
        message: 'Something went wrong. It tries again by itself.',
        waitSeconds: waitBeforeTrySeconds(state.attempt),
      }
    : { ...end, status: 'failed', message: '' };
}

function contextOf(database: Database, claim: ClaimedJob, state: State): JobContext {
  const stopIfAsked = () => {
    if (state.stop !== null) throw new JobStopped(state.stop);
  };
  return {
    id: claim.id,
    actor: claim.actor,
    payload: claim.payload,
    get checkpoint() {
      return state.checkpoint;
    },
    get shouldStop() {
      return state.stop !== null;
    },
    stopIfAsked,
    progress(done, total, message = '') {
      Object.assign(state, { done, total, message });
    },
    async saveCheckpoint(checkpoint, tx) {
      const { done, total, message } = state;
      const kept = await keepCheckpoint(tx, claim, { done, total, message, checkpoint });
      if (kept === null) {
        state.stop = 'lost';
        throw new JobStopped('lost');
      }
      Object.assign(state, { checkpoint, attempt: 1 });
      if (kept.cancelRequested) state.stop ??= 'cancelled';
    },
    async asActor(work) {
      stopIfAsked();
      return asActor(database, claim.actor, work);
    },
  };
}

/**
 * Writes progress and signs of life beside the work, never inside its transactions: on the
 * embedded database the one connection is free between two of them.
 */
function startBeating(around: JobSurroundings, claim: ClaimedJob, state: State) {
  let timer: NodeJS.Timeout;
  let beating: Promise<void> = Promise.resolve();
  const once = async () => {
    try {
      const { done, total, message } = state;
      const heard = await asSystem(around.database, 'job', (tx) =>
        beat(tx, claim, { done, total, message }),
      );
      if (heard.lost) state.stop = 'lost';
      else if (heard.cancelRequested) state.stop ??= 'cancelled';
    } catch (error) {
      around.log.debug('job.beat-missed', { job: claim.id, error: describeError(error) });
    }
    timer = setTimeout(begin, around.beatMilliseconds);
  };
  const begin = () => {
    beating = once();
  };
  timer = setTimeout(begin, around.beatMilliseconds);
  return {
    async stop() {
      clearTimeout(timer);
      await beating;
      clearTimeout(timer);
    },
  };
}
