import { sql } from 'kysely';
import type { JobId } from '../../lib/index.ts';
import type { Actor } from '../database/as-actor.ts';
import type { Tx } from '../database/database.ts';
import type { Job, JobStatus } from './job.ts';

const COLUMNS = sql.raw(`
  job.id, job.name, job.title, job.payload, job.status, job.lane, job.done_count as "doneCount",
  job.total_count as "totalCount", job.unit, job.message, job.checkpoint, job.result,
  job.error_reference as "errorReference", job.attempt, job.attempts_allowed as "attemptsAllowed",
  job.attempt_started_at as "attemptStartedAt",
  job.attempt_started_count as "attemptStartedCount", job.cancel_requested as "cancelRequested",
  job.run_after as "runAfter", job.created_at as "createdAt", job.started_at as "startedAt",
  job.finished_at as "finishedAt"`);

/** A job that a worker took up: with the mark that lets it write, and who asked for it. */
export interface ClaimedJob extends Job {
  readonly worker: string;
  readonly actor: Actor;
}

/** What a new job is made from. */
export interface NewJob {
  readonly name: string;
  readonly title: string;
  readonly payload: unknown;
  readonly actor: Actor;
  readonly lane: string;
  readonly unit: string;
  readonly attemptsAllowed: number;
}

/** Puts a job in the queue, in the caller's transaction. */
export async function insertJob(tx: Tx, job: NewJob): Promise<JobId> {
  const { rows } = await sql<{ id: JobId }>`
    insert into platform.job
      (scope, actor_id, actor_settings, name, title, payload, lane, unit, attempts_allowed)
    values (${job.actor.settings['headwater.scope'] ?? null}::bigint, ${job.actor.id},
      ${JSON.stringify(job.actor.settings)}::jsonb, ${job.name}, ${job.title},
      ${JSON.stringify(job.payload)}::jsonb, ${job.lane}, ${job.unit}, ${job.attemptsAllowed})
    returning id`.execute(tx);
  return rows[0]?.id as JobId;
}

/** One job that the transaction may see; one that it may not see does not exist. */
export async function findJob(tx: Tx, id: JobId): Promise<Job | null> {
  const { rows } = await sql<Job>`
    select ${COLUMNS} from platform.job where job.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** Jobs that the transaction may see, newest first; of one name or payload if one is given. */
export async function listJobs(
  tx: Tx,
  asked: {
    readonly limit: number;
    readonly offset?: number;
    readonly name?: string;
    /** What the payload says among others. */
    readonly payload?: Readonly<Record<string, unknown>>;
  },
): Promise<readonly Job[]> {
  const { rows } = await sql<Job>`
    select ${COLUMNS} from platform.job
    where (${asked.name ?? null}::text is null or job.name = ${asked.name ?? null})
      and job.payload @> ${JSON.stringify(asked.payload ?? {})}::jsonb
    order by job.id desc limit ${asked.limit} offset ${asked.offset ?? 0}`.execute(tx);
  return rows;
}

/** How many jobs the transaction may see. */
export async function countJobs(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from platform.job`.execute(tx);
  return rows[0]?.count ?? 0;
}

/**
 * Takes up the oldest job that may run: none of its lane runs, and none before it waits. Workers
 * claim one after the other, so that each sees what the one before took.
 */
export async function claimJob(tx: Tx, worker: string): Promise<ClaimedJob | null> {
  await sql`select pg_advisory_xact_lock(4400003)`.execute(tx);
  const { rows } = await sql<ClaimedJob & { actorId: string; settings: Actor['settings'] }>`
    update platform.job set status = 'running', worker = ${worker}, heartbeat_at = now(),
      attempt = job.attempt + 1, attempt_started_at = now(),
      attempt_started_count = job.done_count, started_at = coalesce(job.started_at, now()),
      finished_at = null, error_reference = null, message = ''
    where job.id = (
      select next.id from platform.job next
      where next.status = 'queued' and next.run_after <= now()
        and not exists (
          select 1 from platform.job other
          where other.lane = next.lane
            and (other.status = 'running' or (other.status = 'queued' and other.id < next.id)))
      order by next.id limit 1 for update skip locked)
    returning ${COLUMNS}, job.worker, job.actor_id as "actorId",
      job.actor_settings as settings`.execute(tx);
  const row = rows[0];
  return row ? { ...row, actor: { id: row.actorId, settings: row.settings } } : null;
}

/**
 * Gives a sign of life and says how far the work is; answers whether the job is still this
 * worker's and whether someone cancelled it. A row that the work itself holds is left for later.
 */
