import { seesPeople, thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Finding, formatFinancialYear, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure, type Parameters, type Tx } from '../../platform/index.ts';
import {
  THEME_BREAKDOWNS,
  type ThemeAsked,
  type ThemeBreakdown,
  type ThemeRows,
} from './theme-asked.ts';
import { childrenId } from './theme-figures.ts';
import { foundRows, seenRows, sourceRows, strengthRows } from './theme-marks.ts';
import { levelRows, shareRows, themeRows, wardRows, yearRows } from './theme-groups.ts';
import { loadThemeYear, readTheme, readThemeYear } from './theme-year.ts';

/** How many children each theme has, and who, where and of which source they are. */
export const themeChildrenMeasure: Measure = defineMeasure({
  name: 'theme-children',
  title: 'Children by theme',
  who: thoseWhoSeeFigures,
  parameters: {
    by: `${THEME_BREAKDOWNS.join(', ')}; theme by default`,
    theme: 'one of the eight themes; ward, source, found and strength ask for one',
    year: 'a financial year such as 2024-25; the newest known by default',
    row: 'one row of the breakdown',
  },
  compute: async (tx, actor, given) => {
    const asked = await readAsked(tx, given, seesPeople(actor));
    const found = await BREAK_DOWN[asked.by](asked);
    const rows = found.rows.filter((row) => given.row === undefined || row.key === given.row);
    if (given.row !== undefined && rows.length === 0) {
      throw refuse('no-such-row', 'not-found', `There is no row "${given.row}" here.`);
    }
    return findingOf(asked, { ...found, rows }, given.row);
  },
});

const BREAK_DOWN: Readonly<Record<ThemeBreakdown, (asked: ThemeAsked) => Promise<ThemeRows>>> = {
  theme: themeRows,
  share: shareRows,
  year: yearRows,
  ward: wardRows,
  level: levelRows,
  source: sourceRows,
  seen: seenRows,
  found: foundRows,
  strength: strengthRows,
};

/** What tells the parts of a theme's page from one another. */
const SUBTITLES: Readonly<Partial<Record<ThemeBreakdown, string>>> = {
  year: 'in each year that a file measures',
  ward: 'by ward, ',
  level: 'by level of help, ',
  source: 'by what told of it, ',
  seen: 'by what told of any theme, ',
  found: 'by what was found, ',
  strength: 'by strength, ',
};

const NEEDS_THEME: ReadonlySet<ThemeBreakdown> = new Set(['ward', 'source', 'found', 'strength']);

async function readAsked(tx: Tx, given: Parameters, canOpen: boolean): Promise<ThemeAsked> {
  const by = THEME_BREAKDOWNS.find((one) => one === (given.by ?? 'theme'));
  if (by === undefined) {
    const known = THEME_BREAKDOWNS.join(', ');
    throw refuse('no-such-choice', 'invalid', `by is one of ${known}.`);
  }
  const isAsked = given.theme !== undefined || NEEDS_THEME.has(by);
  const theme = isAsked ? readTheme(given.theme) : null;
  const year = await readThemeYear(tx, given.year);
  return { tx, by, theme, year, counts: await loadThemeYear(tx, year), canOpen };
}

function findingOf(
  { by, theme, year }: ThemeAsked,
  found: ThemeRows,
  row: string | undefined,
): Finding {
  const parameters = { by: by === 'theme' ? undefined : by, theme: theme?.theme, year };
  const { rows, total, columns, rowHeading, chart, headline, notes } = found;
  const what = theme
    ? `Children with the theme: ${theme.label.toLowerCase()}`
    : 'Children by theme';
  return {
    id: childrenId({ ...parameters, row }),
    headline,
    subtitle: `${what}, ${SUBTITLES[by] ?? ''}${by === 'year' ? '' : formatFinancialYear(year)}`,
    rowHeading,
    columns,
    rows: rows.map(({ key: _, ...shown }) => shown),
    ...(total && row === undefined ? { total } : {}),
    chart: row === undefined && rows.length > 1 ? chart : by === 'year' ? chart : 'none',
    notes,
  };
}
