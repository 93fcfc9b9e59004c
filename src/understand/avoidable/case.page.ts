import { thoseWhoSeePeople } from '../../govern/index.ts';
import {
  addDays,
  ageOn,
  type CalendarDay,
  formatDay,
  type PersonId,
  refuse,
} from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { findPerson, journeyTimeline, nameOf, personJourney } from '../../record/index.ts';
import { type Answers, checkAnswers, CONFLICTS, mayReadAnswers, readAnswers } from './review.ts';
import { answerLines, fieldValues, reviewFields, THEME_CODES } from './review-fields.ts';
import { formOf, type ReviewForm } from './review-form.ts';
import { AVOIDABLE_TRAIL, caseStatus, sayDone, takeDone } from './review-words.ts';
import {
  type AnswerRow,
  type CaseRow,
  findAdjudication,
  listAnswers,
  type ReadingRow,
} from './reviews.store.ts';
import type { RoundRow } from './rounds.store.ts';
import { readRoundRow } from './start-round.ts';
import { readCase, saveDraft, stepAside, submitReview } from './submit-review.ts';

/** Everything of one case that its pages show, as far as this person may read it. */
export interface OpenCasePage {
  readonly round: RoundRow;
  readonly form: ReviewForm;
  readonly row: CaseRow;
  readonly readings: readonly ReadingRow[];
  readonly answers: readonly AnswerRow[];
}

/** The review of one case: the form beside the child's journey up to the entry. */
export const casePage: Page = definePage({
  url: '/avoidable/:round/cases/:case',
  title: 'A case to review',
  who: thoseWhoSeePeople,
  audit: 'reads-person',
  get: async (request) => {
    const opened = await openCase(request);
    await noteRead(request, opened.row);
    return show(request, opened, { errors: [] });
  },
  post: async (request) => {
    const opened = await openCase(request);
    const { round, row, form } = opened;
    const key = { roundId: round.id, caseNumber: row.case_number };
    const of = { ...key, reviewerId: Number(request.actor.id) };
    const back = { redirect: `/avoidable/${round.id}` };
    if (request.form.act === 'aside') {
      const conflict = CONFLICTS.find(({ value }) => value === request.form.conflict)?.value;
      if (conflict === undefined) {
        const sentence = 'Select why you should not review this case';
        return show(request, opened, { errors: [{ field: 'conflict', sentence }] });
      }
      await stepAside(request.tx, { ...of, conflict });
      await note(request, 'avoidable.stepped-aside', row);
      sayDone(request.session, 'Thank you for saying so. Somebody else will be asked.');
      return back;
    }
    const answers = readAnswers(request.form, form, THEME_CODES);
    const checked = checkAnswers(answers, form);
    if (request.form.act !== 'submit' || !checked.ok) {
      await saveDraft(request.tx, request.actor, { ...of, answers });
      await note(request, 'avoidable.draft-kept', row);
      if (request.form.act === 'submit' && !checked.ok) {
        return show(request, opened, { errors: checked.errors, answers });
      }
      sayDone(request.session, `Case ${row.case_number}: your draft is kept. Only you see it.`);
      return back;
    }
    const state = await submitReview(request.tx, request.actor, { ...of, answers: checked.value });
    await note(request, 'avoidable.review-sent', row);
    sayDone(request.session, `Case ${row.case_number}: your review is sent. ${SENT[state]}`);
    return back;
  },
});

const SENT = {
  waits: 'The other reviewer has not sent theirs yet.',
  decided: 'You and the other reviewer agree, so the case is decided.',
  disputed: 'The other reviewer sees it differently, so somebody else will decide.',
} as const;

/** Reads a case for its pages; one that may not be seen does not exist. */
export async function openCase({ tx, params }: PageRequest): Promise<OpenCasePage> {
  const round = await readRoundRow(tx, Number(params.round));
  const { row, readings } = await readCase(tx, round.id, Number(params.case));
  const answers = await listAnswers(tx, round.id, row.case_number);
  return { round, form: formOf(round.form_version), row, readings, answers };
}

/** Notes that the record of this case was read. */
export function noteRead(request: PageRequest, row: CaseRow): Promise<void> {
  return note(request, 'avoidable.case-read', row);
}

