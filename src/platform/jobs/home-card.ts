import type { HomeCard, HomeItem } from '../web/home-card.ts';
import type { Who } from '../web/page.ts';
import type { Job } from './job.ts';
import { listJobs } from './job.store.ts';

const NEWEST = 20;

/** Long work on the home pages: what stopped needs someone, what ended since changed something. */
export function jobsHomeCard(who: Who): HomeCard {
  return {
    who,
    load: async (tx, _actor, since) => {
      const jobs = await listJobs(tx, { limit: NEWEST });
      return { items: jobs.flatMap((job) => itemOf(job, since)) };
    },
  };
}

/** A job as an item; nothing when it ended before the reader was last here. */
function itemOf(job: Job, since: Date | null): readonly HomeItem[] {
  const href = `/jobs/${job.id}`;
  if (job.status === 'queued' || job.status === 'running') {
    return [{ kind: 'changed', text: job.title, href, hint: 'It is still going on.' }];
  }
  if (job.finishedAt === null || (since !== null && job.finishedAt < since)) return [];
  if (job.status === 'failed') {
    return [{ kind: 'needs-you', text: job.title, href, hint: 'It stopped. See why.' }];
  }
  return job.status === 'done'
    ? [{ kind: 'changed', text: job.title, href, hint: 'It has finished.' }]
    : [];
}
