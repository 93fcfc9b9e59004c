import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, formatFinancialYear, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure, type Parameters } from '../../platform/index.ts';
import { activityKey, priceFigure } from '../cost/cost-figures.ts';
import { activityLabel } from '../cost/cost-groups.ts';
import { type PricedLine, sumLines } from '../cost/late-help-cost.ts';
import { readThemeYear } from '../themes/theme-year.ts';
import { priceBase } from '../unit-costs/unit-cost-figures.ts';
import { partOfTheme } from './late-split.ts';
import { AIMS, aimLabel, lateAbsence, type LateYear, readLateSplit } from './read-spend-map.ts';
import { NO_AIM, type Range } from './spend-map.ts';

const NAME = 'late-cost-split';

/** What stands for all themes together. */
export const EVERY_THEME = 'every-theme';

/** What of late help falls to each theme, a day with several split evenly between them. */
export const lateCostSplitMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Cost of late help split over themes',
  who: thoseWhoSeeFigures,
  parameters: {
    theme: `one theme, ${EVERY_THEME} for all, or ${NO_AIM} for days without one`,
    themes: 'of it, only days on which so many themes hold',
    what: 'of these, one level such as looked-after/foster',
    part: 'days: how many days these are',
    year: 'a financial year such as 2024-25; the newest known by default',
  },
  compute: async (tx, _actor, given) => {
    const year = await readThemeYear(tx, given.year);
    const late = await readLateSplit(tx, year);
    const figures = figuresAsked(late, given);
    return {
      id: figureId(NAME, { ...given, year }),
      headline: figures.length === 1 ? (figures[0]?.label ?? '') : headlineOf(late),
      subtitle: `Cost of days of late help, ${formatFinancialYear(year)}, in ${priceBase()}`,
      rowHeading: 'Theme',
      columns: [given.part === 'days' ? 'Days' : 'Its part of the cost'],
      rows: figures.map((figure) => ({ label: figure.label, figures: [figure] })),
      chart: figures.length > 1 ? 'bars' : 'none',
      notes: [
        'A day on which two themes hold is split evenly between them, so that the parts add up. ' +
          'This rule is ours: no source says which theme a day is for.',
      ],
    };
  },
});

function headlineOf(late: LateYear): string {
  const [most] = AIMS.filter(({ key }) => key !== NO_AIM && lateAbsence(late, key) === null)
    .map(({ key, label }) => ({ label, cost: partOfTheme(late, key).value }))
    .sort((a, b) => b.cost - a.cost);
  return most && most.cost > 0
    ? `Of late help with a theme, most falls to ${most.label.toLowerCase()}`
    : 'No theme is known to cost anything in this year';
}

function figuresAsked(late: LateYear, given: Parameters): Figure[] {
  const { theme, themes, what, part } = given;
  if (theme === undefined) return AIMS.map(({ key }) => lateFigure(late, key));
  if (theme !== EVERY_THEME && !AIMS.some(({ key }) => key === theme)) {
    throw refuse('no-such-theme', 'invalid', `There is no theme "${theme}".`);
  }
  if (themes === undefined) return [lateFigure(late, theme)];
  const of: Together = { late, theme, together: Number(themes) };
  if (lateAbsence(late, theme) !== null && theme !== NO_AIM) return [lateFigure(late, theme)];
  const lines = linesOf(of).filter((line) => !what || activityKey(line.activity) === what);
  if (lines.length === 0) throw refuse('no-such-row', 'not-found', 'There are no such days.');
  if (what === undefined) return [togetherFigure(of)];
  return [part === 'days' ? daysFigure(of, lines) : levelFigure(of, lines)];
}

const ranged = ({ value, low, high }: Range) => ({ value, low, high });

