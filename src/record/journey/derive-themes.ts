import {
  addDays,
  type CalendarDay,
  financialYear,
  type PlaceId,
  yearEnd,
  yearStart,
} from '../../lib/index.ts';
import { type LevelSpell, wardOn } from './derive-levels.ts';
import { LEVELS, type Level } from './journey.ts';

/** An assessment: what it found holds until the next one, while the child has help. */
export interface ThemeAssessment {
  readonly day: CalendarDay;
  readonly source: string;
  readonly themes: readonly string[];
  /** What was found, each with the theme that it speaks of. */
  readonly found: readonly { readonly theme: string; readonly what: string }[];
  readonly strengths: readonly string[];
  /** Whether it says anything of themes: an assessment without findings says nothing. */
  readonly isSeen: boolean;
}

/** What another source states of a year, such as an incident or attendance. */
export interface ThemeFact {
  readonly year: number;
  readonly source: string;
  /** The theme that it speaks of, and what it is; neither where it only shows the child. */
  readonly theme?: string;
  readonly what?: string;
}

/** What is known of one child's themes in one financial year. */
export interface ThemeYear {
  /** The year in which the financial year starts. */
  readonly year: number;
  /** Where the child lived on the last day of the year; 0 where nothing says it. */
  readonly wardId: number;
  /** The highest level of any day; empty for none. */
  readonly level: string;
  /** The themes in the order of the alphabet, joined by blanks. */
  readonly themeSet: string;
  /** What is known and from whom; see the table `record.person_theme`. */
  readonly marks: readonly string[];
}

/** The year in which the financial year of a day starts. */
export function yearOfDay(day: CalendarDay): number {
  return Number(day.slice(0, 4)) - (day.slice(5, 7) < '04' ? 1 : 0);
}

/**
 * What is known of a child's themes in each year: what assessments found holds from their day, or
 * from the start of the help, until the next assessment; what other sources state holds for the
 * year. A year in which no source speaks of the child has no row. `levels` are those that rest on
 * the assessments alone.
 */
export function deriveThemes(
  of: {
    readonly levels: readonly LevelSpell[];
    /** The levels with the themes of every source. */
    readonly days: readonly LevelSpell[];
    readonly assessments: readonly ThemeAssessment[];
    readonly facts: readonly ThemeFact[];
  },
  homes: readonly { readonly fromDay: CalendarDay; readonly wardId: PlaceId | null }[],
): ThemeYear[] {
  const marks = new Map<number, Set<string>>();
  const note = (year: number, mark: string) => {
    const known = marks.get(year);
    if (known) known.add(mark);
    else marks.set(year, new Set([mark]));
  };
  for (const { year, source, theme, what } of of.facts) {
    note(year, `seen/${source}`);
    if (theme === undefined) continue;
    note(year, `theme/${theme}/${source}`);
    if (what !== undefined) note(year, `theme/${theme}/${source}/${what}`);
  }
  noteAssessments(of.assessments, of.levels, note);
  noteDays(of.days, note);
  const levelOf = highestLevels(of.levels);
  return [...marks]
    .sort(([a], [b]) => a - b)
    .map(([year, own]) => {
      const themes = themesIn(own);
      for (const mark of [...own]) {
        if (!mark.startsWith('strength/')) continue;
        for (const theme of themes) own.add(`beside/${theme}/${mark.slice('strength/'.length)}`);
      }
      return {
        year,
        wardId: wardOn(homes, addDays(yearEnd(financialYear(year)), -1)) ?? 0,
        level: levelOf.get(year) ?? '',
        themeSet: themes.join(' '),
        marks: [...own].sort(),
      };
    });
}

/** The themes that any mark names, in the order of the alphabet. */
function themesIn(marks: Iterable<string>): string[] {
  const themes = new Set<string>();
  for (const mark of marks) if (mark.startsWith('theme/')) themes.add(mark.split('/')[1] ?? '');
  return [...themes].sort();
}

