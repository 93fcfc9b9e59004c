import { type Command, defineCommand } from '../command.ts';
import { asActor } from '../database/as-actor.ts';
import { jobProgress } from '../web/blocks/job-view.ts';
import { toJobView } from './job.ts';
import { listJobs } from './job.store.ts';

/** `headwater jobs`: long work and how far it is, in the words of its page. */
export const jobsCommand: Command = defineCommand({
  name: 'jobs',
  summary: 'Long work: what is going on and how far it is',
  usage: '',
  explanation: 'The newest 25, in the same words as their pages.',
  options: {},
  run: async (context) => {
    const jobs = await asActor(context.database, context.actor, (tx) =>
      listJobs(tx, { limit: 25, offset: 0 }),
    );
    const views = jobs.map((job) => toJobView(job, new Date()));
    const lines = views.map((view) => `${view.id}  ${view.title}: ${jobProgress(view).words}`);
    return {
      rows: views.map((view) => ({ ...view })),
      lines: lines.length > 0 ? lines : ['Nothing is going on, and nothing was.'],
      status: 0,
    };
  },
});
