import { refuse } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { buildInput, scenarioData } from '../scenario/build-input.ts';
import { loadScenario } from '../scenario/load-scenario.ts';
import { modelInputOf } from '../scenario/model-input-of.ts';
import type { Scenario, ScenarioProgramme } from '../scenario/scenario.ts';
import { scenarioTemplate } from '../scenario/scenario-templates.ts';
import type { ModelInput } from '../model/model-input.ts';
import { begunIn, programmeYear } from '../model/served.ts';
import { areaNeeds } from './area-needs.store.ts';
import { areaShares } from './area-shares.ts';
import type { Limit, Problem } from './choice.ts';
import type { Portfolio, PortfolioProgramme } from './portfolio.ts';

/** One thing that can be bought, with what the model is given to value it. */
export interface OptionPlan {
  readonly programme: string;
  readonly area: string;
  readonly places: number;
  readonly posts: Readonly<Record<string, number>>;
  readonly costByYear: readonly number[];
  readonly input: ModelInput;
}

/** A portfolio with the data put in: everything but the values of the options. */
export interface PortfolioPlan {
  readonly options: readonly OptionPlan[];
  readonly problem: Omit<Problem, 'options'>;
  readonly programmeNames: Readonly<Record<string, string>>;
  readonly areaNames: Readonly<Record<string, string>>;
  /** What it rests on: a hash of the data and references, and in words. */
  readonly edition: { readonly hash: string; readonly note: string };
}

/** Puts the data into a portfolio; refuses names that the record or the library does not hold. */
export async function planPortfolio(tx: Tx, portfolio: Portfolio): Promise<PortfolioPlan> {
  const areas = await areaNeeds(tx);
  if (areas.length === 0) {
    throw refuse('no-localities', 'invalid', 'No localities are loaded, so there is no area.');
  }
  const data = await scenarioData(tx, portfolio.rates);
  const options: OptionPlan[] = [];
  const names: [string, string][] = [];
  for (const programme of portfolio.programmes) {
    const { of, scenario } = await programmeOf(tx, portfolio, programme);
    names.push([programme.code, programme.name ?? of.name]);
    const whole = modelInputOf(scenario, data);
    const [first] = whole.programmes;
    if (!first) continue;
    const shares = areaShares(areas, whole.rates, first.who);
    for (const code of programme.areas ?? areas.map((area) => area.code)) {
      const at = areas.findIndex((area) => area.code === code || area.name === code);
      if (at < 0) throw refuse('no-such-area', 'invalid', `There is no locality "${code}".`);
      for (const places of programme.sizes) {
        const sized = sizedInput(whole, of.placesAYear, places, shares[at] ?? 0);
        options.push(optionOf(programme, areas[at]?.code ?? code, places, sized));
      }
    }
  }
  const edition = (await buildInput(tx, asScenario(portfolio, []))).edition;
  const codes = areas.map(({ code }) => code);
  return {
    options,
    problem: problemOf(portfolio, codes, (asked) => areaCode(areas, asked)),
    programmeNames: Object.fromEntries(names),
    areaNames: Object.fromEntries(areas.map(({ code, name }) => [code, name])),
    edition,
  };
}

function areaCode(
  areas: readonly { readonly code: string; readonly name: string }[],
  asked: string,
): string {
  const found = areas.find(({ code, name }) => code === asked || name === asked);
  if (found) return found.code;
  throw refuse('no-such-area', 'invalid', `There is no locality "${asked}".`);
}

async function programmeOf(
  tx: Tx,
  portfolio: Portfolio,
  { code, template, scenario: id }: PortfolioProgramme,
): Promise<{ readonly of: ScenarioProgramme; readonly scenario: Scenario }> {
  const from =
    id === undefined
      ? scenarioTemplate(template ?? '', portfolio.firstYear)
      : (await loadScenario(tx, id)).scenario;
  const of = from?.programmes[0];
  if (!from || !of) {
    const sentence = `Programme "${code}": there is no template or scenario with a programme.`;
    throw refuse('no-such-programme', 'invalid', sentence);
  }
  const named = { ...of, code };
  const scenario = { ...asScenario(portfolio, [named]), outcomeChances: from.outcomeChances };
  return { of: named, scenario };
}

