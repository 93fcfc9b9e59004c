import { formatFinancialYear } from '../../lib/index.ts';
import { STRENGTHS, THEME_SOURCES, type Theme, themeFindingWords } from '../../record/index.ts';
import type { ThemeAsked, ThemeRows } from './theme-asked.ts';
import {
  absenceOf,
  childrenId,
  citationsOf,
  countFigure,
  HIDDEN,
  isSmallPart,
  STRENGTHS_CITATION,
  themeFigure,
} from './theme-figures.ts';
import { sourceLabel, strengthLabel } from './themes.ts';

/** Which source found a theme at how many children, and of how many it speaks at all. */
export async function sourceRows(asked: ThemeAsked): Promise<ThemeRows> {
  const theme = asked.theme as Theme;
  const rows = theme.sources.map((source) => ({
    key: source,
    label: sourceLabel(source),
    figures: [partFigure(asked, 'source', source), seenFigure(asked, source)],
  }));
  const loaded = theme.sources.filter((source) => asked.counts.sources.has(source)).length;
  const year = formatFinancialYear(asked.year);
  return {
    rows,
    total: {
      label: 'Any source',
      figures: [themeFigure(theme, asked.counts, asked.canOpen), seenByAny(asked)],
    },
    columns: ['Children found', 'Children whom it speaks of'],
    rowHeading: 'Source',
    chart: 'none',
    headline:
      theme.sources.length === 1
        ? `The only source of this theme is ${loaded === 1 ? '' : 'not '}loaded for ${year}`
        : `${loaded} of ${theme.sources.length} sources of this theme are loaded for ${year}`,
    notes: [
      'Two sources may speak of one child, so rows do not add up to the last one.',
      ...THEME_SOURCES.filter((one) => theme.sources.includes(one.source)).map(
        (one) => `${one.label}: ${one.reach}.`,
      ),
    ],
  };
}

function seenByAny({ year, counts }: ThemeAsked) {
  const isHidden = counts.hidden.has('number/any');
  return countFigure({
    id: `theme-combinations?row=any&year=${year}`,
    label: 'Children of whom a source speaks',
    children: counts.counts.get('number/any') ?? 0,
    formula: 'Different children of whom any loaded source speaks in the year.',
    ...(isHidden ? { absent: HIDDEN } : {}),
  });
}

/** How many children each source speaks of in the year. */
export async function seenRows(asked: ThemeAsked): Promise<ThemeRows> {
  return {
    rows: THEME_SOURCES.map(({ source, label }) => ({
      key: source,
      label,
      figures: [seenFigure(asked, source)],
    })),
    columns: ['Children'],
    rowHeading: 'Source',
    chart: 'bars',
    headline: `Of whom the sources of themes speak in ${formatFinancialYear(asked.year)}`,
    notes: THEME_SOURCES.map((one) => `${one.label}: ${one.reach}.`),
  };
}

function seenFigure({ year, counts }: ThemeAsked, source: string) {
  const children = counts.marks.get(`seen/${source}`) ?? 0;
  const isLoaded = counts.sources.has(source);
  const known = THEME_SOURCES.find((one) => one.source === source);
  const why = `No file of this kind is loaded for ${formatFinancialYear(year)}.`;
  return countFigure({
    id: childrenId({ by: 'seen', row: source, year }),
    label: `${sourceLabel(source)}: children whom it speaks of`,
    children,
    formula: `Counted once each: ${known?.reach ?? 'children of whom the source speaks'}.`,
    ...(isLoaded ? {} : { absent: { kind: 'not-measured' as const, why } }),
    ...(isLoaded && isSmallPart(children, children) ? { absent: HIDDEN } : {}),
  });
}

