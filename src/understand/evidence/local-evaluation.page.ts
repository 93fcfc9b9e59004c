import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { today } from '../../record/index.ts';
import { programmeEvidence } from './evidence.ts';
import { EVIDENCE } from './evidence-file.ts';
import { DESIGN_WORDS, DIRECTION_WORDS, SIZE_WORDS } from './evidence-words.ts';
import {
  LOCAL_DESIGNS,
  LOCAL_DIRECTIONS,
  LOCAL_EFFECT_KINDS,
  readLocalEvaluation,
} from './local-evaluation.ts';
import { localEvaluationsMeasure } from './local-evaluation.measure.ts';
import { listLocalEvaluations } from './local-evaluation.store.ts';
import { localRow } from './programme.page.ts';
import {
  recordLocalEvaluation,
  thoseWhoRecordEvaluations,
  withdrawLocalEvaluation,
} from './record-local-evaluation.ts';

const TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/evidence', text: 'What works' },
];

/** What the partnership found itself, with how much each can show. */
export const localEvaluationsPage: Page = definePage({
  url: '/evidence/local',
  title: 'What we found ourselves',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor }) => {
    const finding = await localEvaluationsMeasure.compute(tx, actor, {});
    const kept = await listLocalEvaluations(tx);
    return {
      template: 'understand/evidence/local.njk',
      title: finding.headline,
      breadcrumbs: TRAIL,
      data: {
        finding,
        local: kept.map((one) => ({
          ...localRow(one),
          of: one.programme === null ? null : programmeEvidence(one.programme).name,
        })),
        mayRecord: thoseWhoRecordEvaluations.allows(actor),
      },
    };
  },
});

/** Records what the partnership found when it tried something. */
export const newEvaluationPage: Page = definePage({
  url: '/evidence/local/new',
  title: 'Record an evaluation of our own',
  who: thoseWhoRecordEvaluations,
  audit: 'changes',
  get: async (request) => showForm(request, request.query.programme ?? '', []),
  post: async (request) => {
    const { tx, actor, form } = request;
    const read = readLocalEvaluation(form, today());
    if (!read.ok) return showForm(request, form.programme ?? '', read.errors);
    const id = await recordLocalEvaluation(tx, actor, read.value);
    const { programme, design } = read.value;
    await request.audit({
      action: 'local-evaluation.recorded',
      subjectKind: 'local-evaluation',
      subjectId: String(id),
      detail: { programme: programme ?? '', design },
    });
    return { redirect: programme === null ? '/evidence/local' : `/evidence/${programme}#local` };
  },
});

/** Withdraws an evaluation that no longer holds. */
export const withdrawEvaluationPage: Page = definePage({
  url: '/evidence/local/withdraw',
  title: 'Withdraw an evaluation of our own',
  who: thoseWhoRecordEvaluations,
  audit: 'changes',
  post: async (request) => {
    const id = Number(request.form.id);
    const why = request.form.why || 'No reason was given';
    await withdrawLocalEvaluation(request.tx, Number.isSafeInteger(id) ? id : 0, why);
    await request.audit({
      action: 'local-evaluation.withdrawn',
      subjectKind: 'local-evaluation',
      subjectId: String(id),
      detail: { why },
    });
    return { redirect: '/evidence/local' };
  },
});

async function showForm(
  { form }: PageRequest,
  programme: string,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const choices = EVIDENCE.programmes.map((one) => ({ value: one.code, text: one.name }));
  const words = <K extends string>(keys: readonly K[], of: Readonly<Record<K, string>>) =>
    keys.map((value) => ({ value, text: of[value] }));
  return {
    template: 'understand/evidence/local-form.njk',
    breadcrumbs: [...TRAIL, { href: '/evidence/local', text: 'What we found ourselves' }],
    ...(errors.length > 0 ? { status: 422 } : {}),
    data: {
      errors,
      form: { values: { ...form, programme }, errors },
      programmes: [
        { value: '', text: 'Something of our own' },
        ...choices.sort((a, b) => a.text.localeCompare(b.text)),
      ],
      designs: words(LOCAL_DESIGNS, DESIGN_WORDS),
      directions: words(LOCAL_DIRECTIONS, DIRECTION_WORDS),
      kinds: [
        { value: '', text: 'No size was worked out' },
        ...words(LOCAL_EFFECT_KINDS, SIZE_WORDS),
      ],
    },
  };
}
