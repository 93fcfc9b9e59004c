import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { financialYear, formatFinancialYear, type Finding } from '../../lib/index.ts';
import { definePage, type Page, type PageRequest } from '../../platform/index.ts';
import { listPlaces } from '../../record/index.ts';
import { priceBase } from '../unit-costs/unit-cost-figures.ts';
import { yearsKnown } from './activity.store.ts';
import { newestYear } from './cost-asked.ts';
import { lateHelpCostMeasure } from './late-help-cost.measure.ts';

/** What late help costs whom: by level, agency, theme, ward and year. */
export const costPage: Page = definePage({
  url: '/cost',
  title: 'Cost of late help',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const years = await yearsKnown(request.tx);
    const wards = await listPlaces(request.tx, 'ward');
    const year = request.query.year || newestYear(years);
    const ward = request.query.ward || undefined;
    const findings = years.length === 0 ? [] : await findingsOf(request, year, ward);
    const [first] = findings;
    return {
      template: 'understand/cost/cost.njk',
      title: first?.headline ?? 'Cost of late help',
      breadcrumbs: [{ href: '/', text: 'Home' }],
      data: {
        findings,
        keyFigures: first?.total?.figures ?? [],
        heading: first?.headline ?? 'Nothing is loaded yet, so late help has no cost here',
        priceBase: priceBase(),
        url: request.url,
        chosen: { year, ward: ward ?? '' },
        years: years.map((start) => ({
          value: financialYear(start),
          text: formatFinancialYear(financialYear(start)),
        })),
        wards: wards.map((place) => ({ value: String(place.id), text: place.name })),
      },
    };
  },
});

async function findingsOf(
  request: PageRequest,
  year: string,
  ward: string | undefined,
): Promise<Finding[]> {
  const asked = [
    { by: 'status', year, ward },
    { by: 'agency', year, ward },
    ...(ward ? [] : [{ by: 'theme', year }]),
    { by: 'year', ward },
    ...(ward ? [] : [{ by: 'ward', year }]),
  ];
  const findings: Finding[] = [];
  for (const parameters of asked) {
    findings.push(await lateHelpCostMeasure.compute(request.tx, request.actor, parameters));
  }
  return findings;
}