function asScenario(portfolio: Portfolio, programmes: readonly ScenarioProgramme[]): Scenario {
  const { name, about, firstYear, years, draws, seed, discount, rates, overlap } = portfolio;
  return {
    format: 'headwater-scenario/1',
    ...{ name, about, firstYear, years, draws, seed, discount, rates, overlap, programmes },
    outcomeChances: {},
    cashSteps: {},
  };
}

/** A programme at another size, for the children of one area; what is fixed is shared by places. */
function sizedInput(whole: ModelInput, of: number, places: number, share: number): ModelInput {
  const scale = of > 0 ? places / of : 1;
  const scaled = ({ low, likely, high }: { low: number; likely: number; high: number }) => ({
    low: low * scale,
    likely: likely * scale,
    high: high * scale,
  });
  const programmes = whole.programmes.map((programme) => ({
    ...programme,
    placesAYear: places,
    eligibleAYear: (programme.eligibleAYear ?? 0) * share,
    cost: {
      ...programme.cost,
      fixedAYear: scaled(programme.cost.fixedAYear),
      setUp: scaled(programme.cost.setUp),
    },
  }));
  return { ...whole, programmes };
}

function optionOf(
  { code, postsPerPlace }: PortfolioProgramme,
  area: string,
  places: number,
  input: ModelInput,
): OptionPlan {
  const posts = Object.entries(postsPerPlace).map(([kind, each]) => [kind, each * places]);
  const costByYear = costsOf(input);
  return { programme: code, area, places, posts: Object.fromEntries(posts), costByYear, input };
}

/** What a programme likely costs in each year, pence: budgets are kept to at the middle of cost. */
function costsOf({ programmes, years }: ModelInput): number[] {
  return Array.from({ length: years }, (_, year) =>
    programmes.reduce((sum, programme) => {
      const own = programmeYear(programme, year);
      if (own === null) return sum;
      const { cost, reach, engagement } = programme;
      const begun = begunIn(programme, own, { reach: reach.likely, engagement: engagement.likely });
      const setUp = own === 0 ? cost.setUp.likely : 0;
      return sum + setUp + cost.fixedAYear.likely + begun * cost.perPlace.likely;
    }, 0),
  );
}

function problemOf(
  portfolio: Portfolio,
  areas: readonly string[],
  codeOf: (area: string) => string,
): PortfolioPlan['problem'] {
  const { streams, staff, programmes, fair, exclusions, synergies, lossAtMost } = portfolio;
  const least = new Map(areas.map((area) => [area, fair.eachArea ?? 0]));
  for (const [area, places] of Object.entries(fair.areas ?? {})) least.set(codeOf(area), places);
  const limits: Limit[] = [
    ...streams.map(
      ({ code, poundsByYear }): Limit => ({
        kind: 'money',
        stream: code,
        byYear: poundsByYear.map((pounds) => Math.round(pounds * 100)),
      }),
    ),
    ...staff.map(({ code, posts }): Limit => ({ kind: 'posts', staff: code, most: posts })),
    ...programmes.flatMap(({ code, mostPlaces }): Limit[] =>
      mostPlaces === undefined ? [] : [{ kind: 'places', programme: code, most: mostPlaces }],
    ),
    ...[...least].flatMap(([area, places]): Limit[] =>
      places > 0 ? [{ kind: 'area', area, least: places }] : [],
    ),
    ...Object.entries(fair.themes ?? {}).map(
      ([theme, places]): Limit => ({ kind: 'theme', theme, least: places }),
    ),
    ...exclusions.map((one): Limit => ({ kind: 'exclusion', programmes: one.programmes })),
    ...(lossAtMost === undefined ? [] : [{ kind: 'loss' as const, most: lossAtMost / 100 }]),
  ];
  return {
    years: portfolio.years,
    programmes: programmes.map(({ code, themes, paidFrom }) => ({ code, themes, paidFrom })),
    limits,
    synergies: synergies.map(({ programmes: [one = '', other = ''], percent }) => ({
      programmes: [one, other],
      share: percent / 100,
    })),
    cautious: portfolio.caution / 100,
  };
}
