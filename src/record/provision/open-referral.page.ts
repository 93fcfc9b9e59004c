import {
  authorityOf,
  listAgencies,
  listAuthorities,
  only,
  thoseWhoSeeFigures,
} from '../../govern/index.ts';
import { type AgencyId, refuse, Refusal, type Table, toCsv } from '../../lib/index.ts';
import {
  definePage,
  enqueueJob,
  type FieldError,
  latestJob,
  momentWords,
  type Page,
  type PageAnswer,
  type PageRequest,
  toJobView,
} from '../../platform/index.ts';
import { listProblems, type ProblemRow } from '../returns/source.store.ts';
import { placeOfProblem } from './open-referral-fault.ts';
import { readFeedAddress } from './open-referral-fetch.ts';
import { findDirectory, publishDirectory, termsInUse } from './open-referral-serve.store.ts';
import { meaningOf } from './open-referral-terms.ts';
import { READ_FEED } from './open-referral.job.ts';
import { feedById, type FeedRow, listFeeds, saveFeed } from './open-referral.store.ts';

const PAGE_SIZE = 50;
const FAULTS_IN_FILE = 100_000;
const ADDRESS = '/provision/open-referral';
const mayReadFeeds = only('analyst', 'commissioner');

const TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/provision', text: 'Services' },
];

/** The feeds that are read, and where our own directory is published. */
const feedsPage: Page = definePage({
  url: ADDRESS,
  title: 'Feeds of services',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: (request) => show(request, []),
});

async function show(request: PageRequest, errors: readonly FieldError[]): Promise<PageAnswer> {
  const { tx, actor } = request;
  const feeds = await listFeeds(tx);
  const own = await ownDirectory(request);
  const agencies = await listAgencies(tx);
  const mayRead = mayReadFeeds.allows(actor);
  const job = mayRead ? await latestJob(tx, READ_FEED) : null;
  const isGoing = job !== null && (job.status === 'queued' || job.status === 'running');
  return {
    template: 'record/provision/open-referral.njk',
    title: headingOf(feeds),
    breadcrumbs: TRAIL,
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      heading: headingOf(feeds),
      feeds: feeds.map(feedView),
      terms: (await termsInUse(tx)).map((term) => ({ ...term, meaning: meaningOf(term.name) })),
      own,
      mayRead,
      going: isGoing ? toJobView(job, new Date()) : null,
      errors,
      form: { values: request.form, errors },
      agencies: [
        { value: '', text: 'Nobody’s in particular' },
        ...agencies.map(({ id, name }) => ({ value: String(id), text: name })),
      ],
    },
  };
}

/** Our own directory: its address, and whether it is published. */
async function ownDirectory({ tx, actor }: PageRequest) {
  const authorityId = authorityOf(actor);
  const own = (await listAuthorities(tx)).find((one) => one.id === authorityId);
  const { code = '', name = '' } = own ?? {};
  const published = await findDirectory(tx, code);
  return {
    authorityId,
    code,
    name,
    href: `/open-referral/${encodeURIComponent(code)}`,
    isPublished: published?.authorityId === authorityId,
  };
}

/** The finding of the page: how much of what is read is sound. */
function headingOf(feeds: readonly FeedRow[]): string {
  if (feeds.length === 0) return 'No feed of services is read yet';
  const read = feeds.filter((feed) => feed.readAt !== null);
  if (read.length === 0) return 'No feed has been read to its end yet';
  const faulty = read.filter((feed) => count(feed, 'errors') > 0).length;
  if (faulty === 0) return 'The feeds that were read hold no error';
  return read.length === 1
    ? 'The feed that was read holds errors'
    : `Feeds with errors: ${faulty} of ${read.length}`;
}

function count(feed: FeedRow, name: string): number {
  return feed.outcome[name] ?? 0;
}

function feedView(feed: FeedRow) {
  const isWeb = /^https?:/.test(feed.address);
  return {
    id: feed.id,
    href: `${ADDRESS}/${feed.id}`,
    name: isWeb ? feed.address : `Saved to the folder ${feed.address.replace(/^folder:/, '')}`,
    isWeb,
    address: feed.address,
    readAt: feed.readAt === null ? 'Not yet' : momentWords(feed.readAt),
    isRead: feed.readAt !== null,
    services: count(feed, 'rows'),
    keptOut: count(feed, 'quarantined'),
    errors: count(feed, 'errors'),
    warnings: count(feed, 'warnings'),
  };
}

/** Reads a feed now: a new one by its address, or one that is known. */
const readPage: Page = definePage({
  url: `${ADDRESS}/read`,
  title: 'Read a feed of services',
  who: mayReadFeeds,
  audit: 'changes',
  post: async (request) => {
    const read = readFeedForm(request.form);
    if (!read.ok) return show(request, read.errors);
    const { tx, actor } = request;
    const known = (await listAgencies(tx)).some(({ id }) => id === read.value.agencyId);
    const agencyId = known ? read.value.agencyId : null;
    const feed = await saveFeed(tx, authorityOf(actor), read.value.address, agencyId);
    const id = await enqueueJob(tx, {
      name: READ_FEED,
      title: `Reading the feed ${feed.address}`,
      payload: { feedId: feed.id },
      actor,
      lane: 'import',
      unit: 'pages',
    });
    await request.audit({
      action: 'feed.read',
      subjectKind: 'feed',
      subjectId: String(feed.id),
      detail: { address: feed.address },
    });
    return { redirect: `/jobs/${id}` };
  },
});

