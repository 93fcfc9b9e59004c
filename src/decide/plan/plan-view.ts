import { only } from '../../govern/index.ts';
import {
  type AgencyId,
  type CalendarDay,
  type Figure,
  type Finding,
  formatDay,
  formatPence,
  pence,
} from '../../lib/index.ts';
import { type Actor, momentWords, type Tx, type Who } from '../../platform/index.ts';
import { THEMES, today } from '../../record/index.ts';
import {
  findOutcome,
  loadFrameworkBook,
  thoseWhoSpeakForAnAgency,
} from '../../understand/index.ts';
import { readMoney } from '../budget/read-streams.ts';
import { agencyName, type PlanState } from './load-plan.ts';
import { knownStream, type KnownStream, moneyWarnings } from './plan-money.ts';
import { titleOf } from './horizons.ts';
import { ACTION_STATUS_WORDS, itemsOf, PLAN_STATUS_WORDS, type PlanAction } from './plan.ts';
import { planCommissionsMeasure } from './plan-commissions.measure.ts';
import { planActionsMeasure } from './plan-actions.measure.ts';
import { planAnswersMeasure } from './plan-answers.measure.ts';
import { measuredNow, measureFigures, planMeasuresMeasure } from './plan-measures.measure.ts';
import { planPledgesMeasure } from './plan-pledges.measure.ts';
import { nextReviewDay } from './review.ts';
import { listReviews } from './review.store.ts';
import { PROGRESS_WORDS } from './plan-progress.ts';
import { actionStatus, standingAnswers, warningsOf } from './plan-rules.ts';

/** The way up from the pages under the plan. */
export const PLAN_TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/plan', text: 'The shared plan' },
];

/** Who changes the plan. */
export const thoseWhoEditThePlan: Who = only('commissioner', 'manager');

/** Links between the pages of the plan, as far as the actor may follow them. */
export function planLinks(actor: Actor, current: string) {
  const speaks = thoseWhoSpeakForAnAgency.allows(actor);
  const edits = thoseWhoEditThePlan.allows(actor);
  const link = (href: string, text: string) => ({ href, text, current: href === current });
  return [
    link('/plan', 'The plan'),
    link('/plan/comments', 'Comments'),
    link('/plan/progress', 'Progress'),
    link('/plan/review', 'Review'),
    link('/plan/what-if', 'What if'),
    link('/plan/birth-to-25', 'Birth to 25'),
    link('/plan/versions', 'Versions'),
    ...(speaks ? [link('/plan/sign', 'Sign')] : []),
    ...(edits ? [link('/plan/edit', 'Edit')] : []),
  ];
}

/** What the page of a plan shows: findings, priorities with all that hangs on them, answers. */
export async function planView(tx: Tx, actor: Actor, state: PlanState, version?: string) {
  const { plan } = state;
  const asked = { version };
  const answers = await planAnswersMeasure.compute(tx, actor, asked);
  const actions = await planActionsMeasure.compute(tx, actor, asked);
  const pledges = await planPledgesMeasure.compute(tx, actor, asked);
  const measures = await planMeasuresMeasure.compute(tx, actor, asked);
  const { streams } = await readMoney(tx);
  const others = [];
  for (const kind of ['staff', 'premises'] as const) {
    const finding = await planPledgesMeasure.compute(tx, actor, { ...asked, kind });
    const what = kind === 'staff' ? 'Hours of staff' : 'Days of premises';
    others.push({ what, rows: finding.rows });
  }
  return {
    title: plan.content.title,
    status: PLAN_STATUS_WORDS[plan.status],
    version: plan.version,
    hash: plan.hash,
    vision: plan.content.vision,
    visionYear: String(plan.content.visionYear),
    days: {
      from: plan.content.fromDay,
      until: plan.content.untilDay,
      review: nextReviewDay(plan.content, await listReviews(tx)),
    },
    headline: answers.headline,
    headlineId: answers.id,
    sentences: [actions, pledges, measures].map(({ id, headline }) => ({ id, text: headline })),
    keyFigures: keyFigures({ answers, actions, pledges }),
    priorities: await prioritiesShown(tx, actor, { state, streams, version }),
    statements: itemsOf(plan.content, 'statements').map((one) => ({
      text: one.text,
      quiet: keptWords(state, one),
      served: plan.content.priorities
        .filter(({ serves = [] }) => serves.includes(one.key))
        .map(({ title }) => title),
    })),
    streams: await streamsShown(tx, actor, state, version),
    pledges: [{ what: 'Money', rows: pledges.rows }, ...others].filter(
      ({ rows }) => rows.length > 0,
    ),
    answers: answersShown(state),
    warnings: [...warningsOf(plan.content), ...moneyWarnings(plan.content, streams)],
  };
}

