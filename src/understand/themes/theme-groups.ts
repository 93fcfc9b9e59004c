import { type Figure, financialYear, formatFinancialYear, roundHalfAway } from '../../lib/index.ts';
import {
  LEVEL_LABELS,
  type Level,
  listPlaces,
  type Theme,
  THEMES,
  themeSetCounts,
} from '../../record/index.ts';
import { WARD_NOT_KNOWN } from '../cost/cost-groups.ts';
import type { ThemeAsked, ThemeRows } from './theme-asked.ts';
import { absenceOf, childrenId, countFigure, HIDDEN, themeFigure } from './theme-figures.ts';
import {
  type GroupCount,
  HELPED,
  levelsOfTheme,
  loadThemeYear,
  NO_LEVEL,
  startOf,
  themeByWard,
  type ThemeYearCounts,
  themeYears,
} from './theme-year.ts';

const OVERLAP = 'A child with two themes is in both rows, so rows do not add up to the whole.';

/** The eight themes of a year with their children. */
export async function themeRows(asked: ThemeAsked): Promise<ThemeRows> {
  const themes = asked.theme ? [asked.theme] : THEMES;
  const rows = themes.map((theme) => ({
    key: theme.theme,
    label: theme.label,
    figures: [themeFigure(theme, asked.counts, asked.canOpen)],
    href: `/themes/${theme.theme}?year=${asked.year}`,
  }));
  const most = largest(rows);
  return {
    rows,
    columns: ['Children'],
    rowHeading: 'Theme',
    chart: 'bars',
    headline: most
      ? `${most} is the theme of the most children in ${formatFinancialYear(asked.year)}`
      : `No theme is measured in ${formatFinancialYear(asked.year)}`,
    notes: [OVERLAP],
  };
}

/** The themes' share of the children who have help and of whom a source speaks. */
export async function shareRows(asked: ThemeAsked): Promise<ThemeRows> {
  const { tx, year, counts } = asked;
  const sets = await themeSetCounts(tx, { year: startOf(year), by: 'level' });
  const all = helpedFigure(asked, null, levelsOfTheme(sets, null));
  const rows = THEMES.map((theme) => {
    const helped = helpedFigure(asked, theme, levelsOfTheme(sets, theme.theme));
    return {
      key: theme.theme,
      label: theme.label,
      figures: [shareFigure(asked, helped, all, theme)],
    };
  });
  return {
    rows,
    columns: ['Of children with help'],
    rowHeading: 'Theme',
    chart: 'bars',
    headline: `Themes of children with help in ${formatFinancialYear(counts.year)}`,
    notes: [OVERLAP],
  };
}

/** The part of the children with help who have a theme, in percent. */
export function shareFigure(
  { year }: Pick<ThemeAsked, 'year'>,
  helped: Figure,
  all: Figure,
  theme: Theme,
): Figure {
  const base = {
    id: childrenId({ by: 'share', row: theme.theme, year }),
    label: `${theme.label}: share of children with help`,
    unit: 'percent' as const,
  };
  const missing = helped.absent ?? all.absent;
  if (helped.value === null || all.value === null || all.value === 0) {
    const formula = helped.value === null ? helped.how.formula : 'No child with help is known.';
    return { ...base, value: null, absent: missing ?? 'not-available', how: { formula } };
  }
  return {
    ...base,
    value: roundHalfAway((1000 * helped.value) / all.value) / 10,
    how: {
      formula:
        'Children with help who have the theme, as a share of all children with help of whom any ' +
        'source speaks, in percent.',
      inputs: [helped, all],
    },
  };
}

/** The children of a theme (null: of any or none) who had help at any level. */
export function helpedFigure(
  { year, counts }: Pick<ThemeAsked, 'year' | 'counts'>,
  theme: Theme | null,
  groups: readonly GroupCount[],
): Figure {
  const group = groups.find((one) => one.key === HELPED);
  const absent = theme ? absenceOf(theme, counts) : undefined;
  return countFigure({
    id: childrenId({ by: 'level', row: HELPED, theme: theme?.theme, year }),
    label: `${theme?.label ?? 'Children of whom a source speaks'}: with help`,
    children: group?.children ?? 0,
    formula: 'Those of the children who had a day of help at any level in the year.',
    ...(absent ? { absent } : group?.isHidden ? { absent: HIDDEN } : {}),
  });
}

/** Every theme, or one, year by year. */
export async function yearRows(asked: ThemeAsked): Promise<ThemeRows> {
  const years = (await themeYears(asked.tx)).filter((year) => year <= startOf(asked.year));
  const tables: ThemeYearCounts[] = [];
  for (const year of years.reverse()) {
    tables.push(await loadThemeYear(asked.tx, financialYear(year)));
  }
  const rows = (asked.theme ? [asked.theme] : THEMES).map((theme) => ({
    key: theme.theme,
    label: theme.label,
    figures: tables.map((table) => themeFigure(theme, table, asked.canOpen)),
  }));
  const own = asked.theme ? `${asked.theme.label}: children` : 'Children by theme';
  return {
    rows,
    columns: tables.map((table) => formatFinancialYear(table.year)),
    rowHeading: 'Theme',
    chart: tables.length > 1 ? 'lines' : 'none',
    headline: `${own}, ${trendWords(rows[0]?.figures ?? [], asked.theme)}`,
    notes: ['A year in which no file measures a theme has no value; that is not 0.'],
  };
}

