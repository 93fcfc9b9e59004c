import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Finding,
  type FindingRow,
  type FinancialYear,
  figureId,
  formatFinancialYear,
  refuse,
  roundHalfAway,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { countFigure, HIDDEN } from './theme-figures.ts';
import { loadThemeYear, readThemeYear, type ThemeYearCounts } from './theme-year.ts';
import { namedTogether, NUMBERS, setWords } from './themes.ts';

const KINDS = ['number', 'pair', 'triple', 'set'] as const;
type Kind = (typeof KINDS)[number];

/** How many children have one, two or more themes, and which come together. */
export const themeCombinationsMeasure: Measure = defineMeasure({
  name: 'theme-combinations',
  title: 'Themes that come together',
  who: thoseWhoSeeFigures,
  parameters: {
    by: 'number (how many themes, the default), pair, triple, or set (these themes and no others)',
    year: 'a financial year such as 2024-25; the newest known by default',
    with: 'only combinations that hold this theme',
    row: 'one row: any, 0, 1, 2 or 3+, or themes joined by +',
  },
  compute: async (tx, _actor, given) => {
    const by = KINDS.find((one) => one === (given.by ?? 'number'));
    if (!by) throw refuse('no-such-choice', 'invalid', `by is one of ${KINDS.join(', ')}.`);
    const year = await readThemeYear(tx, given.year);
    const counts = await loadThemeYear(tx, year);
    const all = rowsOf(by, counts);
    const rows = all
      .filter((row) => given.row === undefined || row.key === given.row)
      .filter((row) => given.with === undefined || row.key.split('+').includes(given.with));
    if (given.row !== undefined && rows.length === 0) {
      throw refuse('no-such-row', 'not-found', `There is no row "${given.row}" here.`);
    }
    return {
      id: combinationId(by, year, { row: given.row, with: given.with }),
      headline: headlineOf(by, rows, year),
      subtitle: `${SUBTITLES[by]}, ${formatFinancialYear(year)}`,
      rowHeading: by === 'number' ? 'How many themes' : 'Themes',
      columns: ['Children'],
      rows: rows.map(({ key: _, ...row }) => row),
      chart: rows.length > 1 ? 'bars' : 'none',
      notes: NOTES[by],
    } satisfies Finding;
  },
});

type KeyedRow = FindingRow & { readonly key: string };

const SUBTITLES: Readonly<Record<Kind, string>> = {
  number: 'Children of whom a source speaks, by how many of the eight themes they have',
  pair: 'Children with both themes, whatever others they have',
  triple: 'Children with all three themes, whatever others they have',
  set: 'Children with exactly these themes',
};

const NOTES: Readonly<Record<Kind, readonly string[]>> = {
  number: ['Only themes that a loaded source measures are counted.'],
  pair: ['The most common. A child with three themes is in three pairs, so rows do not add up.'],
  triple: ['The most common, and those that have a name of their own.'],
  set: ['The most common sets. Each child is in one set only.'],
};

function combinationId(
  by: Kind,
  year: FinancialYear,
  more: { readonly row?: string | undefined; readonly with?: string | undefined },
): string {
  return figureId('theme-combinations', { ...more, by: by === 'number' ? undefined : by, year });
}

function rowsOf(by: Kind, counts: ThemeYearCounts): KeyedRow[] {
  if (by === 'number') {
    return NUMBERS.map(({ key, label }) => rowOf(by, counts, { of: `number/${key}`, label, key }));
  }
  const list = { pair: counts.pairs, triple: counts.triples, set: counts.sets }[by];
  return list.map((of) => {
    const key = of.slice(of.indexOf('/') + 1);
    const themes = key.split('+');
    const own = namedTogether(themes);
    return rowOf(by, counts, { of, key, label: own?.label ?? setWords(themes) });
  });
}

function rowOf(
  by: Kind,
  { counts, hidden, year }: ThemeYearCounts,
  { of, key, label }: { readonly of: string; readonly key: string; readonly label: string },
): KeyedRow {
  const own = by === 'number' ? null : namedTogether(key.split('+'));
  const figure = countFigure({
    id: combinationId(by, year, { row: key }),
    label: `${label}: children`,
    children: counts.get(of) ?? 0,
    formula: `${SUBTITLES[by]}; each child is counted once in a row.`,
    ...(hidden.has(of) ? { absent: HIDDEN } : {}),
    ...(own ? { notes: [own.note] } : {}),
  });
  return { key, label, figures: [figure] };
}

function headlineOf(by: Kind, rows: readonly KeyedRow[], year: FinancialYear): string {
  const span = formatFinancialYear(year);
  const childrenIn = (key: string) =>
    rows.find((row) => row.key === key)?.figures[0]?.value ?? null;
  if (by === 'number') {
    const [two, more] = [childrenIn('2'), childrenIn('3+')];
    const one = childrenIn('1');
    if (one === null || two === null || more === null || one + two + more === 0) {
      return `Children by how many themes they have, ${span}`;
    }
    const share = roundHalfAway((100 * (two + more)) / (one + two + more));
    return `${share}% of the children with a theme have two or more, ${span}`;
  }
  const [most] = [...rows].sort((a, b) => (b.figures[0]?.value ?? 0) - (a.figures[0]?.value ?? 0));
  if (!most || (most.figures[0]?.value ?? 0) === 0) return `No themes come together in ${span}`;
  return by === 'set'
    ? `The most common set of themes: ${most.label}`
    : `What comes together most often: ${most.label}`;
}