export async function beat(
  tx: Tx,
  claim: { readonly id: JobId; readonly worker: string },
  progress: JobProgressNow,
): Promise<{ readonly lost: boolean; readonly cancelRequested: boolean }> {
  const { rows } = await sql<{ cancelRequested: boolean }>`
    update platform.job set heartbeat_at = now(), done_count = ${progress.done},
      total_count = ${progress.total}, message = ${progress.message}
    where job.id in (select mine.id from platform.job mine
      where mine.id = ${claim.id} and mine.worker = ${claim.worker} and mine.status = 'running'
      for update skip locked)
    returning job.cancel_requested as "cancelRequested"`.execute(tx);
  if (rows[0]) return { lost: false, ...rows[0] };
  const mine = await sql<{ cancelRequested: boolean }>`
    select job.cancel_requested as "cancelRequested" from platform.job
    where job.id = ${claim.id} and job.worker = ${claim.worker}
      and job.status = 'running'`.execute(tx);
  return { lost: mine.rows.length === 0, cancelRequested: mine.rows[0]?.cancelRequested ?? false };
}

/** How far work is. */
export interface JobProgressNow {
  readonly done: number;
  readonly total: number | null;
  readonly message: string;
}

/**
 * Keeps a checkpoint with how far the work is, in the work's own transaction; tries count anew
 * from here. Null when another worker has the job: then the transaction must not stand.
 */
export async function keepCheckpoint(
  tx: Tx,
  claim: { readonly id: JobId; readonly worker: string },
  kept: JobProgressNow & { readonly checkpoint: unknown },
): Promise<{ readonly cancelRequested: boolean } | null> {
  const { rows } = await sql<{ cancelRequested: boolean }>`
    update platform.job set checkpoint = ${JSON.stringify(kept.checkpoint)}::jsonb,
      heartbeat_at = now(), attempt = 1, done_count = ${kept.done}, total_count = ${kept.total},
      message = ${kept.message}
    where job.id = ${claim.id} and job.worker = ${claim.worker} and job.status = 'running'
    returning job.cancel_requested as "cancelRequested"`.execute(tx);
  return rows[0] ?? null;
}

/** How one try of a job ended. */
export interface JobEnd {
  readonly status: JobStatus;
  readonly message: string;
  readonly progress: JobProgressNow;
  readonly result?: unknown;
  readonly errorReference?: string;
  /** For `queued`: seconds until the next try. */
  readonly waitSeconds?: number;
  /** For `queued`: this try does not count, since the program was closed. */
  readonly uncounted?: true;
}

/** Ends a try; false when another worker has the job. */
export async function endTry(
  tx: Tx,
  claim: { readonly id: JobId; readonly worker: string },
  end: JobEnd,
): Promise<boolean> {
  const result = await sql`
    update platform.job set status = ${end.status}, message = ${end.message},
      done_count = ${end.progress.done}, total_count = ${end.progress.total},
      result = ${end.result === undefined ? null : JSON.stringify(end.result)}::jsonb,
      error_reference = ${end.errorReference ?? null}, worker = null,
      run_after = now() + make_interval(secs => ${end.waitSeconds ?? 0}),
      attempt = job.attempt - ${end.uncounted ? 1 : 0},
      finished_at = case when ${end.status} = 'queued' then null else now() end
    where job.id = ${claim.id} and job.worker = ${claim.worker}
      and job.status = 'running'`.execute(tx);
  return result.numAffectedRows === 1n;
}

/**
 * Puts back what runs without a living worker: all of it, or what gave no sign of life for so many
 * seconds. Whoever was being cancelled is cancelled; whoever used up its tries has failed.
 */
export async function putBackAbandoned(
  tx: Tx,
  asked: { readonly silentSeconds: number; readonly reference: string },
): Promise<number> {
  const result = await sql`
    update platform.job set worker = null, run_after = now(),
      status = case when job.cancel_requested then 'cancelled'
        when job.attempt >= job.attempts_allowed then 'failed' else 'queued' end,
      error_reference = case when job.attempt >= job.attempts_allowed
        and not job.cancel_requested then ${asked.reference} end,
      finished_at = case when job.cancel_requested or job.attempt >= job.attempts_allowed
        then now() end
    where job.id in (select silent.id from platform.job silent
      where silent.status = 'running'
        and silent.heartbeat_at <= now() - make_interval(secs => ${asked.silentSeconds})
      for update skip locked)`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/** Cancels: what waits at once, what runs by asking it to stop; false when it does neither. */
export async function requestCancel(tx: Tx, id: JobId): Promise<boolean> {
  const result = await sql`
    update platform.job set cancel_requested = true,
      status = case when job.status = 'queued' then 'cancelled' else job.status end,
      finished_at = case when job.status = 'queued' then now() end
    where job.id = ${id} and job.status in ('queued', 'running')`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Queues a failed or cancelled job again from its checkpoint; false when it is neither. */
export async function queueAgain(tx: Tx, id: JobId): Promise<boolean> {
  const result = await sql`
    update platform.job set status = 'queued', attempt = 0, cancel_requested = false,
      run_after = now(), finished_at = null, error_reference = null, message = ''
    where job.id = ${id} and job.status in ('failed', 'cancelled')`.execute(tx);
  return result.numAffectedRows === 1n;
}
