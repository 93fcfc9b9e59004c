import { ROLE_WORDS, type Role } from '../../govern/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { Refusal } from '../../lib/index.ts';
import { assignReviews, openCases, reviewersOf } from './assign-reviews.ts';
import { thoseWhoSetUpReviews } from './avoidable-sample.measure.ts';
import { readersOf } from './review.ts';
import { AVOIDABLE_TRAIL, sayDone, takeDone } from './review-words.ts';
import type { RoundRow } from './rounds.store.ts';
import { finishRound, readRoundRow } from './start-round.ts';

/** Chooses who reviews the cases of a round, and who stands in for those who step aside. */
export const assignPage: Page = definePage({
  url: '/avoidable/:round/assign',
  title: 'Choose who reviews',
  who: thoseWhoSetUpReviews,
  audit: 'changes',
  get: async (request) => show(request, await roundOf(request), []),
  post: async (request) => {
    const round = await roundOf(request);
    const reviewerIds = (request.form.reviewers ?? '').split(';').map(Number);
    try {
      const { tx, actor } = request;
      const { given, missing } = await assignReviews(tx, actor, { roundId: round.id, reviewerIds });
      await request.audit({
        action: 'avoidable.reviews-assigned',
        subjectKind: 'review-round',
        subjectId: String(round.id),
        detail: { given, missing },
      });
      const more = 'Some cases still need a reviewer: choose somebody else as well.';
      sayDone(request.session, missing > 0 ? more : 'Every case has two reviewers.');
      return { redirect: `/avoidable/${round.id}${missing > 0 ? '/assign' : ''}` };
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'not-found') throw error;
      return show(request, round, [{ field: 'reviewers', sentence: error.message }]);
    }
  },
});

/** Finishes a round: its result stays as it is. */
export const finishRoundPage: Page = definePage({
  url: '/avoidable/:round/finish',
  title: 'Finish a round of reviews',
  who: thoseWhoSetUpReviews,
  audit: 'changes',
  post: async (request) => {
    const round = await roundOf(request);
    await finishRound(request.tx, round.id);
    await request.audit({
      action: 'avoidable.round-finished',
      subjectKind: 'review-round',
      subjectId: String(round.id),
    });
    sayDone(request.session, 'The round is finished. Its result stays as it is.');
    return { redirect: `/avoidable/${round.id}` };
  },
});

function roundOf({ tx, params }: PageRequest): Promise<RoundRow> {
  return readRoundRow(tx, Number(params.round));
}

async function show(
  request: PageRequest,
  round: RoundRow,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const reviewers = await reviewersOf(request.tx);
  const open = await openCases(request.tx, round.id);
  return {
    template: 'understand/avoidable/assign.njk',
    breadcrumbs: [...AVOIDABLE_TRAIL, { href: `/avoidable/${round.id}`, text: 'The round' }],
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      done: takeDone(request.session),
      round: { id: round.id, name: round.name, isFinished: round.finished_at !== null },
      isComplete: open.every(({ readings }) => readersOf(readings).length >= 2),
      form: { values: { reviewers: (request.form.reviewers ?? '').split(';') }, errors },
      errors,
      reviewers: reviewers.map((one) => ({
        value: String(one.id),
        text: `${one.name} (${one.roles.map(roleWords).join(', ')})`,
      })),
    },
  };
}

function roleWords(role: string): string {
  return ROLE_WORDS[role as Role].toLowerCase();
}
