import { asSystem, type Database } from '../../platform/index.ts';
import { type ChainHead, sealOf } from './audit.ts';
import { findChainHead, insertSeals, listUnsealed, takeSealingTurn } from './audit.store.ts';

const BATCH = 1000;

/**
 * Seals every entry that has no seal yet. An entry whose transaction ended late is sealed late,
 * never skipped: the order of the chain is the order of sealing, not of the entries' ids. Gives
 * how many it sealed and the head of the chain; keep the head elsewhere, since it alone shows that
 * the newest entries were cut off together with their seals.
 */
export async function sealAudit(
  database: Database,
): Promise<{ readonly sealed: number; readonly head: ChainHead | null }> {
  let sealed = 0;
  let head: ChainHead | null = null;
  for (;;) {
    const batch = await sealBatch(database);
    sealed += batch.sealed;
    head = batch.head ?? head;
    if (batch.sealed < BATCH) return { sealed, head };
  }
}

function sealBatch(database: Database) {
  return asSystem(database, 'job', async (tx) => {
    if (!(await takeSealingTurn(tx))) return { sealed: 0, head: null };
    let head = await findChainHead(tx);
    const entries = await listUnsealed(tx, BATCH);
    const seals = entries.map((entry) => {
      head = { position: head.position + 1, hash: sealOf(head.hash, entry) };
      return { ...head, entryId: entry.id };
    });
    if (seals.length > 0) await insertSeals(tx, seals);
    return { sealed: seals.length, head };
  });
}
