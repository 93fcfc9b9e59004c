import { authorityOf } from '../../govern/index.ts';
import { dayFromNumber, refuse } from '../../lib/index.ts';
import { defineJob, type JobKind } from '../../platform/index.ts';
import { type FetchLimits, webFeed } from './open-referral-fetch.ts';
import { type FeedCheckpoint, importFeed } from './open-referral-import.ts';
import { feedById } from './open-referral.store.ts';

/** The name under which readings of feeds wait in the queue. */
export const READ_FEED = 'read-open-referral';

/** What a reading is asked: which feed. */
export interface ReadFeedPayload {
  readonly feedId: number;
}

/** The job that reads a feed; it goes on at the page at which it was cut off. */
export function readFeedJob(now: () => Date, limits: Partial<FetchLimits> = {}): JobKind {
  return defineJob({
    name: READ_FEED,
    run: async (job) => {
      const { feedId } = job.payload as ReadFeedPayload;
      const row = await job.asActor((tx) => feedById(tx, feedId));
      if (row === null) throw refuse('no-such-feed', 'not-found', 'This feed is not known here.');
      const outcome = await importFeed(webFeed(row.address, limits), {
        authorityId: authorityOf(job.actor),
        today: dayFromNumber(Math.floor(now().getTime() / 86_400_000)),
        checkpoint: job.checkpoint as FeedCheckpoint | null,
        inTransaction: (work) => job.asActor(work),
        save: (checkpoint, tx) => job.saveCheckpoint(checkpoint, tx),
        progress: (page, totalPages, { rows }) =>
          job.progress(page, totalPages, `${rows} services read`),
        stopIfAsked: () => job.stopIfAsked(),
      });
      return { href: `/provision/open-referral/${feedId}`, outcome };
    },
  });
}
