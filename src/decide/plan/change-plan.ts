import { authorityOf, roleOf } from '../../govern/index.ts';
import { type AgencyId, type CalendarDay, refuse } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import {
  type ActionStatus,
  emptyPlan,
  type Pledge,
  type PlanContent,
  type PlanStatus,
  type PlanVersion,
} from './plan.ts';
import { planHash } from './plan-hash.ts';
import {
  agencyOf,
  findVersion,
  insertActionWord,
  insertAnswer,
  insertComment,
  insertDelivery,
  insertVersion,
  listAnswers,
  listDeliveries,
  moveVersion,
  saveDraft,
  supersedeAgreed,
  takeNewestVersion,
} from './plan.store.ts';
import {
  changedSince,
  changesInPlace,
  checkActionWord,
  checkAnswer,
  checkMove,
  checkPriorities,
  checkUnchanged,
  isAgreedBy,
} from './plan-rules.ts';

/** Somebody in whose name a job writes, as the demo does: an account and its role. */
export interface InNameOf {
  readonly by: string;
  readonly role: string;
}

/** What a change of the plan came to. */
export interface ChangedPlan {
  readonly version: number;
  readonly hash: string;
  /** Whether the change made a new version, because the one before was no draft any more. */
  readonly isNew: boolean;
}

/**
 * Changes the newest version, or makes a new draft from it when it is no draft: what was signed
 * stays as it is. Refuses a change of a text that has changed since it was opened.
 */
export async function changePlan(
  tx: Tx,
  actor: Actor,
  asked: {
    readonly openedHash: string;
    readonly today: CalendarDay;
    readonly change: (content: PlanContent) => PlanContent;
  },
): Promise<ChangedPlan> {
  const newest = await takeNewestVersion(tx);
  if (newest) checkUnchanged(newest, asked.openedHash);
  else if (asked.openedHash !== '') throw changedSince();
  const before = newest?.content ?? emptyPlan(asked.today);
  const content = asked.change(before);
  if (content.priorities.length > before.priorities.length) {
    checkPriorities(content.priorities.length);
  }
  const hash = planHash(content);
  if (newest && changesInPlace(newest)) {
    const { version, hash: openedHash } = newest;
    if (!(await saveDraft(tx, { version, openedHash, content, hash }))) throw changedSince();
    return { version, hash, isNew: false };
  }
  const version = (newest?.version ?? 0) + 1;
  const made = { version, content, hash, by: actor.id };
  if (!(await insertVersion(tx, authorityOf(actor), made))) throw changedSince();
  return { version, hash, isNew: true };
}

/** Shares the newest version for comment or puts it up for sign-off. */
export async function movePlan(
  tx: Tx,
  asked: { readonly openedHash: string; readonly to: PlanStatus },
): Promise<PlanVersion> {
  const newest = await takeNewestVersion(tx);
  if (!newest) throw noSuchVersion();
  checkUnchanged(newest, asked.openedHash);
  checkMove(newest, asked.to);
  if (asked.to !== 'for-comment' && asked.to !== 'for-sign-off') {
    const sentence = 'A plan is agreed when every agency that was asked has signed it';
    throw refuse('plan-cannot-move', 'forbidden', sentence);
  }
  await moveVersion(tx, newest.version, asked.to);
  return newest;
}

function noSuchVersion() {
  return refuse('no-such-version', 'not-found', 'There is no such version of the plan.');
}

/**
 * Keeps an agency's answer to the version that its person read. With the last signature the
 * version is agreed, and the one that was agreed before gives way to it.
 */
