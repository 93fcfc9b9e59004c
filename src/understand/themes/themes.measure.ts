import { seesPeople, thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  type FinancialYear,
  type Finding,
  figureId,
  formatFinancialYear,
  refuse,
  roundHalfAway,
} from '../../lib/index.ts';
import { type Actor, defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { type Theme, THEMES, themeSetCounts } from '../../record/index.ts';
import { lateHelpCostMeasure } from '../cost/late-help-cost.measure.ts';
import { priceBase } from '../unit-costs/unit-cost-figures.ts';
import { costBySet, setFigure } from './theme-cost.measure.ts';
import { HIDDEN, themeFigure } from './theme-figures.ts';
import { helpedFigure, shareFigure } from './theme-groups.ts';
import {
  isMeasured,
  levelsOfTheme,
  loadThemeYear,
  readThemeYear,
  startOf,
  type ThemeYearCounts,
} from './theme-year.ts';
import { themeOf } from './themes.ts';

/** The eight themes side by side: children, help and cost; and the part of cost with a theme. */
export const themesMeasure: Measure = defineMeasure({
  name: 'themes',
  title: 'The eight themes side by side',
  who: thoseWhoSeeFigures,
  parameters: {
    year: 'a financial year such as 2024-25; the newest known by default',
    cost: 'one theme: the cost of late help of its days',
    share: 'one theme: its part of the cost of all days of late help, in percent',
  },
  compute: async (tx, actor, given) => {
    const year = await readThemeYear(tx, given.year);
    const { cost, share } = given;
    if (share !== undefined) return oneFinding(tx, actor, { year, key: share, what: 'share' });
    if (cost !== undefined) return oneFinding(tx, actor, { year, key: cost, what: 'cost' });
    return summary(tx, actor, year);
  },
});

async function summary(tx: Tx, actor: Actor, year: FinancialYear): Promise<Finding> {
  const counts = await loadThemeYear(tx, year);
  const sets = await themeSetCounts(tx, { year: startOf(year), by: 'level' });
  const costs = await themeCosts(tx, actor, counts);
  const helped = helpedFigure({ year, counts }, null, levelsOfTheme(sets, null));
  const rows = THEMES.map((theme) => {
    const own = helpedFigure({ year, counts }, theme, levelsOfTheme(sets, theme.theme));
    return {
      theme,
      label: theme.label,
      href: `/themes/${theme.theme}?year=${year}`,
      figures: [
        themeFigure(theme, counts, seesPeople(actor)),
        own,
        shareFigure({ year }, own, helped, theme),
        costs.get(theme.theme) as Figure,
      ],
    };
  }).sort((a, b) => orderOf(a.figures) - orderOf(b.figures));
  const first = rows[0]?.theme;
  const share = first && (await costShare(tx, { theme: first, counts, costs }));
  return {
    id: figureId('themes', { year }),
    headline: headlineOf(first, share, year),
    subtitle: `Children and cost by theme, ${formatFinancialYear(year)}, ${priceBase()}`,
    rowHeading: 'Theme',
    columns: ['Children', 'Of them with help', 'Of all children with help', 'Cost of late help'],
    rows: rows.map(({ theme: _, ...row }) => row),
    chart: 'bars',
    notes: [
      'Themes overlap: a child, and a day, with two themes is in both rows. Costs of themes must ' +
        'not be added; the cost by combination does add up.',
      'A theme is counted where a loaded source states it. What no source states is not known.',
    ],
  };
}

/** Costliest first; what is not measured comes last. */
function orderOf(figures: readonly Figure[]): number {
  const [children, , , cost] = figures;
  if (children?.absent === 'not-measured') return 1;
  return cost?.value ? -cost.value : 0;
}

/** The cost of late help of each theme, from the measure that breaks it down by theme. */
export async function themeCosts(
  tx: Tx,
  actor: Actor,
  counts: ThemeYearCounts,
): Promise<ReadonlyMap<string, Figure>> {
  const asked = { by: 'theme', year: counts.year };
  const finding = await lateHelpCostMeasure.compute(tx, actor, asked);
  const byRow = new Map(
    finding.rows.flatMap(({ figures: [figure] }) => {
      const row = figure && new URLSearchParams(figure.id.split('?')[1]).get('row');
      return figure && row ? [[row, figure] as const] : [];
    }),
  );
  return new Map(
    THEMES.map((theme) => {
      const figure = byRow.get(theme.theme) as Figure;
      const isHidden = counts.hidden.has(`with/${theme.theme}`) && isMeasured(theme, counts);
      return [theme.theme, costOf(theme, counts.year, isHidden ? null : figure)] as const;
    }),
  );
}

/** A theme's cost with an address of its own; null stands for one that may not be shown. */
function costOf(theme: Theme, year: FinancialYear, figure: Figure | null): Figure {
  const base = {
    id: figureId('themes', { cost: theme.theme, year }),
    label: `${theme.label}: cost of late help`,
    unit: 'pence' as const,
  };
  if (figure === null || figure.value === null) {
    const { kind, why } = HIDDEN;
    const absent = figure?.absent ?? kind;
    return { ...base, value: null, absent, how: { formula: figure?.how.formula ?? why } };
  }
  const { value, low, high } = figure;
  return {
    ...base,
    value,
    ...(low === undefined || high === undefined ? {} : { low, high }),
    how: {
      formula:
        'The cost of the days of late help on which the theme holds. A day with two themes ' +
        'counts under both, so costs of themes must not be added.',
      inputs: [figure],
    },
  };
}

/** The part of the cost of all days of late help on whose days a theme holds, in percent. */
export async function costShare(
  tx: Tx,
  {
    theme,
    counts,
    costs,
  }: {
    readonly theme: Theme;
    readonly counts: ThemeYearCounts;
    readonly costs: ReadonlyMap<string, Figure>;
  },
): Promise<Figure> {
  const { year } = counts;
  const own = costs.get(theme.theme) as Figure;
  const all = setFigure((await costBySet(tx, year)).total, year, undefined);
  const base = {
    id: figureId('themes', { share: theme.theme, year }),
    label: `${theme.label}: part of the cost of late help`,
    unit: 'percent' as const,
  };
  if (own.value === null || !all.value) {
    const formula = own.value === null ? own.how.formula : 'No day of late help has a cost.';
    return { ...base, value: null, absent: own.absent ?? 'not-available', how: { formula } };
  }
  return {
    ...base,
    value: roundHalfAway((100 * own.value) / all.value),
    how: {
      formula:
        'The cost of the days on which the theme holds, as a part of the cost of all days of ' +
        'late help. Parts of several themes overlap and must not be added.',
      inputs: [own, all],
    },
  };
}

function headlineOf(
  theme: Theme | undefined,
  share: Figure | undefined,
  year: FinancialYear,
): string {
  const span = formatFinancialYear(year);
  if (!theme || !share || share.value === null || share.value === 0) {
    return `No theme is known to cost anything in ${span} yet`;
  }
  const part = `${share.value}% of the cost of late help`;
  return `${theme.label} is a theme in ${part}, more than any other, ${span}`;
}

async function oneFinding(
  tx: Tx,
  actor: Actor,
  asked: {
    readonly year: FinancialYear;
    readonly key: string;
    readonly what: 'share' | 'cost';
  },
): Promise<Finding> {
  const theme = themeOf(asked.key);
  if (!theme) throw refuse('no-such-theme', 'invalid', `There is no theme "${asked.key}".`);
  const counts = await loadThemeYear(tx, asked.year);
  const costs = await themeCosts(tx, actor, counts);
  const figure =
    asked.what === 'share'
      ? await costShare(tx, { theme, counts, costs })
      : (costs.get(theme.theme) as Figure);
  return {
    id: figure.id,
    headline: figure.label,
    subtitle: `Days of late help, ${formatFinancialYear(asked.year)}, ${priceBase()}`,
    rowHeading: 'Theme',
    columns: [asked.what === 'share' ? 'Part of the cost' : 'Cost of late help'],
    rows: [{ label: theme.label, figures: [figure] }],
    chart: 'none',
  };
}
