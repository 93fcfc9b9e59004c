import { type JobId, refuse } from '../../lib/index.ts';
import { momentWords } from '../moment.ts';
import type { Actor } from '../database/as-actor.ts';
import { type JobView, jobProgress } from '../web/blocks/job-view.ts';
import { definePage, type Page, type PageRequest, type Who } from '../web/page.ts';
import { cancelJob, retryJob } from './change-job.ts';
import { type Job, type JobStatus, toJobView } from './job.ts';
import { countJobs, findJob, listJobs } from './job.store.ts';

const PAGE_SIZE = 20;

const STATUS_TAGS: Readonly<Record<JobStatus, { readonly text: string; readonly tone: string }>> = {
  queued: { text: 'Waiting', tone: 'waiting' },
  running: { text: 'Running', tone: 'going' },
  done: { text: 'Finished', tone: 'done' },
  failed: { text: 'Stopped', tone: 'wrong' },
  cancelled: { text: 'Cancelled', tone: 'quiet' },
};

/**
 * The pages of long work: a list, each job, and the buttons to cancel and to try again. A job shows
 * the way to its result to those who may open the page, out of `pages`, that it is on.
 */
export function platformJobPages(who: Who, pages: readonly Page[]): readonly Page[] {
  return [listPage(who), jobPage(who, pages), changePage(who, 'cancel'), changePage(who, 'retry')];
}

function listPage(who: Who): Page {
  return definePage({
    url: '/jobs',
    title: 'Work in progress',
    who,
    audit: 'none',
    get: async ({ tx, query, url }) => {
      const number = Math.max(1, Number.parseInt(query.page ?? '1', 10) || 1);
      const jobs = await listJobs(tx, { limit: PAGE_SIZE, offset: (number - 1) * PAGE_SIZE });
      const page = { number, size: PAGE_SIZE, total: await countJobs(tx) };
      const now = new Date();
      const view = {
        caption: 'Work, newest first',
        captionHidden: true,
        columns: [
          { key: 'title', label: 'Work' },
          { key: 'status', label: 'Status' },
          { key: 'progress', label: 'How far' },
          { key: 'asked', label: 'Asked for' },
        ],
        rows: jobs.map((job) => listRow(job, now)),
        url,
        sort: null,
        page,
        noun: ['job', 'jobs'],
      };
      return { template: 'platform/jobs/jobs.njk', data: { view } };
    },
  });
}

function listRow(job: Job, now: Date) {
  return {
    cells: [
      { text: job.title, href: `/jobs/${job.id}` },
      { status: STATUS_TAGS[job.status] },
      { text: jobProgress(toJobView(job, now)).words },
      { text: momentWords(job.createdAt) },
    ],
  };
}

function jobPage(who: Who, pages: readonly Page[]): Page {
  return definePage({
    url: '/jobs/:id',
    title: 'Work in progress',
    who,
    audit: 'none',
    get: async (request) => {
      const job = await getJob(request);
      return {
        template: 'platform/jobs/job.njk',
        title: job.title,
        breadcrumbs: [
          { href: '/', text: 'Home' },
          { href: '/jobs', text: 'Work in progress' },
        ],
        data: { job: jobView(job, request.actor, pages), facts: jobFacts(job) },
      };
    },
  });
}

function jobView(job: Job, actor: Actor, pages: readonly Page[]): JobView {
  const { resultHref, ...view } = toJobView(job, new Date());
  const page = pages.find(({ url }) => resultHref !== undefined && isAddressOf(url, resultHref));
  if (resultHref === undefined || page?.who.allows(actor) === false) return view;
  return { ...view, resultHref };
}

/** Whether an address is one of a page, such as `/scenarios/7` of `/scenarios/:id`. */
function isAddressOf(url: string, href: string): boolean {
  const [asked = ''] = href.split('?');
  const [parts, given] = [url.split('/'), asked.split('/')];
  return (
    parts.length === given.length &&
    parts.every((part, place) => part.startsWith(':') || part === given[place])
  );
}

function jobFacts(job: Job) {
  const when = (moment: Date | null) => (moment === null ? 'Not yet' : momentWords(moment));
  return [
    { key: 'Status', status: STATUS_TAGS[job.status] },
    { key: 'Asked for', text: when(job.createdAt) },
    { key: 'Started', text: when(job.startedAt) },
    { key: 'Ended', text: when(job.finishedAt) },
    ...(job.status !== 'failed' && job.message !== ''
      ? [{ key: 'It says', text: job.message }]
      : []),
    ...(job.errorReference === null ? [] : [{ key: 'Reference', text: job.errorReference }]),
  ];
}

function changePage(who: Who, change: 'cancel' | 'retry'): Page {
  return definePage({
    url: `/jobs/:id/${change}`,
    title: change === 'cancel' ? 'Cancel work' : 'Try work again',
    who,
    audit: 'changes',
    post: async (request) => {
      const id = readId(request);
      await (change === 'cancel' ? cancelJob : retryJob)(request.tx, id);
      await request.audit({
        action: change === 'cancel' ? 'job.cancelled' : 'job.retried',
        subjectKind: 'job',
        subjectId: String(id),
      });
      return { redirect: `/jobs/${id}` };
    },
  });
}

async function getJob(request: PageRequest): Promise<Job> {
  const job = await findJob(request.tx, readId(request));
  if (job === null) throw refuse('no-such-job', 'not-found', 'There is no such work');
  return job;
}

function readId(request: PageRequest): JobId {
  const id = Number(request.params.id);
  if (!Number.isSafeInteger(id)) {
    throw refuse('no-such-job', 'not-found', 'There is no such work');
  }
  return id as JobId;
}
