import type { JobId } from '../../lib/index.ts';
import type { Actor } from '../database/as-actor.ts';
import type { Tx } from '../database/database.ts';
import { insertJob } from './job.store.ts';
import { wakeWorkers } from './wake.ts';

/** What is asked for: which work, on what, for whom. */
export interface JobRequest {
  /** The name of a kind of job. */
  readonly name: string;
  /** What is being worked out, without personal data: `Loading the child in need census`. */
  readonly title: string;
  /** Whatever the kind of job needs, as JSON. */
  readonly payload?: unknown;
  /** Who asks; the work runs as them. */
  readonly actor: Actor;
  /** Jobs of one lane run one after the other; without it a job has its name's lane. */
  readonly lane?: string;
  /** What is counted, `rows` if nothing is said. */
  readonly unit?: string;
  readonly attemptsAllowed?: number;
}

/**
 * Queues a job in the caller's transaction: it exists if and only if what it follows from was
 * saved. A lane is the actor's own (its scope goes before it), so nobody waits for a stranger.
 */
export async function enqueueJob(tx: Tx, asked: JobRequest): Promise<JobId> {
  const scope = asked.actor.settings['headwater.scope'] ?? '';
  const id = await insertJob(tx, {
    name: asked.name,
    title: asked.title,
    payload: asked.payload ?? {},
    actor: asked.actor,
    lane: `${scope}/${asked.lane ?? asked.name}`,
    unit: asked.unit ?? 'rows',
    attemptsAllowed: asked.attemptsAllowed ?? 3,
  });
  wakeWorkers();
  return id;
}
