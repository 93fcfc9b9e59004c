import { sql } from 'kysely';
import type { Actor, Tx } from '../../platform/index.ts';

/** When this person signed in the time before; null at the first time, and for jobs. */
export async function findLastVisit(tx: Tx, actor: Actor): Promise<Date | null> {
  const id = Number(actor.id);
  if (!Number.isSafeInteger(id)) return null;
  const { rows } = await sql<{ at: Date | null }>`
    select account.previous_sign_in_at as at from govern.account
    where account.id = ${id}`.execute(tx);
  return rows[0]?.at ?? null;
}
