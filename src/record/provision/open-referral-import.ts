import { createHash } from 'node:crypto';
import type { AgencyId, AuthorityId, CalendarDay, SourceFileId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { listAgencies, listAuthorities } from '../../govern/index.ts';
import { takeTurn } from '../people/people.store.ts';
import { endSource, insertProblems } from '../returns/source.store.ts';
import { type FeedFault, problemOf } from './open-referral-fault.ts';
import { serviceFault } from './open-referral-list.ts';
import { textIn } from './open-referral-standard.ts';
import { type FeedReading, statementOf } from './open-referral-service.ts';
import { termNames, mapTerms } from './open-referral-terms.ts';
import { isUuid } from './open-referral-values.ts';
import { type Feed, type WalkedPage, type WalkedService, walkFeed } from './open-referral-walk.ts';
import {
  beginReading,
  closeServices,
  dropProblems,
  dropReading,
  endReading,
  type FeedRow,
  forgetListed,
  knownHashes,
  listedIn,
  namedPlaces,
  noLongerListed,
  noteListed,
  noteReading,
  saveFeed,
  takenIds,
} from './open-referral.store.ts';
import { saveServices } from './provision.store.ts';
import { feedKey, type ServiceStatement } from './service.ts';

/** How many of what a reading found. */
export type FeedCounts = Readonly<Record<FeedCount, number>>;

type FeedCount =
  | 'rows'
  | 'servicesAdded'
  | 'servicesChanged'
  | 'unchanged'
  | 'quarantined'
  | 'closed'
  | 'errors'
  | 'warnings'
  | 'termsNotMapped';

const NOTHING: FeedCounts = {
  rows: 0,
  servicesAdded: 0,
  servicesChanged: 0,
  unchanged: 0,
  quarantined: 0,
  closed: 0,
  errors: 0,
  warnings: 0,
  termsNotMapped: 0,
};

/** Where a reading that was cut off goes on: plain JSON, kept with the job. */
export interface FeedCheckpoint {
  readonly feedId: number;
  readonly sourceId: SourceFileId;
  readonly reading: number;
  readonly page: number;
  readonly listed: number;
  readonly hash: string;
  readonly counts: FeedCounts;
}

/** How a reading is run: whose it is, and what wraps each page. */
export interface FeedWork {
  readonly authorityId: AuthorityId;
  readonly today: CalendarDay;
  readonly checkpoint: FeedCheckpoint | null;
  /** One page in a transaction of whoever asked. */
  inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Keeps where the reading is, in the transaction of the page. */
  save?(checkpoint: FeedCheckpoint, tx: Tx): Promise<void>;
  progress?(page: number, totalPages: number | null, counts: FeedCounts): void;
  stopIfAsked?(): void;
}

/** What a reading did. */
export interface FeedOutcome {
  readonly feedId: number;
  /** The source whose problems say what is wrong; an earlier one when nothing has changed. */
  readonly sourceId: SourceFileId;
  readonly status: 'loaded' | 'unchanged';
  readonly counts: FeedCounts;
}

/**
 * Reads a feed into the directory, page by page: what is sound goes in, what is not is told as
 * problems of the reading. A feed that has not changed since changes nothing. A service that a
 * whole reading no longer finds is closed. A reading that was cut off goes on at its next page.
 */
export async function importFeed(feed: Feed, work: FeedWork): Promise<FeedOutcome> {
  let at = work.checkpoint ?? (await begin(feed, work));
  const seen = await work.inTransaction((tx) =>
    listedIn(tx, { authorityId: work.authorityId, feedId: at.feedId, reading: at.reading }),
  );
  const start = { page: at.page, listed: at.listed, seen };
  const stop = work.stopIfAsked ? { stopIfAsked: () => work.stopIfAsked?.() } : {};
  let last: WalkedPage | null = null;
  for await (const page of walkFeed(feed, { ...start, ...stop })) {
    last = page;
    const before = at;
    at = await work.inTransaction(async (tx) => {
      const after = await savePage(tx, feed, { work, at: before, page });
      await work.save?.(after, tx);
      return after;
    });
    work.progress?.(page.page, page.totalPages, at.counts);
  }
  const isWhole = last?.isWhole ?? false;
  return work.inTransaction((tx) => finish(tx, feed, { work, at, isWhole }));
}

async function begin(feed: Feed, work: FeedWork): Promise<FeedCheckpoint> {
  const { authorityId, today } = work;
  return work.inTransaction(async (tx) => {
    const row = await saveFeed(tx, authorityId, feed.address);
    const begun = await beginReading(tx, { authorityId, feed: row, today });
    const checkpoint = { ...begun, feedId: row.id, page: 1, listed: 0, hash: '', counts: NOTHING };
    await work.save?.(checkpoint, tx);
    return checkpoint;
  });
}

interface Paging {
  readonly work: FeedWork;
  readonly at: FeedCheckpoint;
  readonly page: WalkedPage;
}

async function savePage(tx: Tx, feed: Feed, { work, at, page }: Paging): Promise<FeedCheckpoint> {
  const { authorityId } = work;
  await takeTurn(tx, authorityId);
  const loaded = await saveSound(tx, feed, { work, at, page });
  const faults = [...page.faults, ...loaded.faults];
  await noteListed(tx, { authorityId, feedId: at.feedId, reading: at.reading }, page.services);
  await keepFaults(tx, { authorityId, sourceId: at.sourceId, file: feed.address }, faults);
  const errors = faults.filter(({ severity }) => severity === 'error').length;
  const counts = added(at.counts, {
    ...loaded.counts,
    rows: page.services.length,
    quarantined: faults.filter(({ leftOut }) => leftOut === 'service').length,
    errors,
    warnings: faults.length - errors,
  });
  await noteReading(tx, at.sourceId, counts);
  const hash = createHash('sha256')
    .update(JSON.stringify([at.hash, page.page, loaded.hashes, faults]))
    .digest('hex');
  return { ...at, page: page.page + 1, listed: page.listed, hash, counts };
}

async function saveSound(tx: Tx, feed: Feed, { work, at, page }: Paging) {
  const { authorityId } = work;
  const sound = page.services.filter((one) => one.service !== null);
  const reading = await readingOf(tx, feed, work, sound);
  const statements = sound.flatMap(({ service, isOnlyListed }) =>
    service === null ? [] : [{ statement: statementOf(service, reading), service, isOnlyListed }],
  );
  const keys = statements.map(({ statement }) => statement.key);
  const known = await knownHashes(tx, authorityId, keys);
  const fresh = statements.filter(({ statement, isOnlyListed }) => {
    const before = known.get(statement.key);
    // What is known whole is not replaced by the little that a list says.
    if (before !== undefined && isOnlyListed) return false;
    if (before?.isClosedByFeed && statement.status !== 'closed') return true;
    return before === undefined || before.hash !== hashIn(statement);
  });
  const saved = await saveServices(
    tx,
    { authorityId, sourceId: at.sourceId },
    fresh.map(({ statement }) => statement),
  );
  const terms = statements.reduce((sum, one) => sum + mapTerms(one.service).notMapped.length, 0);
  return {
    hashes: statements.map(({ statement }) => [statement.key, hashIn(statement)]),
    faults: [
      ...statements.flatMap(({ statement, service }) => sameElsewhere(statement, service)),
      ...statements.flatMap(({ service }) => termFaults(service)),
    ],
    counts: {
      servicesAdded: saved.filter((one) => one.isNew).length,
      servicesChanged: saved.filter((one) => !one.isNew).length,
      unchanged: statements.length - fresh.length,
      termsNotMapped: terms,
    },
  };
}

function hashIn(statement: ServiceStatement): string {
  return String(statement.detail.hash);
}

async function readingOf(
  tx: Tx,
  feed: Feed,
  work: FeedWork,
  services: readonly WalkedService[],
): Promise<FeedReading> {
  const { authorityId, today } = work;
  const row: FeedRow = await saveFeed(tx, authorityId, feed.address);
  const agencies = await listAgencies(tx, authorityId);
  const own = (await listAuthorities(tx)).find((one) => one.id === authorityId);
  const places = await namedPlaces(tx, authorityId);
  const ids = services.map(({ id }) => id).filter(isUuid);
  return {
    address: feed.address,
    agencyId: row.agencyId,
    authorityCode: own?.code ?? '',
    today,
    agencies: new Map<string, AgencyId>(
      agencies.map((agency) => [agency.name.trim().toLowerCase(), agency.id]),
    ),
    places: new Map(
      places.flatMap(({ id, code, name, kind }) => {
        const place = { id, isWhole: kind === 'authority' };
        return [[code, place] as const, [name.trim().toLowerCase(), place] as const];
      }),
    ),
    taken: await takenIds(tx, { authorityId, feed: feed.address }, ids),
  };
}

type Sound = NonNullable<WalkedService['service']>;

function sameElsewhere(statement: ServiceStatement, service: Sound): FeedFault[] {
  const id = textIn(service, 'id') ?? '';
  if (statement.publicId === id.toLowerCase()) return [];
  return [
    {
      ...serviceFault({ serviceId: id, serviceName: statement.name }, 'warning', {
        rule: 'open-referral/known-from-elsewhere',
        message:
          'A service with this id is known from another feed or file. Both are kept, this one ' +
          'under an id of its own, so it may be counted twice.',
        fix: 'Decide which of the two is right, and close the other.',
      }),
      path: 'id',
    },
  ];
}

/** Terms that nobody mapped are told, so that a service without a theme does not go unseen. */
function termFaults(service: Sound): FeedFault[] {
  const { notMapped } = mapTerms(service);
  if (notMapped.length === 0 || termNames(service).length === 0) return [];
  const named = { serviceId: textIn(service, 'id') ?? '', serviceName: textIn(service, 'name') };
  const listed = notMapped.slice(0, 5).map((name) => `“${name.slice(0, 60)}”`);
  const more = notMapped.length > 5 ? ' and others' : '';
  const fault = {
    rule: 'open-referral/term-not-mapped',
    message:
      `Not mapped to a theme or a level: ${listed.join(', ')}${more}. They say nothing of what ` +
      'the service is for until somebody maps them.',
    fix: 'Add them to reference/open-referral-terms.yaml, or set themes on the service itself.',
  };
  return [{ ...serviceFault(named, 'warning', fault), path: 'attributes' }];
}

async function keepFaults(
  tx: Tx,
  of: {
    readonly authorityId: AuthorityId;
    readonly sourceId: SourceFileId;
    readonly file: string;
  },
  faults: readonly FeedFault[],
): Promise<void> {
  await insertProblems(
    tx,
    of,
    faults.map((fault) => problemOf(fault, of.file)),
  );
}

interface Ending {
  readonly work: FeedWork;
  readonly at: FeedCheckpoint;
  readonly isWhole: boolean;
}

async function finish(tx: Tx, feed: Feed, { work, at, isWhole }: Ending): Promise<FeedOutcome> {
  const { authorityId } = work;
  const { feedId, sourceId } = at;
  await takeTurn(tx, authorityId);
  const before = await saveFeed(tx, authorityId, feed.address);
  const closed = isWhole ? await closeGone(tx, feed, work, at) : 0;
  const counts = added(at.counts, { closed, warnings: closed });
  const changed = counts.servicesAdded + counts.servicesChanged + closed;
  if (changed === 0 && before.contentHash === at.hash && before.sourceId !== null) {
    await dropReading(tx, sourceId);
    const kept = { sourceId: before.sourceId, contentHash: at.hash, outcome: before.outcome };
    await endReading(tx, feedId, kept);
    return { feedId, sourceId: before.sourceId, status: 'unchanged', counts };
  }
  if (before.sourceId !== null && before.sourceId !== sourceId) {
    await dropProblems(tx, before.sourceId);
  }
  await noteReading(tx, sourceId, counts);
  await endSource(tx, sourceId, isWhole ? 'loaded' : 'stopped');
  // The next reading must tell anew that services are gone, so its hash cannot be this one's.
  const contentHash = closed > 0 ? null : at.hash;
  await endReading(tx, feedId, { sourceId, contentHash, outcome: counts });
  return { feedId, sourceId, status: 'loaded', counts };
}

async function closeGone(
  tx: Tx,
  feed: Feed,
  { authorityId, today }: FeedWork,
  at: FeedCheckpoint,
): Promise<number> {
  const of = { authorityId, feedId: at.feedId, reading: at.reading };
  const gone = await noLongerListed(tx, of);
  const keys = gone.map(({ id }) => feedKey(feed.address, id));
  const closed = await closeServices(tx, { authorityId, sourceId: at.sourceId, today }, keys);
  const faults = gone.map(({ id, name }) =>
    serviceFault({ serviceId: id, serviceName: name }, 'warning', {
      rule: 'open-referral/no-longer-listed',
      message: 'The feed no longer lists this service. It is closed in the directory.',
      fix: 'If the service still runs, put it back on the list.',
    }),
  );
  await keepFaults(tx, { authorityId, sourceId: at.sourceId, file: feed.address }, faults);
  await forgetListed(tx, of);
  return closed;
}

function added(counts: FeedCounts, more: Partial<FeedCounts>): FeedCounts {
  const names = Object.keys(NOTHING) as FeedCount[];
  return Object.fromEntries(
    names.map((name) => [name, counts[name] + (more[name] ?? 0)]),
  ) as unknown as FeedCounts;
}