function noteAssessments(
  assessments: readonly ThemeAssessment[],
  levels: readonly LevelSpell[],
  note: (year: number, mark: string) => void,
): void {
  const seen = assessments.filter((one) => one.isSeen);
  const days = [...new Set(assessments.map((one) => one.day))].sort();
  for (const assessment of seen) {
    const own = marksOf(assessment);
    const index = days.indexOf(assessment.day);
    for (const year of yearsOf(assessment, index === 0, days[index + 1] ?? null, levels)) {
      for (const mark of own) note(year, mark);
    }
  }
}

/** Notes which sets of themes any day of late help has, so that each set knows its children. */
function noteDays(levels: readonly LevelSpell[], note: (year: number, mark: string) => void): void {
  for (const { level, themes, startDay, endDay } of levels) {
    if (level === 'targeted-early-help' || themes.length === 0) continue;
    for (let year = yearOfDay(startDay); isBegun(year, endDay); year += 1) {
      note(year, `days/${themes.join(' ')}`);
    }
  }
}

function marksOf({ source, themes, found, strengths }: ThemeAssessment): string[] {
  return [
    `seen/${source}`,
    ...themes.map((theme) => `theme/${theme}/${source}`),
    ...found.map(({ theme, what }) => `theme/${theme}/${source}/${what}`),
    ...strengths.map((code) => `strength/${code}`),
  ];
}

/** The years of the assessment's day, and of days with help on which it holds. */
function yearsOf(
  { day }: ThemeAssessment,
  isFirst: boolean,
  next: CalendarDay | null,
  levels: readonly LevelSpell[],
): Set<number> {
  const years = new Set([yearOfDay(day)]);
  for (const level of levels) {
    // Days before the first assessment have its themes where the help was unbroken.
    const reachesBack = isFirst && level.startDay < day && level.themes.length > 0;
    const from = reachesBack || level.startDay > day ? level.startDay : day;
    const until = next !== null && next < level.endDay ? next : level.endDay;
    if (from >= until) continue;
    for (let year = yearOfDay(from); isBegun(year, until); year += 1) years.add(year);
  }
  return years;
}

/** Whether a financial year has a day before `until`. */
function isBegun(year: number, until: CalendarDay): boolean {
  return `${year}-04-01` < until;
}

function highestLevels(levels: readonly LevelSpell[]): Map<number, Level> {
  const highest = new Map<number, Level>();
  for (const { level, startDay, endDay } of levels) {
    for (let year = yearOfDay(startDay); isBegun(year, endDay); year += 1) {
      const known = highest.get(year);
      const isHigher = known === undefined || LEVELS.indexOf(level) < LEVELS.indexOf(known);
      if (isHigher) highest.set(year, level);
    }
  }
  return highest;
}

/**
 * Levels with the themes that sources other than assessments state of each year added to every day
 * of that year; stretches are cut at the turn of the year where their themes change.
 */
export function withThemesOfYears(
  levels: readonly LevelSpell[],
  facts: readonly ThemeFact[],
): readonly LevelSpell[] {
  const byYear = new Map<number, Set<string>>();
  for (const { year, theme } of facts) {
    if (theme === undefined) continue;
    const known = byYear.get(year);
    if (known) known.add(theme);
    else byYear.set(year, new Set([theme]));
  }
  if (byYear.size === 0) return levels;
  const found: LevelSpell[] = [];
  for (const level of levels) {
    for (let year = yearOfDay(level.startDay); isBegun(year, level.endDay); year += 1) {
      const span = financialYear(year);
      const startDay = level.startDay > yearStart(span) ? level.startDay : yearStart(span);
      const endDay = level.endDay < yearEnd(span) ? level.endDay : yearEnd(span);
      const own = byYear.get(year);
      const themes = own ? [...new Set([...level.themes, ...own])].sort() : level.themes;
      const isStart = level.isStart && startDay === level.startDay;
      addStretch(found, { ...level, themes, startDay, endDay, isStart });
    }
  }
  return found;
}

function addStretch(found: LevelSpell[], next: LevelSpell): void {
  const last = found.at(-1);
  const isSame =
    last !== undefined &&
    !next.isStart &&
    last.endDay === next.startDay &&
    last.level === next.level &&
    last.placementGroup === next.placementGroup &&
    last.wardId === next.wardId &&
    last.themes.join() === next.themes.join();
  if (isSame) found[found.length - 1] = { ...last, endDay: next.endDay };
  else found.push(next);
}