function partFigure(asked: ThemeAsked, by: 'source' | 'found', key: string) {
  const { counts, year } = asked;
  const theme = asked.theme as Theme;
  const children = counts.marks.get(`theme/${theme.theme}/${key}`) ?? 0;
  const whole = counts.counts.get(`with/${theme.theme}`) ?? 0;
  const [source = ''] = key.split('/');
  const isLoaded = counts.sources.has(source) || children > 0;
  const why = `No file of this kind is loaded for ${formatFinancialYear(year)}.`;
  const missing = absenceOf(theme, counts);
  const isHidden = isSmallPart(children, whole);
  const [href, question] = [`/themes/rows?theme=${theme.theme}&year=${year}&mark=${key}`, 'Which?'];
  return countFigure({
    id: childrenId({ by, row: key, theme: theme.theme, year }),
    label: `${labelOf(key)}: children`,
    children,
    formula: 'Different children of whom the source states it in the year.',
    citations: citationsOf(theme),
    ...(asked.canOpen ? { rows: { question, href } } : {}),
    ...(missing ? { absent: missing } : isHidden ? { absent: HIDDEN } : {}),
    ...(isLoaded ? {} : { absent: { kind: 'not-measured' as const, why } }),
  });
}

function labelOf(key: string): string {
  const [source = '', what] = key.split('/');
  return what === undefined ? sourceLabel(source) : themeFindingWords(source, what);
}

/** What the sources found: factors, needs, incidents, absence. */
export async function foundRows(asked: ThemeAsked): Promise<ThemeRows> {
  const theme = asked.theme as Theme;
  const start = `theme/${theme.theme}/`;
  const rows = [...asked.counts.marks]
    .filter(([mark]) => mark.startsWith(start) && mark.split('/').length === 4)
    .sort(([, a], [, b]) => b - a)
    .map(([mark]) => {
      const key = mark.slice(start.length);
      const [source = ''] = key.split('/');
      return {
        key,
        label: `${labelOf(key)} (${sourceLabel(source).toLowerCase()})`,
        figures: [partFigure(asked, 'found', key)],
      };
    });
  const [first] = rows;
  return {
    rows,
    columns: ['Children'],
    rowHeading: 'What was found',
    chart: 'bars',
    headline: first ? `Found most often: ${first.label}` : 'Nothing was found for this theme',
    notes: ['A child of whom several things were found is in several rows.'],
  };
}

/** Strengths that early help assessments state beside the theme. */
export async function strengthRows(asked: ThemeAsked): Promise<ThemeRows> {
  const theme = asked.theme as Theme;
  const { counts, year } = asked;
  const whole = counts.counts.get(`with/${theme.theme}`) ?? 0;
  const isLoaded = counts.sources.has('early-help');
  const why = 'Strengths come from early help assessments, and none are loaded for the year.';
  const missing = absenceOf(theme, counts);
  const rows = STRENGTHS.list.map(({ code, label }) => {
    const children = counts.marks.get(`beside/${theme.theme}/${code}`) ?? 0;
    const isHidden = isSmallPart(children, whole);
    return {
      key: code,
      label,
      figures: [
        countFigure({
          id: childrenId({ by: 'strength', row: code, theme: theme.theme, year }),
          label: `${strengthLabel(code)}: children with the theme`,
          children,
          formula:
            'Children with the theme of whom an early help assessment of the year states the ' +
            'strength.',
          citations: [STRENGTHS_CITATION],
          ...(missing ? { absent: missing } : isHidden ? { absent: HIDDEN } : {}),
          ...(isLoaded ? {} : { absent: { kind: 'not-measured' as const, why } }),
        }),
      ],
    };
  });
  const most = [...rows].sort((a, b) => (b.figures[0]?.value ?? 0) - (a.figures[0]?.value ?? 0))[0];
  return {
    rows,
    columns: ['Children'],
    rowHeading: 'Strength',
    chart: 'bars',
    headline:
      (most?.figures[0]?.value ?? 0) > 0
        ? `The strength stated most often beside it: ${most?.label.toLowerCase()}`
        : 'No strength is stated beside this theme',
    notes: ['Only early help assessments state strengths; of other children none are known.'],
  };
}
