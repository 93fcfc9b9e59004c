import { thoseWhoSeePeople } from '../../govern/index.ts';
import { type FinancialYear, formatFinancialYear } from '../../lib/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { LEVEL_LABELS, type Level, nameOf, themeFindingWords } from '../../record/index.ts';
import { readWard } from '../cost/cost-asked.ts';
import { childrenId } from './theme-figures.ts';
import { type ThemeRow, themeChildren } from './theme-rows.store.ts';
import { readTheme, readThemeYear, startOf } from './theme-year.ts';
import { setWords, sourceLabel, themesOfSet } from './themes.ts';

const PAGE_SIZE = 50;

/** The children behind a count by theme, each with what was found and where it is stated. */
export const themeRowsPage: Page = definePage({
  url: '/themes/rows',
  title: 'Children with a theme',
  who: thoseWhoSeePeople,
  audit: 'reads-person',
  get: async (request) => {
    const { query } = request;
    const theme = readTheme(query.theme || 'domestic-abuse');
    const year = await readThemeYear(request.tx, query.year || undefined);
    const ward = query.ward ? readWard(query.ward) : null;
    const mark = query.mark ? `theme/${theme.theme}/${query.mark}` : null;
    const number = Math.max(1, Math.trunc(Number(query.page ?? '1')) || 1);
    const rows = await themeChildren(request.tx, {
      year: startOf(year),
      theme: theme.theme,
      wardId: ward,
      mark,
      limit: PAGE_SIZE,
      offset: (number - 1) * PAGE_SIZE,
    });
    await request.audit({
      action: 'figure.rows',
      subjectKind: 'people',
      subjectId: null,
      detail: { people: rows.map((row) => row.person_id) },
    });
    return {
      template: 'understand/themes/theme-rows.njk',
      title: `Children with a theme: ${theme.label}`,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/themes', text: 'Themes' },
        { href: `/themes/${theme.theme}?year=${year}`, text: theme.label },
      ],
      data: {
        figureId: figureIdOf(theme.theme, { year, ward: query.ward, mark: query.mark }),
        theme,
        year: formatFinancialYear(year),
        rows: rows.map((row) => ({ cells: cellsOf(row, theme.theme), statements: row.statements })),
        page: { number, size: PAGE_SIZE, total: rows[0]?.total ?? 0 },
        url: request.url,
      },
    };
  },
});

/** The figure whose children are listed. */
function figureIdOf(
  theme: string,
  asked: {
    readonly year: FinancialYear;
    readonly ward: string | undefined;
    readonly mark: string | undefined;
  },
): string {
  const { year, ward, mark } = asked;
  if (ward) return childrenId({ by: 'ward', row: ward, theme, year });
  if (!mark) return childrenId({ row: theme, year });
  return childrenId({ by: mark.includes('/') ? 'found' : 'source', row: mark, theme, year });
}

function cellsOf(row: ThemeRow, theme: string) {
  const others = themesOfSet(row.theme_set).filter((one) => one !== theme);
  return {
    person: {
      text: nameOf({ id: row.person_id, given: row.given, family: row.family }),
      href: `/people/${row.person_id}`,
    },
    found: foundWords(row.marks, theme),
    others: others.length === 0 ? 'No other' : setWords(others),
    level: row.level === '' ? 'No help' : LEVEL_LABELS[row.level as Level],
  };
}

/** What was found of the theme, with the source of each; the source alone where it says no more. */
function foundWords(marks: readonly string[], theme: string): string[] {
  const own = marks.filter((mark) => mark.startsWith(`theme/${theme}/`)).map((m) => m.split('/'));
  const told = own.filter((parts) => parts.length === 4);
  const silent = own.filter(
    (parts) => parts.length === 3 && !told.some((other) => other[2] === parts[2]),
  );
  return [
    ...told.map(([, , source = '', what = '']) => themeFindingWords(source, what)),
    ...silent.map(([, , source = '']) => sourceLabel(source)),
  ];
}
