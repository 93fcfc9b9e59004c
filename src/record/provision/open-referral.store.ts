import { sql } from 'kysely';
import type { AgencyId, AuthorityId, CalendarDay, PlaceId, SourceFileId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';

/** A feed that the authority reads. */
export interface FeedRow {
  readonly id: number;
  readonly address: string;
  readonly agencyId: AgencyId | null;
  readonly reading: number;
  readonly sourceId: SourceFileId | null;
  readonly contentHash: string | null;
  readonly readAt: Date | null;
  readonly outcome: Readonly<Record<string, number>>;
}

const FEED = sql`feed.id, feed.address, feed.agency_id as "agencyId", feed.reading,
  feed.source_id as "sourceId", feed.content_hash as "contentHash", feed.read_at as "readAt",
  feed.outcome`;

/** The feeds of the actor's authority, by address. */
export async function listFeeds(tx: Tx): Promise<FeedRow[]> {
  const { rows } = await sql<FeedRow>`
    select ${FEED} from record.open_referral_feed feed
    where feed.authority_id = (select govern.authority()) order by feed.address`.execute(tx);
  return rows;
}

/** One feed of the actor's authority; null if there is none. */
export async function feedById(tx: Tx, id: number): Promise<FeedRow | null> {
  const { rows } = await sql<FeedRow>`
    select ${FEED} from record.open_referral_feed feed
    where feed.authority_id = (select govern.authority()) and feed.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/**
 * Writes down a feed that is to be read, and whose it is where that is said; one with this address
 * is given as it is.
 */
export async function saveFeed(
  tx: Tx,
  authorityId: AuthorityId,
  address: string,
  agencyId: AgencyId | null = null,
): Promise<FeedRow> {
  await sql`
    insert into record.open_referral_feed as known (authority_id, address, agency_id, added_by)
    values (${authorityId}, ${address}, ${agencyId}, (select platform.actor()))
    on conflict (authority_id, address) do update set agency_id = excluded.agency_id
    where excluded.agency_id is not null
      and known.agency_id is distinct from excluded.agency_id`.execute(tx);
  const { rows } = await sql<FeedRow>`
    select ${FEED} from record.open_referral_feed feed
    where feed.authority_id = ${authorityId} and feed.address = ${address}`.execute(tx);
  return rows[0] as FeedRow;
}

/** Begins a reading: a source of its own, and the number that what is listed will carry. */
export async function beginReading(
  tx: Tx,
  of: { readonly authorityId: AuthorityId; readonly feed: FeedRow; readonly today: CalendarDay },
): Promise<{ readonly sourceId: SourceFileId; readonly reading: number }> {
  const { authorityId, feed, today } = of;
  const { rows } = await sql<{ reading: number }>`
    update record.open_referral_feed set reading = reading + 1
    where authority_id = ${authorityId} and id = ${feed.id} returning reading`.execute(tx);
  const source = await sql<{ id: SourceFileId }>`
    insert into record.source (authority_id, kind, name, return_kind, part, as_of_day,
      read_on_day, actor_id)
    values (${authorityId}, 'file', ${feed.address}, 'open-referral', 'open-referral', ${today},
      ${today}, (select platform.actor()))
    returning id`.execute(tx);
  return {
    sourceId: (source.rows[0] as { id: SourceFileId }).id,
    reading: (rows[0] as { reading: number }).reading,
  };
}

/** The ids that a reading has listed so far. */
export async function listedIn(
  tx: Tx,
  of: { readonly authorityId: AuthorityId; readonly feedId: number; readonly reading: number },
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select outside_id as id from record.open_referral_listed
    where authority_id = ${of.authorityId} and feed_id = ${of.feedId}
      and reading = ${of.reading}`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

/** Notes what a page of a reading listed. */
export async function noteListed(
  tx: Tx,
  of: { readonly authorityId: AuthorityId; readonly feedId: number; readonly reading: number },
  services: readonly { readonly id: string; readonly name: string | null }[],
): Promise<void> {
  await sql`
    insert into record.open_referral_listed (authority_id, feed_id, outside_id, service_name,
      reading)
    select ${of.authorityId}::bigint, ${of.feedId}::bigint, stated.id, stated.name,
      ${of.reading}::bigint
    from jsonb_to_recordset(${JSON.stringify(services)}::jsonb) as stated(id text, name text)
    on conflict (authority_id, feed_id, outside_id) do update
      set reading = excluded.reading, service_name = excluded.service_name`.execute(tx);
}

/** A service of a feed as the record knows it. */
export interface KnownService {
  readonly hash: string | null;
  /** Closed, and not by somebody here. */
  readonly isClosedByFeed: boolean;
}

/** What the record holds of services of a feed: the hash of what was read, by their keys. */
export async function knownHashes(
  tx: Tx,
  authorityId: AuthorityId,
  keys: readonly string[],
): Promise<ReadonlyMap<string, KnownService>> {
  const { rows } = await sql<KnownService & { key: string }>`
    select service_key as key, detail ->> 'hash' as hash,
      origin = 'feed' and status = 'closed' as "isClosedByFeed" from record.service
    where authority_id = ${authorityId} and service_key = any(${keys}::text[])`.execute(tx);
  return new Map(rows.map(({ key, ...rest }) => [key, rest]));
}

/** Which of these public ids belong to services other than those of this feed. */
export async function takenIds(
  tx: Tx,
  of: { readonly authorityId: AuthorityId; readonly feed: string },
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select public_id::text as id from record.service
    where authority_id = ${of.authorityId} and public_id = any(${ids}::uuid[])
      and feed is distinct from ${of.feed}`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

/** Places of the actor's authority, by code and by name. */
export async function namedPlaces(
  tx: Tx,
  authorityId: AuthorityId,
): Promise<readonly { id: PlaceId; code: string; name: string; kind: string }[]> {
  const { rows } = await sql<{ id: PlaceId; code: string; name: string; kind: string }>`
    select id, code, name, kind from record.place
    where authority_id = ${authorityId} and kind in ('authority', 'ward', 'locality')
    order by kind desc, id`.execute(tx);
  return rows;
}

/** Services that a feed listed before its latest whole reading, and did not list in it. */
export async function noLongerListed(
  tx: Tx,
  of: { readonly authorityId: AuthorityId; readonly feedId: number; readonly reading: number },
): Promise<readonly { id: string; name: string | null }[]> {
  const { rows } = await sql<{ id: string; name: string | null }>`
    select outside_id as id, service_name as name from record.open_referral_listed
    where authority_id = ${of.authorityId} and feed_id = ${of.feedId}
      and reading < ${of.reading} order by outside_id`.execute(tx);
  return rows;
}

/** Closes services that a feed no longer has; gives how many were open. */
export async function closeServices(
  tx: Tx,
  of: {
    readonly authorityId: AuthorityId;
    readonly sourceId: SourceFileId;
    readonly today: CalendarDay;
  },
  keys: readonly string[],
): Promise<number> {
  const { rows } = await sql`
    update record.service set status = 'closed', stated_day = ${of.today},
      source_id = ${of.sourceId}
    where authority_id = ${of.authorityId} and service_key = any(${keys}::text[])
      and origin = 'feed' and status <> 'closed'
    returning id`.execute(tx);
  return rows.length;
}

/** Forgets what a feed listed before this reading. */
export async function forgetListed(
  tx: Tx,
  of: { readonly authorityId: AuthorityId; readonly feedId: number; readonly reading: number },
): Promise<void> {
  await sql`
    delete from record.open_referral_listed
    where authority_id = ${of.authorityId} and feed_id = ${of.feedId}
      and reading < ${of.reading}`.execute(tx);
}

/**
 * Takes back what a reading that found nothing new has noted. That it was read stays as an action:
 * the source itself is not deleted, since every table that may name it would be searched for it.
 */
export async function dropReading(tx: Tx, sourceId: SourceFileId): Promise<void> {
  await dropProblems(tx, sourceId);
  await sql`
    update record.source set kind = 'action', status = 'loaded', finished_at = now()
    where authority_id = (select govern.authority()) and id = ${sourceId}`.execute(tx);
}

/** Forgets the faults of an earlier reading: those of the latest are what there is to mend. */
export async function dropProblems(tx: Tx, sourceId: SourceFileId): Promise<void> {
  await sql`
    delete from record.problem where authority_id = (select govern.authority())
      and source_id = ${sourceId}`.execute(tx);
}

/** Notes that a reading ended: what it found, and where that stands. */
export async function endReading(
  tx: Tx,
  feedId: number,
  of: {
    readonly sourceId: SourceFileId;
    readonly contentHash: string | null;
    readonly outcome: Readonly<Record<string, number>>;
  },
): Promise<void> {
  await sql`
    update record.open_referral_feed set source_id = ${of.sourceId},
      content_hash = ${of.contentHash}, outcome = ${JSON.stringify(of.outcome)}::jsonb,
      read_at = now()
    where authority_id = (select govern.authority()) and id = ${feedId}`.execute(tx);
}

/** Notes on the source how far a reading has come. */
export async function noteReading(
  tx: Tx,
  sourceId: SourceFileId,
  outcome: Readonly<Record<string, number>>,
): Promise<void> {
  await sql`
    update record.source set outcome = ${JSON.stringify(outcome)}::jsonb,
      items_done = ${outcome.rows ?? 0}
    where authority_id = (select govern.authority()) and id = ${sourceId}`.execute(tx);
}
