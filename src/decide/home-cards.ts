import { addDays, formatDay } from '../lib/index.ts';
import type { HomeCard, HomeItem, Tx } from '../platform/index.ts';
import { thoseWhoSeeFigures } from '../govern/index.ts';
import { today } from '../record/index.ts';
import { thoseWhoSpeakForAnAgency } from '../understand/index.ts';
import { loadPlan, type PlanState } from './plan/load-plan.ts';
import { agencyOf } from './plan/plan.store.ts';
import { actionStatus, standingAnswers } from './plan/plan-rules.ts';
import { thoseWhoEditThePlan } from './plan/plan-view.ts';
import { overdueReviews } from './plan/review.ts';
import { listReviews } from './plan/review.store.ts';
import { thoseWhoReadScenarios } from './scenario/scenario-roles.ts';

const SOON_DAYS = 30;

/** What this wing puts on home pages: what the plan waits for, and where it stands. */
export const DECIDE_HOME_CARDS: readonly HomeCard[] = [
  {
    who: thoseWhoSpeakForAnAgency,
    load: async (tx, actor) => {
      const inForce = await loadPlan(tx);
      const own = agencyOf(actor.settings);
      if (!inForce || own === null) return { items: [] };
      const newest = await loadPlan(tx, inForce.newest.version);
      return { items: [...(newest ? waiting(newest, own) : []), ...due(inForce, own)] };
    },
  },
  {
    who: thoseWhoEditThePlan,
    load: async (tx) => {
      const state = await loadPlan(tx);
      return { items: state?.plan.status === 'agreed' ? await overdue(tx, state) : [] };
    },
  },
  {
    who: thoseWhoReadScenarios,
    load: async () => ({
      items: [
        { kind: 'start', text: 'What would happen if we helped earlier?', href: '/scenarios' },
      ],
    }),
  },
  {
    who: thoseWhoSeeFigures,
    load: async (tx) => {
      const state = await loadPlan(tx);
      if (!state) return { items: [] };
      return { items: [{ kind: 'start', text: 'What the partnership agreed', href: '/plan' }] };
    },
  },
];

/** The review of the plan, where its day has passed; else things in it that are due. */
async function overdue(tx: Tx, { plan }: PlanState): Promise<HomeItem[]> {
  const due = overdueReviews(plan.content, await listReviews(tx), today());
  const [first] = due;
  if (!first) return [];
  const isPlan = first.key === '';
  const text = isPlan
    ? 'The yearly review of the plan is overdue'
    : 'Something in the plan is due to be looked at again';
  const hint = `${isPlan ? 'It was due' : first.title}, ${formatDay(first.day)}`;
  return [{ kind: 'needs-you', text, href: '/plan/review', hint }];
}

function waiting({ plan, answers }: PlanState, own: number): HomeItem[] {
  const agency = plan.content.asked.find((one) => Number(one) === own);
  if (plan.status !== 'for-sign-off' || agency === undefined) return [];
  if (standingAnswers(plan, answers).has(agency)) return [];
  return [
    {
      kind: 'needs-you',
      text: 'The plan waits for your agency’s answer',
      href: '/plan/sign',
      hint: `Version ${plan.version} is up for sign-off`,
    },
  ];
}

function due({ plan, words }: PlanState, own: number): HomeItem[] {
  const on = today();
  return plan.content.actions.flatMap((action): HomeItem[] => {
    const { agencyId, dueDay, title, person } = action;
    const status = actionStatus(action, words, on);
    if (Number(agencyId) !== own || dueDay === null) return [];
    if (status === 'done' || status === 'dropped' || dueDay > addDays(on, SOON_DAYS)) return [];
    const text = status === 'late' ? `Late: ${title}` : `Due soon: ${title}`;
    const hint = `${person}, by ${formatDay(dueDay)}`;
    return [{ kind: 'needs-you', text, href: '/plan/progress', hint }];
  });
}
