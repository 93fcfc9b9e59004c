import { sql } from 'kysely';
import { type AuthorityId, financialYear, type Pence } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { FundingStream, Payment, SpendingNeed } from './streams.ts';

/** Who keeps a row, and for whom. */
export interface MoneyKeeper {
  readonly authorityId: AuthorityId;
  readonly actorId: string;
}

/** What was said of a stream or of something to be paid, the newest word. */
export interface KeptMoney<T> {
  readonly content: T;
  readonly reason: string;
  readonly madeAt: Date;
  /** By name; the account's number where it is gone. */
  readonly madeBy: string;
}

/** A commitment as it is kept; below 0 where money was released. */
export interface KeptCommitment extends Payment {
  readonly id: number;
  readonly note: string;
  readonly madeAt: Date;
  readonly madeBy: string;
}

/** Every stream as it stands. */
export function listKeptStreams(tx: Tx): Promise<KeptMoney<FundingStream>[]> {
  return listKept<FundingStream>(tx, 'funding_stream');
}

/** Everything that is to be paid as it stands. */
export function listKeptNeeds(tx: Tx): Promise<KeptMoney<SpendingNeed>[]> {
  return listKept<SpendingNeed>(tx, 'spending_need');
}

async function listKept<T>(
  tx: Tx,
  table: 'funding_stream' | 'spending_need',
): Promise<KeptMoney<T>[]> {
  const { rows } = await sql<KeptMoney<T>>`
    select distinct on (word.code) word.content, word.reason, word.made_at as "madeAt",
      coalesce(account.name, word.made_by) as "madeBy"
    from ${sql.table(`decide.${table}`)} word
    left join govern.account on account.id::text = word.made_by
    where word.authority_id = (select govern.authority())
    order by word.code, word.id desc`.execute(tx);
  return rows;
}

/** Earlier words on one stream, the newest first. */
export async function streamHistory(tx: Tx, code: string): Promise<KeptMoney<FundingStream>[]> {
  const { rows } = await sql<KeptMoney<FundingStream>>`
    select word.content, word.reason, word.made_at as "madeAt",
      coalesce(account.name, word.made_by) as "madeBy"
    from decide.funding_stream word
    left join govern.account on account.id::text = word.made_by
    where word.authority_id = (select govern.authority()) and word.code = ${code}
    order by word.id desc`.execute(tx);
  return rows;
}

/** Adds a word on a stream; the ones before stay. */
export async function addStreamWord(
  tx: Tx,
  by: MoneyKeeper,
  word: { readonly content: FundingStream; readonly reason: string },
): Promise<void> {
  await sql`
    insert into decide.funding_stream (authority_id, code, content, reason, made_by)
    values (${by.authorityId}, ${word.content.code}, ${JSON.stringify(word.content)}::jsonb,
      ${word.reason}, ${by.actorId})`.execute(tx);
}

/** Adds a word on something to be paid; the ones before stay. */
export async function addNeedWord(
  tx: Tx,
  by: MoneyKeeper,
  word: { readonly content: SpendingNeed; readonly reason: string },
): Promise<void> {
  await sql`
    insert into decide.spending_need (authority_id, code, content, reason, made_by)
    values (${by.authorityId}, ${word.content.code}, ${JSON.stringify(word.content)}::jsonb,
      ${word.reason}, ${by.actorId})`.execute(tx);
}

/** Every entry of commitments, the newest first. */
export async function listCommitments(tx: Tx): Promise<KeptCommitment[]> {
  const { rows } = await sql<{
    id: number;
    stream: string;
    granted_year: number;
    need: string;
    spent_year: number;
    amount: Pence;
    note: string;
    made_at: Date;
    made_by: string;
  }>`
    select entry.id, entry.stream, entry.granted_year, entry.need, entry.spent_year,
      entry.amount_pence::float8 as amount, entry.note, entry.made_at,
      coalesce(account.name, entry.made_by) as made_by
    from decide.commitment entry
    left join govern.account on account.id::text = entry.made_by
    where entry.authority_id = (select govern.authority())
    order by entry.id desc`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    stream: row.stream,
    grantedYear: financialYear(row.granted_year),
    need: row.need,
    spentYear: financialYear(row.spent_year),
    amountPence: row.amount,
    note: row.note,
    madeAt: row.made_at,
    madeBy: row.made_by,
  }));
}

/** Adds an entry to the commitments. */
export async function addCommitment(
  tx: Tx,
  by: MoneyKeeper,
  entry: Payment & { readonly note: string },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into decide.commitment (authority_id, stream, granted_year, need, spent_year,
      amount_pence, note, made_by)
    values (${by.authorityId}, ${entry.stream}, ${Number(entry.grantedYear.slice(0, 4))},
      ${entry.need}, ${Number(entry.spentYear.slice(0, 4))}, ${entry.amountPence}, ${entry.note},
      ${by.actorId})
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

/** Lets changes of one authority's money take turns until this transaction ends. */
export async function takeTurn(tx: Tx, authorityId: AuthorityId): Promise<void> {
  await sql`select pg_advisory_xact_lock(7038, ${authorityId}::int)`.execute(tx);
}
