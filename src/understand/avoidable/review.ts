import { type CalendarDay, parseDay, random, refuse } from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';
import { type ReviewForm, type Side, sideOf } from './review-form.ts';

/** How far one reviewer is with one case. */
export type ReviewStatus = 'assigned' | 'draft' | 'submitted' | 'stepped-aside';

/** Who reviews a case, and how far they are. Reviewers are account numbers. */
export interface Reading {
  readonly reviewerId: number;
  readonly status: ReviewStatus;
}

/** Two people read each case; then it is decided, by their agreement or by a third. */
export const READERS = 2;

/** What a reviewer answers: codes of the form, empty where nothing is chosen yet. */
export interface Answers {
  readonly judgement: string;
  readonly extent: string;
  readonly confidence: string;
  readonly moment: string;
  /** The day of the event that was picked from the child's journey, else null. */
  readonly momentDay: CalendarDay | null;
  readonly themes: readonly string[];
  readonly help: readonly string[];
  readonly offered: string;
  /** Free text: text of the record, shown to nobody who may not see people. */
  readonly reason: string;
}

/** An empty form. */
export const NO_ANSWERS: Answers = {
  judgement: '',
  extent: '',
  confidence: '',
  moment: '',
  momentDay: null,
  themes: [],
  help: [],
  offered: '',
  reason: '',
};

/** Reasons for which a reviewer steps aside. */
export const CONFLICTS = [
  { value: 'worked-with', text: 'I worked with this family' },
  { value: 'decided', text: 'I took part in a decision about them' },
  { value: 'knows', text: 'I know them, or somebody in the family' },
  { value: 'other', text: 'Another reason for which I should not read it' },
] as const;

/** Those who still read a case or have read it: nobody who stepped aside. */
export function readersOf<T extends Reading>(readings: readonly T[]): T[] {
  return readings.filter(({ status }) => status !== 'stepped-aside');
}

/** Whether both have submitted: only then is anything of one told to the other. */
export function isReadTwice(readings: readonly Reading[]): boolean {
  return readings.filter(({ status }) => status === 'submitted').length === READERS;
}

/** The blind rule: an account reads its own answers always, others' once both are in. */
export function mayReadAnswers(
  accountId: number,
  ofReviewer: number,
  readings: readonly Reading[],
): boolean {
  return accountId === ofReviewer || isReadTwice(readings);
}

/** The side that both submitted judgements are on; null while one is missing or they differ. */
export function agreedSide(judgements: readonly string[], form: ReviewForm): Side | null {
  const [first, second] = judgements.map((one) => sideOf(one, form));
  return judgements.length === READERS && first && first === second ? first : null;
}

/** Refuses to let someone change a reading that is not theirs or has ended. */
export function checkMayAnswer(readings: readonly Reading[], accountId: number): void {
  const own = readings.find(({ reviewerId }) => reviewerId === accountId);
  if (!own || own.status === 'stepped-aside') {
    throw refuse(
      'review-not-yours',
      'forbidden',
      'This case is not yours to review. Ask whoever set the round up.',
    );
  }
  if (own.status === 'submitted') {
    throw refuse(
      'review-submitted',
      'conflict',
      'Your review was sent and cannot be changed: the other reviewer may be reading it.',
    );
  }
}

/** Refuses a decision that is not needed yet, or by somebody who reviewed the case. */
export function checkMayAdjudicate(
  readings: readonly Reading[],
  accountId: number,
  isDecided: boolean,
): void {
  if (isDecided) {
    throw refuse('case-decided', 'conflict', 'This case is decided already.');
  }
  if (!isReadTwice(readings)) {
    throw refuse(
      'case-not-read-twice',
      'conflict',
      'Both reviewers have to send their answers first.',
    );
  }
  if (readings.some(({ reviewerId }) => reviewerId === accountId)) {
    throw refuse(
      'adjudicator-was-reviewer',
      'forbidden',
      'You were asked to review this case, so somebody else decides between its reviewers.',
    );
  }
}

/** A case to be given reviewers: who has it or had it, and whether only managers may see it. */
export interface OpenCase {
  readonly caseNumber: number;
  readonly isRestricted: boolean;
  readonly readings: readonly Reading[];
}

