import {
  checkedField,
  CITATION_FIELDS,
  codeField,
  entriesField,
  type FieldFault,
  listField,
  mappedField,
  numberField,
  oneOfField,
  optionalField,
  type ReadBy,
  recordField,
  textField,
} from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';
import { type LineRule, PUBLICATIONS, SPEND_CLASSES } from './spend-class.ts';

const publicationField = recordField({
  code: oneOfField(PUBLICATIONS),
  label: textField,
  short: textField,
  publisher: textField,
  title: textField,
  definition: textField,
});

const sourceField = recordField({
  code: codeField,
  ...CITATION_FIELDS,
  checked: oneOfField(['read', 'quoted']),
});

const percentField = numberField(0, 100);
const shareField = recordField({ low: percentField, likely: percentField, high: percentField });

const lineField = checkedField(
  recordField({
    code: codeField,
    publication: oneOfField(PUBLICATIONS),
    line: codeField,
    label: textField,
    part: oneOfField(['childrens-services', 'public-health']),
    class: oneOfField(SPEND_CLASSES),
    share: optionalField(shareField),
    parts: optionalField(listField(codeField)),
    why: textField,
  }),
  (line) => {
    const faults: FieldFault[] = [];
    const { share } = line;
    if ((line.class === 'shared') !== (share !== undefined)) {
      const message = 'A shared line has a share, and only a shared one.';
      faults.push({
        path: ['share'],
        message,
        fix: 'Give low, likely and high, or another class.',
      });
    }
    if (share && !(share.low <= share.likely && share.likely <= share.high)) {
      const message = 'The share does not rise from low to high.';
      faults.push({ path: ['share'], message, fix: 'Write low, likely and high in that order.' });
    }
    return faults;
  },
);

/** Reads the content of `reference/spend-classes.yaml`. */
export const spendClassesField = mappedField(
  recordField({
    about: textField,
    publications: entriesField(publicationField),
    sources: entriesField(sourceField),
    lines: entriesField(lineField),
  }),
  ({ lines, ...file }) => ({
    ...file,
    lines: lines.map(
      ({ share, parts, ...line }): LineRule => ({
        ...line,
        share: share ?? null,
        parts: parts ?? [],
      }),
    ),
  }),
);

/** How lines of spending are classed unless an authority says otherwise, read once at start. */
export const SPEND_CLASSES_FILE = readReferenceFile('spend-classes.yaml', spendClassesField);

/** What a publication of spending is, and how it defines its lines. */
export type PublicationEntry = ReadBy<typeof publicationField>;

/** What a publication is, in words. */
export function publicationOf(code: string): PublicationEntry {
  const found = SPEND_CLASSES_FILE.publications.find((one) => one.code === code);
  if (!found) throw new Error(`${code} is no publication of spending`);
  return found;
}
