import { authorityOf } from '../../govern/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { forgetSpending } from './read-lines.ts';
import { addSpendClassWord, type NewSpendClassWord } from './spend-class.store.ts';

/** Classes a line otherwise than the reference does, or back; every earlier word is kept. */
export async function changeSpendClass(
  tx: Tx,
  actor: Actor,
  word: NewSpendClassWord,
): Promise<number> {
  const by = { authorityId: authorityOf(actor), actorId: actor.id };
  const id = await addSpendClassWord(tx, by, word);
  forgetSpending(tx);
  return id;
}
