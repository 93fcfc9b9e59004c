import { roleOf, thoseWhoSeeFigures } from '../../govern/index.ts';
import { formatDay, Refusal } from '../../lib/index.ts';
import {
  type Actor,
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { today } from '../../record/index.ts';
import { thoseWhoSpeakForAnAgency } from '../../understand/index.ts';
import { recordDelivery, sayOfAction } from './change-plan.ts';
import { agencyName, loadPlan, type PlanState } from './load-plan.ts';
import { ACTION_STATUS_WORDS, ACTION_STATUSES, PLEDGE_KINDS, type PledgeKind } from './plan.ts';
import { planActionsMeasure } from './plan-actions.measure.ts';
import { amountWords } from './plan-diff.ts';
import { readDelivery } from './plan-forms.ts';
import { planPledgesMeasure } from './plan-pledges.measure.ts';
import { agencyOf } from './plan.store.ts';
import { PLAN_TRAIL, actionShown, planLinks } from './plan-view.ts';

/** Where actions stand and what was given of pledges; their owners say it here. */
export const planProgressPage: Page = definePage({
  url: '/plan/progress',
  title: 'Progress of the shared plan',
  who: thoseWhoSeeFigures,
  audit: 'changes',
  get: async (request) => showProgress(request, []),
  post: async (request) => {
    const state = await loadPlan(request.tx);
    if (!state) {
      const sentence = 'There is no plan to follow yet';
      return showProgress(request, [{ field: 'action', sentence }], 409);
    }
    if (!thoseWhoSpeakForAnAgency.allows(request.actor)) {
      const sentence = 'Only someone who speaks for an agency can say how things stand';
      return showProgress(request, [{ field: 'action', sentence }], 403);
    }
    return request.form.act === 'give' ? give(request, state) : say(request, state);
  },
});

async function say(request: PageRequest, state: PlanState): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const status = ACTION_STATUSES.find((one) => one === form.status);
  if (!status)
    return showProgress(request, [{ field: 'status', sentence: 'Select where it stands' }]);
  const { plan } = state;
  const action = form.action ?? '';
  const asked = { plan, action, status, reason: form.reason ?? '', on: today() };
  try {
    await sayOfAction(tx, actor, asked);
  } catch (error) {
    return refused(request, error, 'reason');
  }
  await request.audit({
    action: 'plan.action-status',
    subjectKind: 'plan-action',
    subjectId: action,
    detail: { status, version: plan.version },
  });
  return { redirect: '/plan/progress' };
}

async function give(request: PageRequest, state: PlanState): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const { plan } = state;
  const pledge = form.pledge ?? '';
  const kind: PledgeKind = plan.content.pledges.find(({ key }) => key === pledge)?.kind ?? 'money';
  const read = readDelivery(form, kind);
  if (!read.ok) return showProgress(request, read.errors);
  try {
    await recordDelivery(tx, actor, { plan, pledge, ...read.value });
  } catch (error) {
    return refused(request, error, 'amount');
  }
  await request.audit({
    action: 'plan.delivery-recorded',
    subjectKind: 'plan-pledge',
    subjectId: pledge,
    detail: { amount: read.value.amount, on: read.value.on },
  });
  return { redirect: '/plan/progress#pledges' };
}

function refused(request: PageRequest, error: unknown, field: string): Promise<PageAnswer> {
  if (!(error instanceof Refusal)) throw error;
  return showProgress(request, [{ field, sentence: error.message }], 409);
}

async function showProgress(
  request: PageRequest,
  errors: readonly FieldError[],
  status = 400,
): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const state = await loadPlan(tx);
  const actions = await planActionsMeasure.compute(tx, actor, { by: 'agency' });
  const pledges = await planPledgesMeasure.compute(tx, actor, {});
  return {
    template: 'decide/plan/progress.njk',
    title: actions.headline,
    breadcrumbs: PLAN_TRAIL,
    ...(errors.length > 0 ? { status } : {}),
    data: {
      links: planLinks(actor, '/plan/progress'),
      errors,
      form: { values: form, errors },
      hasPlan: state !== null,
      actions,
      pledges,
      lines: (state?.plan.content.actions ?? []).map((one) => ({
        ...(state ? actionShown(state, one) : {}),
      })),
      given: state ? deliveriesShown(state) : [],
      promised: state ? pledgesShown(state) : [],
      mine: state ? whatIMaySay(state, actor) : { actions: [], pledges: [] },
      statuses: ACTION_STATUSES.map((value) => ({ value, text: ACTION_STATUS_WORDS[value].text })),
    },
  };
}

function whatIMaySay(state: PlanState, actor: Actor) {
  if (!thoseWhoSpeakForAnAgency.allows(actor)) return { actions: [], pledges: [] };
  const own = agencyOf(actor.settings);
  const isMine = (agency: number | null) => roleOf(actor) === 'commissioner' || agency === own;
  const { actions, pledges } = state.plan.content;
  return {
    actions: actions
      .filter(({ agencyId }) => isMine(agencyId))
      .map(({ key, title }) => ({ value: key, text: title })),
    pledges: pledges
      .filter(({ agencyId }) => isMine(agencyId))
      .map((one) => ({
        value: one.key,
        text:
          `${agencyName(state, one.agencyId)}: ${one.what} ` +
          `(${PLEDGE_KINDS[one.kind].text}, ${one.year})`,
      })),
  };
}

function pledgesShown(state: PlanState) {
  return state.plan.content.pledges.map((one) => ({
    agency: agencyName(state, one.agencyId),
    what: one.what,
    amount: amountWords(one),
    year: one.year,
  }));
}

function deliveriesShown(state: PlanState) {
  return state.deliveries.flatMap(({ pledge, amount, on, note }) => {
    const of = state.plan.content.pledges.find(({ key }) => key === pledge);
    if (!of) return [];
    return [
      {
        agency: agencyName(state, of.agencyId),
        what: of.what,
        amount: amountWords({ kind: of.kind, amount }),
        on: formatDay(on),
        note,
      },
    ];
  });
}
