import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { formatFinancialYear } from '../../lib/index.ts';
import { definePage, type Page, type PageRequest } from '../../platform/index.ts';
import { earlyLateSpendMeasure, headlineOfShare, shareOfYear } from './early-late-spend.measure.ts';
import { readSpendAsked, readSpending, readSpendYear } from './read-lines.ts';
import { PUBLICATIONS } from './spend-class.ts';
import { publicationOf } from './spend-classes-file.ts';
import { spendLinesMeasure } from './spend-lines.measure.ts';
import { spendPublicationsMeasure } from './spend-publications.measure.ts';

/** What of every pound for children goes early, what late, and how that moved. */
export const budgetPage: Page = definePage({
  url: '/budget',
  title: 'Early and late spending',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const { tx, actor, query } = request;
    const asked = await readSpendAsked(tx, query);
    const spending = await readSpending(tx, asked);
    const year = readSpendYear(spending, query.year);
    const given = { ...asked, year: year?.year };
    const heading = year ? headlineOfShare(year) : 'What of every pound goes early?';
    const show = (what: string) =>
      earlyLateSpendMeasure.compute(tx, actor, { ...asked, show: what });
    const [money, child] = year ? [await show('money'), await show('child')] : [null, null];
    return {
      template: 'decide/budget/budget.njk',
      title: heading,
      breadcrumbs: [{ href: '/', text: 'Home' }],
      data: {
        heading,
        year,
        span: year ? formatFinancialYear(year.year) : '',
        shareOfYear: year ? shareOfYear(asked, year) : null,
        publication: publicationOf(asked.publication),
        lines: year ? await spendLinesMeasure.compute(tx, actor, given) : null,
        money,
        child,
        beside:
          year && query.beside === 'yes'
            ? await spendPublicationsMeasure.compute(tx, actor, { year: year.year })
            : null,
        ...filtersOf(request, { ...asked, year: year?.year ?? '' }, spending.years),
      },
    };
  },
});

function filtersOf(
  { query, url }: PageRequest,
  chosen: { readonly publication: string; readonly scope: string; readonly year: string },
  years: readonly { readonly year: Parameters<typeof formatFinancialYear>[0] }[],
) {
  return {
    url,
    chosen: { ...chosen, beside: query.beside === 'yes' ? 'yes' : '' },
    publications: PUBLICATIONS.map((value) => ({ value, text: publicationOf(value).label })),
    scopes: [
      { value: 'childrens-services', text: 'Children\u2019s services' },
      { value: 'with-public-health', text: 'With public health for children' },
    ],
    years: years.map(({ year }) => ({ value: year, text: formatFinancialYear(year) })),
  };
}
