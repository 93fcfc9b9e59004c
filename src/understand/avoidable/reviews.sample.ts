import { addDays, type AuthorityId, type CalendarDay, day } from '../../lib/index.ts';
import { type Actor, asActor, type Database } from '../../platform/index.ts';
import type { PersonStatement } from '../../record/index.ts';
import { loadPeople } from '../hand-made.sample.ts';
import { assignReviews } from './assign-reviews.ts';
import { type Answers, NO_ANSWERS } from './review.ts';
import { listReadings } from './reviews.store.ts';
import { startRound } from './start-round.ts';
import { submitReview } from './submit-review.ts';

/** Days in care of each child of the sample, in foster care. */
export const DAYS_IN_CARE = 100;

/** Children who come into care in 2024-25, one a day from 1 May, of every age in turn. */
export function careChildren(count: number): PersonStatement[] {
  return Array.from({ length: count }, (_, index) => {
    const start = addDays(day('2024-05-01'), index);
    const endDay = addDays(start, DAYS_IN_CARE);
    const age = index % 18;
    const row = index + 2;
    return {
      row,
      identifiers: [{ kind: 'la-child-id', value: `Care ${index}` }],
      birthDay: `${2024 - age}-01-15` as CalendarDay,
      names: [{ kind: 'legal', given: `Kit${index}`, family: 'Example' }],
      spells: [
        { kind: 'status', code: 'child-in-need', startDay: addDays(start, -30), endDay, row },
        { kind: 'status', code: 'looked-after', startDay: start, endDay, row },
        { kind: 'placement', code: 'U4', startDay: start, endDay, row },
      ],
      events: [
        { kind: 'referral', code: '6', day: addDays(start, -40), outcome: 'accepted' },
        { kind: 'looked-after-start', code: 'S', day: start },
      ],
    };
  });
}

/** Loads so many children who come into care. */
export function loadCareChildren(
  database: Database,
  authorityId: AuthorityId,
  count: number,
): Promise<void> {
  return loadPeople(database, authorityId, `care-${count}.xml`, careChildren(count));
}

/** A whole review that says yes or no. */
export function whole(judgement: string, more: Partial<Answers> = {}): Answers {
  const isYes = judgement === 'definitely' || judgement === 'probably';
  return {
    ...NO_ANSWERS,
    judgement,
    ...(isYes ? { extent: 'avoided', moment: 'first-contact', help: ['parent-behaviour'] } : {}),
    confidence: 'high',
    themes: ['parenting'],
    offered: 'none',
    reason: 'What the record tells.',
    ...more,
  };
}

/** What the sample asks of a round. */
export const SAMPLE_ROUND = {
  name: 'Entries of a year',
  fromDay: day('2024-04-01'),
  toDay: day('2025-04-01'),
  ward: null,
  levelBefore: '',
  seed: 7,
  today: day('2026-11-20'),
} as const;

/** Starts a round of so many cases and gives each two reviewers; gives the round's number. */
export function aRound(
  database: Database,
  manager: Actor,
  { size, reviewers }: { readonly size: number; readonly reviewers: readonly Actor[] },
): Promise<number> {
  return asActor(database, manager, async (tx) => {
    const roundId = await startRound(tx, manager, { ...SAMPLE_ROUND, size });
    const reviewerIds = reviewers.map((one) => Number(one.id));
    await assignReviews(tx, manager, { roundId, reviewerIds });
    return roundId;
  });
}

/** Every reviewer sends a review of each of their cases, with the answers that a test makes. */
export async function reviewAll(
  database: Database,
  roundId: number,
  {
    reviewers,
    answer,
  }: {
    readonly reviewers: readonly Actor[];
    answer(caseNumber: number, reviewer: number): Answers | null;
  },
): Promise<void> {
  for (const [index, actor] of reviewers.entries()) {
    await asActor(database, actor, async (tx) => {
      const reviewerId = Number(actor.id);
      const own = (await listReadings(tx, roundId)).filter((one) => one.reviewerId === reviewerId);
      for (const { caseNumber, status } of own) {
        const answers = answer(caseNumber, index);
        if (answers === null || status === 'submitted') continue;
        await submitReview(tx, actor, { roundId, caseNumber, reviewerId, answers });
      }
    });
  }
}
