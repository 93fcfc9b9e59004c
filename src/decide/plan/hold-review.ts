import { authorityOf } from '../../govern/index.ts';
import { type CalendarDay, refuse } from '../../lib/index.ts';
import { type Actor, canonicalJson, sha256Of, type Tx } from '../../platform/index.ts';
import type { PlanState } from './load-plan.ts';
import { checkUnchanged } from './plan-rules.ts';
import {
  type Decision,
  DECISIONS,
  type PriorityDecision,
  type PlanReview,
  type ReviewContent,
} from './review.ts';
import { findForReview } from './review-findings.ts';
import { insertReview, listReviews } from './review.store.ts';

/** What a review decides of each priority, by its key, before it is checked. */
export type DecidedOf = Readonly<
  Record<string, { readonly decision: string; readonly reason: string }>
>;

/**
 * Holds the yearly review: what it finds on the day is kept with what was decided of each priority
 * and why. It never changes again. Refuses a plan that is not agreed, another text than the one
 * that was read, a priority without decision or reason, and a second review on one day.
 */
export async function holdReview(
  tx: Tx,
  actor: Actor,
  asked: {
    readonly state: PlanState;
    readonly openedHash: string;
    readonly on: CalendarDay;
    readonly nextDay: CalendarDay;
    readonly words: string;
    readonly decided: DecidedOf;
    /** For jobs alone: who held it. */
    readonly inNameOf?: string;
  },
): Promise<{ readonly hash: string; readonly content: ReviewContent }> {
  const { state, on, nextDay } = asked;
  const { plan } = state;
  if (plan.status !== 'agreed') {
    const sentence = 'Only a plan that the partnership has agreed can be reviewed';
    throw refuse('plan-not-agreed', 'conflict', sentence);
  }
  checkUnchanged(plan, asked.openedHash);
  if (nextDay <= on) {
    throw refuse('review-day', 'invalid', 'Enter a day of the next review after this one');
  }
  const decisions = decisionsOf(state, asked.decided);
  const found = await findForReview(tx, actor, { state, on });
  const content = { ...found, decisions, words: asked.words.trim() };
  const kept = { version: plan.version, planHash: plan.hash, heldOn: on, nextDay, content };
  const hash = sha256Of(canonicalJson(kept));
  const by = asked.inNameOf ?? actor.id;
  if (!(await insertReview(tx, authorityOf(actor), { ...kept, hash, by }))) {
    const sentence = 'A review was held on this day already, and what it found does not change';
    throw refuse('review-held', 'conflict', sentence);
  }
  return { hash, content };
}

function decisionsOf({ plan }: PlanState, decided: DecidedOf): PriorityDecision[] {
  return plan.content.priorities.map(({ key, title }) => {
    const { decision, reason = '' } = decided[key] ?? {};
    const known = DECISIONS.find((one): one is Decision => one === decision);
    if (!known) {
      throw refuse('no-decision', 'invalid', `Select what you decide of "${title}"`);
    }
    if (reason.trim() === '') {
      throw refuse('no-reason', 'invalid', `Say why you decide so of "${title}"`);
    }
    return { priority: key, title, decision: known, reason: reason.trim() };
  });
}

/** One review by its number; refuses one that is not there or no longer gives its hash. */
export async function findReview(tx: Tx, id: string | undefined): Promise<PlanReview> {
  const review = (await listReviews(tx)).find((one) => String(one.id) === id);
  if (!review) throw refuse('no-such-review', 'not-found', 'There is no such review of the plan.');
  const { version, planHash, heldOn, nextDay, content } = review;
  const hash = sha256Of(canonicalJson({ version, planHash, heldOn, nextDay, content }));
  if (hash === review.hash) return review;
  const sentence = 'This review does not give its hash any more: it was changed from outside';
  throw refuse('review-changed', 'conflict', sentence);
}
