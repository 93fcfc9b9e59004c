import {
  type FinancialYear,
  financialYear,
  formatFinancialYear,
  hideCells,
  parseFinancialYear,
  refuse,
} from '../../lib/index.ts';
import type { Parameters, Tx } from '../../platform/index.ts';
import {
  LEVELS,
  THEME_SOURCES,
  type Theme,
  themeMarkCounts,
  themeSetCounts,
  themeSourcesKnown,
  THEMES,
} from '../../record/index.ts';
import { yearsKnown } from '../cost/activity.store.ts';
import { countThemes, themeOf, type ThemeCounts, themesOfSet } from './themes.ts';

/** All that is known of the themes of one financial year, ready to be shown. */
export interface ThemeYearCounts extends ThemeCounts {
  readonly year: FinancialYear;
  /** The sources that are loaded for the year. */
  readonly sources: ReadonlySet<string>;
  /** Children by mark; see the table `record.person_theme`. */
  readonly marks: ReadonlyMap<string, number>;
}

/** Financial years that can be asked for, as the years in which they start; newest first. */
export async function themeYears(tx: Tx): Promise<number[]> {
  const returned = await yearsKnown(tx);
  const told = (await loadOnce(tx)).sources.map((one) => one.year);
  const newest = Math.max(...returned, ...(returned.length === 0 ? told : []));
  const oldest = returned.length === 0 ? Math.min(...told) : Math.min(...returned);
  return [...new Set([...returned, ...told])]
    .filter((year) => year <= newest && year >= oldest)
    .sort((a, b) => b - a);
}

/** The year that is asked for, or the newest that can be. */
export async function readThemeYear(tx: Tx, text: string | undefined): Promise<FinancialYear> {
  if (text === undefined) return financialYear((await themeYears(tx))[0] ?? 2024);
  const year = parseFinancialYear(text);
  if (year !== null) return year;
  throw refuse('no-such-year', 'invalid', `"${text}" is not a year such as 2024-25.`);
}

/** The theme that is asked for; refuses any other word and names the eight. */
export function readTheme(given: Parameters['theme']): Theme {
  const theme = themeOf(given);
  if (theme) return theme;
  const known = THEMES.map((one) => one.theme).join(', ');
  throw refuse('no-such-theme', 'invalid', `theme is one of ${known}.`);
}

/** The number of a financial year: the year in which it starts. */
export function startOf(year: FinancialYear): number {
  return Number(year.slice(0, 4));
}

/** What the roll-ups hold of every year, read once a request: one page asks many times. */
const LOADED = new WeakMap<Tx, Promise<Loaded>>();

interface Loaded {
  readonly sets: ReadonlyMap<number, SetCounts>;
  readonly marks: ReadonlyMap<number, Awaited<ReturnType<typeof themeMarkCounts>>>;
  readonly sources: Awaited<ReturnType<typeof themeSourcesKnown>>;
}

function loadOnce(tx: Tx): Promise<Loaded> {
  const loading = LOADED.get(tx) ?? loadAll(tx);
  LOADED.set(tx, loading);
  return loading;
}

async function loadAll(tx: Tx): Promise<Loaded> {
  const sets = await themeSetCounts(tx, { year: null, by: 'set' });
  const marks = await themeMarkCounts(tx, null);
  return {
    sets: Map.groupBy(sets, (one) => one.year),
    marks: Map.groupBy(marks, (one) => one.year),
    sources: await themeSourcesKnown(tx),
  };
}

/** What is known of a year's themes, from roll-ups: everyone is counted. */
export async function loadThemeYear(tx: Tx, year: FinancialYear): Promise<ThemeYearCounts> {
  const start = startOf(year);
  const { sets, marks, sources } = await loadOnce(tx);
  const own = sources.filter((one) => one.year === start).map((one) => one.source);
  return {
    year,
    ...countedOnce(sets.get(start) ?? []),
    sources: new Set(own),
    marks: new Map((marks.get(start) ?? []).map((one) => [one.mark, one.children])),
  };
}

