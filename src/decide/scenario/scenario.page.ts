import type { Finding } from '../../lib/index.ts';
import { definePage, type Page, type PageAnswer, type PageRequest } from '../../platform/index.ts';
import { programmeSummaries } from './lever-groups.ts';
import { LEVER_GROUPS } from './lever.ts';
import type { LoadedResult } from './load-result.ts';
import { loadScenario, readNumber } from './load-scenario.ts';
import { keyFigures, ratioOf, tornadoOf, UNQUANTIFIED, withoutCaveats } from './result-view.ts';
import { scenarioAgenciesMeasure } from './scenario-agencies.measure.ts';
import { breakEvenCostWords, breakEvenWords } from './break-even-words.ts';
import { scenarioBenefitsMeasure } from './scenario-benefits.measure.ts';
import { scenarioDriversMeasure } from './scenario-drivers.measure.ts';
import { paybackFinding } from './scenario-payback.measure.ts';
import { resultFigure } from './scenario-result.measure.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';
import { scenarioRunsMeasure } from './scenario-runs.measure.ts';
import { sharesFinding } from './scenario-shares.measure.ts';
import { loadShown, type ShownScenario, shownView } from './scenario-shown.ts';
import { scenarioStatesMeasure } from './scenario-states.measure.ts';
import { LEVER_BOOK, type ScenarioPart, SCENARIOS_TRAIL, scenarioTrail } from './scenario-view.ts';
import { scenarioYearsMeasure } from './scenario-years.measure.ts';

type Content = Readonly<Record<string, unknown>>;

/** A page of one scenario: what is shared by all of them, and its own content of a run. */
function resultPage(of: {
  readonly part: ScenarioPart;
  readonly title: string;
  readonly template: string;
  content(request: PageRequest, shown: ShownScenario, loaded: LoadedResult): Promise<Content>;
}): Page {
  const { part, title, template } = of;
  return definePage({
    url: `/scenarios/:id${part === '' ? '' : `/${part}`}`,
    title,
    who: thoseWhoReadScenarios,
    audit: 'none',
    get: async (request): Promise<PageAnswer> => {
      const { tx, actor, params, query } = request;
      const shown = await loadShown(tx, readNumber(params.id), query.perspective);
      const { kept, loaded } = shown;
      const content = loaded ? await of.content(request, shown, loaded) : {};
      return {
        template,
        title: part === '' ? kept.name : `${title}: ${kept.name}`,
        breadcrumbs: part === '' ? SCENARIOS_TRAIL : scenarioTrail(kept),
        data: {
          view: shownView(shown, actor, part),
          assumed: part === '' ? await assumedOf(request, shown) : [],
          ...content,
        },
      };
    },
  });
}

/** A scenario at a glance: when it pays back, what it comes to, and what it rests on. */
export const scenarioPage: Page = resultPage({
  part: '',
  title: 'A scenario',
  template: 'decide/scenario/scenario.njk',
  content: async (_request, { perspective }, loaded) => ({
    payback: withoutCaveats(paybackFinding(loaded, perspective), loaded),
    key: keyFigures(loaded),
    unquantified: UNQUANTIFIED,
  }),
});

/** Who pays, who gains, and how the cost could be shared so that nobody is worse off. */
export const scenarioGainsPage: Page = resultPage({
  part: 'gains',
  title: 'Who gains',
  template: 'decide/scenario/gains.njk',
  content: async ({ tx, actor, query }, _shown, loaded) => {
    const result = String(loaded.result.id);
    const basis = query.basis === 'cash' ? 'cash' : 'public';
    const plain = (finding: Finding) => withoutCaveats(finding, loaded);
    return {
      basis,
      shares: plain(sharesFinding(loaded, basis)),
      agencies: plain(await scenarioAgenciesMeasure.compute(tx, actor, { result })),
      sources: plain(await scenarioBenefitsMeasure.compute(tx, actor, { result })),
    };
  },
});

/** How sure it is, what drives it, what it is worth to know more, what would have to be true. */
export const scenarioRiskPage: Page = resultPage({
  part: 'risk',
  title: 'Risk',
  template: 'decide/scenario/risk.njk',
  content: async ({ tx, actor }, { perspective }, loaded) => {
    const result = String(loaded.result.id);
    const plain = (finding: Finding) => withoutCaveats(finding, loaded);
    const drivers = await scenarioDriversMeasure.compute(tx, actor, { result });
    return {
      dots: plain(await scenarioRunsMeasure.compute(tx, actor, { result, perspective })),
      drivers: plain(tornadoOf(drivers, loaded)),
      information: resultFigure(loaded, perspective, 'information'),
      chance: resultFigure(loaded, perspective, 'chance'),
      breakEven: resultFigure(loaded, 'public', 'break-even'),
      ratio: resultFigure(loaded, 'public', 'ratio'),
      believeCost: breakEvenCostWords(ratioOf(loaded)),
      believe: breakEvenWords(loaded.found.breakEvenEffect, loaded.scenario, LEVER_BOOK),
      unquantified: UNQUANTIFIED,
    };
  },
});

/** Every year of a scenario, and how many children are where. */
export const scenarioYearsPage: Page = resultPage({
  part: 'years',
  title: 'Year by year',
  template: 'decide/scenario/years.njk',
  content: async ({ tx, actor }, { perspective }, loaded) => {
    const result = String(loaded.result.id);
    const plain = (finding: Finding) => withoutCaveats(finding, loaded);
    const years = await scenarioYearsMeasure.compute(tx, actor, { result, perspective });
    return {
      years: plain({ ...years, chart: 'none' }),
      children: plain(await scenarioStatesMeasure.compute(tx, actor, { result })),
    };
  },
});

async function assumedOf({ tx }: PageRequest, { kept }: ShownScenario) {
  const { scenario } = await loadScenario(tx, kept.id);
  return scenario.programmes.map((programme, place) => {
    const sums = programmeSummaries(programme, LEVER_BOOK);
    return {
      heading: programme.name,
      rows: LEVER_GROUPS.flatMap(({ code, text }) => {
        const href = `/scenarios/${kept.id}/assumptions#programme-${place}-${code}`;
        return sums[code] === undefined ? [] : [{ key: text, text: sums[code], href }];
      }),
    };
  });
}
