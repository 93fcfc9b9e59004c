import { authorityOf } from '../../govern/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { checkMayAdjudicate } from './review.ts';
import type { Side } from './review-form.ts';
import { insertAdjudications, setDecided } from './reviews.store.ts';
import { checkIsOpen, readRoundRow } from './start-round.ts';
import { readCase } from './submit-review.ts';

/** What a third person decides between two reviewers, with the reason. */
export interface Adjudication {
  readonly roundId: number;
  readonly caseNumber: number;
  readonly adjudicatorId: number;
  readonly side: Side;
  readonly reason: string;
}

/** Decides a case on which its two reviewers differ; whoever reviewed it may not. */
export async function adjudicate(tx: Tx, actor: Actor, asked: Adjudication): Promise<void> {
  const { roundId, caseNumber, adjudicatorId } = asked;
  checkIsOpen(await readRoundRow(tx, roundId));
  const { row, readings } = await readCase(tx, roundId, caseNumber);
  checkMayAdjudicate(readings, adjudicatorId, row.decided !== null);
  await insertAdjudications(tx, { authorityId: authorityOf(actor), roundId }, [asked]);
  await setDecided(tx, roundId, [{ caseNumber, side: asked.side, how: 'adjudication' }]);
}
