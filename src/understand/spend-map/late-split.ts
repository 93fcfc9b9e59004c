import { type FinancialYear, pence, type Pence } from '../../lib/index.ts';
import type { PricedLine } from '../cost/late-help-cost.ts';
import { themesOfSet } from '../themes/themes.ts';
import { NO_AIM, type Range, splitEvenly } from './spend-map.ts';

/** The cost of late help of days on which a theme holds with so many others, and its part of it. */
export interface SplitLine {
  readonly theme: string;
  /** How many themes hold on these days; 0 for days without any. */
  readonly together: number;
  readonly lines: readonly PricedLine[];
  /** What of it falls to the theme: an even part of each set of themes. */
  readonly part: Range;
}

/** A year's late help by theme, each day's cost split evenly between the themes that hold on it. */
export interface LateSplit {
  readonly year: FinancialYear;
  readonly parts: readonly SplitLine[];
  readonly themed: Range;
  readonly withoutTheme: Range;
}

/**
 * Splits the cost of days of late help over themes: a day with two themes falls half to each, one
 * with three a third; days without a theme stand apart. Lines have their set of themes as group.
 * The parts of all themes and the days apart add up to the whole, to the penny. The rule is ours.
 */
export function splitLateCost(year: FinancialYear, lines: readonly PricedLine[]): LateSplit {
  const parts: SplitLine[] = [];
  for (const [set, own] of Map.groupBy(lines, (line) => line.activity.group)) {
    const themes = themesOfSet(set);
    const names = themes.length === 0 ? [NO_AIM] : themes;
    const [value, low, high] = (['pence', 'low', 'high'] as const).map((end) =>
      splitEvenly(sumOf(own, end), names.length),
    );
    names.forEach((theme, at) => {
      const part = { value: value?.[at] ?? 0, low: low?.[at] ?? 0, high: high?.[at] ?? 0 };
      parts.push({ theme, together: themes.length, lines: own, part });
    });
  }
  const isApart = (one: SplitLine) => one.theme === NO_AIM;
  return {
    year,
    parts,
    themed: addRanges(parts.filter((one) => !isApart(one)).map((one) => one.part)),
    withoutTheme: addRanges(parts.filter(isApart).map((one) => one.part)),
  };
}

function sumOf(lines: readonly PricedLine[], end: 'pence' | 'low' | 'high'): Pence {
  return pence(lines.reduce((sum, line) => sum + line[end], 0));
}

/** Adds ranges end to end: prices are doubtful in the same direction. */
export function addRanges(ranges: readonly Range[]): Range {
  return ranges.reduce(
    (sum, one) => ({
      value: sum.value + one.value,
      low: sum.low + one.low,
      high: sum.high + one.high,
    }),
    { value: 0, low: 0, high: 0 },
  );
}

/** What of late help falls to a theme. */
export function partOfTheme(split: LateSplit, theme: string): Range {
  return addRanges(split.parts.filter((one) => one.theme === theme).map((one) => one.part));
}
