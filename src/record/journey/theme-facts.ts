import type { CalendarDay } from '../../lib/index.ts';
import { type ThemeAssessment, type ThemeFact, yearOfDay } from './derive-themes.ts';

/** An event as themes need it; `themes`, `needs` and `strengths` are joined by semicolons. */
export interface ThemeEvent {
  readonly kind: string;
  readonly code: string | null;
  readonly day: CalendarDay;
  readonly outcome: string | null;
  readonly return_kind: string;
  readonly factors: readonly string[];
  /** The themes that the source itself states; null where it states factors only. */
  readonly themes: string | null;
  readonly needs: string | null;
  readonly strengths: string | null;
  readonly sessions_possible: string | null;
  readonly sessions_missed: string | null;
}

/** How codes are understood as themes, and which part of the sessions missed is too much. */
export interface ThemeRules {
  themesOf(factors: readonly string[]): readonly string[];
  /** The theme that a need of an early help assessment speaks of. */
  themeOfNeed(need: string): string | null;
  readonly persistentPercent: number;
  readonly severePercent: number;
}

/** Whether an event is an assessment, of social care or of early help. */
export function isAssessment(event: Pick<ThemeEvent, 'kind'>): boolean {
  return event.kind === 'assessment' || event.kind === 'early-help-assessment';
}

/** The themes of an assessment: as its source states them, else by its factors. */
export function themesOfAssessment(
  event: Pick<ThemeEvent, 'themes' | 'factors'>,
  rules: Pick<ThemeRules, 'themesOf'>,
): readonly string[] {
  return event.themes === null ? rules.themesOf(event.factors) : words(event.themes).sort();
}

/** What an assessment says of themes and strengths. */
export function assessmentOf(event: ThemeEvent, rules: ThemeRules): ThemeAssessment {
  const strengths = words(event.strengths);
  const factors = event.factors.flatMap((what) =>
    rules.themesOf([what]).map((theme) => ({ theme, what })),
  );
  const themes = themesOfAssessment(event, rules);
  const needs = words(event.needs).flatMap((what) => {
    const theme = rules.themeOfNeed(what);
    return theme === null ? [] : [{ theme, what }];
  });
  return {
    day: event.day,
    source: event.return_kind,
    themes,
    found: [...factors, ...needs],
    strengths,
    isSeen: event.themes !== null || event.factors.length > 0 || strengths.length > 0,
  };
}

/**
 * What sources other than assessments state of a child's years: attendance (absence of a part of
 * the sessions possible, added up over the terms that fall in the year), early years results,
 * incidents, and youth justice while it lasts.
 */
export function themeFacts(
  events: readonly ThemeEvent[],
  spells: readonly {
    readonly code: string;
    readonly startDay: CalendarDay;
    readonly untilDay: CalendarDay;
  }[],
  rules: ThemeRules,
): ThemeFact[] {
  const facts: ThemeFact[] = [];
  const terms = new Map<number, { possible: number; missed: number }>();
  for (const event of events) {
    const year = yearOfDay(event.day);
    if (event.kind === 'attendance-term') {
      const term = terms.get(year) ?? { possible: 0, missed: 0 };
      term.possible += Number(event.sessions_possible ?? 0);
      term.missed += Number(event.sessions_missed ?? 0);
      terms.set(year, term);
    } else if (event.kind === 'early-years-profile') facts.push(...readiness(event, year));
    else if (ANNUAL_KINDS.has(event.kind)) {
      const source = event.return_kind;
      facts.push({ year, source });
      for (const theme of words(event.themes)) {
        facts.push({ year, source, theme, ...(event.code ? { what: event.code } : {}) });
      }
    }
  }
  for (const [year, term] of terms) facts.push(...absence(year, term, rules));
  for (const spell of spells) {
    if (spell.code !== 'youth-justice') continue;
    for (let year = yearOfDay(spell.startDay); `${year}-04-01` < spell.untilDay; year += 1) {
      facts.push({ year, source: 'youth-justice', theme: 'crime', what: 'working-with' });
    }
  }
  return facts;
}

/** The kinds of event of which a theme holds for the year. */
const ANNUAL_KINDS: ReadonlySet<string> = new Set([
  'police-incident',
  'youth-justice-outcome',
  'first-time-entrant',
  'diversion',
]);

function readiness(event: ThemeEvent, year: number): ThemeFact[] {
  if (event.outcome !== 'good-level' && event.outcome !== 'not-good-level') return [];
  const seen = { year, source: 'early-years' };
  if (event.outcome === 'good-level') return [seen];
  return [{ ...seen, theme: 'missing-school', what: 'not-ready' }];
}

function absence(
  year: number,
  { possible, missed }: { readonly possible: number; readonly missed: number },
  rules: ThemeRules,
): ThemeFact[] {
  if (possible <= 0) return [];
  const seen = { year, source: 'school-census' };
  const isAtLeast = (percent: number) => missed * 100 >= percent * possible;
  if (!isAtLeast(rules.persistentPercent)) return [seen];
  const theme = { ...seen, theme: 'missing-school' };
  return [
    { ...theme, what: 'persistent' },
    ...(isAtLeast(rules.severePercent) ? [{ ...theme, what: 'severe' }] : []),
  ];
}

function words(text: string | null): string[] {
  return text === null ? [] : text.split(';').filter(Boolean);
}
