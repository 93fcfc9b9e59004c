import {
  NAMED_TOGETHER,
  STRENGTHS,
  THEME_SOURCES,
  type Theme,
  THEMES,
} from '../../record/index.ts';
import {
  countOf,
  type ExactCount,
  hideCombinations,
  type WantedCount,
} from './hide-combinations.ts';

/** What stands for children of whom a source speaks without naming any theme. */
export const NO_THEME = 'none-recorded';

/** The set of themes that a roll-up keeps as words joined by blanks. */
export function themesOfSet(themeSet: string): string[] {
  return themeSet === '' ? [] : themeSet.split(' ');
}

/** A theme by its key; null where there is none of that name. */
export function themeOf(key: string | undefined): Theme | null {
  return THEMES.find((one) => one.theme === key) ?? null;
}

/** Themes in plain words: `Domestic abuse and mental health`. */
export function setWords(themes: readonly string[]): string {
  const words = themes.map((key, at) => {
    const label = themeOf(key)?.label ?? key;
    return at === 0 ? label : label.slice(0, 1).toLowerCase() + label.slice(1);
  });
  const last = words.pop() ?? 'No theme recorded';
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`;
}

/** A set with a name of its own, such as the "toxic trio"; else null. */
export function namedTogether(themes: readonly string[]): (typeof NAMED_TOGETHER)[number] | null {
  const key = [...themes].sort().join(' ');
  return NAMED_TOGETHER.find((one) => [...one.themes].sort().join(' ') === key) ?? null;
}

/** The words of a source; the source itself where none are known. */
export function sourceLabel(source: string): string {
  return THEME_SOURCES.find((one) => one.source === source)?.label ?? source;
}

/** The words of a strength. */
export function strengthLabel(code: string): string {
  return STRENGTHS.list.find((one) => one.code === code)?.label ?? code;
}

/** The key of a set of themes in addresses: `domestic-abuse+mental-health`. */
export function comboKey(themes: readonly string[]): string {
  return [...themes].sort().join('+');
}

/** Counts of children by how many themes they have; the last takes in all above. */
export const NUMBERS = [
  { key: 'any', label: 'Children of whom a source speaks', takes: () => true },
  { key: '0', label: 'No theme', takes: (set: readonly string[]) => set.length === 0 },
  { key: '1', label: 'One theme', takes: (set: readonly string[]) => set.length === 1 },
  { key: '2', label: 'Two themes', takes: (set: readonly string[]) => set.length === 2 },
  { key: '3+', label: 'Three themes or more', takes: (set: readonly string[]) => set.length > 2 },
] as const;

const MOST_PAIRS = 14;
const MOST_TRIPLES = 8;
const MOST_SETS = 12;

/** What of a year's children by themes may be shown. */
export interface ThemeCounts {
  /** Children by key: `number/2`, `with/a`, `with/a+b`, `exactly/a+b`. */
  readonly counts: ReadonlyMap<string, number>;
  readonly hidden: ReadonlySet<string>;
  /** Pairs, triples and exact sets, each the largest first, as keys. */
  readonly pairs: readonly string[];
  readonly triples: readonly string[];
  readonly sets: readonly string[];
}

/**
 * Counts children by number of themes, theme, pair, triple (the named ones too) and exact set, of
 * these three the most common, and says which of them may not be shown: the weightier ones are
 * shown first, and what would then give a small count away is hidden.
 */
export function countThemes(exact: readonly ExactCount[]): ThemeCounts {
  const names = THEMES.map((one) => one.theme);
  const of = (prefix: 'with' | 'exactly', themes: readonly string[]): WantedCount => ({
    key: `${prefix}/${comboKey(themes)}`,
    takes: (set) =>
      themes.every((one) => set.includes(one)) &&
      (prefix === 'with' || set.length === themes.length),
  });
  const largest = (wanted: readonly WantedCount[], most: number) =>
    wanted
      .map((one) => ({ one, children: countOf(exact, one) }))
      .filter(({ children }) => children > 0)
      .sort((a, b) => b.children - a.children || (a.one.key < b.one.key ? -1 : 1))
      .slice(0, most)
      .map(({ one }) => one);
  const numbers = NUMBERS.map((one) => ({ key: `number/${one.key}`, takes: one.takes }));
  const singles = largest(
    names.map((name) => of('with', [name])),
    names.length,
  );
  const named = NAMED_TOGETHER.map((one) => of('with', one.themes));
  const pairs = largest(
    chosen(names, 2).map((pair) => of('with', pair)),
    MOST_PAIRS,
  );
  const triples = largest(
    chosen(names, 3).map((triple) => of('with', triple)),
    MOST_TRIPLES,
  ).filter((one) => named.every((own) => own.key !== one.key));
  const sets = largest(
    exact.filter(({ set }) => set.length > 0).map(({ set }) => of('exactly', set)),
    MOST_SETS,
  );
  const wanted = [...numbers, ...singles, ...named, ...pairs, ...triples, ...sets];
  const keys = (list: readonly WantedCount[]) => list.map((one) => one.key);
  return {
    counts: new Map(wanted.map((one) => [one.key, countOf(exact, one)])),
    hidden: hideCombinations(exact, wanted, differences(names)),
    pairs: keys(pairs),
    triples: keys([...named, ...triples]),
    sets: keys(sets),
  };
}

/** The children with one theme and without another: what two counts give when subtracted. */
function differences(names: readonly string[]): Pick<WantedCount, 'takes'>[] {
  return names.flatMap((one) =>
    names
      .filter((other) => other !== one)
      .map((other) => ({
        takes: (set: readonly string[]) => set.includes(one) && !set.includes(other),
      })),
  );
}

/** Every choice of so many of these names, in their order. */
export function chosen(names: readonly string[], many: number): string[][] {
  if (many === 0) return [[]];
  return names.flatMap((name, at) =>
    chosen(names.slice(at + 1), many - 1).map((rest) => [name, ...rest]),
  );
}