/** Notes what was done with the record of this case. */
export function note(request: PageRequest, action: string, row: CaseRow): Promise<void> {
  return request.audit({ action, subjectKind: 'person', subjectId: String(row.person_id) });
}

/** The child of a case and the journey up to the entry, which is what reviewers could know. */
export async function childOf({ tx }: PageRequest, row: CaseRow) {
  const person = await findPerson(tx, row.person_id as PersonId);
  if (!person) throw refuse('no-such-case', 'not-found', 'There is no such case in this round.');
  const journey = await personJourney(tx, row.person_id);
  const before = <T extends { readonly is_counted: boolean }>(
    rows: readonly T[],
    dayOf: (one: T) => CalendarDay,
  ) => rows.filter((one) => one.is_counted && dayOf(one) <= row.entry_day);
  const events = before(journey.events, (one) => one.day);
  // What goes on ends here on the day of the entry: how long it went on came later.
  const spells = before(journey.spells, (one) => addDays(one.start_day, 1)).map((one) =>
    one.end_day !== null && one.end_day <= row.entry_day
      ? one
      : { ...one, end_day: row.entry_day, end_reason: null },
  );
  const isSchoolTerm = (one: (typeof events)[number]) => one.kind === 'attendance-term';
  return {
    events,
    child: {
      name: nameOf(person),
      href: `/people/${person.id}`,
      age: person.birth_day === null ? 'age not known' : ageWords(person.birth_day, row.entry_day),
      entryDay: formatDay(row.entry_day),
      timeline: journeyTimeline(
        spells,
        events.filter((one) => !isSchoolTerm(one)),
      ),
    },
  };
}

function ageWords(birth: CalendarDay, on: CalendarDay): string {
  const age = ageOn(birth, on);
  return age < 1 ? 'under 1 year old' : `${age} years old`;
}

/** Both reviews side by side, where the blind rule lets this person read them. */
export function readableReviews({ answers, readings, form }: OpenCasePage, account: number) {
  return answers
    .filter(({ reviewerId }) => mayReadAnswers(account, reviewerId, readings))
    .filter(({ reviewerId }) =>
      readings.some((one) => one.reviewerId === reviewerId && one.status === 'submitted'),
    )
    .sort((a, b) => Number(b.reviewerId === account) - Number(a.reviewerId === account))
    .map((one) => ({
      title:
        one.reviewerId === account
          ? 'Your review'
          : `Review by ${readings.find(({ reviewerId }) => reviewerId === one.reviewerId)?.name}`,
      lines: answerLines(one, form),
    }));
}

async function show(
  request: PageRequest,
  opened: OpenCasePage,
  { errors, answers }: { readonly errors: readonly FieldError[]; readonly answers?: Answers },
): Promise<PageAnswer> {
  const { round, row, readings, form } = opened;
  const account = Number(request.actor.id);
  const mine = readings.find(({ reviewerId }) => reviewerId === account);
  const isOpen =
    (mine?.status === 'assigned' || mine?.status === 'draft') && round.finished_at === null;
  const { child, events } = await childOf(request, row);
  const own = opened.answers.find(({ reviewerId }) => reviewerId === account);
  const kept = answers ?? own;
  return {
    template: 'understand/avoidable/case.njk',
    title: `Case ${row.case_number}`,
    breadcrumbs: [...AVOIDABLE_TRAIL, { href: `/avoidable/${round.id}`, text: 'The round' }],
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      done: takeDone(request.session),
      round: { id: round.id, name: round.name },
      number: row.case_number,
      status: caseStatus(readings, row.decided),
      child,
      isOpen,
      isDraft: mine?.status === 'draft',
      fields: reviewFields(form, events),
      form: { values: kept ? fieldValues(kept) : {}, errors },
      errors,
      conflicts: CONFLICTS,
      reviews: readableReviews(opened, account),
      waits: mine?.status === 'submitted' && opened.answers.length < 2,
      decision: await decisionOf(request, opened),
    },
  };
}

async function decisionOf({ tx }: PageRequest, { round, row }: OpenCasePage) {
  if (row.decided === null) return false;
  const text =
    row.decided === 'avoidable'
      ? 'Decided: it could have been avoided'
      : 'Decided: it could not have been avoided';
  const decided = await findAdjudication(tx, round.id, row.case_number);
  return decided
    ? { text, by: decided.name, reason: decided.reason }
    : { text, by: '', reason: '' };
}
