import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, type Finding } from '../../lib/index.ts';
import { defineMeasure, type Measure, type Parameters } from '../../platform/index.ts';
import { themeOf } from '../themes/themes.ts';
import { narrowed } from '../spend-map/keyed-finding.ts';
import {
  ASKED_BY,
  findProgrammes,
  partProgrammes,
  type ProgrammesFound,
  readProgrammesAsked,
} from './find-programmes.ts';

/** The name of the measure that counts programmes. */
export const FOUND = 'programmes-found';

const ROWS = {
  found: ['Programmes that fit', 'Programmes of the library that fit all that is asked.'],
  compared: [
    'Tried against others',
    'Of these, tried against others who did not have it: by a rating that asks for a comparison, ' +
      'or by a study with one that was read.',
  ],
  helped: [
    'Found better in such a study',
    'Of these, better in at least one outcome of at least one such study, or so rated; another ' +
      'study may say otherwise.',
  ],
  rated: ['Rated by a published scheme', 'Of these, rated by any scheme that we could verify.'],
  usedInUk: ['Used in the United Kingdom', 'Of these, used here, whatever is known of them.'],
} as const satisfies Readonly<Record<keyof ProgrammesFound, readonly [string, string]>>;

const KEYS = Object.keys(ROWS) as (keyof ProgrammesFound)[];

/** How many programmes of the library fit, and how many of them were tried against others. */
export const programmesFoundMeasure: Measure = defineMeasure({
  name: FOUND,
  title: 'Programmes of the library that fit',
  who: thoseWhoSeeFigures,
  parameters: {
    theme: 'one of the eight themes, such as domestic-abuse',
    age: 'an age in whole years',
    level: 'universal, targeted-early-help, child-in-need, child-protection, looked-after, …',
    place: 'where help is given, such as home or school',
    rating: 'the least causal confidence of a rating, 1 to 5',
    cost: 'the highest band of cost, 1 to 5',
    where: 'uk: only what is used in the United Kingdom',
    row: KEYS.join(', '),
  },
  compute: async (_tx, _actor, given): Promise<Finding> => {
    const parts = partProgrammes(findProgrammes(readProgrammesAsked(given)));
    const { row, ...asked } = given;
    return narrowed(
      {
        name: FOUND,
        asked,
        headline: foundHeadline(parts, given),
        subtitle: 'Programmes of the library, counted; one may bear on several needs',
        rowHeading: 'What is known',
        columns: ['Programmes'],
        columnKeys: ['programmes'],
        rows: KEYS.map((key) => ({
          key,
          label: ROWS[key][0],
          figures: [countFigure(parts, key, asked)],
        })),
        chart: 'none',
      },
      { row },
    );
  },
});

/** How many programmes there are of one kind among those asked for. */
export function countFigure(
  parts: ProgrammesFound,
  key: keyof ProgrammesFound,
  asked: Parameters,
): Figure {
  const [label, formula] = ROWS[key];
  const query = new URLSearchParams(
    ASKED_BY.flatMap((name): [string, string][] => (asked[name] ? [[name, asked[name]]] : [])),
  ).toString();
  return {
    id: figureId(FOUND, { ...asked, row: key }),
    label,
    value: parts[key].length,
    unit: 'number',
    how: {
      formula,
      rows: {
        question: 'Which programmes?',
        count: parts[key].length,
        href: query === '' ? '/evidence' : `/evidence?${query}`,
      },
    },
  };
}

/** What was found, in one sentence. */
export function foundHeadline({ found, compared }: ProgrammesFound, given: Parameters): string {
  const theme = themeOf(given.theme);
  const isNarrower = ASKED_BY.some((name) => name !== 'theme' && given[name]);
  const bears = (verb: string) => `${verb} on ${theme?.label.toLowerCase()}`;
  const [one, many] = theme
    ? [bears('bears'), bears('bear')]
    : isNarrower
      ? ['fits', 'fit']
      : ['is in the library', 'are in the library'];
  const also = theme && isNarrower ? ' for what is asked' : '';
  if (found.length === 0) {
    return theme || isNarrower
      ? `No programme of the library ${one}${also}`
      : 'The library is empty';
  }
  const first = found.length === 1 ? `1 programme ${one}` : `${found.length} programmes ${many}`;
  const tried = compared.length === 1 ? '1 has' : `${compared.length || 'none'} have`;
  return `${first}${also}; ${tried} been tried against a comparison group`;
}
