import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { formatDay, Refusal } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { today } from '../../record/index.ts';
import { findReview, holdReview } from './hold-review.ts';
import { titleOf } from './horizons.ts';
import { loadPlan, type PlanState } from './load-plan.ts';
import { readDay } from './plan-forms.ts';
import {
  givenFinding,
  reviewFigures,
  reviewFinding,
  type ReviewShown,
  reviewShown,
} from './plan-review.measure.ts';
import { PLAN_TRAIL, planLinks, thoseWhoEditThePlan } from './plan-view.ts';
import {
  COURSE_WORDS,
  DECISION_WORDS,
  DECISIONS,
  nextReviewDay,
  overdueReviews,
  type PlanReview,
} from './review.ts';
import { listReviews } from './review.store.ts';

const ADDRESS = '/plan/review';

/** The yearly review: forecast beside actual, what was done and given, and what is decided. */
export const planReviewPage: Page = definePage({
  url: ADDRESS,
  title: 'Review of the shared plan',
  who: thoseWhoSeeFigures,
  audit: 'changes',
  get: async (request) => showReview(request, []),
  post: async (request) => hold(request),
});

async function hold(request: PageRequest): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const state = await loadPlan(tx);
  if (!state || !thoseWhoEditThePlan.allows(actor)) {
    const sentence = state
      ? 'Only a commissioner or manager can hold the review'
      : 'There is no plan to review yet';
    return showReview(request, [{ field: 'hold', sentence }], 403);
  }
  const { priorities } = state.plan.content;
  const errors: FieldError[] = priorities.flatMap(({ key, title }) => [
    ...(DECISIONS.some((one) => one === form[`decision-${key}`])
      ? []
      : [{ field: `decision-${key}`, sentence: `Select what you decide of "${title}"` }]),
    ...((form[`reason-${key}`] ?? '').trim() === ''
      ? [{ field: `reason-${key}`, sentence: `Say why you decide so of "${title}"` }]
      : []),
  ]);
  const nextDay = readDay(form, 'next');
  if (nextDay === null || nextDay === 'wrong') {
    const sentence = 'Enter the day of the next review, such as 31 3 2028';
    return showReview(request, [...errors, { field: 'next', sentence }]);
  }
  if (errors.length > 0) return showReview(request, errors);
  try {
    const held = await holdReview(tx, actor, {
      state,
      openedHash: form.hash ?? '',
      on: today(),
      nextDay,
      words: form.words ?? '',
      decided: Object.fromEntries(
        priorities.map(({ key }) => [
          key,
          { decision: form[`decision-${key}`] ?? '', reason: form[`reason-${key}`] ?? '' },
        ]),
      ),
    });
    await request.audit({
      action: 'plan.reviewed',
      subjectKind: 'plan',
      subjectId: String(state.plan.version),
      detail: { hash: held.hash, nextDay },
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const field = error.code === 'review-day' ? 'next' : 'hold';
    return showReview(request, [{ field, sentence: error.message }], 409);
  }
  const [newest] = await listReviews(tx);
  return { redirect: `/plan/reviews/${newest?.id ?? ''}` };
}

async function showReview(
  request: PageRequest,
  errors: readonly FieldError[],
  status = 400,
): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const state = await loadPlan(tx);
  const template = 'decide/plan/review.njk';
  const base = {
    errors,
    form: { values: form, errors },
    links: planLinks(actor, ADDRESS),
    mayEdit: thoseWhoEditThePlan.allows(actor),
  };
  const shown = state === null ? null : await reviewShown(tx, actor, undefined);
  if (!state || !shown) {
    return { template, breadcrumbs: PLAN_TRAIL, data: { ...base, view: null } };
  }
  const reviews = await listReviews(tx);
  const { plan } = state;
  const finding = reviewFinding(shown);
  const on = today();
  const nextDay = nextReviewDay(plan.content, reviews);
  return {
    template,
    title: finding.headline,
    breadcrumbs: PLAN_TRAIL,
    ...(errors.length > 0 ? { status } : {}),
    data: {
      ...base,
      view: {
        ...foundView(state, shown),
        hash: plan.hash,
        isAgreed: plan.status === 'agreed',
        nextDay: formatDay(nextDay),
        isOverdue: nextDay < on,
        overdue: overdueReviews(plan.content, reviews, on)
          .filter(({ key }) => key !== '')
          .map(({ title, day }) => ({ title, day: formatDay(day) })),
        isHeldToday: reviews.some(({ heldOn }) => heldOn === on),
        reviews: reviews.map((one) => ({
          href: `/plan/reviews/${one.id}`,
          text: `Review of ${formatDay(one.heldOn)}`,
          quiet: `Version ${one.version}, ${decisionsInWords(one)}`,
        })),
        priorities: plan.content.priorities.map(({ key, title }) => ({ key, title })),
        decisions: DECISIONS.map((value) => ({ value, text: DECISION_WORDS[value] })),
      },
    },
  };
}

function decisionsInWords({ content }: PlanReview): string {
  const words = { keep: 'kept', change: 'to be changed', stop: 'stopped' };
  return DECISIONS.flatMap((decision) => {
    const count = content.decisions.filter((one) => one.decision === decision).length;
    return count === 0 ? [] : [`${count} ${words[decision]}`];
  }).join(', ');
}

/** What the pages of a review show of what it found. */
function foundView(state: PlanState | null, shown: ReviewShown) {
  const finding = reviewFinding(shown);
  const given = givenFinding(shown);
  return {
    id: finding.id,
    headline: finding.headline,
    given,
    givenFigures: given.rows
      .flatMap(({ figures }) => figures)
      .filter(({ id }) => /=(done|late|pledged|delivered)$/.test(id)),
    columns: finding.columns,
    finding,
    lines: shown.found.measures.map((one) => ({
      label: one.label,
      of: state ? titleOf(state.plan.content, one.priority) : '',
      figures: reviewFigures(shown, one),
      course: COURSE_WORDS[one.course],
      why: one.why,
    })),
    late: shown.found.late,
    notes: finding.notes ?? [],
  };
}

/** A review as it was held: what it found and decided never changes. */
export const planHeldReviewPage: Page = definePage({
  url: '/plan/reviews/:review',
  title: 'A review of the shared plan',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, params }) => {
    const review = await findReview(tx, params.review);
    const state = await loadPlan(tx, review.version);
    const shown: ReviewShown = {
      review: String(review.id),
      found: review.content,
      heldOn: review.heldOn,
      version: review.version,
      hash: review.hash,
    };
    const view = foundView(state, shown);
    return {
      template: 'decide/plan/held-review.njk',
      title: `Review of ${formatDay(review.heldOn)}: ${view.headline}`,
      breadcrumbs: [...PLAN_TRAIL, { href: ADDRESS, text: 'Review' }],
      data: {
        links: planLinks(actor, ADDRESS),
        view,
        heldOn: formatDay(review.heldOn),
        nextDay: formatDay(review.nextDay),
        version: review.version,
        by: review.by,
        hash: review.hash,
        words: review.content.words,
        decisions: review.content.decisions.map((one) => ({
          ...one,
          decision: DECISION_WORDS[one.decision],
        })),
      },
    };
  },
});
