import { Refusal, type AgencyId } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { thoseWhoSpeakForAnAgency } from '../../understand/index.ts';
import { answerPlan } from './change-plan.ts';
import { agencyName, loadPlan, type PlanState } from './load-plan.ts';
import { planChanges } from './plan-diff.ts';
import { agencyOf, findVersion } from './plan.store.ts';
import { standingAnswers } from './plan-rules.ts';
import { PLAN_TRAIL, planLinks } from './plan-view.ts';

/** A person of an agency signs the version that they read, or says why the agency does not. */
export const planSignPage: Page = definePage({
  url: '/plan/sign',
  title: 'Sign the shared plan',
  who: thoseWhoSpeakForAnAgency,
  audit: 'changes',
  get: async (request) => showSign(request, []),
  post: async (request) => sign(request),
});

async function sign(request: PageRequest): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const answer = form.answer;
  if (answer !== 'signed' && answer !== 'refused') {
    return showSign(request, [{ field: 'answer', sentence: 'Select what your agency answers' }]);
  }
  const own = agencyOf(actor.settings);
  const version = Number(form.version);
  const reason = form.reason ?? '';
  const asked = { version, hash: form.hash ?? '', answer, reason } as const;
  try {
    const forAgency = own ?? (0 as AgencyId);
    const { isAgreed } = await answerPlan(tx, actor, { ...asked, forAgency });
    await request.audit({
      action: answer === 'signed' ? 'plan.signed' : 'plan.refused',
      subjectKind: 'plan',
      subjectId: String(version),
      detail: { agency: own, hash: asked.hash, isAgreed },
    });
    return { redirect: '/plan' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const field = error.code === 'no-reason' ? 'reason' : 'answer';
    return showSign(request, [{ field, sentence: error.message }]);
  }
}

async function showSign(request: PageRequest, errors: readonly FieldError[]): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const first = await loadPlan(tx);
  const state = first && (await loadPlan(tx, first.newest.version));
  const own = agencyOf(actor.settings);
  const data = {
    links: planLinks(actor, '/plan/sign'),
    errors,
    form: { values: form, errors },
    planVersion: null,
    heading: 'There is nothing to sign',
    changes: [],
  };
  const answer = {
    template: 'decide/plan/sign.njk',
    breadcrumbs: PLAN_TRAIL,
    ...(errors.length > 0 ? { status: 400 } : {}),
  };
  if (!state || own === null || !mayAnswer(state, own)) return { ...answer, data };
  const { plan } = state;
  const before = await findVersion(tx, plan.version - 1);
  return {
    ...answer,
    data: {
      ...data,
      heading: headingOf(state, own),
      planVersion: plan.version,
      hash: plan.hash,
      agency: agencyName(state, own),
      href: `/plan/versions/${plan.version}`,
      changes: before
        ? planChanges(before.content, plan.content, (id) => agencyName(state, id))
        : [],
    },
  };
}

function mayAnswer({ plan }: PlanState, own: AgencyId): boolean {
  return plan.status === 'for-sign-off' && plan.content.asked.includes(own);
}

function headingOf(state: PlanState, own: AgencyId): string {
  const answer = standingAnswers(state.plan, state.answers).get(own);
  const name = agencyName(state, own);
  if (answer?.answer === 'signed') return `${name} has signed this version`;
  if (answer?.answer === 'refused')
    return `${name} has refused this version, and may still sign it`;
  return `The plan waits for the answer of ${name}`;
}
