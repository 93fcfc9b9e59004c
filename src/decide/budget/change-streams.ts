import { authorityOf } from '../../govern/index.ts';
import { formatPenceExactly, pence, refuse } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { checkCommitment, checkKept } from './commitment.ts';
import { forgetMoney, readMoney } from './read-streams.ts';
import type { FundingStream, Payment, SpendingNeed } from './streams.ts';
import { addCommitment, addNeedWord, addStreamWord, takeTurn } from './streams.store.ts';

/**
 * Saves a stream, new or changed; what was said before stays. Refuses a change after which money
 * that is committed would break its rules.
 */
export async function saveStream(
  tx: Tx,
  actor: Actor,
  word: { readonly content: FundingStream; readonly reason: string },
): Promise<void> {
  const by = { authorityId: authorityOf(actor), actorId: actor.id };
  await takeTurn(tx, by.authorityId);
  forgetMoney(tx);
  const money = await readMoney(tx);
  const streams = [...money.streams.filter(({ code }) => code !== word.content.code), word.content];
  checkKept({ ...money, streams }, (one) => one.stream === word.content.code);
  await addStreamWord(tx, by, word);
  forgetMoney(tx);
}

/** Saves something to be paid, new or changed; refuses what breaks rules of money committed. */
export async function saveNeed(
  tx: Tx,
  actor: Actor,
  word: { readonly content: SpendingNeed; readonly reason: string },
): Promise<void> {
  const by = { authorityId: authorityOf(actor), actorId: actor.id };
  await takeTurn(tx, by.authorityId);
  forgetMoney(tx);
  const money = await readMoney(tx);
  const needs = [...money.needs.filter(({ code }) => code !== word.content.code), word.content];
  checkKept({ ...money, needs }, (one) => one.need === word.content.code);
  await addNeedWord(tx, by, word);
  forgetMoney(tx);
}

/**
 * Commits money of a stream to something, or releases it again with an amount below 0. Refuses what
 * the stream's rules do not allow, and more than is left. Gives the number of the entry.
 */
export async function commitMoney(
  tx: Tx,
  actor: Actor,
  entry: Payment & { readonly note: string },
): Promise<number> {
  const by = { authorityId: authorityOf(actor), actorId: actor.id };
  await takeTurn(tx, by.authorityId);
  forgetMoney(tx);
  const money = await readMoney(tx);
  if (entry.amountPence === 0) {
    throw refuse('nothing-committed', 'invalid', 'Enter an amount other than nothing.');
  }
  if (entry.amountPence > 0) checkCommitment(money, entry);
  else checkRelease(money.committed, entry);
  const id = await addCommitment(tx, by, entry);
  forgetMoney(tx);
  return id;
}

function checkRelease(committed: readonly Payment[], entry: Payment): void {
  const kept = committed.find(
    (one) =>
      one.stream === entry.stream &&
      one.need === entry.need &&
      one.grantedYear === entry.grantedYear &&
      one.spentYear === entry.spentYear,
  );
  const most = kept?.amountPence ?? pence(0);
  if (-entry.amountPence <= most) return;
  const there = formatPenceExactly(most);
  const sentence = `Only ${there} is committed there, so no more can be released.`;
  throw refuse('more-than-committed', 'conflict', sentence);
}
