import {
  CITATION_FIELDS,
  codeField,
  entriesField,
  type FieldReader,
  listField,
  numberField,
  oneOfField,
  optionalField,
  type ReadBy,
  recordField,
  textField,
} from '../../lib/index.ts';

/** Reads one word that is not used: its forms, what is used instead, and how strictly. */
const wordField = recordField({
  code: codeField,
  match: textField,
  forms: listField(textField),
  /** Phrases in which the word is right. */
  except: optionalField(listField(textField)),
  instead: textField,
  level: oneOfField(['refuse', 'advise']),
  why: textField,
  source: codeField,
});

/** Reads `reference/plain-words.yaml`. */
export const plainWordsField = recordField({
  about: textField,
  words: entriesField(wordField),
  sources: entriesField(
    recordField({
      code: codeField,
      ...CITATION_FIELDS,
      verification: textField,
    }),
  ),
  limits: entriesField(
    recordField({
      code: codeField,
      label: textField,
      value: numberField(1),
      source: codeField,
      why: textField,
    }),
  ),
  formulas: entriesField(
    recordField({
      code: codeField,
      label: textField,
      perSentenceWord: numberField(0),
      perWordSyllable: numberField(0),
      constant: numberField(0),
      ageOfFirstGrade: numberField(0),
      title: textField,
      publisher: textField,
      date: textField,
      verification: textField,
    }),
  ),
}) satisfies FieldReader<unknown>;

/** What the language of a briefing is checked against. */
export type PlainWords = ReadBy<typeof plainWordsField>;