/** Somebody who may review. */
export interface Reviewer {
  readonly id: number;
  readonly seesRestricted: boolean;
}

/** One case given to one reviewer. */
export interface Assignment {
  readonly caseNumber: number;
  readonly reviewerId: number;
}

/**
 * Gives each case the reviewers it lacks: those with the fewest cases first, lots drawn by the seed
 * between equals. Nobody gets a case twice, or one that they stepped aside from; a restricted
 * record goes only to those who may see it. `missing` counts readings that nobody could be given.
 */
export function assignReaders(
  cases: readonly OpenCase[],
  reviewers: readonly Reviewer[],
  seed: number,
): { readonly assignments: readonly Assignment[]; readonly missing: number } {
  const stream = random(seed);
  const load = new Map(reviewers.map(({ id }) => [id, 0]));
  const assignments: Assignment[] = [];
  let missing = 0;
  const hardestFirst = [...cases].sort(
    (a, b) => Number(b.isRestricted) - Number(a.isRestricted) || a.caseNumber - b.caseNumber,
  );
  for (const one of hardestFirst) {
    const had = new Set(one.readings.map(({ reviewerId }) => reviewerId));
    const lots = stream.fork(one.caseNumber);
    const able = reviewers
      .filter(({ id, seesRestricted }) => !had.has(id) && (seesRestricted || !one.isRestricted))
      .map(({ id }) => ({ id, lot: lots.fork(id).next() }))
      .sort((a, b) => (load.get(a.id) ?? 0) - (load.get(b.id) ?? 0) || a.lot - b.lot);
    const needed = READERS - readersOf(one.readings).length;
    const chosen = able.slice(0, Math.max(0, needed));
    missing += Math.max(0, needed) - chosen.length;
    for (const { id } of chosen) {
      load.set(id, (load.get(id) ?? 0) + 1);
      assignments.push({ caseNumber: one.caseNumber, reviewerId: id });
    }
  }
  return { assignments, missing };
}

/**
 * What was typed, as far as the form knows it: good for a draft. A moment is a code of the form, or
 * `day/code` for an event of the child's own journey.
 */
export function readAnswers(
  form: Readonly<Record<string, string>>,
  version: ReviewForm,
  themes: readonly string[],
): Answers {
  const [first = '', second] = (form.moment ?? '').split('/');
  // Boxes of one name come joined by semicolons.
  const boxes = (name: string) => (form[name] ?? '').split(';');
  const known = (value: string | undefined, options: readonly { readonly code: string }[]) =>
    options.find((one) => one.code === value)?.code ?? '';
  return {
    judgement: known(form.judgement, version.judgements),
    extent: known(form.extent, version.extents),
    confidence: known(form.confidence, version.confidences),
    moment: known(second ?? first, version.moments),
    momentDay: second === undefined ? null : parseDay(first),
    themes: themes.filter((code) => boxes('themes').includes(code)),
    help: version.help.map(({ code }) => code).filter((code) => boxes('help').includes(code)),
    offered: known(form.offered, version.offered),
    reason: (form.reason ?? '').slice(0, 10_000),
  };
}

/** Checks that a review is whole: what an avoidable entry needs is asked for only then. */
export function checkAnswers(answers: Answers, form: ReviewForm): FormResult<Answers> {
  const errors: FieldError[] = [];
  const must = (field: string, isGiven: boolean, sentence: string) => {
    if (!isGiven) errors.push({ field, sentence });
  };
  must('judgement', answers.judgement !== '', 'Select whether care could have been avoided');
  if (sideOf(answers.judgement, form) === 'avoidable') {
    must('extent', answers.extent !== '', 'Select what would have come of it');
    must('help', answers.help.length > 0, 'Select at least one kind of help that was missing');
    must('moment', answers.moment !== '', 'Select when that help was needed');
  }
  must(
    'themes',
    answers.themes.length > 0,
    'Select at least one theme, as far as the record tells',
  );
  must('offered', answers.offered !== '', 'Select what help was offered before');
  must('confidence', answers.confidence !== '', 'Select how sure you are');
  must('reason', answers.reason.trim() !== '', 'Write why, in a sentence or two');
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: answers };
}
