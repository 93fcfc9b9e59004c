import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { formatFinancialYear } from '../../lib/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { lateHelpCostMeasure } from '../../understand/index.ts';
import { BUDGET_TRAIL } from './budget-trail.ts';
import { readSpendAsked, readSpending, readSpendYear } from './read-lines.ts';
import { PUBLICATIONS } from './spend-class.ts';
import { publicationOf } from './spend-classes-file.ts';
import { noneIfRefused, zeroBasedMeasure } from './zero-based.measure.ts';

/** A budget built from need and unit cost, beside what was spent. */
export const zeroBasedPage: Page = definePage({
  url: '/budget/zero-based',
  title: 'A budget built from need',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, query, url }) => {
    const asked = await readSpendAsked(tx, { publication: query.publication });
    const spending = await readSpending(tx, asked);
    const year = readSpendYear(spending, query.year);
    const given = { publication: asked.publication, year: year?.year };
    const finding = await zeroBasedMeasure.compute(tx, actor, given);
    const heading = year ? finding.headline : 'What would a budget built from need come to?';
    const themes = year
      ? await lateHelpCostMeasure
          .compute(tx, actor, { by: 'theme', agency: 'council', year: year.year })
          .catch(noneIfRefused)
      : null;
    return {
      template: 'decide/budget/zero-based.njk',
      title: heading,
      breadcrumbs: BUDGET_TRAIL,
      data: {
        heading,
        year,
        finding,
        themes,
        url,
        chosen: { publication: asked.publication, year: year?.year ?? '' },
        publications: PUBLICATIONS.map((value) => ({ value, text: publicationOf(value).label })),
        years: spending.years.map((one) => ({
          value: one.year,
          text: formatFinancialYear(one.year),
        })),
      },
    };
  },
});
