import { defineJob, type JobKind } from '../../platform/index.ts';
import { dayFromNumber } from '../../lib/index.ts';
import { writeReminders } from './ask-agency.ts';

/**
 * Writes the reminders that are due, as messages that wait to be taken and sent by hand. Run again
 * on the same day it writes nothing more.
 */
export function remindMappingJob(now: () => Date): JobKind {
  return defineJob({
    name: 'remind-mapping',
    run: async (job) => {
      const today = dayFromNumber(Math.floor(now().getTime() / 86_400_000));
      const by = { actor: job.actor, name: 'a job', today };
      const { written, waiting } = await job.asActor((tx) => writeReminders(tx, by));
      job.progress(waiting, waiting, `${written} reminders written, not sent: copy them`);
      return { href: '/mapping', written, waiting };
    },
  });
}
