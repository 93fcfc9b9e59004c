import { sql } from 'kysely';
import { type AgencyId, financialYear, type Pence } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { ContributionKind, PoolEntry } from './pool.ts';
import type { MoneyKeeper } from './streams.store.ts';

/** An entry of a pool as it is kept. */
export interface KeptPoolEntry extends PoolEntry {
  readonly id: number;
  readonly madeAt: Date;
  readonly madeBy: string;
}

/** Every entry of every pool, the newest first. */
export async function listPoolEntries(tx: Tx): Promise<KeptPoolEntry[]> {
  const { rows } = await sql<{
    id: number;
    pool: string;
    agency_id: AgencyId;
    year: number;
    kind: ContributionKind;
    amount: Pence;
    note: string;
    made_at: Date;
    made_by: string;
  }>`
    select entry.id, entry.pool, entry.agency_id, entry.year, entry.kind,
      entry.amount_pence::float8 as amount, entry.note, entry.made_at,
      coalesce(account.name, entry.made_by) as made_by
    from decide.pool_contribution entry
    left join govern.account on account.id::text = entry.made_by
    where entry.authority_id = (select govern.authority())
    order by entry.id desc`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    pool: row.pool,
    agencyId: row.agency_id,
    year: financialYear(row.year),
    kind: row.kind,
    amountPence: row.amount,
    note: row.note,
    madeAt: row.made_at,
    madeBy: row.made_by,
  }));
}

/** Adds an entry to a pool. */
export async function addPoolEntry(tx: Tx, by: MoneyKeeper, entry: PoolEntry): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into decide.pool_contribution (authority_id, pool, agency_id, year, kind, amount_pence,
      note, made_by)
    values (${by.authorityId}, ${entry.pool}, ${entry.agencyId},
      ${Number(entry.year.slice(0, 4))}, ${entry.kind}, ${entry.amountPence}, ${entry.note},
      ${by.actorId})
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}
