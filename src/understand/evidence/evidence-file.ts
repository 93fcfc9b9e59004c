import {
  checkedField,
  CITATION_FIELDS,
  codeField,
  entriesField,
  type FieldFault,
  listField,
  numberField,
  oneOfField,
  optionalField,
  type ReadBy,
  recordField,
  textField,
  yearField,
  yesNoField,
} from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';
import { LEVELS, THEMES } from '../../record/index.ts';
import { editionFaults } from './appraisal.ts';
import { isRating } from './evidence-scales.ts';
import { checkedByField, SCALES } from './evidence-scales-file.ts';

/** Where help is given, as the library tells places apart. */
export const DELIVERY_PLACES = [
  'home',
  'family-hub',
  'nursery',
  'school',
  'clinic',
  'community',
  'court',
  'foster-home',
  'whole-area',
] as const;

/** Which way an outcome went for those who were helped. */
export const DIRECTIONS = ['better', 'worse', 'no-difference', 'mixed', 'not-read'] as const;

/** How a study was made, from the surest to the least sure. */
export const DESIGNS = [
  'pooled',
  'random',
  'matched-over-time',
  'comparison',
  'before-after',
  'after-only',
  'case-stories',
] as const;

/** How a size is stated. Ratios and effect sizes carry a range; points are of the scale named. */
export const SIZE_KINDS = [
  'relative-risk',
  'odds-ratio',
  'effect-size',
  'percentage-points',
  'scale-points',
  'pounds',
  'qalys',
] as const;

/** Whom help is for, by level: no help yet, or one of the levels of the journey. */
export const TARGET_LEVELS = ['universal', ...LEVELS] as const;

const themeField = oneOfField(THEMES.map((one) => one.theme));

const sizeField = recordField({
  kind: oneOfField(SIZE_KINDS),
  value: numberField(),
  standardError: optionalField(numberField(0)),
  low: optionalField(numberField()),
  high: optionalField(numberField()),
  scale: optionalField(textField),
  withPercent: optionalField(numberField(0, 100)),
  withoutPercent: optionalField(numberField(0, 100)),
});

const outcomeField = recordField({
  code: codeField,
  what: textField,
  direction: oneOfField(DIRECTIONS),
  words: optionalField(textField),
  size: optionalField(sizeField),
  followUpMonths: optionalField(numberField(0, 600)),
  people: optionalField(numberField(1)),
  study: textField,
  country: textField,
  design: oneOfField(DESIGNS),
  source: codeField,
  checked: checkedByField,
});

const costField = recordField({
  code: codeField,
  what: textField,
  amount: numberField(0),
  low: optionalField(numberField()),
  high: optionalField(numberField()),
  currency: oneOfField(['GBP', 'USD']),
  priceYear: optionalField(yearField),
  dollarYear: optionalField(numberField(1990, 2100)),
  per: textField,
  note: optionalField(textField),
  source: codeField,
  checked: checkedByField,
});

const editionField = recordField({
  edition: textField,
  dollarYear: numberField(1990, 2100),
  taxpayers: numberField(),
  participants: numberField(),
  others: numberField(),
  indirect: numberField(),
  total: numberField(),
  netCost: numberField(),
  net: numberField(),
  ratio: optionalField(numberField()),
  chance: numberField(0, 100),
});

const programmeField = recordField({
  code: codeField,
  name: textField,
  label: optionalField(textField),
  about: textField,
  who: textField,
  beforeBirth: optionalField(yesNoField),
  ages: recordField({ from: numberField(0, 25), to: numberField(0, 25) }),
  levels: listField(oneOfField(TARGET_LEVELS)),
  themes: listField(themeField),
  places: listField(oneOfField(DELIVERY_PLACES)),
  usedInUk: yesNoField,
  delivery: recordField({
    staff: optionalField(textField),
    sessions: optionalField(textField),
    group: optionalField(textField),
    licence: optionalField(textField),
  }),
  ratings: listField(
    recordField({
      scheme: codeField,
      level: textField,
      edition: textField,
      note: optionalField(textField),
      source: codeField,
      checked: checkedByField,
    }),
  ),
  costs: listField(costField),
  outcomes: listField(outcomeField),
  appraisals: optionalField(
    listField(
      recordField({
        page: numberField(1),
        label: textField,
        editions: listField(editionField),
      }),
    ),
  ),
  named: optionalField(listField(recordField({ paper: codeField, where: textField }))),
  notes: optionalField(listField(textField)),
});

