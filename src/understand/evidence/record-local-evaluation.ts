import { authorityOf, only } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import type { LocalEvaluation } from './local-evaluation.ts';
import { insertLocalEvaluation, withdrawEvaluation } from './local-evaluation.store.ts';

/** Who records what the partnership found itself. */
export const thoseWhoRecordEvaluations = only('analyst', 'commissioner', 'manager');

/** Records a local evaluation for the actor's authority and gives its number. */
export function recordLocalEvaluation(tx: Tx, actor: Actor, one: LocalEvaluation): Promise<number> {
  return insertLocalEvaluation(tx, { authorityId: authorityOf(actor), actorId: actor.id }, one);
}

/** Withdraws a local evaluation that no longer holds, with the reason; it is never deleted. */
export async function withdrawLocalEvaluation(tx: Tx, id: number, why: string): Promise<void> {
  if (await withdrawEvaluation(tx, id, why)) return;
  const sentence = 'There is no such evaluation any more.';
  throw refuse('no-such-evaluation', 'not-found', sentence);
}
