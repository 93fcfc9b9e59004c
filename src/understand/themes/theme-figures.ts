import {
  type Citation,
  type Figure,
  type FinancialYear,
  figureId,
  HIDDEN_ROW,
  SMALLEST_PUBLISHED_COUNT,
} from '../../lib/index.ts';
import { ABSENCE, STRENGTHS, type Theme } from '../../record/index.ts';
import { isMeasured, notMeasuredWords, type ThemeYearCounts } from './theme-year.ts';

/** The measure of children by theme; figures of it have addresses of their own. */
export const THEME_CHILDREN = 'theme-children';

/** One count of children of a theme as a figure needs it. */
export interface ThemeCount {
  readonly id: string;
  readonly label: string;
  readonly children: number;
  readonly formula: string;
  /** Set where the count may not be shown, or nothing measures it. */
  readonly absent?: { readonly kind: 'suppressed' | 'not-measured'; readonly why: string };
  readonly rows?: { readonly question: string; readonly href: string };
  readonly citations?: readonly Citation[];
  readonly notes?: readonly string[];
}

/** The figure of a count of children. */
export function countFigure(of: ThemeCount): Figure {
  const { id, label, children, absent, formula, rows, citations, notes } = of;
  if (absent) {
    const { kind, why } = absent;
    return { id, label, value: null, unit: 'children', absent: kind, how: { formula: why } };
  }
  return {
    id,
    label,
    value: children,
    unit: 'children',
    how: {
      formula,
      ...(citations ? { citations } : {}),
      rows: { question: 'Which children are counted?', ...rows, count: children },
      ...(notes ? { notes } : {}),
    },
  };
}

/** What hides a count: it is small, or would give a small one away. */
export const HIDDEN = { kind: 'suppressed', why: HIDDEN_ROW } as const;

/** Whether a part of a whole may not be shown beside it: the part or the rest is of 1 to 4. */
export function isSmallPart(part: number, whole: number): boolean {
  const isFew = (count: number) => count > 0 && count < SMALLEST_PUBLISHED_COUNT;
  return isFew(part) || isFew(whole - part);
}

/** Why a theme has no count in a year: nothing measures it, or it may not be shown. */
export function absenceOf(theme: Theme, counts: ThemeYearCounts): ThemeCount['absent'] {
  if (!isMeasured(theme, counts)) {
    return { kind: 'not-measured', why: notMeasuredWords(theme, counts.year) };
  }
  return counts.hidden.has(`with/${theme.theme}`) ? HIDDEN : undefined;
}

/** The figure of a theme's children in a year. */
export function themeFigure(theme: Theme, counts: ThemeYearCounts, canOpen: boolean): Figure {
  const { year } = counts;
  const absent = absenceOf(theme, counts);
  return countFigure({
    id: figureId(THEME_CHILDREN, { row: theme.theme, year }),
    label: `${theme.label}: children`,
    children: counts.counts.get(`with/${theme.theme}`) ?? 0,
    formula:
      'Different children of whom any loaded source states the theme in the year, with help or ' +
      'without. What an assessment found holds until the next one while help goes on; what ' +
      'schools, police and youth justice state holds for the year.',
    ...(absent ? { absent } : {}),
    ...(canOpen
      ? {
          rows: {
            question: 'Which children are counted?',
            href: `/themes/rows?theme=${theme.theme}&year=${year}`,
          },
        }
      : {}),
    citations: citationsOf(theme),
    notes: ['Only children of whom a loaded source speaks are seen: more may have the theme.'],
  });
}

const PAPER: Omit<Citation, 'locator'> = {
  title: 'Developing a partnership approach to early intervention',
  publisher: 'Barnet Council, Family Services',
  date: 'April 2013',
};

/** Where a theme comes from, and the threshold of absence where it counts. */
export function citationsOf(theme: Theme): Citation[] {
  const paper = { ...PAPER, locator: `section 3.2: ${theme.paper.toLowerCase()}` };
  return theme.theme === 'missing-school' ? [paper, ABSENCE_CITATION] : [paper];
}

const ABSENCE_CITATION: Citation = {
  title: ABSENCE.title,
  publisher: ABSENCE.publisher,
  date: ABSENCE.date,
  locator: ABSENCE.locator,
};

/** Where the list of strengths comes from. */
export const STRENGTHS_CITATION: Citation = {
  title: STRENGTHS.title,
  publisher: STRENGTHS.publisher,
  date: STRENGTHS.date,
  locator: STRENGTHS.locator,
};

/** The address parameters of a figure of children by theme. */
export function childrenId(
  parameters: Readonly<Record<string, string | undefined>> & { readonly year: FinancialYear },
): string {
  return figureId(THEME_CHILDREN, parameters);
}
