import type { AgencyId, CalendarDay } from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';
import { type FrameworkBook, findOutcome } from './framework.ts';

/** What agencies may have a word of their own for. */
export type WordSubject = 'outcome' | 'indicator' | 'theme';

/** What one agency calls an outcome, an indicator or a theme. */
export interface AgencyWord {
  readonly agencyId: AgencyId;
  readonly agencyName: string;
  readonly kind: WordSubject;
  /** The outcome as `framework/outcome`, or the code of the indicator or theme. */
  readonly subject: string;
  readonly word: string;
  /** What the agency means by it, where that is not the same; may be empty. */
  readonly meaning: string;
  readonly notedOn: CalendarDay;
}

/** A theme of the eight, as far as words need it. */
export interface ThemeName {
  readonly theme: string;
  readonly label: string;
}

/** One shared word: what it is, and how it reads as a choice of a form, such as `theme:crime`. */
export interface SharedWord {
  readonly key: string;
  readonly kind: WordSubject;
  readonly subject: string;
  readonly label: string;
  readonly href: string | null;
}

/** Every word that the partnership shares: themes, indicators, and outcomes in force on a day. */
export function sharedWords(
  book: FrameworkBook,
  themes: readonly ThemeName[],
  on: CalendarDay,
): readonly SharedWord[] {
  const outcomes = book.frameworks
    .filter(({ until }) => until === null || on < until)
    .flatMap(({ code, outcomes: all }) => all.map((one) => `${code}/${one.code}`));
  return [
    ...themes.map(({ theme, label }) => sharedWord('theme', theme, label, null)),
    ...book.indicators.map(({ code, label }) =>
      sharedWord('indicator', code, label, `/frameworks/indicators/${code}`),
    ),
    ...outcomes.map((ref) => {
      const [framework = ''] = ref.split('/');
      const label = findOutcome(book, ref)?.outcome.label ?? ref;
      return sharedWord('outcome', ref, label, `/frameworks/${framework}`);
    }),
  ];
}

function sharedWord(
  kind: WordSubject,
  subject: string,
  label: string,
  href: string | null,
): SharedWord {
  return { key: `${kind}:${subject}`, kind, subject, label, href };
}

/** A word as an agency noted it in a form. */
export interface NotedWord {
  readonly kind: WordSubject;
  readonly subject: string;
  readonly word: string;
  readonly meaning: string;
}

/** Reads the form of a word; errors name the fields `subject` and `word`. */
export function readWord(
  form: Readonly<Record<string, string>>,
  shared: readonly SharedWord[],
): FormResult<NotedWord> {
  const errors: FieldError[] = [];
  const found = shared.find(({ key }) => key === form.subject);
  if (!found) errors.push({ field: 'subject', sentence: 'Select what it is that you name' });
  const word = (form.word ?? '').trim();
  if (word === '') errors.push({ field: 'word', sentence: 'Enter what your agency calls it' });
  if (word.length > 100) errors.push({ field: 'word', sentence: 'Use at most 100 letters' });
  if (errors.length > 0 || !found) return { ok: false, errors };
  const { kind, subject } = found;
  return { ok: true, value: { kind, subject, word, meaning: (form.meaning ?? '').trim() } };
}
