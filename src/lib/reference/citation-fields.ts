import { recordField, textField } from './fields.ts';

/** The fields by which reference files name a source: what, by whom, of when, and where in it. */
export const CITATION_FIELDS = {
  title: textField,
  publisher: textField,
  date: textField,
  locator: textField,
} as const;

/** A source under a field of its own, with nothing but these. */
export const citationField = recordField(CITATION_FIELDS);
