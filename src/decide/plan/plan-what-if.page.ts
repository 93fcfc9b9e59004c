import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { formatDay, Refusal } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { agencyName, loadPlan, type PlanState } from './load-plan.ts';
import { endChange, nameChange } from './name-change.ts';
import { listChanges } from './named-change.store.ts';
import type { PlanContent } from './plan.ts';
import { readDay } from './plan-forms.ts';
import { changeShown, HIT_PART_WORDS, whatIfFinding } from './plan-what-if.measure.ts';
import { PLAN_TRAIL, planLinks, thoseWhoEditThePlan } from './plan-view.ts';
import {
  CHANGE_KINDS,
  type ChangeKind,
  HIT_PARTS,
  HIT_WORDS,
  isChangeKind,
  type KeptChange,
  type NamedChange,
  subjectsOf,
  type SubjectKind,
} from './what-if.ts';

const ADDRESS = '/plan/what-if';

/** What a named change of policy or funding would break, and what keeping it would cost. */
export const planWhatIfPage: Page = definePage({
  url: ADDRESS,
  title: 'What would a change of policy or funding break?',
  who: thoseWhoSeeFigures,
  audit: 'changes',
  get: async (request) => showWhatIf(request, []),
  post: async (request) => {
    if (!thoseWhoEditThePlan.allows(request.actor)) {
      const sentence = 'Only a commissioner or manager can name a change';
      return showWhatIf(request, [{ field: 'title', sentence }], 403);
    }
    return request.form.act === 'end' ? end(request) : name(request);
  },
});

async function name(request: PageRequest): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const state = await loadPlan(tx);
  const read = readChange(form, state?.plan.content ?? null);
  if (!Array.isArray(read)) {
    try {
      const id = await nameChange(tx, actor, read);
      await request.audit({
        action: 'plan.change-named',
        subjectKind: 'plan-change',
        subjectId: String(id),
        detail: { kind: read.kind, on: read.on, share: read.share },
      });
      return { redirect: `${ADDRESS}?change=${id}` };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return showWhatIf(request, [{ field: 'share', sentence: error.message }]);
    }
  }
  return showWhatIf(request, read);
}

async function end(request: PageRequest): Promise<PageAnswer> {
  const { tx, actor, form } = request;
  const id = form.change ?? '';
  try {
    await endChange(tx, actor, { id, reason: form.reason ?? '' });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind === 'not-found') throw error;
    return showWhatIf(request, [{ field: 'reason', sentence: error.message }], 409);
  }
  await request.audit({
    action: 'plan.change-ended',
    subjectKind: 'plan-change',
    subjectId: id,
  });
  return { redirect: `${ADDRESS}?change=${id}` };
}

/** Reads a change; on what it acts is one choice, such as `stream:Families grant`. */
function readChange(
  form: Readonly<Record<string, string>>,
  content: PlanContent | null,
): NamedChange | FieldError[] {
  const errors: FieldError[] = [];
  const wrong = (field: string, sentence: string) => errors.push({ field, sentence });
  const title = (form.title ?? '').trim();
  if (title === '') wrong('title', 'Enter what changes, in a few words');
  if (title.length > 200) wrong('title', 'Use at most 200 letters');
  const kind: ChangeKind | null = isChangeKind(form.kind ?? '') ? (form.kind as ChangeKind) : null;
  if (kind === null) wrong('kind', 'Select what kind of change it is');
  const [of = '', ...rest] = (form.subject ?? '').split(':');
  const subject = rest.join(':');
  const known = content === null ? null : subjectsOf(content)[of as SubjectKind];
  if (!known?.includes(subject)) wrong('subject', 'Select on what it acts');
  else if (kind !== null && CHANGE_KINDS[kind].subject !== of) {
    wrong('subject', `Select ${ACTS_ON[CHANGE_KINDS[kind].subject]} for this kind of change`);
  }
  const on = readDay(form, 'on');
  if (on === null || on === 'wrong') wrong('on', 'Enter the day from which it holds');
  const share = Number((form.share ?? '').trim() === '' ? '100' : form.share);
  if (!Number.isInteger(share) || share < 1 || share > 100) {
    wrong('share', 'Enter how much of it goes: a whole number from 1 to 100');
  }
  if (errors.length > 0 || kind === null || on === null || on === 'wrong') return errors;
  return { kind, title, subject, on, share, note: (form.note ?? '').trim() };
}

const ACTS_ON: Readonly<Record<SubjectKind, string>> = {
  stream: 'a grant or budget',
  service: 'a service',
  person: 'a person or post',
  agency: 'an agency',
};

async function showWhatIf(
  request: PageRequest,
  errors: readonly FieldError[],
  status = 400,
): Promise<PageAnswer> {
  const { tx, actor, form, query } = request;
  const state = await loadPlan(tx);
  const changes = await listChanges(tx);
  const shown = await changeShown(tx, form.change ?? query.change);
  const finding = shown && whatIfFinding(shown);
  return {
    template: 'decide/plan/what-if.njk',
    breadcrumbs: PLAN_TRAIL,
    ...(finding ? { title: finding.headline } : {}),
    ...(errors.length > 0 ? { status } : {}),
    data: {
      errors,
      form: { values: form, errors },
      links: planLinks(actor, ADDRESS),
      mayEdit: thoseWhoEditThePlan.allows(actor),
      hasPlan: state !== null,
      finding,
      change: shown && state ? changeView(state, shown.change) : null,
      parts: shown
        ? HIT_PARTS.map((part) => ({
            title: HIT_PART_WORDS[part],
            hits: shown.broken.hits
              .filter((one) => one.part === part)
              .map((one) => ({ ...one, status: HIT_WORDS[one.hit] })),
          })).filter(({ hits }) => hits.length > 0)
        : [],
      changes: state ? changes.map((one) => changeView(state, one)) : [],
      kinds: Object.entries(CHANGE_KINDS).map(([value, { text }]) => ({ value, text })),
      subjects: state ? subjectOptions(state) : [],
    },
  };
}

function changeView(state: PlanState, one: KeptChange) {
  const { kind, subject, on, share, note, by, endReason, id, title } = one;
  const acts =
    CHANGE_KINDS[kind].subject === 'agency' ? agencyName(state, Number(subject)) : subject;
  const part = share === 100 ? '' : `, ${share}% of it`;
  return {
    id: String(id),
    href: `${ADDRESS}?change=${id}`,
    title,
    quiet: `${CHANGE_KINDS[kind].text}: ${acts}${part}, from ${formatDay(on)}`,
    note,
    by,
    endReason,
  };
}

const KIND_PREFIX: Readonly<Record<SubjectKind, string>> = {
  stream: 'Money',
  service: 'Service',
  person: 'Person',
  agency: 'Agency',
};

function subjectOptions(state: PlanState) {
  const subjects = subjectsOf(state.plan.content);
  const name = (kind: SubjectKind, subject: string) =>
    kind === 'agency' ? agencyName(state, Number(subject)) : subject;
  return [
    { value: '', text: 'Select one' },
    ...(['stream', 'service', 'person', 'agency'] as const).flatMap((kind) =>
      subjects[kind].map((subject) => ({
        value: `${kind}:${subject}`,
        text: `${KIND_PREFIX[kind]}: ${name(kind, subject)}`,
      })),
    ),
  ];
}
