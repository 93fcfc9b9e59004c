import {
  codeField,
  entriesField,
  listField,
  numberField,
  oneOfField,
  optionalField,
  type ReadBy,
  recordField,
  textField,
  yesNoField,
} from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';

/** Who gains by what is claimed. */
export const PERSPECTIVES = [
  'public-purse',
  'society',
  'participant',
  'mixed',
  'not-stated',
] as const;

/** Whom the help is for. */
export const AGES = [
  'early-years',
  'school-age',
  'adolescence',
  'whole-family',
  'all-ages',
] as const;

const checkedField = oneOfField(['read', 'quoted', 'recalled']);

const shape = recordField({
  about: textField,
  claims: entriesField(
    recordField({
      code: codeField,
      label: textField,
      quoted: textField,
      value: numberField(),
      form: oneOfField(['benefits-over-costs', 'savings-over-costs', 'amount', 'share']),
      perspective: oneOfField(PERSPECTIVES),
      age: oneOfField(AGES),
      country: textField,
      horizon: textField,
      priceYear: textField,
      basis: textField,
      isCost: optionalField(yesNoField),
      evidence: oneOfField([
        'trial',
        'comparison',
        'model',
        'before-after',
        'case-review',
        'none-stated',
      ]),
      saidBy: textField,
      title: textField,
      date: textField,
      locator: textField,
      checked: checkedField,
      trap: textField,
      href: optionalField(textField),
      later: listField(
        recordField({
          standing: oneOfField(['supports', 'qualifies', 'contradicts']),
          finding: textField,
          source: textField,
          checked: checkedField,
        }),
      ),
    }),
  ),
});

/** One claim as it is quoted, with who gains, what is behind it and what was found later. */
export type Claim = ReadBy<typeof shape>['claims'][number];

/** Every claim of `reference/quoted-claims.yaml`, read and checked once at start. */
export const CLAIMS: readonly Claim[] = readReferenceFile('quoted-claims.yaml', shape).claims;
