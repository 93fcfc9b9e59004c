import { authorityOf } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { assignReaders, type OpenCase } from './review.ts';
import {
  insertReviews,
  listCases,
  listReadings,
  listReviewers,
  type ReviewerRow,
} from './reviews.store.ts';
import { checkIsOpen, readRoundRow } from './start-round.ts';

/** Roles whose work lets them review a case. */
export const REVIEWER_ROLES = ['practitioner', 'manager', 'analyst', 'triage-officer'] as const;

/** Those who may review. */
export function reviewersOf(tx: Tx): Promise<ReviewerRow[]> {
  return listReviewers(tx, REVIEWER_ROLES);
}

/**
 * Shares the cases that lack a reader out among these accounts: two each, nobody one case twice,
 * restricted records only to managers. Gives how many were given, and how many readings nobody
 * chosen could take. Cases that the actor may not see are left for a manager.
 */
export async function assignReviews(
  tx: Tx,
  actor: Actor,
  { roundId, reviewerIds }: { readonly roundId: number; readonly reviewerIds: readonly number[] },
): Promise<{ readonly given: number; readonly missing: number }> {
  const round = await readRoundRow(tx, roundId);
  checkIsOpen(round);
  const chosen = (await reviewersOf(tx)).filter(({ id }) => reviewerIds.includes(id));
  if (chosen.length === 0) {
    throw refuse('no-reviewers', 'invalid', 'Select at least two people who will review');
  }
  const { assignments, missing } = assignReaders(
    await openCases(tx, roundId),
    chosen.map(({ id, roles }) => ({ id, seesRestricted: roles.includes('manager') })),
    round.seed,
  );
  const of = { authorityId: authorityOf(actor), roundId, actorId: actor.id };
  if (assignments.length > 0) await insertReviews(tx, of, assignments);
  return { given: assignments.length, missing };
}

/** The cases of a round that the actor may see, with who has or had them. */
export async function openCases(tx: Tx, roundId: number): Promise<OpenCase[]> {
  const readings = Map.groupBy(await listReadings(tx, roundId), (one) => one.caseNumber);
  return (await listCases(tx, roundId))
    .filter((one) => one.decided === null)
    .map((one) => ({
      caseNumber: one.case_number,
      isRestricted: one.is_restricted,
      readings: readings.get(one.case_number) ?? [],
    }));
}