/** What of a year's late help falls to a theme, or to all themes together. */
export function lateFigure(late: LateYear, theme: string): Figure {
  const base = {
    id: figureId(NAME, { theme, year: late.year }),
    label:
      theme === EVERY_THEME
        ? 'Late help with any theme'
        : theme === NO_AIM
          ? 'Late help without a theme'
          : `${aimLabel(theme)}: its part of late help`,
    unit: 'pence' as const,
  };
  if (theme === EVERY_THEME) return { ...base, ...ranged(late.themed), how: everyHow(late) };
  const absent = theme === NO_AIM && late.isKnown ? null : lateAbsence(late, theme);
  if (absent) {
    return { ...base, value: null, absent: absent.kind, how: { formula: absent.why } };
  }
  const counts = new Set(
    late.parts.filter((one) => one.theme === theme).map((one) => one.together),
  );
  return {
    ...base,
    ...ranged(partOfTheme(late, theme)),
    how: {
      formula:
        theme === NO_AIM
          ? 'The cost of days of late help on which no loaded source states a theme.'
          : 'The cost of days with this theme alone, half of that of days with one other, a ' +
            'third of that of days with two others, and so on.',
      inputs: [...counts].sort().map((together) => togetherFigure({ late, theme, together })),
    },
  };
}

function everyHow(late: LateYear): Figure['how'] {
  const shown = AIMS.filter(({ key }) => key !== NO_AIM && lateAbsence(late, key) === null);
  return {
    formula:
      'What falls to the eight themes together: the cost of every day of late help on which any ' +
      'theme holds. Themes that may not be shown alone are in it.',
    inputs: shown.map(({ key }) => lateFigure(late, key)),
  };
}

interface Together {
  readonly late: LateYear;
  readonly theme: string;
  readonly together: number;
}

function linesOf({ late, theme, together }: Together): PricedLine[] {
  return late.parts
    .filter((one) => one.theme === theme && one.together === together)
    .flatMap((one) => one.lines);
}

function idOf({ late, theme, together }: Together, more: Record<string, string> = {}): string {
  return figureId(NAME, { theme, themes: String(together), year: late.year, ...more });
}

function togetherWords({ theme, together }: Together): string {
  if (together === 0) return 'Days without a theme';
  const others = together === 1 ? 'alone' : `with ${together - 1} more`;
  return `Days with ${aimLabel(theme).toLowerCase()} ${others}`;
}

/** The whole cost of days on which a theme holds with so many in all. */
function togetherFigure(of: Together): Figure {
  const byLevel = Map.groupBy(linesOf(of), (line) => activityKey(line.activity));
  const { pence, low, high } = sumLines(linesOf(of));
  return {
    id: idOf(of),
    label: `${togetherWords(of)}: cost`,
    value: pence,
    unit: 'pence',
    low,
    high,
    how: {
      formula: 'Days at each level of late help times the price of such a day, added up.',
      inputs: [...byLevel.values()].map((lines) => levelFigure(of, lines)),
    },
  };
}

function levelFigure(of: Together, lines: readonly PricedLine[]): Figure {
  const [first] = lines as [PricedLine, ...PricedLine[]];
  const { pence, low, high } = sumLines(lines);
  return {
    id: idOf(of, { what: activityKey(first.activity) }),
    label: `${togetherWords(of)}, ${activityLabel(first.activity).toLowerCase()}: cost`,
    value: pence,
    unit: 'pence',
    low,
    high,
    how: {
      formula: 'Days times the price of a day, rounded once for each set of themes.',
      inputs: [daysFigure(of, lines), priceFigure(first.activity, first.price)],
    },
  };
}

function daysFigure(of: Together, lines: readonly PricedLine[]): Figure {
  const [first] = lines as [PricedLine, ...PricedLine[]];
  const days = lines.reduce((sum, line) => sum + line.activity.quantity, 0);
  const { theme, late } = of;
  const path = theme === NO_AIM ? '/themes' : `/themes/${theme}`;
  return {
    id: idOf(of, { what: activityKey(first.activity), part: 'days' }),
    label: `${togetherWords(of)}, ${activityLabel(first.activity).toLowerCase()}: days`,
    value: days,
    unit: 'days',
    how: {
      formula: 'Days of all children at this level on which these themes hold.',
      rows: {
        question: 'Which files state the theme, and of how many children?',
        count: days,
        href: `${path}?year=${late.year}`,
      },
    },
  };
}
