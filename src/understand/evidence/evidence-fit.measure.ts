import { seesPeople, thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, type Finding, formatFinancialYear } from '../../lib/index.ts';
import { type Actor, defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { THEMES } from '../../record/index.ts';
import { narrowed } from '../spend-map/keyed-finding.ts';
import { themeFigure } from '../themes/theme-figures.ts';
import { loadThemeYear, readThemeYear } from '../themes/theme-year.ts';
import { themeOf } from '../themes/themes.ts';
import { type Fit, fitOf, unanswered } from './fit.ts';
import { countFigure } from './programmes-found.measure.ts';

const NAME = 'evidence-fit';

/** The library beside local need: children by theme, and the programmes that bear on it. */
export const evidenceFitMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'What of the library fits local need',
  who: thoseWhoSeeFigures,
  parameters: {
    year: 'a financial year such as 2024-25; the newest known by default',
    row: 'one of the eight themes',
  },
  compute: async (tx, actor, given): Promise<Finding> => {
    const { year, fits, figures } = await readFit(tx, actor, given.year);
    return narrowed(
      {
        name: NAME,
        asked: { year },
        headline: fitHeadline(fits),
        subtitle: `Children by theme in ${formatFinancialYear(year)}, beside the library`,
        rowHeading: 'Need',
        columns: ['Children', 'Programmes', 'Tried against others', 'Found better'],
        columnKeys: ['children', 'found', 'compared', 'helped'],
        rows: fits.map((one) => ({
          key: one.theme,
          label: themeOf(one.theme)?.label ?? one.theme,
          href: `/evidence?theme=${one.theme}`,
          figures: [
            figures.get(one.theme) as Figure,
            countFigure(one, 'found', { theme: one.theme }),
            countFigure(one, 'compared', { theme: one.theme }),
            countFigure(one, 'helped', { theme: one.theme }),
          ],
        })),
        chart: 'none',
        notes: [
          'A programme that bears on a theme was made for such families, or was tried with them. ' +
            'Whether it fits these ones is for people who know them to say.',
          'Found better is about any outcome of a study, not always about this need.',
          'A theme that nothing measures stands last; that is not the same as no need.',
        ],
      },
      { row: given.row },
    );
  },
});

/** Each need with its figure and the programmes that bear on it. */
export async function readFit(tx: Tx, actor: Actor, asked: string | undefined) {
  const year = await readThemeYear(tx, asked);
  const counts = await loadThemeYear(tx, year);
  const canOpen = seesPeople(actor);
  const figures = new Map(
    THEMES.map((theme) => [theme.theme, themeFigure(theme, counts, canOpen)] as const),
  );
  const needs = THEMES.map(({ theme }) => ({ theme, children: figures.get(theme)?.value ?? null }));
  return { year, figures, fits: fitOf(needs) };
}

/** What fits, in one sentence; needs that nobody measured are left to the table. */
export function fitHeadline(fits: readonly Fit[]): string {
  const measured = fits.filter((one) => one.children !== null && one.children > 0);
  const open = unanswered(measured.length > 0 ? measured : fits);
  const words = open.map((one) => (themeOf(one.theme)?.label ?? one.theme).toLowerCase());
  if (words.length === 0) {
    const what = measured.length === 0 ? 'Every theme' : 'Every need that is measured here';
    return `${what} has something that a study against others found better`;
  }
  const last = words.pop();
  const list = words.length === 0 ? last : `${words.join(', ')} and ${last}`;
  return `For ${list}, no study against others in the library found anything better`;
}
