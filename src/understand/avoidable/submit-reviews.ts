import { authorityOf } from '../../govern/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import type { Adjudication } from './adjudicate.ts';
import { type Answers, checkAnswers, checkMayAdjudicate, checkMayAnswer } from './review.ts';
import { formOf } from './review-form.ts';
import {
  type AnswerRow,
  insertAdjudications,
  listCases,
  listReadings,
  saveAnswers,
  setDecided,
  setStatus,
} from './reviews.store.ts';
import { checkIsOpen, readRoundRow } from './start-round.ts';
import { decideAgreed } from './submit-review.ts';

/** A whole review of one case by one reviewer. */
export interface WholeReview extends Answers {
  readonly caseNumber: number;
  readonly reviewerId: number;
}

/**
 * Sends many whole reviews of a round at once, by the same rules as one by one: each by who was
 * asked, none twice. Throws where a review is not whole, and refuses one that nobody was asked for.
 */
export async function submitReviews(
  tx: Tx,
  actor: Actor,
  { roundId, reviews }: { readonly roundId: number; readonly reviews: readonly WholeReview[] },
): Promise<void> {
  const round = await readRoundRow(tx, roundId);
  checkIsOpen(round);
  const form = formOf(round.form_version);
  const readings = Map.groupBy(await listReadings(tx, roundId), (one) => one.caseNumber);
  for (const review of reviews) {
    checkMayAnswer(readings.get(review.caseNumber) ?? [], review.reviewerId);
    if (!checkAnswers(review, form).ok) throw new Error('a review that is sent is whole');
  }
  const rows: readonly AnswerRow[] = reviews;
  await saveAnswers(tx, { authorityId: authorityOf(actor), roundId }, rows);
  await setStatus(tx, roundId, rows, { status: 'submitted' });
  await decideAgreed(tx, roundId);
}

/** Decides many cases between their reviewers at once, by the same rules as one by one. */
export async function adjudicateMany(
  tx: Tx,
  actor: Actor,
  {
    roundId,
    decisions,
  }: {
    readonly roundId: number;
    readonly decisions: readonly Omit<Adjudication, 'roundId'>[];
  },
): Promise<void> {
  checkIsOpen(await readRoundRow(tx, roundId));
  const readings = Map.groupBy(await listReadings(tx, roundId), (one) => one.caseNumber);
  const cases = new Map((await listCases(tx, roundId)).map((one) => [one.case_number, one]));
  for (const { caseNumber, adjudicatorId } of decisions) {
    const isDecided = cases.get(caseNumber)?.decided !== null;
    checkMayAdjudicate(readings.get(caseNumber) ?? [], adjudicatorId, isDecided);
  }
  await insertAdjudications(tx, { authorityId: authorityOf(actor), roundId }, decisions);
  const decided = decisions.map(({ caseNumber, side }) => ({ caseNumber, side }));
  await setDecided(
    tx,
    roundId,
    decided.map((one) => ({ ...one, how: 'adjudication' as const })),
  );
}

/** Cases of a round that both have sent and on which they differ. */
export async function disputedCases(tx: Tx, roundId: number): Promise<number[]> {
  const sent = Map.groupBy(
    (await listReadings(tx, roundId)).filter(({ status }) => status === 'submitted'),
    (one) => one.caseNumber,
  );
  return (await listCases(tx, roundId))
    .filter((one) => one.decided === null && sent.get(one.case_number)?.length === 2)
    .map((one) => one.case_number);
}