/** The newest counts by what they count: years gone by are the same each time they are asked. */
const COUNTED = new Map<string, ThemeCounts>();
const MOST_COUNTED = 60;

function countedOnce(sets: SetCounts): ThemeCounts {
  const exact = sets.map(({ theme_set: set, children }) => ({ set: themesOfSet(set), children }));
  const key = JSON.stringify(exact);
  const counts = COUNTED.get(key) ?? countThemes(exact);
  COUNTED.delete(key);
  COUNTED.set(key, counts);
  const [oldest] = COUNTED.keys();
  if (COUNTED.size > MOST_COUNTED && oldest !== undefined) COUNTED.delete(oldest);
  return counts;
}

/** Whether any loaded source of the year measures the theme. */
export function isMeasured(theme: Theme, { sources }: Pick<ThemeYearCounts, 'sources'>): boolean {
  return theme.sources.some((source) => sources.has(source));
}

/** Why a theme is not measured in a year, and what would measure it. */
export function notMeasuredWords(theme: Theme, year: FinancialYear): string {
  const files = THEME_SOURCES.filter((one) => theme.sources.includes(one.source)).map(
    (one) => one.load,
  );
  return (
    `No file that measures this theme is loaded for ${formatFinancialYear(year)}. ` +
    `It would be: ${files.join(', ')}.`
  );
}

/** One group of a theme's children, with whether it may be shown. */
export interface GroupCount {
  readonly key: string;
  readonly children: number;
  readonly isHidden: boolean;
}

/** The theme's children by ward; 0 is a ward that is not known. They add up to all of them. */
export async function themeByWard(
  tx: Tx,
  theme: string,
  year: FinancialYear,
): Promise<GroupCount[]> {
  const rows = await themeSetCounts(tx, { year: startOf(year), by: 'ward' });
  const groups = added(rows, theme, (row) => String(row.ward_id));
  const hidden = hideCells(
    [...groups].map(([key, count]) => ({ key, count })),
    [[...groups.keys()]],
  );
  return [...groups].map(([key, children]) => ({ key, children, isHidden: hidden.has(key) }));
}

/** What stands for every child of the theme who had help, and for those without. */
export const HELPED = 'helped';
/** What stands for children without help at any level. */
export const NO_LEVEL = 'no-level';

/**
 * The theme's children by the highest level of help in the year, those without help, and those with
 * help at any level; a theme of null takes in every child of whom a source speaks. `rows` are the
 * year's sets by level.
 */
export function levelsOfTheme(rows: SetCounts, theme: string | null): GroupCount[] {
  const groups = added(rows, theme, (row) => row.level || NO_LEVEL);
  const levels = LEVELS.filter((level) => groups.has(level));
  const helped = levels.reduce((sum, level) => sum + (groups.get(level) ?? 0), 0);
  const cells = new Map<string, number>([...groups, [HELPED, helped]]);
  const hidden = hideCells(
    [...cells].map(([key, count]) => ({ key, count })),
    [[...levels, NO_LEVEL], [HELPED, NO_LEVEL], { parts: levels, total: HELPED }],
  );
  return [...LEVELS, NO_LEVEL, HELPED].map((key) => ({
    key,
    children: cells.get(key) ?? 0,
    isHidden: hidden.has(key),
  }));
}

type SetCounts = Awaited<ReturnType<typeof themeSetCounts>>;

function added(
  rows: SetCounts,
  theme: string | null,
  keyOf: (row: SetCounts[number]) => string,
): Map<string, number> {
  const groups = new Map<string, number>();
  for (const row of rows) {
    if (theme !== null && !themesOfSet(row.theme_set).includes(theme)) continue;
    const key = keyOf(row);
    groups.set(key, (groups.get(key) ?? 0) + row.children);
  }
  return groups;
}
