import { recordAudit } from '../../govern/index.ts';
import { formatDay, parseDay, refuse } from '../../lib/index.ts';
import { asActor, type Command, type CommandContext, defineCommand } from '../../platform/index.ts';
import { holdReview } from './hold-review.ts';
import { loadPlan, type PlanState } from './load-plan.ts';
import { givenFinding, reviewFinding, reviewShown } from './plan-review.measure.ts';
import { thoseWhoEditThePlan } from './plan-view.ts';
import { COURSE_WORDS, DECISION_WORDS, nextReviewDay } from './review.ts';
import { listReviews } from './review.store.ts';

/** `headwater plan review`: forecast beside actual, or the review is held with its decisions. */
export const planReviewCommand: Command = defineCommand({
  name: 'plan review',
  summary: 'Review the shared plan: forecast beside actual, done and given',
  usage: '[--review 1] | --as EMAIL --hash HASH --next 2028-03-31 p1 keep REASON ...',
  explanation:
    'Prints what a review held today would find, or a review that was held. With --next it is ' +
    'held: each priority by its key, then keep, change or stop, then why, as one argument each. ' +
    'What was held never changes. Exit status 1: the review is overdue or a measure off course.',
  options: {
    review: { value: 'NUMBER', explanation: 'a review that was held' },
    hash: { value: 'HASH', explanation: 'the hash of the text that is reviewed' },
    next: { value: 'DAY', explanation: 'the day of the next review; holds this one' },
    words: { value: 'WORDS', explanation: 'what else should be remembered' },
  },
  run: async (context) =>
    asActor(context.database, context.actor, async (tx) => {
      const state = await loadPlan(tx);
      if (!state) return { lines: ['No shared plan has been begun.'], status: 0 };
      if (context.options.next !== undefined) return held(context, tx, state);
      const shown = await reviewShown(tx, context.actor, context.options.review);
      if (!shown) return { lines: ['No shared plan has been begun.'], status: 0 };
      const findings = [reviewFinding(shown), givenFinding(shown)];
      const reviews = await listReviews(tx);
      const nextDay = nextReviewDay(state.plan.content, reviews);
      const isOverdue = nextDay < context.today;
      const isOff = shown.found.measures.some(({ course }) => course === 'off-course');
      return {
        figures: findings.flatMap(({ rows }) => rows.flatMap(({ figures }) => figures)),
        rows: [
          { ...shown.found, hash: state.plan.hash, nextReviewDay: nextDay },
          ...reviews.map((one) => ({ ...one, madeAt: one.madeAt.toISOString() })),
        ],
        lines: [
          ...findings.map(({ headline }) => headline),
          ...shown.found.measures.map(
            ({ course, label, why }) => `${COURSE_WORDS[course].text}: ${label}. ${why}`,
          ),
          isOverdue
            ? `The review was due on ${formatDay(nextDay)} and is overdue.`
            : `The next review is on ${formatDay(nextDay)}.`,
        ],
        status: isOverdue || isOff ? 1 : 0,
      };
    }),
});

async function held(
  context: CommandContext,
  tx: Parameters<typeof holdReview>[0],
  state: PlanState,
) {
  const { actor, options, today } = context;
  if (!thoseWhoEditThePlan.allows(actor)) {
    const sentence = 'Name with --as a commissioner or manager who holds the review.';
    throw refuse('not-for-this-role', 'forbidden', sentence);
  }
  const nextDay = parseDay(options.next ?? '');
  if (nextDay === null) {
    throw refuse('review-day', 'invalid', 'Write the day of the next review as 2028-03-31.');
  }
  const { hash, content } = await holdReview(tx, actor, {
    state,
    openedHash: options.hash ?? '',
    on: today,
    nextDay,
    words: options.words ?? '',
    decided: decidedOf(context.arguments),
  });
  await recordAudit(tx, actor, {
    action: 'plan.reviewed',
    subjectKind: 'plan',
    subjectId: String(state.plan.version),
    detail: { hash, nextDay },
  });
  return {
    rows: [{ hash, ...content }],
    lines: [
      'The review is held.',
      ...content.decisions.map((one) => `${DECISION_WORDS[one.decision]}: ${one.title}`),
      `The next review is on ${formatDay(nextDay)}.`,
    ],
    status: 0 as const,
  };
}

function decidedOf(words: readonly string[]) {
  const decided: Record<string, { decision: string; reason: string }> = {};
  for (let place = 0; place < words.length; place += 3) {
    const [key = '', decision = '', reason = ''] = words.slice(place, place + 3);
    decided[key] = { decision, reason };
  }
  return decided;
}