const fileField = checkedField(
  recordField({
    about: textField,
    papers: entriesField(
      recordField({ code: codeField, title: textField, publisher: textField, date: textField }),
    ),
    sources: entriesField(
      recordField({
        code: codeField,
        ...CITATION_FIELDS,
      }),
    ),
    programmes: entriesField(programmeField),
  }),
  (file) => {
    const sources = new Set(file.sources.map((one) => one.code));
    const papers = new Set(file.papers.map((one) => one.code));
    return file.programmes.flatMap((one, at) =>
      programmeFaults(one, { sources, papers }).map((fault) => ({
        ...fault,
        path: ['programmes', at, ...fault.path],
      })),
    );
  },
);

/** The library as its file holds it. */
export type EvidenceFile = ReadBy<typeof fileField>;

/** One programme of the library. */
export type Programme = EvidenceFile['programmes'][number];

/** What was found for one outcome of a programme. */
export type ProgrammeOutcome = Programme['outcomes'][number];

/** One stated cost of a programme. */
export type ProgrammeCost = Programme['costs'][number];

/** One rating of a programme, as its publisher states it. */
export type ProgrammeRating = Programme['ratings'][number];

/** One source of the library. */
export type EvidenceSource = EvidenceFile['sources'][number];

function programmeFaults(
  one: ReadBy<typeof programmeField>,
  { sources, papers }: Record<'sources' | 'papers', ReadonlySet<string>>,
): FieldFault[] {
  const named = (path: (string | number)[], code: string): FieldFault[] =>
    sources.has(code)
      ? []
      : [{ path, message: `No source has the code ${code}.`, fix: 'Add it to sources.' }];
  return [
    ...one.ratings.flatMap((rating, at) => [
      ...named(['ratings', at, 'source'], rating.source),
      ...(isRating(rating) || isCostBand(rating)
        ? []
        : [
            {
              path: ['ratings', at, 'level'],
              message: `${rating.scheme} has no level ${rating.level}.`,
              fix: 'Use a level of reference/evidence-scales.yaml.',
            },
          ]),
    ]),
    ...one.costs.flatMap((cost, at) => [
      ...named(['costs', at, 'source'], cost.source),
      ...((cost.currency === 'USD') === (cost.dollarYear !== undefined)
        ? []
        : [
            {
              path: ['costs', at, 'dollarYear'],
              message: 'Dollars need the year they are of, and pounds have none.',
              fix: 'Write dollarYear for dollars and priceYear for pounds.',
            },
          ]),
    ]),
    ...one.outcomes.flatMap((outcome, at) => named(['outcomes', at, 'source'], outcome.source)),
    ...(one.named ?? []).flatMap(({ paper }, at) =>
      papers.has(paper)
        ? []
        : [
            {
              path: ['named', at, 'paper'],
              message: `No paper has the code ${paper}.`,
              fix: 'Add it to papers.',
            },
          ],
    ),
    ...(one.appraisals ?? []).flatMap(({ editions }, at) =>
      editions.flatMap((edition, index) =>
        editionFaults(edition).map((message) => ({
          path: ['appraisals', at, 'editions', index],
          message,
          fix: 'Type the row again from its source.',
        })),
      ),
    ),
  ];
}

function isCostBand({ scheme, level }: Pick<ProgrammeRating, 'scheme' | 'level'>): boolean {
  const bands = SCALES.schemes.find((one) => one.code === scheme && one.kind === 'cost');
  return bands?.levels.some((one) => one.level === level) === true;
}

/** Reads the content of `reference/evidence.yaml`; faults name programme and field. */
export const evidenceField = fileField;

/** The library of `reference/evidence.yaml`, read and checked once at start. */
export const EVIDENCE: EvidenceFile = readReferenceFile('evidence.yaml', fileField);