function keyFigures(of: Readonly<Record<'answers' | 'actions' | 'pledges', Finding>>): Figure[] {
  const [signed] = of.answers.rows;
  const actions = of.actions.total?.figures ?? [];
  const money = of.pledges.total?.figures ?? [];
  return [signed?.figures[0], actions[0], actions[3], money[1]].filter((one) => one !== undefined);
}

async function prioritiesShown(
  tx: Tx,
  actor: Actor,
  of: {
    readonly state: PlanState;
    readonly streams: readonly KnownStream[];
    readonly version: string | undefined;
  },
) {
  const { state, streams, version } = of;
  const book = await loadFrameworkBook(tx);
  const measured = await measuredNow(tx, actor, state);
  const { priorities, actions } = state.plan.content;
  return priorities.map((priority) => ({
    ...priority,
    outcomes: priority.outcomes.flatMap((ref) => {
      const found = findOutcome(book, ref);
      if (!found) return [];
      return [{ href: `/frameworks/${found.framework.code}`, label: found.outcome.label }];
    }),
    owner: keptWords(state, priority),
    serves: (priority.serves ?? []).map((key) => titleOf(state.plan.content, key)),
    commissions: itemsOf(state.plan.content, 'commissions')
      .filter((one) => one.priority === priority.key)
      .map((one) => ({
        what: one.what,
        stream: one.stream || 'no money named yet',
        streamHref: streamHref(streams, one.stream),
        days: `${formatDay(one.startDay)} to ${formatDay(one.endDay)}`,
        value: formatPence(pence(one.value)),
        owner: keptWords(state, one),
      })),
    themes: THEMES.filter(({ theme }) => priority.themes.includes(theme)).map((one) => one.label),
    measures: measured
      .filter(({ measure }) => measure.priority === priority.key)
      .map((one) => ({
        label: one.measure.label,
        href: `/frameworks/indicators/${one.measure.indicator}`,
        figures: measureFigures(version, one),
        targetDay: one.measure.targetDay,
        progress: PROGRESS_WORDS[one.progress],
      })),
    actions: actions
      .filter((one) => one.priority === priority.key)
      .map((one) => actionShown(state, one)),
  }));
}

/** Who answers for a thing of the plan and when it is looked at again; empty where nobody said. */
function keptWords(
  state: PlanState,
  one: { readonly agencyId?: AgencyId | null; readonly reviewDay?: CalendarDay | null },
): string {
  return [
    ...(one.agencyId == null ? [] : [agencyName(state, one.agencyId)]),
    ...(one.reviewDay == null ? [] : [`looked at again on ${formatDay(one.reviewDay)}`]),
  ].join(', ');
}

/** Where the money of a commission stands in the budget; empty where it is not in it. */
function streamHref(streams: readonly KnownStream[], named: string): string {
  const known = knownStream(streams, named);
  return known ? `/budget/streams/${encodeURIComponent(known.code)}` : '';
}

/** The figures of planned commissions by the money that pays them. */
async function streamsShown(tx: Tx, actor: Actor, state: PlanState, version?: string) {
  if (itemsOf(state.plan.content, 'commissions').length === 0) return null;
  return planCommissionsMeasure.compute(tx, actor, { version });
}

/** One action as a line: what, who, by when, and where it stands. */
export function actionShown(state: PlanState, action: PlanAction) {
  const { key, title, agencyId, person, dueDay } = action;
  const said = state.words.findLast((word) => word.action === key);
  return {
    key,
    title,
    owner: agencyId === null ? 'No agency yet' : agencyName(state, agencyId),
    person: person === '' ? 'nobody named yet' : person,
    due: dueDay === null ? 'no day yet' : formatDay(dueDay),
    status: ACTION_STATUS_WORDS[actionStatus(action, state.words, today())],
    reason: said?.reason ?? '',
  };
}

function answersShown(state: PlanState) {
  const standing = standingAnswers(state.plan, state.answers);
  return state.plan.content.asked.map((agency) => {
    const answer = standing.get(agency);
    return {
      agency: agencyName(state, agency),
      status: answer
        ? answer.answer === 'signed'
          ? { text: 'Signed', tone: 'done' }
          : { text: 'Refused', tone: 'attention' }
        : { text: 'Has not answered', tone: 'waiting' },
      who: answer ? `${answer.by}, ${answer.role}, ${momentWords(answer.at)}` : '',
      reason: answer?.reason ?? '',
    };
  });
}
