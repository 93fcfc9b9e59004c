import type { JobId } from '../../lib/index.ts';
import type { Actor } from '../database/as-actor.ts';
import type { Tx } from '../database/database.ts';
import type { JobView } from '../web/blocks/job-view.ts';

/** Where a job stands; `queued` includes waiting for another try. */
export type JobStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** A job as its row states it. */
export interface Job {
  readonly id: JobId;
  readonly name: string;
  readonly title: string;
  readonly payload: unknown;
  readonly status: JobStatus;
  readonly lane: string;
  readonly doneCount: number;
  readonly totalCount: number | null;
  /** What is counted, such as `rows`. */
  readonly unit: string;
  /** What it is at, or why it stopped, in a sentence without personal data. */
  readonly message: string;
  readonly checkpoint: unknown;
  readonly result: unknown;
  readonly errorReference: string | null;
  /** Tries since the last checkpoint. */
  readonly attempt: number;
  readonly attemptsAllowed: number;
  readonly attemptStartedAt: Date | null;
  readonly attemptStartedCount: number;
  readonly cancelRequested: boolean;
  readonly runAfter: Date;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** What a job leaves when it is done; `href` is where its result can be seen. */
export type JobResult = Readonly<Record<string, unknown>> & { readonly href?: string };

/** What running work may ask and say. */
export interface JobContext {
  readonly id: JobId;
  /** Whoever asked for the work: it sees and changes what they may. */
  readonly actor: Actor;
  readonly payload: unknown;
  /** What the last `saveCheckpoint` kept, in this try or an earlier one; null at first. */
  readonly checkpoint: unknown;
  /** Says how far the work is; costs nothing, is written for others at most twice a second. */
  progress(done: number, total: number | null, message?: string): void;
  /**
   * Keeps where the work is, in the transaction of the work itself, so that both stand or fall
   * together. Call it last in the transaction: it locks the job's row until the end.
   */
  saveCheckpoint(checkpoint: unknown, tx: Tx): Promise<void>;
  /** One chunk of work in a transaction of the actor; throws when the job is to stop. */
  asActor<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Whether the job is to stop; long work outside `asActor` asks now and then. */
  readonly shouldStop: boolean;
  /** Throws if the job is to stop; the worker knows what to do with it. */
  stopIfAsked(): void;
}

/** A kind of work: its name never changes, since rows in the queue carry it. */
export interface JobKind {
  readonly name: string;
  /** Runs once, or again from the last checkpoint; throws a refusal to say why it cannot. */
  run(context: JobContext): Promise<JobResult | undefined>;
}

/** Defines a kind of work. */
export function defineJob(kind: JobKind): JobKind {
  return kind;
}

/** Thrown inside a job that is to stop; work lets it pass. */
export class JobStopped extends Error {
  readonly why: 'cancelled' | 'closing' | 'lost';
  constructor(why: 'cancelled' | 'closing' | 'lost') {
    super(`the job is to stop: ${why}`);
    this.name = 'JobStopped';
    this.why = why;
  }
}

const FIRST_WAIT_SECONDS = 5;

/** Seconds to wait before the next try after so many that failed: 5, 20, 80, at most 600. */
export function waitBeforeTrySeconds(failedAttempts: number): number {
  return Math.min(600, FIRST_WAIT_SECONDS * 4 ** Math.max(0, failedAttempts - 1));
}

/** Seconds without a sign of life after which a worker on another machine counts as dead. */
export const DEAD_AFTER_SECONDS = 60;

/** Whether a job may be cancelled: it waits or runs, and nobody has asked yet. */
export function canCancel(job: Pick<Job, 'status' | 'cancelRequested'>): boolean {
  return (job.status === 'queued' || job.status === 'running') && !job.cancelRequested;
}

/** Whether a job may be tried again: it failed or was cancelled. */
export function canRetry(job: Pick<Job, 'status'>): boolean {
  return job.status === 'failed' || job.status === 'cancelled';
}

/**
 * Seconds that are left at this try's mean rate; null until it has run for two seconds and got
 * anywhere, and when nobody knows how much there is.
 */
export function secondsLeft(job: Job, now: Date): number | null {
  if (job.status !== 'running' || job.totalCount === null || job.attemptStartedAt === null) {
    return null;
  }
  const seconds = (now.getTime() - job.attemptStartedAt.getTime()) / 1000;
  const got = job.doneCount - job.attemptStartedCount;
  if (seconds < 2 || got <= 0) return null;
  return Math.max(0, ((job.totalCount - job.doneCount) * seconds) / got);
}

/** A job as pages, the command line and the stream of events show it. */
export function toJobView(job: Job, now: Date): JobView {
  const href = (job.result as JobResult | null)?.href;
  return {
    id: String(job.id),
    title: job.title,
    status: job.status === 'queued' ? 'waiting' : job.status,
    done: job.doneCount,
    total: job.totalCount,
    unit: job.unit,
    secondsLeft: secondsLeft(job, now),
    ...(job.status === 'failed' ? { failure: failureWords(job) } : {}),
    ...(job.status === 'done' && href !== undefined ? { resultHref: href } : {}),
  };
}

/** Why a job failed: the rule that said no, or a reference to hand on; never a record's words. */
export function failureWords(job: Pick<Job, 'message' | 'errorReference'>): string {
  if (job.errorReference === null) return job.message;
  return (
    'Something went wrong on our side. What was finished is kept. Try again; if it fails again, ' +
    `tell your administrator this reference: ${job.errorReference}.`
  );
}
