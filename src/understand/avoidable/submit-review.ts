import { authorityOf } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { type Answers, agreedSide, checkMayAnswer, isReadTwice } from './review.ts';
import { formOf, sideOf } from './review-form.ts';
import {
  type CaseRow,
  type Decision,
  listAnswers,
  listCases,
  listReadings,
  lockCase,
  type ReadingRow,
  saveAnswers,
  setDecided,
  setStatus,
} from './reviews.store.ts';
import { checkIsOpen, readRoundRow } from './start-round.ts';

/** One reading of one case. */
export interface ReadingKey {
  readonly roundId: number;
  readonly caseNumber: number;
  readonly reviewerId: number;
}

/** A sampled case that the actor may see, and who reads it; else it does not exist. */
export async function readCase(
  tx: Tx,
  roundId: number,
  caseNumber: number,
): Promise<{ readonly row: CaseRow; readonly readings: readonly ReadingRow[] }> {
  const known = Number.isSafeInteger(caseNumber) && caseNumber > 0 && caseNumber < 1e6;
  const [row] = known ? await listCases(tx, roundId, caseNumber) : [];
  if (!row) throw refuse('no-such-case', 'not-found', 'There is no such case in this round.');
  return { row, readings: await listReadings(tx, roundId, caseNumber) };
}

/** Keeps what a reviewer has so far; nothing is checked, so that no text is lost. */
export async function saveDraft(
  tx: Tx,
  actor: Actor,
  of: ReadingKey & { readonly answers: Answers },
): Promise<void> {
  await checkOwn(tx, of);
  await saveAnswers(tx, { authorityId: authorityOf(actor), roundId: of.roundId }, [
    { ...of.answers, caseNumber: of.caseNumber, reviewerId: of.reviewerId },
  ]);
  await setStatus(tx, of.roundId, [of], { status: 'draft' });
}

/**
 * Sends a whole review. Once both are in and on one side, the case is decided by agreement; gives
 * whether it is decided now, waits for the other reviewer, or needs somebody to decide.
 */
export async function submitReview(
  tx: Tx,
  actor: Actor,
  of: ReadingKey & { readonly answers: Answers },
): Promise<'waits' | 'decided' | 'disputed'> {
  await lockCase(tx, of.roundId, of.caseNumber);
  await saveDraft(tx, actor, of);
  await setStatus(tx, of.roundId, [of], { status: 'submitted' });
  await decideAgreed(tx, of.roundId, of.caseNumber);
  const { row, readings } = await readCase(tx, of.roundId, of.caseNumber);
  if (row.decided !== null) return 'decided';
  return isReadTwice(readings) ? 'disputed' : 'waits';
}

/** Decides the cases of a round, or one of them, that both reviewers put on one side. */
export async function decideAgreed(
  tx: Tx,
  roundId: number,
  only: number | null = null,
): Promise<void> {
  const form = formOf((await readRoundRow(tx, roundId)).form_version);
  const sent = (await listReadings(tx, roundId, only)).filter((one) => one.status === 'submitted');
  const twice = Map.groupBy(sent, (one) => one.caseNumber);
  const answers = Map.groupBy(await listAnswers(tx, roundId, only), (one) => one.caseNumber);
  const decisions = [...twice].flatMap(([caseNumber, readings]): Decision[] => {
    if (!isReadTwice(readings)) return [];
    const own = (answers.get(caseNumber) ?? []).filter((one) =>
      readings.some(({ reviewerId }) => reviewerId === one.reviewerId),
    );
    const side = agreedSide(
      own.map((one) => one.judgement),
      form,
    );
    return side === null ? [] : [{ caseNumber, side, how: 'agreement' }];
  });
  if (decisions.length > 0) await setDecided(tx, roundId, decisions);
}

/** Steps aside from a case, so that somebody else is asked; drafts stay but count for nothing. */
export async function stepAside(
  tx: Tx,
  of: ReadingKey & { readonly conflict: string },
): Promise<void> {
  await checkOwn(tx, of);
  await setStatus(tx, of.roundId, [of], { status: 'stepped-aside', conflict: of.conflict });
}

async function checkOwn(tx: Tx, { roundId, caseNumber, reviewerId }: ReadingKey): Promise<void> {
  checkIsOpen(await readRoundRow(tx, roundId));
  const { readings } = await readCase(tx, roundId, caseNumber);
  checkMayAnswer(readings, reviewerId);
}

/** The judgements of a version of the form that mean avoidable. */
export function judgementsFor(formVersion: string): string[] {
  const form = formOf(formVersion);
  return form.judgements
    .map(({ code }) => code)
    .filter((code) => sideOf(code, form) === 'avoidable');
}
