import { thoseWhoLoadFiles, thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  type FinancialYear,
  type Finding,
  financialYear,
  formatFinancialYear,
} from '../../lib/index.ts';
import { definePage, type Page, type PageRequest, type Parameters } from '../../platform/index.ts';
import { STRENGTHS, THEME_SOURCES, type Theme, THEMES } from '../../record/index.ts';
import { themeChildrenMeasure } from './theme-children.measure.ts';
import { themeCombinationsMeasure } from './theme-combinations.measure.ts';
import { themeCostMeasure } from './theme-cost.measure.ts';
import { isMeasured, loadThemeYear, readThemeYear, themeYears } from './theme-year.ts';
import { costShare, themeCosts, themesMeasure } from './themes.measure.ts';
import { readTheme } from './theme-year.ts';

/** The eight themes: children, cost, what comes together, and what is not measured and why. */
export const themesPage: Page = definePage({
  url: '/themes',
  title: 'Themes',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const years = await themeYears(request.tx);
    const year = await readThemeYear(request.tx, request.query.year || undefined);
    const counts = await loadThemeYear(request.tx, year);
    const ask = asker(request);
    const [first, ...findings] =
      years.length === 0
        ? []
        : [
            await ask(themesMeasure, { year }),
            await ask(themeChildrenMeasure, { by: 'year', year }),
            await ask(themeCombinationsMeasure, { year }),
            await ask(themeCombinationsMeasure, { by: 'triple', year }),
            await ask(themeCombinationsMeasure, { by: 'pair', year }),
            await ask(themeCostMeasure, { year }),
          ];
    return {
      template: 'understand/themes/themes.njk',
      title: first?.headline ?? 'Themes',
      breadcrumbs: [{ href: '/', text: 'Home' }],
      data: {
        heading: first?.headline ?? 'Nothing is loaded yet that speaks of a theme',
        summary: first ?? null,
        share: first ? await shareOfFirst(request, first, year) : null,
        findings,
        sources: THEMES.map((theme) => sourcesOf(theme, counts.sources, request)),
        notMeasured: THEMES.filter((theme) => !isMeasured(theme, counts)).map(({ label }) => label),
        ...chosenYear(request, years, year),
      },
    };
  },
});

/** The part of the cost that the heading names: that of the theme in the first row. */
async function shareOfFirst(
  { tx, actor }: PageRequest,
  summary: Finding,
  year: FinancialYear,
): Promise<Figure | null> {
  const first = THEMES.find((theme) => theme.label === summary.rows[0]?.label);
  const finding = first && (await themesMeasure.compute(tx, actor, { share: first.theme, year }));
  const figure = finding?.rows[0]?.figures[0] ?? null;
  return figure?.value ? figure : null;
}

/** One theme: sources, what was found, strengths, where, when, with what, and at what cost. */
export const themePage: Page = definePage({
  url: '/themes/:theme',
  title: 'One theme',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const theme = readTheme(request.params.theme);
    const years = await themeYears(request.tx);
    const year = await readThemeYear(request.tx, request.query.year || undefined);
    const counts = await loadThemeYear(request.tx, year);
    const ask = asker(request);
    const own = { theme: theme.theme, year };
    const isKnown = isMeasured(theme, counts);
    const only = { with: theme.theme, year };
    const children = await ask(themeChildrenMeasure, { row: theme.theme, year });
    const costs = await themeCosts(request.tx, request.actor, counts);
    const cost = await costShare(request.tx, { theme, counts, costs });
    const findings = isKnown
      ? [
          await ask(themeChildrenMeasure, { ...own, by: 'source' }),
          await ask(themeChildrenMeasure, { ...own, by: 'found' }),
          await ask(themeChildrenMeasure, { ...own, by: 'strength' }),
          await ask(themeChildrenMeasure, { ...own, by: 'ward' }),
          await ask(themeChildrenMeasure, { ...own, by: 'year' }),
          await ask(themeChildrenMeasure, { ...own, by: 'level' }),
          await ask(themeCombinationsMeasure, { ...only, by: 'pair' }),
          await ask(themeCostMeasure, only),
        ]
      : [];
    return {
      template: 'understand/themes/theme.njk',
      title: theme.label,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: `/themes?year=${year}`, text: 'Themes' },
      ],
      data: {
        theme,
        heading: isKnown
          ? headingOf(theme, cost, year)
          : `${theme.label} is not measured in ${formatFinancialYear(year)}`,
        isKnown,
        share: cost,
        keyFigures: [
          ...(children.rows[0]?.figures ?? []),
          ...(cost.how.inputs ?? []).slice(0, 1),
          cost,
        ],
        findings,
        sources: sourcesOf(theme, counts.sources, request),
        strengthsFrom: STRENGTHS,
        ...chosenYear(request, years, year),
      },
    };
  },
});

function headingOf(theme: Theme, share: Figure, year: FinancialYear): string {
  const span = formatFinancialYear(year);
  if (share.value === null) return `${theme.label}, ${span}`;
  if (share.value > 0) {
    return `${theme.label} is a theme in ${share.value}% of the cost of late help, ${span}`;
  }
  return `${theme.label} is a theme in next to none of the cost of late help, ${span}`;
}

type Ask = (
  measure: {
    compute(...asked: [PageRequest['tx'], PageRequest['actor'], Parameters]): Promise<Finding>;
  },
  parameters: Parameters,
) => Promise<Finding>;

function asker({ tx, actor }: PageRequest): Ask {
  return (measure, parameters) => measure.compute(tx, actor, parameters);
}

function chosenYear(request: PageRequest, years: readonly number[], year: string) {
  return {
    url: request.url,
    chosen: { year },
    years: years.map((start) => ({
      value: financialYear(start),
      text: formatFinancialYear(financialYear(start)),
    })),
  };
}

/** Files that have a form of our own, with the part of the page that explains it. */
const OWN_FORMS: ReadonlySet<string> = new Set(['early-help', 'police', 'youth-justice']);

function formOf(source: string): string {
  return OWN_FORMS.has(source) ? `/returns/templates#${source}` : '/returns';
}

function sourcesOf(theme: Theme, loaded: ReadonlySet<string>, { actor }: PageRequest) {
  const canLoad = thoseWhoLoadFiles.allows(actor);
  const own = THEME_SOURCES.filter((one) => theme.sources.includes(one.source));
  return {
    theme: theme.theme,
    label: theme.label,
    loaded: own.filter((one) => loaded.has(one.source)),
    missing: own
      .filter((one) => !loaded.has(one.source))
      .map((one) => ({
        ...one,
        href: canLoad ? formOf(one.source) : null,
      })),
  };
}
