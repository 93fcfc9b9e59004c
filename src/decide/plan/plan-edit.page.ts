import { formatDay, Refusal, refuse } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { today } from '../../record/index.ts';
import { readMoney } from '../budget/read-streams.ts';
import { changePlan, movePlan } from './change-plan.ts';
import { agencyName, loadPlan, type PlanState } from './load-plan.ts';
import { emptyPlan, itemsOf, type PlanContent } from './plan.ts';
import { isEditPart, PART_WORDS, type EditPart } from './plan-fields.ts';
import { changeOf, loadChoices, readItem, valuesOf } from './plan-items.ts';
import { amountWords } from './plan-diff.ts';
import { moneyWarnings } from './plan-money.ts';
import { listVersions } from './plan.store.ts';
import { obstaclesOf, warningsOf } from './plan-rules.ts';
import { PLAN_TRAIL, planLinks, thoseWhoEditThePlan } from './plan-view.ts';

/** The newest version with a way to change each part, and to move it on. */
export const planEditPage: Page = definePage({
  url: '/plan/edit',
  title: 'Edit the shared plan',
  who: thoseWhoEditThePlan,
  audit: 'changes',
  get: async (request) => showEdit(request, []),
  post: async (request) => {
    const { tx, form } = request;
    const to = form.act === 'for-sign-off' ? 'for-sign-off' : 'for-comment';
    try {
      const moved = await movePlan(tx, { openedHash: form.hash ?? '', to });
      await request.audit({
        action: to === 'for-comment' ? 'plan.shared' : 'plan.put-up-for-sign-off',
        subjectKind: 'plan',
        subjectId: String(moved.version),
        detail: { hash: moved.hash },
      });
      return { redirect: '/plan/versions' };
    } catch (error) {
      return showEdit(request, [{ field: 'move', sentence: sentenceOf(error) }]);
    }
  },
});

function sentenceOf(error: unknown): string {
  if (error instanceof Refusal && error.kind !== 'not-found') return error.message;
  throw error;
}

/** The newest version, whatever is agreed: what an editor works on. */
async function newestState(tx: PageRequest['tx']): Promise<PlanState | null> {
  const state = await loadPlan(tx);
  return state && state.newest.version !== state.plan.version
    ? loadPlan(tx, state.newest.version)
    : state;
}

async function showEdit(
  { tx, actor }: PageRequest,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const state = await newestState(tx);
  const content = state?.plan.content ?? emptyPlan(today());
  const status = state?.plan.status ?? 'draft';
  return {
    template: 'decide/plan/edit.njk',
    ...(errors.length > 0 ? { status: 409 } : {}),
    breadcrumbs: PLAN_TRAIL,
    data: {
      errors,
      links: planLinks(actor, '/plan/edit'),
      isBegun: state !== null,
      planVersion: state?.plan.version ?? 1,
      hash: state?.plan.hash ?? '',
      makesNew: status !== 'draft',
      mayShare: status === 'draft' && state !== null,
      mayPutUp: (status === 'draft' || status === 'for-comment') && state !== null,
      obstacles: obstaclesOf(content),
      warnings: [...warningsOf(content), ...moneyWarnings(content, (await readMoney(tx)).streams)],
      frame: { title: content.title, vision: content.vision },
      parts: partsShown(state, content),
    },
  };
}

function partsShown(state: PlanState | null, content: PlanContent) {
  const name = (id: number) => (state ? agencyName(state, id) : '');
  const item = (key: string, text: string, quiet: string) => ({ key, text, quiet });
  return [
    {
      part: 'statements',
      items: itemsOf(content, 'statements').map(({ key, text, agencyId }) =>
        item(key, text, agencyId === null ? 'Nobody answers for it yet' : name(agencyId)),
      ),
    },
    {
      part: 'priorities',
      items: content.priorities.map(({ key, title, why }) => item(key, title, why)),
    },
    {
      part: 'measures',
      items: content.measures.map(({ key, label, baseline }) =>
        item(key, label, baseline ? 'With its baseline frozen' : 'Nothing measures it here yet'),
      ),
    },
    {
      part: 'actions',
      items: content.actions.map(({ key, title, agencyId, person }) =>
        item(
          key,
          title,
          `${agencyId === null ? 'No owner yet' : name(agencyId)}, ${person || 'nobody named yet'}`,
        ),
      ),
    },
    {
      part: 'commissions',
      items: itemsOf(content, 'commissions').map(({ key, what, stream, startDay, endDay }) =>
        item(
          key,
          what,
          `${stream || 'No money named yet'}, ${formatDay(startDay)} to ${formatDay(endDay)}`,
        ),
      ),
    },
    {
      part: 'pledges',
      items: content.pledges.map((one) =>
        item(one.key, `${name(one.agencyId)}: ${one.what}`, `${amountWords(one)}, ${one.year}`),
      ),
    },
  ].map((one) => ({ ...one, words: PART_WORDS[one.part as EditPart] }));
}

