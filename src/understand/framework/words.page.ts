import { authorityOf, thoseWhoSeeFigures } from '../../govern/index.ts';
import { type AgencyId, formatDay } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { type AgencyWord, readWord, sharedWords, type SharedWord } from './agency-word.ts';
import { themesAndDay } from './frameworks.page.ts';
import { listAgencyWords, loadFrameworkBook, saveAgencyWord } from './frameworks.store.ts';
import { thoseWhoSpeakForAnAgency } from './who-writes.ts';

const KIND_HEADINGS = {
  theme: 'Themes',
  indicator: 'Indicators',
  outcome: 'Outcomes',
} as const;

/** Our word and your word: what each agency calls what the partnership shares. */
export const wordsPage: Page = definePage({
  url: '/frameworks/words',
  title: 'Our word, your word',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => showWords(request),
});

async function showWords({ tx, actor }: PageRequest): Promise<PageAnswer> {
  const { shared } = await vocabulary(tx);
  const words = await listAgencyWords(tx);
  const groups = (['theme', 'indicator', 'outcome'] as const).map((kind) => ({
    heading: KIND_HEADINGS[kind],
    rows: shared
      .filter((one) => one.kind === kind)
      .map((one) => ({ ...one, words: wordsOf(words, one) }))
      .filter((one) => one.words.length > 0),
  }));
  const agencies = new Set(words.map(({ agencyId }) => agencyId));
  return {
    template: 'understand/framework/words.njk',
    title: headline(words.length, agencies.size),
    breadcrumbs: TRAIL,
    data: {
      headline: headline(words.length, agencies.size),
      groups: groups.filter(({ rows }) => rows.length > 0),
      mayName: thoseWhoSpeakForAnAgency.allows(actor) && hasAgency(actor),
    },
  };
}

function headline(words: number, agencies: number): string {
  if (words === 0) return 'Everyone uses the same words, or nobody has said otherwise';
  const of = agencies === 1 ? 'One agency says' : 'Agencies say';
  return `${of} some of it in other words: this is what they mean`;
}

function wordsOf(words: readonly AgencyWord[], { kind, subject }: SharedWord) {
  return words
    .filter((one) => one.kind === kind && one.subject === subject)
    .map((one) => ({ ...one, noted: formatDay(one.notedOn) }));
}

/** A person of an agency says what the agency calls something. */
export const nameWordPage: Page = definePage({
  url: '/frameworks/words/new',
  title: 'What does your agency call it?',
  who: thoseWhoSpeakForAnAgency,
  audit: 'changes',
  get: async (request) => showForm(request, []),
  post: async (request) => {
    const { tx, actor, form } = request;
    const { shared } = await vocabulary(tx);
    const read = readWord(form, shared);
    if (!read.ok) return showForm(request, read.errors);
    if (!hasAgency(actor)) {
      const sentence = 'Only someone who works at an agency can say what it calls things';
      return showForm(request, [{ field: 'word', sentence }]);
    }
    const agencyId = Number(actor.settings['headwater.agency']) as AgencyId;
    const { on } = themesAndDay();
    const asked = { ...read.value, agencyId, notedOn: on, notedBy: actor.id };
    await saveAgencyWord(tx, authorityOf(actor), asked);
    await request.audit({
      action: 'agency-word.named',
      subjectKind: 'agency',
      subjectId: String(agencyId),
      detail: { kind: asked.kind, subject: asked.subject, word: asked.word },
    });
    return { redirect: '/frameworks/words' };
  },
});

const TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/frameworks', text: 'What we mean by better' },
];

async function showForm(
  { tx, form }: PageRequest,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const { shared } = await vocabulary(tx);
  const options = shared.map(({ key, label, kind }) => ({
    value: key,
    text: `${label} (${kind})`,
  }));
  return {
    template: 'understand/framework/word-form.njk',
    breadcrumbs: [...TRAIL, { href: '/frameworks/words', text: 'Our word, your word' }],
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      form: { values: form, errors },
      errors,
      options: [{ value: '', text: 'Select one' }, ...options],
    },
  };
}

async function vocabulary(tx: PageRequest['tx']) {
  const { themes, on } = themesAndDay();
  return { shared: sharedWords(await loadFrameworkBook(tx), themes, on) };
}

function hasAgency(actor: PageRequest['actor']): boolean {
  return (actor.settings['headwater.agency'] ?? '') !== '';
}
