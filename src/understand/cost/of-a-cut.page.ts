import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { financialYear, formatFinancialYear, Refusal } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { yearsKnown } from './activity.store.ts';
import { CHILDREN_UNLESS_TOLD, loadCut, readCutAsked, YEARS_UNLESS_TOLD } from './of-a-cut-read.ts';
import { costOfACutMeasure, headlineOf } from './of-a-cut.measure.ts';
import { takenOutFigure, totalFigure } from './of-a-cut-figures.ts';
import { COMPARISON_WORDS, COMPARISONS } from './of-a-cut.ts';

/** What a cut or a delay of early help moves to later levels, and to which partner. */
export const costOfACutPage: Page = definePage({
  url: '/cost/of-a-cut',
  title: 'What a cut or a delay moves',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const years = await yearsKnown(request.tx);
    if (years.length === 0) return show(request, { years, isEmpty: true });
    try {
      const asked = await readCutAsked(request.tx, blanksLeftOut(request.query));
      const cut = await loadCut(request.tx, asked);
      const parameters = {
        ...asked,
        children: String(asked.children),
        years: String(asked.years),
      };
      const findings = [];
      for (const by of ['agency', 'level']) {
        const given = { ...parameters, by };
        findings.push(await costOfACutMeasure.compute(request.tx, request.actor, given));
      }
      return show(request, {
        years,
        findings,
        heading: headlineOf(cut),
        keyFigures: [totalFigure(cut), takenOutFigure(cut)],
        chosen: parameters,
        // Told as the caution of the comparison, before the numbers.
        caution: COMPARISON_WORDS[asked.compared].caution,
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const errors: FieldError[] = [{ field: 'filter-children', sentence: error.message }];
      return show(request, { years, errors, chosen: request.query });
    }
  },
});

function blanksLeftOut(query: PageRequest['query']): Record<string, string> {
  const { compared, children, year, years } = query;
  return Object.fromEntries(
    Object.entries({ compared, children: children?.replaceAll(',', ''), year, years }).filter(
      (pair): pair is [string, string] => Boolean(pair[1]),
    ),
  );
}

function show(
  request: PageRequest,
  data: { readonly years: readonly number[] } & Readonly<Record<string, unknown>>,
): PageAnswer {
  const heading = typeof data.heading === 'string' ? data.heading : 'What a cut or a delay moves';
  return {
    template: 'understand/cost/of-a-cut.njk',
    title: heading,
    breadcrumbs: [
      { href: '/', text: 'Home' },
      { href: '/cost', text: 'Cost of late help' },
    ],
    ...(data.errors ? { status: 422 } : {}),
    data: {
      errors: [],
      findings: [],
      keyFigures: [],
      chosen: {
        compared: 'not-helped',
        children: String(CHILDREN_UNLESS_TOLD),
        years: String(YEARS_UNLESS_TOLD),
      },
      ...data,
      heading,
      url: request.url,
      comparisons: COMPARISONS.map((value) => ({ value, text: COMPARISON_WORDS[value].change })),
      together: [1, 2, 3, 4, 5].map((years) => ({
        value: String(years),
        text: years === 1 ? 'This year alone' : `${years} years taken together`,
      })),
      yearOptions: data.years.map((start) => ({
        value: financialYear(start),
        text: formatFinancialYear(financialYear(start)),
      })),
    },
  };
}