function readFeedForm(
  form: PageRequest['form'],
):
  | { ok: true; value: { address: string; agencyId: AgencyId | null } }
  | { ok: false; errors: readonly FieldError[] } {
  const agencyId = /^\d+$/.test(form.agency ?? '') ? (Number(form.agency) as AgencyId) : null;
  try {
    return { ok: true, value: { address: readFeedAddress(form.address ?? ''), agencyId } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, errors: [{ field: 'address', sentence: error.message }] };
  }
}

/** Publishes our own directory for everyone, or takes it off again. */
const publishPage: Page = definePage({
  url: `${ADDRESS}/publish`,
  title: 'Publish the directory of services',
  who: mayReadFeeds,
  audit: 'changes',
  post: async (request) => {
    const own = await ownDirectory(request);
    const isPublished = request.form.publish === 'yes';
    await publishDirectory(request.tx, own, isPublished);
    await request.audit({
      action: isPublished ? 'directory.published' : 'directory.withdrawn',
      subjectKind: 'authority',
      subjectId: String(own.authorityId),
    });
    return { redirect: ADDRESS };
  },
});

/** One feed: what its last reading found wrong, one by one. */
const feedPage: Page = definePage({
  url: `${ADDRESS}/:id`,
  title: 'A feed of services',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const feed = await feedOrRefuse(request);
    const view = feedView(feed);
    const number = Math.max(1, Math.trunc(Number(request.query.page ?? '1')) || 1);
    const { severity = '' } = request.query;
    const found = await problemsOf(request, feed, {
      limit: PAGE_SIZE,
      offset: (number - 1) * PAGE_SIZE,
    });
    const heading = faultHeading(view);
    return {
      template: 'record/provision/open-referral-feed.njk',
      title: `${view.name}: ${heading}`,
      breadcrumbs: [...TRAIL, { href: ADDRESS, text: 'Feeds' }],
      data: {
        heading,
        feed: view,
        faults: found.rows.map(faultView),
        page: { number, size: PAGE_SIZE, total: found.total },
        chosen: { severity },
        url: request.url,
        mayRead: mayReadFeeds.allows(request.actor),
      },
    };
  },
});

function faultHeading(view: ReturnType<typeof feedView>): string {
  if (!view.isRead) return 'It has not been read to its end yet';
  if (view.services === 0 && view.errors > 0) return 'It could not be read';
  if (view.errors === 0) return 'Every service of this feed went in';
  return view.keptOut === 0
    ? 'Every service went in, some without all of their parts'
    : 'Some services were kept out';
}

/** The faults of a feed as a table to work through, or to send to whoever keeps it. */
const faultsPage: Page = definePage({
  url: `${ADDRESS}/:id/faults.csv`,
  title: 'Faults of a feed, to download',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const feed = await feedOrRefuse(request);
    const { rows } = await problemsOf(request, feed, { limit: FAULTS_IN_FILE, offset: 0 });
    const headings = ['Service', 'Service id', 'Field', 'Rule', 'Severity', 'Kept out'];
    const table: Table = {
      title: `Faults of ${feed.address}`,
      subtitle: '',
      notes: [],
      columns: [...headings, 'What is wrong', 'What to do'].map((heading) => ({
        heading,
        kind: 'text' as const,
      })),
      rows: rows.map((row) => {
        const fault = faultView(row);
        const { service, serviceId, path, rule, severity, message, fix } = fault;
        const keptOut = fault.isKeptOut ? 'yes' : 'no';
        return [service, serviceId, path, rule, severity, keptOut, message, fix];
      }),
    };
    return {
      file: toCsv(table),
      type: 'text/csv; charset=utf-8',
      name: `feed-${feed.id}-faults.csv`,
    };
  },
});

async function problemsOf(
  request: PageRequest,
  feed: FeedRow,
  part: { readonly limit: number; readonly offset: number },
) {
  if (feed.sourceId === null) return { rows: [], total: 0 };
  const severity = request.query.severity || undefined;
  return listProblems(request.tx, { sourceId: feed.sourceId, severity, ...part });
}

function faultView(row: ProblemRow) {
  const { serviceId, path } = placeOfProblem(row.field);
  return {
    service:
      row.source_sheet ?? (serviceId === null ? 'The feed itself' : 'A service without a name'),
    serviceId: serviceId ?? '',
    path,
    rule: row.rule,
    severity: row.severity,
    isKeptOut: row.is_quarantined,
    message: row.message,
    fix: row.fix,
  };
}

async function feedOrRefuse(request: PageRequest): Promise<FeedRow> {
  const id = Number(request.params.id);
  const feed = Number.isSafeInteger(id) ? await feedById(request.tx, id) : null;
  if (feed === null) throw refuse('no-such-feed', 'not-found', 'There is no such feed here.');
  return feed;
}

/** The pages of Open Referral for those who have signed in. */
export const OPEN_REFERRAL_PAGES: readonly Page[] = [
  feedsPage,
  readPage,
  publishPage,
  feedPage,
  faultsPage,
];