export async function answerPlan(
  tx: Tx,
  actor: Actor,
  asked: {
    readonly version: number;
    readonly hash: string;
    readonly forAgency: AgencyId;
    readonly answer: 'signed' | 'refused';
    readonly reason: string;
    /** For jobs alone: whose answer it is. */
    readonly inNameOf?: InNameOf;
  },
): Promise<{ readonly isAgreed: boolean }> {
  const newest = await takeNewestVersion(tx);
  const version = await findVersion(tx, asked.version);
  if (!newest || !version) throw noSuchVersion();
  if (newest.version !== version.version) throw changedSince();
  // Jobs have no agency of their own: they answer for the one that they name.
  const isJob = roleOf(actor) === 'system';
  const agencyId = isJob ? asked.forAgency : agencyOf(actor.settings);
  checkAnswer(version, { ...asked, agencyId });
  await insertAnswer(tx, authorityOf(actor), {
    version: version.version,
    hash: version.hash,
    agencyId: asked.forAgency,
    answer: asked.answer,
    reason: asked.reason.trim(),
    role: isJob ? (asked.inNameOf?.role ?? 'system') : roleOf(actor),
    by: isJob ? (asked.inNameOf?.by ?? actor.id) : actor.id,
  });
  if (!isAgreedBy(version, await listAnswers(tx, version.version))) return { isAgreed: false };
  await supersedeAgreed(tx);
  await moveVersion(tx, version.version, 'agreed');
  return { isAgreed: true };
}

/** Keeps what an agency says about a version. */
export async function commentOnPlan(
  tx: Tx,
  actor: Actor,
  asked: {
    readonly version: number;
    readonly forAgency: AgencyId;
    readonly about: string;
    readonly text: string;
    /** For jobs alone: whose comment it is. */
    readonly inNameOf?: InNameOf;
  },
): Promise<void> {
  const version = await findVersion(tx, asked.version);
  if (!version) throw noSuchVersion();
  if (version.status === 'draft') {
    const sentence = 'This version is a draft: it is not shared for comment yet';
    throw refuse('plan-not-shared', 'conflict', sentence);
  }
  const isJob = roleOf(actor) === 'system';
  if (!isJob && agencyOf(actor.settings) !== asked.forAgency) {
    throw refuse('not-your-agency', 'forbidden', 'An agency cannot speak for another one');
  }
  const { version: number, forAgency: agencyId, about, text } = { ...asked };
  await insertComment(tx, authorityOf(actor), {
    version: number,
    agencyId,
    about,
    text: text.trim(),
    by: isJob ? (asked.inNameOf?.by ?? actor.id) : actor.id,
  });
}

/** Keeps what an owner says of an action; only its agency, or who edits the plan, may say it. */
export async function sayOfAction(
  tx: Tx,
  actor: Actor,
  asked: {
    readonly plan: PlanVersion;
    readonly action: string;
    readonly status: ActionStatus;
    readonly reason: string;
    readonly on: CalendarDay;
  },
): Promise<void> {
  const action = asked.plan.content.actions.find(({ key }) => key === asked.action);
  if (!action) throw refuse('no-such-action', 'not-found', 'There is no such action in the plan.');
  checkOwnAgency(actor, action.agencyId);
  checkActionWord(asked.status, asked.reason);
  const { action: key, status, on } = asked;
  const reason = asked.reason.trim();
  await insertActionWord(tx, authorityOf(actor), { action: key, status, reason, on, by: actor.id });
}

/** Records what was given of a pledge; it never takes more back than was given. */
export async function recordDelivery(
  tx: Tx,
  actor: Actor,
  asked: {
    readonly plan: PlanVersion;
    readonly pledge: string;
    readonly amount: number;
    readonly on: CalendarDay;
    readonly note: string;
  },
): Promise<Pledge> {
  const pledge = asked.plan.content.pledges.find(({ key }) => key === asked.pledge);
  if (!pledge) throw refuse('no-such-pledge', 'not-found', 'There is no such pledge in the plan.');
  checkOwnAgency(actor, pledge.agencyId);
  const given = (await listDeliveries(tx))
    .filter((one) => one.pledge === pledge.key)
    .reduce((sum, one) => sum + one.amount, 0);
  if (given + asked.amount < 0) {
    const sentence = 'More cannot be taken back than was recorded as given';
    throw refuse('delivery-below-nought', 'invalid', sentence);
  }
  const { amount, on, note } = asked;
  const kept = { pledge: pledge.key, amount, on, note: note.trim(), by: actor.id };
  await insertDelivery(tx, authorityOf(actor), kept);
  return pledge;
}

function checkOwnAgency(actor: Actor, agencyId: AgencyId | null): void {
  const own = agencyOf(actor.settings);
  if (own === null || own === agencyId || roleOf(actor) === 'commissioner') return;
  const sentence = 'Only the agency that owns it, or the commissioner, can say how it stands';
  throw refuse('not-your-agency', 'forbidden', sentence);
}
