import type { PlainWords } from './plain-words-file.ts';

/** Something about the language of a text, with where it stands. */
export interface LanguageNote {
  /** `refuse` stops a briefing from being signed; `advise` is for the officer to weigh. */
  readonly level: 'refuse' | 'advise';
  /** The field in which it stands. */
  readonly field: string;
  /** The sentence, as far as it identifies the place. */
  readonly where: string;
  /** What is wrong and what to do, as one or two sentences. */
  readonly sentence: string;
}

/** How hard a text is to read. */
export interface Readability {
  readonly words: number;
  readonly sentences: number;
  readonly syllables: number;
  /** Flesch-Kincaid grade level, a school year of the United States. */
  readonly grade: number;
  /** The age in years of someone who reads it with ease: the grade plus five. */
  readonly age: number;
}

/** A token of a number or a finding within a text, such as `{{figure 1}}`. */
const TOKEN = /\{\{\s*[a-z]+ \d+\s*\}\}/g;

/** The sentences of a text: lines, and parts that end in a full stop, question or call. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/\n+|(?<=[.!?][”’"')]?)\s+/)
    .map((one) => one.trim())
    .filter((one) => /[A-Za-z0-9]/.test(one));
}

/** The words of a text; a token counts as one short word, since its number is read as one. */
export function wordsOf(text: string): string[] {
  return text.replace(TOKEN, ' ten ').match(/[A-Za-z0-9£%][A-Za-z0-9£%.,'’-]*/g) ?? [];
}

/**
 * Syllables of an English word, at least one: groups of vowels, less a silent `e` at the end (and
 * that of `-es` and `-ed`), with the pairs that are spoken apart. A rule, not a dictionary.
 */
export function syllablesOf(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const silent = letters
    .replace(/([^aeiouylscgzxh])es$/, '$1')
    .replace(/([aeiouy]l|[^aeiouyl])e$/, '$1')
    .replace(/([^dtaeiouy])ed$/, '$1');
  const groups = silent.match(/[aeiouy]+/g)?.length ?? 0;
  const apart = silent.match(/ea$|ia(?!l$|n$)|io(?!n)|iu|eo(?!u)|[^aeiouqg]ua|ying/g)?.length ?? 0;
  return Math.max(1, groups + apart);
}

/**
 * Flesch-Kincaid: 0.39 x words a sentence + 11.8 x syllables a word - 15.59 is the grade (Kincaid,
 * Fishburne, Rogers and Chissom, 1975); a reading age is the grade plus five years.
 */
export function readabilityOf(
  counts: Pick<Readability, 'words' | 'sentences' | 'syllables'>,
  formula: PlainWords['formulas'][number],
): Readability {
  const { words, sentences, syllables } = counts;
  const grade =
    words === 0 || sentences === 0
      ? 0
      : formula.perSentenceWord * (words / sentences) +
        formula.perWordSyllable * (syllables / words) -
        formula.constant;
  return { ...counts, grade, age: grade + formula.ageOfFirstGrade };
}

/** How hard texts are to read, taken together. */
export function readability(texts: readonly string[], rules: PlainWords): Readability {
  const sentences = texts.flatMap(sentencesOf);
  const words = sentences.flatMap(wordsOf);
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const [formula] = rules.formulas;
  if (!formula) throw new Error('plain-words.yaml states a formula');
  return readabilityOf({ words: words.length, sentences: sentences.length, syllables }, formula);
}

/** Everything about the language of some fields that an officer should know, in their order. */
export function checkLanguage(
  fields: Readonly<Record<string, string>>,
  rules: PlainWords,
): LanguageNote[] {
  const longest = limitOf(rules, 'sentence-words');
  const notes = Object.entries(fields).flatMap(([field, text]) =>
    sentencesOf(text).flatMap((sentence): LanguageNote[] => [
      ...rules.words.flatMap((word) => wordNotes(field, sentence, word)),
      ...lengthNotes(field, sentence, longest),
    ]),
  );
  return [...notes, ...ageNotes(fields, rules)];
}

/** A limit of the rules by its code; a code that is not there is our fault. */
export function limitOf(rules: PlainWords, code: string): number {
  const found = rules.limits.find((limit) => limit.code === code);
  if (!found) throw new Error(`plain-words.yaml has no limit ${code}`);
  return found.value;
}

function wordNotes(
  field: string,
  sentence: string,
  word: PlainWords['words'][number],
): LanguageNote[] {
  const text = (word.except ?? []).reduce((left, phrase) => left.replaceAll(phrase, ' '), sentence);
  const found = [word.match, ...word.forms].find((form) => patternOf(form).test(text));
  if (found === undefined) return [];
  const sentenceOut = `“${found}”: use ${word.instead}. ${word.why}`;
  return [{ level: word.level, field, where: shortened(sentence), sentence: sentenceOut }];
}

/** Letters that stand for a name are matched as they are; words in any case. */
function patternOf(form: string): RegExp {
  const isLetters = form === form.toUpperCase();
  const escaped = form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+');
  return new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, isLetters ? '' : 'i');
}

function lengthNotes(field: string, sentence: string, longest: number): LanguageNote[] {
  const count = wordsOf(sentence).length;
  if (count <= longest) return [];
  const words = `This sentence has ${count} words; ${longest} are enough. Make two of it.`;
  return [{ level: 'advise', field, where: shortened(sentence), sentence: words }];
}

function ageNotes(fields: Readonly<Record<string, string>>, rules: PlainWords): LanguageNote[] {
  const highest = limitOf(rules, 'reading-age');
  return Object.entries(fields).flatMap(([field, text]): LanguageNote[] => {
    const { age, words } = readability([text], rules);
    if (words < FEWEST_WORDS || age <= highest) return [];
    const sentence =
      `This part reads at an age of about ${Math.round(age)} years; aim at ${highest} or less. ` +
      'Use shorter words and sentences.';
    return [{ level: 'advise', field, where: shortened(text), sentence }];
  });
}

/** Fewer words than this say nothing about how hard a text is. */
const FEWEST_WORDS = 30;

function shortened(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 77).trimEnd()}...`;
}
