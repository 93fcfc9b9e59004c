import {
  checkedField,
  type Citation,
  CITATION_FIELDS,
  codeField,
  entriesField,
  type FieldFault,
  type FieldReader,
  listField,
  mappedField,
  numberField,
  oneOfField,
  optionalField,
  parseReference,
  type ReadBy,
  readFault,
  type Reading,
  readWell,
  recordField,
  textField,
} from '../../lib/index.ts';

/** Reads a number as it was printed, in quotes, so that its last digits stay. */
const printedField: FieldReader<string> = (value) =>
  typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value)
    ? readWell(value)
    : readFault(
        `${String(JSON.stringify(value))} is not a printed number.`,
        'Write its digits as printed, in quotes and without commas, such as "2.50".',
      );

const share = numberField(0, 1);
const money = numberField(0);
const counted = recordField({ count: money, each: money });
const bothEnds = listField(printedField);

const familyCaseField = recordField({
  code: codeField,
  label: textField,
  costs: listField(counted),
  columns: listField(
    recordField({
      bearer: oneOfField(['council', 'others']),
      together: oneOfField(['sum', 'range']),
      parts: listField(counted),
    }),
  ),
  printed: recordField({
    cost: printedField,
    councilGross: bothEnds,
    councilNet: bothEnds,
    councilRatio: bothEnds,
    allGross: bothEnds,
    allNet: bothEnds,
    allRatio: bothEnds,
  }),
});

const investToSaveField = recordField({
  source: codeField,
  schedule: codeField,
  firstYear: numberField(2000, 2100),
  costs: listField(money),
  setUpYears: numberField(1),
  benefits: listField(
    recordField({ label: textField, factors: listField(money), fromYear: numberField(2000, 2100) }),
  ),
  slip: textField,
  scenarios: entriesField(
    recordField({
      code: codeField,
      label: textField,
      councils: listField(money),
      netPresentValue: printedField,
      rightly: optionalField(printedField),
      returnOnInvestment: printedField,
      cumulative: listField(printedField),
      payback: printedField,
    }),
  ),
});

const shape = checkedField(
  recordField({
    about: textField,
    sources: entriesField(
      recordField({
        code: codeField,
        ...CITATION_FIELDS,
      }),
    ),
    discountFactors: recordField({
      source: codeField,
      points: listField(
        recordField({ schedule: codeField, year: numberField(0, 1000), printed: printedField }),
      ),
    }),
    familyCases: recordField({ source: codeField, cases: entriesField(familyCaseField) }),
    investToSave: investToSaveField,
    textbook: recordField({
      source: codeField,
      discountPercent: numberField(0, 20),
      cost: money,
      gainAYear: money,
      years: numberField(1, 100),
      printed: recordField({
        presentBenefit: printedField,
        presentCost: printedField,
        netPresentValue: printedField,
        ratio: printedField,
        internalRatePercent: printedField,
      }),
    }),
    socialReturn: recordField({
      source: codeField,
      schedule: codeField,
      gain: counted,
      deadweight: share,
      attribution: share,
      dropOff: share,
      years: numberField(1, 100),
      cost: money,
      printed: printedField,
    }),
    additionality: recordField({
      source: codeField,
      examples: entriesField(
        recordField({ code: codeField, kept: listField(share), printed: printedField }),
      ),
    }),
    parenting: recordField({
      source: codeField,
      cost: money,
      savings: listField(
        recordField({ fromYear: numberField(1), toYear: numberField(1), total: money }),
      ),
      printed: recordField({ total: printedField, breakEvenYears: printedField }),
      unreconciled: textField,
    }),
  }),
  sourceFaults,
);

/** What `reference/published-results.yaml` says, with its sources by code. */
export interface PublishedResults extends Omit<ReadBy<typeof shape>, 'sources'> {
  readonly sources: ReadonlyMap<string, Citation>;
}

/** One family case as published. */
export type PublishedFamilyCase = PublishedResults['familyCases']['cases'][number];

/**
 * Reads the content of `reference/published-results.yaml`; every part names a source of the file.
 */
export const publishedResultsField: FieldReader<PublishedResults> = mappedField(shape, (file) => ({
  ...file,
  sources: new Map(
    file.sources.map(({ code, ...source }) => [
      code,
      { ...source, entry: `published-results/${code}` },
    ]),
  ),
}));

/** Reads the text of `reference/published-results.yaml`. */
export function parsePublishedResults(file: string, text: string): Reading<PublishedResults> {
  return parseReference(file, text, publishedResultsField);
}

const PARTS = [
  'discountFactors',
  'familyCases',
  'investToSave',
  'textbook',
  'socialReturn',
  'additionality',
  'parenting',
] as const;

function sourceFaults(
  file: { readonly sources: readonly { readonly code: string }[] } & Readonly<
    Record<(typeof PARTS)[number], { readonly source: string }>
  >,
): FieldFault[] {
  const known = new Set(file.sources.map(({ code }) => code));
  return PARTS.filter((part) => !known.has(file[part].source)).map((part) => ({
    path: [part, 'source'],
    message: `"${file[part].source}" is no source of this file.`,
    fix: 'Correct the code, or add the source.',
  }));
}
