import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { Audience, BriefingSource, BriefingWords } from './briefing.ts';

/** A version of a briefing's words. */
export interface VersionRow {
  readonly number: number;
  readonly words: BriefingWords;
  readonly sources: readonly BriefingSource[];
  readonly authorId: string;
  readonly author: string;
  readonly savedAt: Date;
}

/** A signature under one version. */
export interface SigningRow {
  readonly number: number;
  /** Canonical JSON of words and frozen figures. */
  readonly content: string;
  readonly hash: string;
  readonly signer: string;
  readonly signedAt: Date;
}

/** A briefing as lists show it. */
export interface BriefingRow {
  readonly id: number;
  readonly wardId: number | null;
  /** Null: the whole authority. */
  readonly wardName: string | null;
  readonly audience: Audience;
  readonly title: string;
  readonly newest: number;
  readonly signed: number | null;
  readonly signedAt: Date | null;
  readonly savedAt: Date;
  readonly withdrawnReason: string | null;
}

/** Makes an empty briefing; gives its number. */
export async function insertBriefing(
  tx: Tx,
  of: { readonly wardId: number | null; readonly audience: Audience },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into tell.briefing (authority_id, ward_id, audience)
    values ((select govern.authority()), ${of.wardId}, ${of.audience})
    returning id`.execute(tx);
  return Number(rows[0]?.id);
}

/** Adds a version; false when somebody else saved that number first. */
export async function insertVersion(
  tx: Tx,
  briefingId: number,
  of: Pick<VersionRow, 'number' | 'words' | 'sources' | 'authorId'>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into tell.briefing_version
      (authority_id, briefing_id, number, words, sources, author_id)
    values ((select govern.authority()), ${briefingId}, ${of.number},
      ${JSON.stringify(of.words)}::jsonb, ${JSON.stringify(of.sources)}::jsonb, ${of.authorId})
    on conflict do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

/** Adds a signature; false when the version is signed already. */
export async function insertSigning(
  tx: Tx,
  briefingId: number,
  of: Pick<SigningRow, 'number' | 'content' | 'hash'> & { readonly signerId: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into tell.briefing_signing
      (authority_id, briefing_id, number, content, hash, signer_id)
    values ((select govern.authority()), ${briefingId}, ${of.number}, ${of.content}, ${of.hash},
      ${of.signerId})
    on conflict do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

/** Withdraws a briefing; one that is withdrawn stays as it is. */
export async function insertWithdrawal(
  tx: Tx,
  briefingId: number,
  of: { readonly reason: string; readonly actorId: string },
): Promise<void> {
  await sql`
    insert into tell.briefing_withdrawal (authority_id, briefing_id, reason, actor_id)
    values ((select govern.authority()), ${briefingId}, ${of.reason}, ${of.actorId})
    on conflict do nothing`.execute(tx);
}

/** Briefings, the newest first; of one ward if one is given. */
export async function listBriefings(
  tx: Tx,
  asked: { readonly wardId?: number | null; readonly id?: number } = {},
): Promise<BriefingRow[]> {
  const { rows } = await sql<BriefingRow>`
    select briefing.id, briefing.ward_id as "wardId", place.name as "wardName", briefing.audience,
      newest.words->>'title' as title, newest.number as newest, newest.saved_at as "savedAt",
      signing.number as signed, signing.signed_at as "signedAt",
      withdrawal.reason as "withdrawnReason"
    from tell.briefing
    join lateral (
      select version.number, version.words, version.saved_at from tell.briefing_version version
      where version.authority_id = briefing.authority_id and version.briefing_id = briefing.id
      order by version.number desc limit 1) newest on true
    left join lateral (
      select signed.number, signed.signed_at from tell.briefing_signing signed
      where signed.authority_id = briefing.authority_id and signed.briefing_id = briefing.id
      order by signed.number desc limit 1) signing on true
    left join tell.briefing_withdrawal withdrawal
      on withdrawal.authority_id = briefing.authority_id and withdrawal.briefing_id = briefing.id
    left join record.place on place.id = briefing.ward_id
    where briefing.authority_id = (select govern.authority())
      and (${asked.id ?? null}::bigint is null or briefing.id = ${asked.id ?? null})
      and (${asked.wardId ?? null}::bigint is null or briefing.ward_id = ${asked.wardId ?? null})
    order by briefing.id desc limit 200`.execute(tx);
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

/** One briefing; null when it is not there. */
export async function findBriefing(tx: Tx, id: number): Promise<BriefingRow | null> {
  return (await listBriefings(tx, { id }))[0] ?? null;
}

/** The versions of a briefing, the newest first. */
export async function listVersions(tx: Tx, briefingId: number): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select version.number, version.words, version.sources, version.author_id as "authorId",
      coalesce(account.name, '') as author, version.saved_at as "savedAt"
    from tell.briefing_version version
    left join govern.account on account.id::text = version.author_id
    where version.authority_id = (select govern.authority())
      and version.briefing_id = ${briefingId}
    order by version.number desc`.execute(tx);
  return rows;
}

/** The signatures of a briefing, the newest first. */
export async function listSignings(tx: Tx, briefingId: number): Promise<SigningRow[]> {
  const { rows } = await sql<SigningRow>`
    select signing.number, signing.content, signing.hash, coalesce(account.name, '') as signer,
      signing.signed_at as "signedAt"
    from tell.briefing_signing signing
    left join govern.account on account.id::text = signing.signer_id
    where signing.authority_id = (select govern.authority())
      and signing.briefing_id = ${briefingId}
    order by signing.number desc`.execute(tx);
  return rows;
}

/** Whether a file was loaded since a moment, so that figures may have changed. */
export async function loadedSince(tx: Tx, since: Date): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (select 1 from record.source
      where source.authority_id = (select govern.authority()) and source.finished_at > ${since}
    ) as any`.execute(tx);
  return rows[0]?.any ?? false;
}
