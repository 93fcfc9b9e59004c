import { sql } from 'kysely';
import type { Actor, AuditNote, Tx } from '../../platform/index.ts';
import type { AuditEntry, ChainHead, SealedEntry } from './audit.ts';
import { CHAIN_START } from './audit.ts';

const ENTRY = sql.raw(`
  entry.id, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  entry.authority_id as "authorityId", entry.actor_id as "actorId", entry.role, entry.action,
  entry.subject_kind as "subjectKind", entry.subject_id as "subjectId", entry.detail`);

/** Adds an entry to the trail, in the transaction of what it tells of. */
export async function recordAudit(tx: Tx, actor: Actor, note: AuditNote): Promise<void> {
  const scope = actor.settings['headwater.scope'];
  await sql`
    insert into govern.audit_entry
      (authority_id, actor_id, role, action, subject_kind, subject_id, detail)
    values (${scope ? Number(scope) : null}, ${actor.id},
      ${actor.settings['headwater.role'] ?? ''}, ${note.action}, ${note.subjectKind},
      ${note.subjectId}, ${JSON.stringify(note.detail ?? {})}::jsonb)`.execute(tx);
}

/** Entries that wait for their seal, oldest first. */
export async function listUnsealed(tx: Tx, limit: number): Promise<readonly AuditEntry[]> {
  const { rows } = await sql<AuditEntry>`
    select ${ENTRY} from govern.audit_entry entry
    where entry.id in (select waiting.entry_id from govern.audit_unsealed waiting
      order by waiting.entry_id limit ${limit})
    order by entry.id`.execute(tx);
  return rows;
}

/** Takes the right to seal until the end of the transaction; false when someone else has it. */
export async function takeSealingTurn(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(4400004) as taken`.execute(tx);
  return rows[0]?.taken ?? false;
}

/** The last seal; the start of the chain when there is none. */
export async function findChainHead(tx: Tx): Promise<ChainHead> {
  const { rows } = await sql<ChainHead>`
    select position, hash from govern.audit_seal order by position desc limit 1`.execute(tx);
  return rows[0] ?? CHAIN_START;
}

/** Adds seals, and takes their entries off the list of those that wait. */
export async function insertSeals(
  tx: Tx,
  seals: readonly { readonly position: number; readonly entryId: number; readonly hash: string }[],
): Promise<void> {
  const entryIds = seals.map((seal) => seal.entryId);
  await sql`
    insert into govern.audit_seal (position, entry_id, hash)
    select * from unnest(${seals.map((seal) => seal.position)}::bigint[],
      ${entryIds}::bigint[], ${seals.map((seal) => seal.hash)}::text[])`.execute(tx);
  await sql`
    delete from govern.audit_unsealed where entry_id = any(${entryIds}::bigint[])`.execute(tx);
}

/** The next seals after a position, each with its entry. */
export async function listSeals(
  tx: Tx,
  after: number,
  limit: number,
): Promise<readonly SealedEntry[]> {
  const { rows } = await sql<AuditEntry & { position: number; hash: string; exists: boolean }>`
    select seal.position, seal.hash, entry.id is not null as exists, ${ENTRY}
    from govern.audit_seal seal left join govern.audit_entry entry on entry.id = seal.entry_id
    where seal.position > ${after} order by seal.position limit ${limit}`.execute(tx);
  return rows.map(({ position, hash, exists, ...entry }) => ({
    position,
    hash,
    entry: exists ? entry : null,
  }));
}

/** How many entries have no seal, and for how many seconds the oldest has waited (0: none). */
export async function countUnsealed(
  tx: Tx,
): Promise<{ readonly count: number; readonly oldestSeconds: number }> {
  const { rows } = await sql<{ count: number; oldestSeconds: number }>`
    select count(*) as count,
      coalesce(extract(epoch from clock_timestamp() - min(entry.at)), 0)::float8
        as "oldestSeconds"
    from govern.audit_entry entry
    where not exists (
      select 1 from govern.audit_seal seal where seal.entry_id = entry.id)`.execute(tx);
  return rows[0] ?? { count: 0, oldestSeconds: 0 };
}

/** What to show of the trail. */
export interface AuditFilter {
  readonly action?: string;
  readonly subjectKind?: string;
  readonly subjectId?: string;
  readonly actorId?: string;
}

/** An entry as the page shows it, with the name of who acted. */
export interface AuditLine extends AuditEntry {
  readonly actorName: string | null;
  /** The name of the account that it is about, if it is about one. */
  readonly subjectName: string | null;
  readonly isSealed: boolean;
}

/** Entries that the reader may see, in order of time. */
export async function listAudit(
  tx: Tx,
  filter: AuditFilter,
  page: { readonly oldestFirst: boolean; readonly limit: number; readonly offset: number },
): Promise<readonly AuditLine[]> {
  const { rows } = await sql<AuditLine>`
    select ${ENTRY}, account.name as "actorName", subject.name as "subjectName",
      exists (select 1 from govern.audit_seal seal where seal.entry_id = entry.id) as "isSealed"
    from govern.audit_entry entry
    left join govern.account on account.id::text = entry.actor_id
    left join govern.account subject
      on entry.subject_kind = 'account' and subject.id::text = entry.subject_id
    where ${fits(filter)}
    order by entry.id ${page.oldestFirst ? sql`asc` : sql`desc`}
    limit ${page.limit} offset ${page.offset}`.execute(tx);
  return rows;
}

/** How many entries there are in all that the reader may see. */
export async function countAudit(tx: Tx, filter: AuditFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from govern.audit_entry entry where ${fits(filter)}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** What the filter of the page may offer: actions, kinds of subject, people. */
export async function listAuditChoices(
  tx: Tx,
): Promise<{ readonly actions: readonly string[]; readonly subjectKinds: readonly string[] }> {
  const { rows } = await sql<{ action: string; subjectKind: string }>`
    select distinct action, subject_kind as "subjectKind" from govern.audit_entry
    order by 1, 2`.execute(tx);
  const distinct = (values: readonly string[]) => [...new Set(values)].sort();
  return {
    actions: distinct(rows.map((row) => row.action)),
    subjectKinds: distinct(rows.map((row) => row.subjectKind)),
  };
}

function fits(filter: AuditFilter) {
  const same = (column: string, value: string | undefined) =>
    value ? sql`${sql.ref(`entry.${column}`)} = ${value}` : sql`true`;
  return sql.join(
    [
      same('action', filter.action),
      same('subject_kind', filter.subjectKind),
      same('subject_id', filter.subjectId),
      same('actor_id', filter.actorId),
    ],
    sql` and `,
  );
}
