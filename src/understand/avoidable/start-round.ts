import { authorityOf } from '../../govern/index.ts';
import { type CalendarDay, refuse } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { drawSample, type RoundAsked } from './draw-sample.ts';
import { formOn, REVIEW_BOOK } from './review-form.ts';
import { progressOf } from './outcome.store.ts';
import { careEntries, closeRound, findRound, insertRound, type RoundRow } from './rounds.store.ts';

/**
 * Starts a round: counts and freezes who was eligible, draws the sample by its seed, and keeps the
 * version of the form that holds on the day. Gives its number; refuses a name that is taken.
 */
export async function startRound(
  tx: Tx,
  actor: Actor,
  asked: RoundAsked & { readonly today: CalendarDay },
): Promise<number> {
  const entries = await careEntries(tx, asked, REVIEW_BOOK.leftOut);
  const drawn = drawSample(entries, asked.size, asked.seed);
  const formVersion = formOn(asked.today).code;
  const authorityId = authorityOf(actor);
  const id = await insertRound(
    tx,
    { ...asked, authorityId, actorId: actor.id, formVersion },
    drawn,
  );
  if (id === null) {
    const sentence = 'There is a round of this name already. Give this one another name.';
    throw refuse('round-name-taken', 'conflict', sentence);
  }
  return id;
}

/** One round; one of another authority does not exist. */
export async function readRoundRow(tx: Tx, id: number): Promise<RoundRow> {
  const round = Number.isSafeInteger(id) && id > 0 ? await findRound(tx, id) : null;
  if (!round) throw refuse('no-such-round', 'not-found', 'There is no such round of reviews.');
  return round;
}

/** Refuses to change a round that is finished. */
export function checkIsOpen(round: Pick<RoundRow, 'finished_at'>): void {
  if (round.finished_at !== null) {
    const sentence = 'This round is finished. Its reviews and its result stay as they are.';
    throw refuse('round-finished', 'conflict', sentence);
  }
}

/** Finishes a round: no case may be open between its reviewers, and some must be decided. */
export async function finishRound(tx: Tx, roundId: number): Promise<void> {
  checkIsOpen(await readRoundRow(tx, roundId));
  const progress = await progressOf(tx, roundId);
  if (progress.disputed > 0) {
    throw refuse('cases-disputed', 'conflict', 'Some cases still wait for a decision.');
  }
  if (progress.decided < progress.cases) {
    throw refuse('cases-undecided', 'conflict', 'Some cases still wait for their reviewers.');
  }
  await closeRound(tx, roundId);
}
