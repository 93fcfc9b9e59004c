import { authorityOf } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { insertChange, insertChangeEnd, listChanges } from './named-change.store.ts';
import type { KeptChange, NamedChange } from './what-if.ts';

/** Keeps a change of policy or funding that somebody expects; gives its number. */
export async function nameChange(tx: Tx, actor: Actor, change: NamedChange): Promise<number> {
  const { title, subject, share } = change;
  if (title.trim() === '' || subject.trim() === '') {
    throw refuse('change-without-name', 'invalid', 'Say what changes, and on what it acts');
  }
  if (!Number.isInteger(share) || share < 1 || share > 100) {
    throw refuse('change-share', 'invalid', 'Enter how much of it goes: 1 to 100 per cent');
  }
  return insertChange(tx, authorityOf(actor), { ...change, by: actor.id });
}

/** Keeps why a change is not expected any more; the change itself stays in the list. */
export async function endChange(
  tx: Tx,
  actor: Actor,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<void> {
  const change = await findChange(tx, id);
  if (reason.trim() === '') {
    throw refuse('no-reason', 'invalid', 'Say why it is not expected any more');
  }
  const said = { id: change.id, reason: reason.trim(), by: actor.id };
  if (await insertChangeEnd(tx, authorityOf(actor), said)) return;
  throw refuse('change-ended', 'conflict', 'Somebody has said so already: look at it again');
}

/** One named change by its number; refuses one that is not there. */
export async function findChange(tx: Tx, id: string): Promise<KeptChange> {
  const change = (await listChanges(tx)).find((one) => String(one.id) === id);
  if (change) return change;
  throw refuse('no-such-change', 'not-found', 'Nobody has named such a change.');
}
