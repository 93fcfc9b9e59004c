import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** The name of whoever acts, as entries show who confirmed them; the command line has none. */
export async function actorName(tx: Tx): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select account.name from govern.account
    where account.id::text = (select platform.actor())`.execute(tx);
  return rows[0]?.name ?? 'the command line';
}
