import { authorityOf } from '../../govern/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { addPoolEntry, listPoolEntries } from './pool.store.ts';
import { checkEntry, type PoolEntry } from './pool.ts';
import { takeTurn } from './streams.store.ts';

/**
 * Keeps what an agency agreed to give to a pool or has paid, or takes a part of it back with an
 * amount below 0. Refuses to take back more than stands. Gives the number of the entry.
 */
export async function agreeContribution(tx: Tx, actor: Actor, entry: PoolEntry): Promise<number> {
  const by = { authorityId: authorityOf(actor), actorId: actor.id };
  await takeTurn(tx, by.authorityId);
  checkEntry(await listPoolEntries(tx), entry);
  return addPoolEntry(tx, by, entry);
}
