import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { Refusal, type AgencyId } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  momentWords,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { thoseWhoSpeakForAnAgency } from '../../understand/index.ts';
import { commentOnPlan } from './change-plan.ts';
import { loadPlan, readVersion } from './load-plan.ts';
import type { PlanContent } from './plan.ts';
import { agencyOf, listComments } from './plan.store.ts';
import { PLAN_TRAIL, planLinks } from './plan-view.ts';

/** What agencies say about the plan, and a way to say it. */
export const planCommentsPage: Page = definePage({
  url: '/plan/comments',
  title: 'Comments on the shared plan',
  who: thoseWhoSeeFigures,
  audit: 'changes',
  get: async (request) => showComments(request, []),
  post: async (request) => comment(request),
});

async function comment(request: PageRequest): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const own = agencyOf(actor.settings);
  if (!thoseWhoSpeakForAnAgency.allows(actor) || own === null) {
    const sentence = 'Only someone who speaks for an agency can comment on the plan';
    return showComments(request, [{ field: 'text', sentence }], 403);
  }
  const text = (form.text ?? '').trim();
  if (text === '')
    return showComments(request, [{ field: 'text', sentence: 'Enter your comment' }]);
  const version = Number(form.version);
  const about = form.about ?? '';
  try {
    await commentOnPlan(tx, actor, { version, forAgency: own as AgencyId, about, text });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return showComments(request, [{ field: 'text', sentence: error.message }], 409);
  }
  await request.audit({
    action: 'plan.commented',
    subjectKind: 'plan',
    subjectId: String(version),
    detail: { agency: own, about },
  });
  return { redirect: '/plan/comments' };
}

async function showComments(
  request: PageRequest,
  errors: readonly FieldError[],
  status = 400,
): Promise<PageAnswer> {
  const { tx, actor, form, query } = request;
  const first = await loadPlan(tx);
  const newest = first?.newest ?? null;
  const asked = readVersion(query.version);
  const comments = await listComments(tx, asked);
  const speaks = thoseWhoSpeakForAnAgency.allows(actor) && agencyOf(actor.settings) !== null;
  const isShared = newest !== null && newest.status !== 'draft';
  const subjects = newest ? subjectsOf(newest.content) : [];
  const names = new Map(subjects.map(({ value, text }) => [value, text]));
  return {
    template: 'decide/plan/comments.njk',
    breadcrumbs: PLAN_TRAIL,
    ...(errors.length > 0 ? { status } : {}),
    data: {
      links: planLinks(actor, '/plan/comments'),
      errors,
      form: { values: form, errors },
      mayComment: speaks && isShared,
      planVersion: newest?.version ?? null,
      subjects,
      heading: comments.length === 0 ? 'No agency has commented' : 'What agencies say of the plan',
      comments: comments.map((one) => ({
        agency: one.agencyName,
        version: one.version,
        about: names.get(one.about) ?? 'the plan as a whole',
        text: one.text,
        who: `${one.by}, ${momentWords(one.at)}`,
      })),
    },
  };
}

function subjectsOf(content: PlanContent) {
  return [
    { value: '', text: 'The plan as a whole' },
    ...content.priorities.map(({ key, title }) => ({ value: key, text: `Priority: ${title}` })),
    ...content.measures.map(({ key, label }) => ({ value: key, text: `Measure: ${label}` })),
    ...content.actions.map(({ key, title }) => ({ value: key, text: `Action: ${title}` })),
    ...content.pledges.map(({ key, what }) => ({ value: key, text: `Pledge: ${what}` })),
  ];
}
