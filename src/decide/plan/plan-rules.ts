import { type AgencyId, type CalendarDay, refuse, type Refusal } from '../../lib/index.ts';
import type {
  ActionStatus,
  ActionWord,
  PlanAction,
  PlanAnswer,
  PlanContent,
  PlanStatus,
  PlanVersion,
} from './plan.ts';
import { commissionObstacles, commissionWarnings, servesNothing } from './horizons.ts';

/** More priorities than this are told as too many. */
export const FEW_PRIORITIES = 5;

/** More priorities than this are refused: who puts everything first puts nothing first. */
export const MOST_PRIORITIES = 8;

/** Refuses one more priority when there are as many as a plan can put first. */
export function checkPriorities(count: number): void {
  if (count <= MOST_PRIORITIES) return;
  throw refuse(
    'too-many-priorities',
    'limit',
    `A plan has at most ${MOST_PRIORITIES} priorities: whoever puts everything first puts ` +
      'nothing first. Take one out before you add another',
  );
}

/** What a version should think about, though nothing forbids it: a sentence each. */
export function warningsOf(content: PlanContent): string[] {
  const warnings: string[] = [];
  if (content.priorities.length > FEW_PRIORITIES) {
    warnings.push(
      `The plan has more than ${FEW_PRIORITIES} priorities. Few are kept more often than many.`,
    );
  }
  const years = Number(content.untilDay.slice(0, 4)) - Number(content.fromDay.slice(0, 4));
  if (years < 3 || years > 5) {
    warnings.push('A plan mostly runs for 3 to 5 years; this one does not.');
  }
  const far = content.visionYear - Number(content.fromDay.slice(0, 4));
  if (far < 10 || far > 20) {
    warnings.push('A vision mostly looks 10 to 20 years ahead; this one does not.');
  }
  for (const { key, title } of content.priorities) {
    if (!content.measures.some(({ priority }) => priority === key)) {
      warnings.push(`Nothing shows whether "${title}" is met: it has no measure.`);
    }
  }
  warnings.push(...servesNothing(content), ...commissionWarnings(content));
  return warnings;
}

/** What keeps a version from being put up for sign-off: a sentence each, none when it may go. */
export function obstaclesOf(content: PlanContent): string[] {
  const obstacles: string[] = [];
  if (content.vision.trim() === '') obstacles.push('The plan has no vision yet.');
  if (content.priorities.length === 0) obstacles.push('The plan has no priority yet.');
  if (content.actions.length === 0) obstacles.push('The plan has no action yet.');
  for (const { title, agencyId, person, dueDay } of content.actions) {
    if (agencyId === null) obstacles.push(`No agency owns the action "${title}".`);
    if (person.trim() === '') obstacles.push(`Nobody is named for the action "${title}".`);
    if (dueDay === null) obstacles.push(`The action "${title}" has no date.`);
  }
  if (content.asked.length < 2) obstacles.push('At least two agencies must be asked to sign.');
  const owners = content.actions.flatMap(({ agencyId }) => agencyId ?? []);
  const givers = content.pledges.map(({ agencyId }) => agencyId);
  if ([...owners, ...givers].some((agency) => !content.asked.includes(agency))) {
    obstacles.push('An agency that owns an action or pledges something is not asked to sign.');
  }
  return [...obstacles, ...commissionObstacles(content)];
}

/** Moves that the status of a version allows. */
const MOVES: Readonly<Record<PlanStatus, readonly PlanStatus[]>> = {
  draft: ['for-comment', 'for-sign-off'],
  'for-comment': ['for-sign-off'],
  'for-sign-off': ['agreed'],
  agreed: ['superseded'],
  superseded: [],
};

