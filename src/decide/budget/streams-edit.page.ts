import { Refusal } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { today } from '../../record/index.ts';
import { saveNeed, saveStream } from './change-streams.ts';
import { FUNDING_STREAMS } from './funding-streams-file.ts';
import { needOf, readMoney, streamOf } from './read-streams.ts';
import {
  CARRY_OVER_CHOICES,
  choicesFrom,
  LEVEL_CHOICES,
  PAID_CLASS_WORDS,
  STREAM_KIND_WORDS,
  THEME_CHOICES,
  USE_WORDS,
} from './stream-words.ts';
import type { SpendingNeed } from './streams.ts';
import {
  amountLines,
  readNeedForm,
  readStreamForm,
  streamValues,
  typedValues,
  valuesFromKnown,
} from './streams-form.ts';
import { STREAMS_TRAIL, thoseWhoCommitMoney } from './streams.page.ts';

/** Enters a stream or changes its rules. */
export const streamEditPage: Page = definePage({
  url: '/budget/streams/edit',
  title: 'Enter a funding stream',
  who: thoseWhoCommitMoney,
  audit: 'changes',
  get: async (request) => showStream(request, []),
  post: async (request) => {
    const { streams } = await readMoney(request.tx);
    const code = request.query.code || null;
    if (code) streamOf(await readMoney(request.tx), code);
    const read = readStreamForm(request.form, { code, taken: streams.map((one) => one.code) });
    if (!read.ok) return showStream(request, read.errors);
    try {
      await saveStream(request.tx, request.actor, read.value);
    } catch (error) {
      return showStream(request, refused(error, 'amounts'));
    }
    await request.audit({
      action: 'funding-stream.saved',
      subjectKind: 'funding-stream',
      subjectId: read.value.content.code,
      detail: { ...read.value.content, reason: read.value.reason },
    });
    return { redirect: `/budget/streams/${read.value.content.code}` };
  },
});

/** What a rule refused, as an error of a field; other errors go on. */
export function refused(error: unknown, field: string): readonly FieldError[] {
  if (error instanceof Refusal && error.kind !== 'not-found') {
    return [{ field, sentence: error.message }];
  }
  throw error;
}

async function showStream(
  request: PageRequest,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const { code, from } = request.query;
  const stream = code ? streamOf(await readMoney(request.tx), code) : null;
  const typed = request.form.name !== undefined;
  const values = typed
    ? typedValues(request.form)
    : stream
      ? streamValues(stream)
      : valuesFromKnown(from, startOfYear());
  return {
    template: 'decide/budget/stream-edit.njk',
    title: stream ? `Change ${stream.name}` : 'Enter a funding stream',
    breadcrumbs: STREAMS_TRAIL,
    ...(errors.length > 0 ? { status: 422 } : {}),
    data: {
      heading: stream ? 'Change a funding stream' : 'Enter a funding stream',
      isNew: stream === null,
      action: stream ? `/budget/streams/edit?code=${stream.code}` : '/budget/streams/edit',
      back: stream ? `/budget/streams/${stream.code}` : '/budget/streams',
      errors,
      form: { values, errors },
      known: FUNDING_STREAMS.find((one) => one.code === (from || stream?.reference)) ?? null,
      kinds: choicesFrom(STREAM_KIND_WORDS),
      carries: choicesFrom(CARRY_OVER_CHOICES),
      ...fenceChoices(),
    },
  };
}

function startOfYear(): number {
  const now = today();
  const year = Number(now.slice(0, 4));
  return now.slice(5) >= '04-01' ? year : year - 1;
}

function fenceChoices() {
  return {
    levels: LEVEL_CHOICES,
    themes: THEME_CHOICES,
    classes: choicesFrom(PAID_CLASS_WORDS),
    uses: choicesFrom(USE_WORDS),
  };
}

/** Enters something that is to be paid, or changes what it costs. */
export const needEditPage: Page = definePage({
  url: '/budget/needs/edit',
  title: 'Enter what is to be paid',
  who: thoseWhoCommitMoney,
  audit: 'changes',
  get: async (request) => showNeed(request, []),
  post: async (request) => {
    const money = await readMoney(request.tx);
    const code = request.query.code || null;
    if (code) needOf(money, code);
    const taken = money.needs.map((one) => one.code);
    const read = readNeedForm(request.form, { code, taken });
    if (!read.ok) return showNeed(request, read.errors);
    try {
      await saveNeed(request.tx, request.actor, read.value);
    } catch (error) {
      return showNeed(request, refused(error, 'costs'));
    }
    await request.audit({
      action: 'spending-need.saved',
      subjectKind: 'spending-need',
      subjectId: read.value.content.code,
      detail: { ...read.value.content, reason: read.value.reason },
    });
    return { redirect: '/budget/needs' };
  },
});

async function showNeed(request: PageRequest, errors: readonly FieldError[]): Promise<PageAnswer> {
  const { code } = request.query;
  const need = code ? needOf(await readMoney(request.tx), code) : null;
  const typed = request.form.name !== undefined;
  const values = typed ? typedValues(request.form) : need ? needValues(need) : {};
  return {
    template: 'decide/budget/need-edit.njk',
    title: need ? `Change ${need.name}` : 'Enter what is to be paid',
    breadcrumbs: [...STREAMS_TRAIL, { href: '/budget/needs', text: 'What is to be paid' }],
    ...(errors.length > 0 ? { status: 422 } : {}),
    data: {
      heading: need ? 'Change what is to be paid' : 'Enter what is to be paid',
      action: need ? `/budget/needs/edit?code=${need.code}` : '/budget/needs/edit',
      errors,
      form: { values, errors },
      ...fenceChoices(),
    },
  };
}

function needValues(need: SpendingNeed) {
  return {
    name: need.name,
    of: need.of,
    levels: need.levels,
    themes: need.themes,
    class: need.class,
    use: need.use,
    costs: amountLines(need.costs),
    isMadeUp: need.isMadeUp ? 'yes' : '',
  };
}
