import {
  checkedField,
  codeField,
  entriesField,
  type FieldFault,
  type FieldReader,
  listField,
  mapField,
  mappedField,
  numberField,
  oneOfField,
  optionalField,
  parseReference,
  recordField,
  type ReferenceProblem,
  textField,
  yearField,
} from '../../lib/index.ts';
import { PERSPECTIVES } from '../model/model-result.ts';
import { PORTFOLIO_FORMAT, type Portfolio } from './portfolio.ts';

/** The bounds of what a portfolio may say. */
export const PORTFOLIO_LIMITS = { draws: 300, programmes: 40, text: 200_000 } as const;

function whole(least: number, most: number): FieldReader<number> {
  return checkedField(numberField(least, most), (value) =>
    Number.isInteger(value)
      ? []
      : [{ path: [], message: `${value} is not whole.`, fix: 'Write a whole number.' }],
  );
}

function filled<T>(reader: FieldReader<readonly T[]>): FieldReader<readonly T[]> {
  return checkedField(reader, (list) =>
    list.length > 0 ? [] : [{ path: [], message: 'The list is empty.', fix: 'Name one or more.' }],
  );
}

function byCode(value: FieldReader<number>) {
  return mappedField(mapField(textField, value), (map) => Object.fromEntries(map));
}

const places = whole(1, 100_000);
const pounds = numberField(0, 1_000_000_000);

const rule = {
  programmes: checkedField(listField(codeField), (list) =>
    list.length >= 2
      ? []
      : [{ path: [], message: 'A rule is about two programmes or more.', fix: 'Name them.' }],
  ),
  why: textField,
};

const programme = checkedField(
  recordField({
    code: codeField,
    name: optionalField(textField),
    template: optionalField(codeField),
    scenario: optionalField(whole(1, 2_147_483_647)),
    themes: listField(codeField),
    sizes: filled(listField(places)),
    areas: optionalField(filled(listField(textField))),
    mostPlaces: optionalField(places),
    paidFrom: filled(listField(codeField)),
    postsPerPlace: byCode(numberField(0, 100)),
  }),
  ({ template, scenario }) =>
    (template === undefined) === (scenario === undefined)
      ? [
          {
            path: [],
            message: 'It is not said what the programme is.',
            fix: 'Name either a template or the number of a scenario.',
          },
        ]
      : [],
);

const portfolioField: FieldReader<Portfolio> = checkedField(
  recordField({
    format: oneOfField<typeof PORTFOLIO_FORMAT>([PORTFOLIO_FORMAT]),
    name: textField,
    about: textField,
    firstYear: yearField,
    years: whole(1, 40),
    draws: whole(20, PORTFOLIO_LIMITS.draws),
    seed: whole(0, 2_147_483_647),
    discount: codeField,
    rates: oneOfField(['record', 'published']),
    overlap: oneOfField(['sum', 'largest', 'range']),
    gain: oneOfField(PERSPECTIVES),
    caution: numberField(0, 100),
    lossAtMost: optionalField(numberField(0, 100)),
    streams: filled(
      entriesField(
        recordField({ code: codeField, name: textField, poundsByYear: filled(listField(pounds)) }),
      ),
    ),
    staff: entriesField(
      recordField({ code: codeField, name: textField, posts: numberField(0, 100_000) }),
    ),
    programmes: checkedField(filled(entriesField(programme)), (list) =>
      list.length <= PORTFOLIO_LIMITS.programmes
        ? []
        : [{ path: [], message: 'There are too many programmes.', fix: 'Name 40 at most.' }],
    ),
    fair: recordField({
      eachArea: optionalField(places),
      areas: optionalField(byCode(places)),
      themes: optionalField(byCode(places)),
    }),
    exclusions: listField(recordField(rule)),
    synergies: listField(
      checkedField(recordField({ ...rule, percent: numberField(-90, 100) }), ({ programmes }) =>
        programmes.length === 2
          ? []
          : [{ path: ['programmes'], message: 'Two go together.', fix: 'Name two programmes.' }],
      ),
    ),
  }),
  faultsOf,
);

/** Names that are used must be those of something that is stated. */
function faultsOf(portfolio: Portfolio): FieldFault[] {
  const { programmes, streams, staff, fair, exclusions, synergies } = portfolio;
  const known = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);
  const themes = programmes.flatMap((one) => one.themes);
  return [
    ...programmes.flatMap((one, at) => [
      ...unknown(one.paidFrom, known(streams), ['programmes', at, 'paidFrom']),
      ...unknown(Object.keys(one.postsPerPlace), known(staff), ['programmes', at, 'postsPerPlace']),
    ]),
    ...unknown(Object.keys(fair.themes ?? {}), themes, ['fair', 'themes']),
    ...exclusions.flatMap((one, at) =>
      unknown(one.programmes, known(programmes), ['exclusions', at, 'programmes']),
    ),
    ...synergies.flatMap((one, at) =>
      unknown(one.programmes, known(programmes), ['synergies', at, 'programmes']),
    ),
  ];
}

function unknown(
  used: readonly string[],
  known: readonly string[],
  path: readonly (string | number)[],
): FieldFault[] {
  return used
    .filter((code) => !known.includes(code))
    .map((code) => ({
      path,
      message: `"${code}" is stated nowhere in this file.`,
      fix: `Use one of: ${[...new Set(known)].join(', ')}.`,
    }));
}

/** What a text says as a portfolio (null when it has a fault), and every fault found in it. */
export function parsePortfolio(
  text: string,
  file = 'portfolio.yaml',
): { readonly portfolio: Portfolio | null; readonly problems: readonly ReferenceProblem[] } {
  const { value, problems } = parseReference(file, text, portfolioField);
  return { portfolio: value, problems };
}