/** Refuses a move that the status does not allow, or for which the plan is not ready. */
export function checkMove(from: PlanVersion, to: PlanStatus): void {
  if (!MOVES[from.status].includes(to)) {
    throw refuse(
      'plan-cannot-move',
      'conflict',
      'This version has moved on since you opened it. Look at it again before you go on',
    );
  }
  const [obstacle] = to === 'for-sign-off' ? obstaclesOf(from.content) : [];
  if (obstacle) throw refuse('plan-not-ready', 'conflict', obstacle);
}

/** Whether a change goes into this version itself, or makes a new one: only a draft is changed. */
export function changesInPlace({ status }: PlanVersion): boolean {
  return status === 'draft';
}

/** Refuses a change or an answer to something that changed since it was opened. */
export function checkUnchanged(version: PlanVersion, openedHash: string): void {
  if (version.hash !== openedHash) throw changedSince();
}

/** The refusal that tells two people of each other. */
export function changedSince(): Refusal {
  return refuse(
    'plan-changed',
    'conflict',
    'This changed since you opened it: see both. Nothing of yours was kept yet',
  );
}

/** Who answers, and what they read. */
export interface AnswerAsked {
  readonly agencyId: AgencyId | null;
  /** The agency for which they say that they answer. */
  readonly forAgency: AgencyId;
  readonly hash: string;
  readonly answer: 'signed' | 'refused';
  readonly reason: string;
}

/** Refuses an answer of another agency, of one that was not asked, or to another text. */
export function checkAnswer(version: PlanVersion, asked: AnswerAsked): void {
  if (version.status !== 'for-sign-off' && version.status !== 'agreed') {
    const sentence = 'This version is not up for sign-off';
    throw refuse('plan-not-for-sign-off', 'conflict', sentence);
  }
  if (asked.agencyId === null || asked.agencyId !== asked.forAgency) {
    throw refuse('not-your-agency', 'forbidden', 'An agency cannot answer for another one');
  }
  if (!version.content.asked.includes(asked.agencyId)) {
    throw refuse('agency-not-asked', 'forbidden', 'Your agency is not asked to sign this plan');
  }
  checkUnchanged(version, asked.hash);
  if (version.status === 'agreed') {
    throw refuse('plan-agreed', 'conflict', 'Every agency has signed this version: it is agreed');
  }
  if (asked.answer === 'refused' && asked.reason.trim() === '') {
    throw refuse('no-reason', 'invalid', 'Say why your agency does not sign, so that it is kept');
  }
}

/** The answer of each agency that stands: its newest to exactly this text. */
export function standingAnswers(
  version: PlanVersion,
  answers: readonly PlanAnswer[],
): ReadonlyMap<AgencyId, PlanAnswer> {
  const standing = new Map<AgencyId, PlanAnswer>();
  for (const one of answers) {
    if (one.version !== version.version || one.hash !== version.hash) continue;
    const before = standing.get(one.agencyId);
    if (!before || before.at <= one.at) standing.set(one.agencyId, one);
  }
  return standing;
}

/** Whether every agency that was asked has signed exactly this text. */
export function isAgreedBy(version: PlanVersion, answers: readonly PlanAnswer[]): boolean {
  const standing = standingAnswers(version, answers);
  const { asked } = version.content;
  return asked.length > 0 && asked.every((one) => standing.get(one)?.answer === 'signed');
}

/**
 * Where an action stands on a day: what its owner last said, but late once its day has passed and
 * it is neither done nor dropped, whatever was said.
 */
export function actionStatus(
  { key, dueDay }: PlanAction,
  words: readonly ActionWord[],
  on: CalendarDay,
): ActionStatus {
  const said = words.findLast(({ action }) => action === key)?.status ?? 'not-started';
  if (said === 'done' || said === 'dropped') return said;
  return dueDay !== null && dueDay < on ? 'late' : said;
}

/** Refuses to drop an action without saying why. */
export function checkActionWord(status: ActionStatus, reason: string): void {
  if (status !== 'dropped' || reason.trim() !== '') return;
  throw refuse('no-reason', 'invalid', 'Say why the action is dropped, so that it is kept');
}