/** One thing of the plan: added, changed or taken out. */
export const planItemPage: Page = definePage({
  url: '/plan/edit/:part/:key',
  title: 'A part of the shared plan',
  who: thoseWhoEditThePlan,
  audit: 'changes',
  get: async (request) => {
    const { content, hash } = await opened(request);
    const values = valuesOf(content, partOf(request), request.params.key ?? '');
    if (values === null) throw noSuchItem();
    return showItem(request, { values, hash, errors: [], theirs: [] });
  },
  post: async (request) => saveItem(request),
});

function partOf({ params }: PageRequest): EditPart {
  const part = params.part ?? '';
  if (!isEditPart(part)) throw noSuchItem();
  return part;
}

function noSuchItem() {
  return refuse('no-such-part', 'not-found', 'There is no such thing in the plan.');
}

async function opened({ tx }: PageRequest) {
  const [newest] = await listVersions(tx);
  return { content: newest?.content ?? emptyPlan(today()), hash: newest?.hash ?? '' };
}

async function saveItem(request: PageRequest): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const part = partOf(request);
  const key = request.params.key ?? '';
  const now = await opened(request);
  const isRemoval = form.act === 'remove';
  const openedHash = form.hash ?? '';
  if (openedHash !== now.hash) return showConflict(request, now);
  const read = isRemoval
    ? null
    : await readItem(tx, actor, { part, key, form, content: now.content });
  if (read && !read.ok) {
    return showItem(request, { values: form, hash: openedHash, errors: read.errors, theirs: [] });
  }
  try {
    const change = changeOf(part, key, read?.ok ? read.value : null);
    const changed = await changePlan(tx, actor, { openedHash, today: today(), change });
    await request.audit({
      action: isRemoval ? 'plan.part-removed' : 'plan.part-saved',
      subjectKind: 'plan',
      subjectId: String(changed.version),
      detail: { part, key, hash: changed.hash, isNewVersion: changed.isNew },
    });
    return { redirect: '/plan/edit' };
  } catch (error) {
    const errors = [{ field: 'title', sentence: sentenceOf(error) }];
    return showItem(request, { values: form, hash: openedHash, errors, theirs: [] });
  }
}

/** Somebody else was quicker: what stands now is shown beside what was typed; nothing is lost. */
async function showConflict(
  request: PageRequest,
  now: { readonly content: PlanContent; readonly hash: string },
): Promise<PageAnswer> {
  const sentence =
    'This changed since you opened it: see both. What you typed is still here; ' +
    'save again to keep it';
  const values = valuesOf(now.content, partOf(request), request.params.key ?? '');
  const theirs = Object.entries(values ?? {}).map(([key, value]) => ({
    key,
    text: [value].flat().join(', ') || 'Empty',
  }));
  return showItem(request, {
    values: request.form,
    hash: now.hash,
    errors: [{ field: 'changed', sentence }],
    theirs: values === null ? [{ key: 'Now', text: 'It was taken out of the plan' }] : theirs,
  });
}

async function showItem(
  request: PageRequest,
  of: {
    readonly values: Readonly<Record<string, string | readonly string[]>>;
    readonly hash: string;
    readonly errors: readonly FieldError[];
    readonly theirs: readonly { readonly key: string; readonly text: string }[];
  },
): Promise<PageAnswer> {
  const part = partOf(request);
  const key = request.params.key ?? '';
  const { content } = await opened(request);
  const { fields } = await loadChoices(request.tx, request.actor, { part, content });
  const many = (value: string | readonly string[]) =>
    typeof value === 'string' ? value.split(';') : value;
  const values = Object.fromEntries(
    Object.entries(of.values).map(([name, value]) => [
      name,
      fields.some((one) => one.name === name && one.kind === 'checkboxes') ? many(value) : value,
    ]),
  );
  const words = PART_WORDS[part];
  return {
    template: 'decide/plan/item.njk',
    title: key === 'new' ? words.add : words.change,
    ...(of.errors.length > 0 ? { status: of.theirs.length > 0 ? 409 : 400 } : {}),
    breadcrumbs: [...PLAN_TRAIL, { href: '/plan/edit', text: 'Edit' }],
    data: {
      heading: key === 'new' ? words.add : words.change,
      action: `/plan/edit/${part}/${key}`,
      form: { values, errors: of.errors },
      errors: of.errors,
      hash: of.hash,
      theirs: of.theirs,
      fields,
      mayRemove: part !== 'frame' && key !== 'new',
    },
  };
}
