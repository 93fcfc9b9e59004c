import {
  checkedField,
  type Citation,
  codeField,
  dayField,
  type FieldFault,
  type FieldReader,
  listField,
  mapField,
  mappedField,
  numberField,
  recordField,
  textField,
} from '../../lib/index.ts';

/** The published values that rates are made of. */
export const PUBLISHED_VALUES = [
  'children',
  'councils',
  'inNeedStanding',
  'inNeedStarting',
  'reReferred',
  'endedUnder3Months',
  'ended3To6Months',
  'ended6To12Months',
  'ended1To2Years',
  'planStanding',
  'planStarting',
  'planOver2Years',
  'careStanding',
  'careStarting',
  'arrivedAlone',
] as const;

/** The name of one published value. */
export type PublishedValue = (typeof PUBLISHED_VALUES)[number];

/** What `reference/published-rates.yaml` says; rates per 10,000 children, shares per cent. */
export interface PublishedFile {
  readonly about: string;
  readonly values: Readonly<Record<PublishedValue, number>>;
  readonly citations: readonly Citation[];
  /** Per cent of children looked after, and counts of those who started, by code of age band. */
  readonly careByAge: ReadonlyMap<string, number>;
  readonly careStartsByAge: ReadonlyMap<string, number>;
  readonly supposed: {
    readonly asSureAsMoves: number;
    readonly plansFromInNeed: number;
    readonly careFromPlans: number;
    readonly plansEndingInNeed: number;
  };
  /** What is supposed, in words. */
  readonly reasons: readonly { readonly code: string; readonly why: string }[];
}

const share = numberField(0, 100);
const rawFile = recordField({
  about: textField,
  checkedOn: dayField,
  sources: mapField(
    codeField,
    recordField({ title: textField, publisher: textField, date: textField }),
  ),
  values: mapField(
    textField,
    recordField({ value: numberField(0), source: codeField, locator: textField }),
  ),
  careByAge: recordField({
    source: codeField,
    locator: textField,
    shares: mapField(textField, share),
  }),
  careStartsByAge: recordField({
    source: codeField,
    locator: textField,
    counts: mapField(textField, numberField(0)),
  }),
  supposed: recordField({
    asSureAsMoves: numberField(1, 1000),
    plansFromInNeed: share,
    careFromPlans: share,
    plansEndingInNeed: share,
    reasons: listField(recordField({ code: textField, why: textField })),
  }),
});
type RawFile = typeof rawFile extends FieldReader<infer T> ? T : never;

/** Reads `reference/published-rates.yaml`: every value there, each source known. */
export const publishedRatesField: FieldReader<PublishedFile> = mappedField(
  checkedField(rawFile, faultsOf),
  toFile,
);

function faultsOf(file: RawFile): FieldFault[] {
  const missing = PUBLISHED_VALUES.filter((name) => !file.values.has(name));
  const cited = [...file.values.values(), file.careByAge, file.careStartsByAge];
  const unknown = cited.filter(({ source }) => !file.sources.has(source));
  return [
    ...missing.map((name) => ({
      path: ['values', name],
      message: 'This value is missing.',
      fix: 'Add it with its source and locator.',
    })),
    ...unknown.map(({ source }) => ({
      path: ['sources'],
      message: `There is no source "${source}".`,
      fix: 'Describe it under sources.',
    })),
  ];
}

function toFile(file: RawFile): PublishedFile {
  const cite = (source: string, locator: string): Citation => {
    const from = file.sources.get(source);
    const { title = source, publisher = '', date = '' } = from ?? {};
    return { title, publisher, date, locator };
  };
  const numbers = PUBLISHED_VALUES.map(
    (name) => [name, file.values.get(name)?.value ?? 0] as const,
  );
  const { reasons, ...supposed } = file.supposed;
  return {
    about: file.about,
    values: Object.fromEntries(numbers) as Record<PublishedValue, number>,
    citations: [
      ...[...file.values.values()].map((one) => cite(one.source, `${one.locator}: ${one.value}`)),
      cite(file.careByAge.source, file.careByAge.locator),
      cite(file.careStartsByAge.source, file.careStartsByAge.locator),
    ],
    careByAge: file.careByAge.shares,
    careStartsByAge: file.careStartsByAge.counts,
    supposed,
    reasons,
  };
}
