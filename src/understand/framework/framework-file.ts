import {
  checkedField,
  citationField,
  codeField,
  dayField,
  entriesField,
  type FieldFault,
  type FieldReader,
  listField,
  mappedField,
  oneOfField,
  optionalField,
  readFault,
  recordField,
  textField,
} from '../../lib/index.ts';
import { agencyField } from '../unit-costs/unit-costs-file.ts';
import type { Framework, FrameworkBook, Indicator, IndicatorSource } from './framework.ts';

const outcomeRef: FieldReader<string> = (value) =>
  typeof value === 'string' && /^[a-z0-9-]+\/[a-z0-9-]+$/.test(value)
    ? textField(value)
    : readFault('This names no outcome.', 'Write framework/outcome.');

const framework = mappedField(
  recordField({
    code: codeField,
    label: textField,
    publisher: textField,
    from: dayField,
    until: optionalField(dayField),
    source: citationField,
    verified: textField,
    unverified: optionalField(textField),
    outcomes: entriesField(
      recordField({ code: codeField, kind: oneOfField(['outcome', 'enabler']), label: textField }),
    ),
  }),
  (read): Framework => ({
    ...read,
    until: read.until ?? null,
    unverified: read.unverified ?? null,
    source: { ...read.source, entry: `frameworks/${read.code}` },
    isLocal: false,
  }),
);

const sourceField: FieldReader<IndicatorSource> = (value) => {
  const kind = (value as { readonly kind?: unknown } | null)?.kind;
  const just = <const K extends string>(word: K) => oneOfField([word]);
  if (kind === 'measure') {
    const basis = oneOfField(['counted', 'modelled']);
    return recordField({ kind: just('measure'), figure: textField, basis })(value);
  }
  if (kind === 'published') {
    return recordField({ kind: just('published'), indicator: textField })(value);
  }
  return recordField({ kind: just('none'), reason: textField })(value);
};

const indicator = mappedField(
  recordField({
    code: codeField,
    label: textField,
    definition: textField,
    source: sourceField,
    polarity: oneOfField(['high', 'low', 'none']),
    owner: agencyField,
    outcomes: listField(outcomeRef),
  }),
  (read): Indicator => ({ ...read, isLocal: false }),
);

const rule = recordField({ A: textField, B: textField, C: textField, D: textField });

const mapping = recordField({
  from: outcomeRef,
  to: outcomeRef,
  day: dayField,
  reading: textField,
});

/** Reads `reference/frameworks.yaml`; an outcome that no framework has is a fault. */
export const frameworksField: FieldReader<FrameworkBook> = checkedField(
  recordField({
    about: textField,
    gradeRule: rule,
    frameworks: entriesField(framework),
    mappings: listField(mapping),
    indicators: entriesField(indicator),
  }),
  (book) => {
    const known = new Set(
      book.frameworks.flatMap(({ code, outcomes }) => outcomes.map((one) => `${code}/${one.code}`)),
    );
    const unless = (ref: string, path: readonly (string | number)[]): FieldFault[] =>
      known.has(ref)
        ? []
        : [
            {
              path,
              message: `No framework has ${ref}.`,
              fix: 'Use framework/outcome of this file.',
            },
          ];
    return [
      ...book.mappings.flatMap(({ from, to }, index) => [
        ...unless(from, ['mappings', index, 'from']),
        ...unless(to, ['mappings', index, 'to']),
      ]),
      ...book.indicators.flatMap(({ outcomes }, index) =>
        outcomes.flatMap((ref, place) => unless(ref, ['indicators', index, 'outcomes', place])),
      ),
    ];
  },
);