function trendWords(figures: readonly Figure[], theme: Theme | null): string {
  const known = figures.filter((one) => one.value !== null && one.value > 0);
  const [first, last] = [known.at(0), known.at(-1)];
  if (!theme || !first?.value || !last?.value || first === last) return 'year by year';
  const change = roundHalfAway((100 * (last.value - first.value)) / first.value);
  if (change === 0) return 'as many as in the first year';
  return `${Math.abs(change)}% ${change > 0 ? 'more' : 'fewer'} than in the first year measured`;
}

/** A theme's children by ward. */
export async function wardRows(asked: ThemeAsked): Promise<ThemeRows> {
  const theme = asked.theme as Theme;
  const absent = absenceOf(theme, asked.counts);
  const groups = await themeByWard(asked.tx, theme.theme, asked.year);
  const byKey = new Map(groups.map((one) => [one.key, one]));
  const wards = await listPlaces(asked.tx, 'ward');
  const named = [
    ...wards.map((ward) => ({ key: String(ward.id), label: ward.name })),
    ...(byKey.has('0') ? [{ key: '0', label: WARD_NOT_KNOWN }] : []),
  ];
  const rows = named.map(({ key, label }) => {
    const group = byKey.get(key);
    const hidden = group?.isHidden ? { absent: HIDDEN } : {};
    return {
      key,
      label,
      figures: [
        countFigure({
          id: childrenId({ by: 'ward', row: key, theme: theme.theme, year: asked.year }),
          label: `${label}: children with the theme`,
          children: group?.children ?? 0,
          formula: 'Children with the theme who lived there on the last day of the year.',
          ...(absent ? { absent } : hidden),
          ...(asked.canOpen
            ? {
                rows: {
                  question: 'Which children are counted?',
                  href: `/themes/rows?theme=${theme.theme}&ward=${key}&year=${asked.year}`,
                },
              }
            : {}),
        }),
      ],
    };
  });
  const most = largest(rows.filter((row) => row.key !== '0'));
  return {
    rows,
    total: { label: 'Every ward', figures: [themeFigure(theme, asked.counts, asked.canOpen)] },
    columns: ['Children'],
    rowHeading: 'Ward',
    chart: 'bars',
    headline: most
      ? `${most} has the most children with this theme`
      : 'No ward can be named for this theme',
    notes: ['Each child counts once, where they lived on the last day of the year.'],
  };
}

/** Children by the highest level of help in the year, of one theme or of all known. */
export async function levelRows(asked: ThemeAsked): Promise<ThemeRows> {
  const { theme, year, counts } = asked;
  const sets = await themeSetCounts(asked.tx, { year: startOf(year), by: 'level' });
  const groups = levelsOfTheme(sets, theme?.theme ?? null);
  const absent = theme ? absenceOf(theme, counts) : undefined;
  const rows = groups.map((group) => ({
    key: group.key,
    label: levelLabel(group.key),
    figures: [
      group.key === HELPED
        ? helpedFigure(asked, theme, groups)
        : countFigure({
            id: childrenId({ by: 'level', row: group.key, theme: theme?.theme, year }),
            label: `${levelLabel(group.key)}: children`,
            children: group.children,
            formula: 'Children by the highest level of help on any day of the year.',
            ...(absent ? { absent } : group.isHidden ? { absent: HIDDEN } : {}),
          }),
    ],
  }));
  const none = groups.find((one) => one.key === NO_LEVEL);
  const all = groups.find((one) => one.key === HELPED);
  const sum = (none?.children ?? 0) + (all?.children ?? 0);
  const isShown = !absent && sum > 0 && !none?.isHidden;
  const share = roundHalfAway((100 * (none?.children ?? 0)) / Math.max(1, sum));
  return {
    rows,
    columns: ['Children'],
    rowHeading: 'Level of help',
    chart: 'bars',
    headline: isShown
      ? `${share}% of these children had no help from social care or early help in the year`
      : 'Children by level of help',
    notes: [],
  };
}

function levelLabel(key: string): string {
  if (key === HELPED) return 'Help at any level';
  return key === NO_LEVEL ? 'No help at any level' : (LEVEL_LABELS[key as Level] ?? key);
}

function largest(
  rows: readonly { readonly label: string; readonly figures: readonly Figure[] }[],
): string | null {
  const known = rows.filter((row) => (row.figures[0]?.value ?? 0) > 0);
  const [most] = known.sort((a, b) => (b.figures[0]?.value ?? 0) - (a.figures[0]?.value ?? 0));
  return most?.label ?? null;
}
