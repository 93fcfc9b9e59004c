import { financialYear, formatFinancialYear } from '../../lib/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { savingsYears } from '../../understand/index.ts';
import { thoseWhoReadScenarios } from '../scenario/scenario-roles.ts';
import { BUDGET_TRAIL } from './budget-trail.ts';
import { runChoices } from './finance.page.ts';
import { targetCoverMeasure } from './targets.measure.ts';

/** Savings targets beside what a scenario would cover in cash, partner by partner. */
export const budgetTargetsPage: Page = definePage({
  url: '/budget/targets',
  title: 'What would a scenario cover of our savings targets?',
  who: thoseWhoReadScenarios,
  audit: 'none',
  get: async ({ tx, actor, query, url }) => {
    const years = (await savingsYears(tx)).map((start) => financialYear(start));
    const given = { year: query.year, result: query.result };
    const finding = await targetCoverMeasure.compute(tx, actor, given);
    const runs = await runChoices(tx);
    return {
      template: 'decide/budget/targets.njk',
      title: finding.headline,
      breadcrumbs: BUDGET_TRAIL,
      data: {
        heading: finding.headline,
        finding,
        url,
        runs,
        chosen: { ...query },
        years: years.map((value) => ({ value, text: formatFinancialYear(value) })),
      },
    };
  },
});
