import { Refusal } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Measure,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { thoseWhoSign, thoseWhoTell } from '../who.ts';
import { FIELDS, type FieldName, numberOf } from './briefing.ts';
import {
  editBriefing,
  openBriefing,
  readWords,
  signBriefing,
  withdrawBriefing,
} from './change-briefing.ts';
import { checkLanguage, readability } from './plain-language.ts';
import { PLAIN_WORDS } from './plain-words.ts';
import { changesSince, seenHash, showLive } from './show-briefing.ts';

const ROWS: Readonly<Partial<Record<FieldName, number>>> = { title: 1, contact: 2 };

function trail(id: number) {
  return [
    { href: '/', text: 'Home' },
    { href: '/briefings', text: 'Briefings' },
    { href: `/briefings/${id}`, text: 'This briefing' },
  ];
}

/** The words of a draft, edited part by part; what its language check says stands above. */
export function editBriefingPage(measures: readonly Measure[]): Page {
  return definePage({
    url: '/briefings/:id/edit',
    title: 'Edit the words of a briefing',
    who: thoseWhoTell,
    audit: 'changes',
    get: async (request) => {
      const { newest } = await openBriefing(request.tx, Number(request.params.id));
      return showEdit(request, measures, { values: newest.words, errors: [] });
    },
    post: async (request) => {
      const id = Number(request.params.id);
      const { newest } = await openBriefing(request.tx, id);
      const read = readWords(request.form, newest.sources);
      const values = request.form;
      if (!read.ok) return showEdit(request, measures, { values, errors: read.errors });
      try {
        const over = Number(values.over);
        const number = await editBriefing(request.tx, request.actor, {
          id,
          over,
          words: read.value,
        });
        await request.audit({
          action: 'briefing.edited',
          subjectKind: 'briefing',
          subjectId: String(id),
          detail: { version: number },
        });
      } catch (error) {
        const errors = [asFieldError(error, 'title')];
        return showEdit(request, measures, { values, errors });
      }
      return { redirect: `/briefings/${id}/edit?saved=yes` };
    },
  });
}

async function showEdit(
  request: PageRequest,
  measures: readonly Measure[],
  form: { readonly values: PageRequest['form']; readonly errors: readonly FieldError[] },
): Promise<PageAnswer> {
  const { tx, actor, query } = request;
  const { briefing, newest } = await openBriefing(tx, Number(request.params.id));
  const shown = await showLive({ tx, actor }, measures, newest.sources);
  const names = Object.keys(FIELDS) as FieldName[];
  const words = Object.fromEntries(names.map((name) => [name, form.values[name] ?? '']));
  const read = readability(Object.values(words), PLAIN_WORDS);
  return {
    template: 'tell/briefing/edit-briefing.njk',
    breadcrumbs: trail(briefing.id),
    ...(form.errors.length > 0 ? { status: 400 } : {}),
    data: {
      id: briefing.id,
      form,
      errors: form.errors,
      over: newest.number,
      isSaved: query.saved === 'yes',
      isSigned: briefing.signed === newest.number,
      fields: names.map((name) => ({ name, label: FIELDS[name], rows: ROWS[name] ?? 4 })),
      notes: checkLanguage(words, PLAIN_WORDS).map((note) => ({
        ...note,
        label: FIELDS[note.field as FieldName],
      })),
      age: Math.round(read.age),
      tokens: [...shown.values()].map(({ source, finding }) => ({
        token: `{{${source.token}}}`,
        label: source.label,
        figure: source.token.startsWith('figure') ? (numberOf(finding) ?? false) : false,
        finding,
      })),
    },
  };
}

/** Where a second person signs: what changed since it was written, its language, and the button. */
export function signBriefingPage(measures: readonly Measure[]): Page {
  return definePage({
    url: '/briefings/:id/sign',
    title: 'Sign a briefing',
    who: thoseWhoSign,
    audit: 'changes',
    get: (request) => showSign(request, measures, []),
    post: async (request) => {
      const id = Number(request.params.id);
      const { version, seen = '' } = request.form;
      const asked = { id, version: Number(version), seen, measures };
      try {
        const hash = await signBriefing(request.tx, request.actor, asked);
        await request.audit({
          action: 'briefing.signed',
          subjectKind: 'briefing',
          subjectId: String(id),
          detail: { version: asked.version, hash },
        });
      } catch (error) {
        return showSign(request, measures, [asFieldError(error, 'sign')]);
      }
      return { redirect: `/briefings/${id}` };
    },
  });
}

async function showSign(
  request: PageRequest,
  measures: readonly Measure[],
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const { tx, actor } = request;
  const { briefing, newest } = await openBriefing(tx, Number(request.params.id));
  const shown = await showLive({ tx, actor }, measures, newest.sources);
  const notes = checkLanguage(newest.words, PLAIN_WORDS);
  const refused = notes.some((note) => note.level === 'refuse');
  return {
    template: 'tell/briefing/sign-briefing.njk',
    breadcrumbs: trail(briefing.id),
    ...(errors.length > 0 ? { status: 409 } : {}),
    data: {
      id: briefing.id,
      briefingTitle: newest.words.title,
      errors,
      version: newest.number,
      author: newest.author || 'the command line',
      seen: seenHash(shown),
      changed: changesSince(newest.sources, shown),
      notes: notes.map((note) => ({ ...note, label: FIELDS[note.field as FieldName] })),
      figures: shown.size,
      cannot: whyNot(),
    },
  };

  function whyNot(): string {
    if (briefing.withdrawnReason !== null) return 'It was withdrawn.';
    if (briefing.signed === newest.number) return 'This version is signed already.';
    if (newest.authorId === actor.id) return 'You wrote this version. A second person signs it.';
    return refused ? 'Words in it are not used in briefings. They are listed below.' : '';
  }
}

/** Where a briefing is withdrawn, with a reason that its readers see. */
export const withdrawBriefingPage: Page = definePage({
  url: '/briefings/:id/withdraw',
  title: 'Withdraw a briefing',
  who: thoseWhoTell,
  audit: 'changes',
  get: (request) => showWithdraw(request, []),
  post: async (request) => {
    const id = Number(request.params.id);
    const { reason = '' } = request.form;
    try {
      await withdrawBriefing(request.tx, request.actor, { id, reason });
      await request.audit({
        action: 'briefing.withdrawn',
        subjectKind: 'briefing',
        subjectId: String(id),
        detail: { reason },
      });
    } catch (error) {
      return showWithdraw(request, [asFieldError(error, 'reason')]);
    }
    return { redirect: `/briefings/${id}` };
  },
});

async function showWithdraw(
  request: PageRequest,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const { briefing } = await openBriefing(request.tx, Number(request.params.id));
  return {
    template: 'tell/briefing/withdraw-briefing.njk',
    breadcrumbs: trail(briefing.id),
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      id: briefing.id,
      briefingTitle: briefing.title,
      form: { values: request.form, errors },
      errors,
    },
  };
}

/** A rule's "no" as an error of the form; what is not there stays so, and the rest is thrown on. */
function asFieldError(error: unknown, field: string): FieldError {
  if (error instanceof Refusal && error.kind !== 'not-found') {
    return { field, sentence: error.message };
  }
  throw error;
}
