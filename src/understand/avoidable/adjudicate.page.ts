import { Refusal } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { adjudicate } from './adjudicate.ts';
import { thoseWhoSetUpReviews } from './avoidable-sample.measure.ts';
import {
  childOf,
  note,
  noteRead,
  type OpenCasePage,
  openCase,
  readableReviews,
} from './case.page.ts';
import { checkMayAdjudicate } from './review.ts';
import { AVOIDABLE_TRAIL, sayDone } from './review-words.ts';

const SIDES = [
  { value: 'avoidable', text: 'Yes, it could have been avoided' },
  { value: 'not-avoidable', text: 'No, it could not have been avoided' },
] as const;

/** Decides a case on which its reviewers differ, with both reviews and the journey at hand. */
export const adjudicatePage: Page = definePage({
  url: '/avoidable/:round/cases/:case/adjudicate',
  title: 'Decide between two reviews',
  who: thoseWhoSetUpReviews,
  audit: 'reads-person',
  get: async (request) => {
    const opened = await openCase(request);
    await noteRead(request, opened.row);
    return show(request, opened, []);
  },
  post: async (request) => {
    const opened = await openCase(request);
    const side = SIDES.find(({ value }) => value === request.form.side)?.value;
    const reason = request.form.reason ?? '';
    const errors: FieldError[] = [
      ...(side ? [] : [{ field: 'side', sentence: 'Select whether it could have been avoided' }]),
      ...(reason ? [] : [{ field: 'reason', sentence: 'Write why you decide so' }]),
    ];
    if (!side || errors.length > 0) return show(request, opened, errors);
    const { round, row } = opened;
    await adjudicate(request.tx, request.actor, {
      roundId: round.id,
      caseNumber: row.case_number,
      adjudicatorId: Number(request.actor.id),
      side,
      reason,
    });
    await note(request, 'avoidable.adjudicated', row);
    sayDone(request.session, `Case ${row.case_number} is decided.`);
    return { redirect: `/avoidable/${round.id}` };
  },
});

async function show(
  request: PageRequest,
  opened: OpenCasePage,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const { round, row } = opened;
  const account = Number(request.actor.id);
  const { child } = await childOf(request, row);
  return {
    template: 'understand/avoidable/adjudicate.njk',
    title: `Decide case ${row.case_number}`,
    breadcrumbs: [...AVOIDABLE_TRAIL, { href: `/avoidable/${round.id}`, text: 'The round' }],
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      round: { id: round.id, name: round.name },
      number: row.case_number,
      child,
      whyNot: whyNot(opened, account),
      reviews: readableReviews(opened, account),
      sides: SIDES,
      form: { values: request.form, errors },
      errors,
    },
  };
}

/** Why this person may not decide, in words; empty where they may. */
function whyNot({ readings, row, round }: OpenCasePage, account: number): string {
  if (round.finished_at !== null) return 'This round is finished.';
  try {
    checkMayAdjudicate(readings, account, row.decided !== null);
    return '';
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
