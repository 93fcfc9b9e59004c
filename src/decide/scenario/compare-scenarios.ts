import { formatPence, pence } from '../../lib/index.ts';
import {
  type ModelResult,
  PERSPECTIVES,
  type Perspective,
  type PerspectiveResult,
  type Spread,
} from '../model/model-result.ts';
import { pairedDifference, pairedSentence } from './paired-difference.ts';
import type { Scenario } from './scenario.ts';

/** At most so many scenarios stand side by side. */
export const MOST_COMPARED = 3;

/** A scenario with its run, as it is put beside others. */
export interface Compared {
  readonly name: string;
  readonly scenario: Scenario;
  readonly found: ModelResult;
  /** Which data it rests on. */
  readonly editionHash: string;
}

/** One assumption on which scenarios differ, in plain words, one value for each. */
export interface AssumptionDifference {
  /** Where it stands in the file, such as `programmes/family-support/placesAYear`. */
  readonly path: string;
  readonly label: string;
  /** In the order of the scenarios; null where one does not have it. */
  readonly values: readonly (string | null)[];
}

/** A figure of each scenario with its range, and how each differs from the first. */
export interface FigureDifference {
  readonly row: 'npv' | 'benefit' | 'cost' | 'peak';
  readonly label: string;
  readonly spreads: readonly Spread[];
  /** Means less that of the first; null for the first itself. */
  readonly differences: readonly (number | null)[];
  /** In a sentence for each but the first: how large it is and how far it spreads over runs. */
  readonly sentences: readonly string[];
}

/** What is different between up to three scenarios, assumptions first. */
export interface Comparison {
  readonly names: readonly string[];
  readonly perspective: Perspective;
  readonly assumptions: readonly AssumptionDifference[];
  readonly figures: readonly FigureDifference[];
  /** Runs (0 to 1) in which gains exceed costs, for each. */
  readonly chances: readonly number[];
  /** What makes the comparison less than fair, in sentences; empty where nothing does. */
  readonly cautions: readonly string[];
}

/**
 * Puts two or three scenarios side by side, differences first. With one seed and edition of data
 * they met the same chances, so that their difference is that of what they assume.
 */
export function compareScenarios(
  all: readonly Compared[],
  perspective: Perspective = 'public',
): Comparison {
  if (all.length < 2 || all.length > MOST_COMPARED) {
    throw new RangeError(`two or ${MOST_COMPARED} scenarios are compared, not ${all.length}`);
  }
  return {
    names: all.map(({ name }) => name),
    perspective,
    assumptions: assumptionDifferences(all.map(({ scenario }) => scenario)),
    figures: FIGURES.map((one) => figureDifference(all, perspective, one)),
    chances: all.map((one) => resultFor(one, perspective).chanceOfGain),
    cautions: cautionsOf(all),
  };
}

const FIGURES = [
  { row: 'npv', label: 'Net present value', of: (one) => one.netPresentValue },
  { row: 'benefit', label: 'Gains, discounted', of: (one) => one.presentBenefit },
  { row: 'cost', label: 'Costs, discounted', of: (one) => one.presentCost },
  { row: 'peak', label: 'Deepest point', of: (one) => one.peakFunding },
] as const satisfies readonly {
  readonly row: FigureDifference['row'];
  readonly label: string;
  readonly of: (one: PerspectiveResult) => Spread;
}[];

function resultFor({ found }: Compared, perspective: Perspective): PerspectiveResult {
  const one = found.perspectives.find((each) => each.perspective === perspective);
  if (one) return one;
  throw new RangeError(`perspective is one of ${PERSPECTIVES.join(', ')}`);
}

function figureDifference(
  all: readonly Compared[],
  perspective: Perspective,
  figure: (typeof FIGURES)[number],
): FigureDifference {
  const results = all.map((one) => resultFor(one, perspective));
  const spreads = results.map((one) => figure.of(one));
  const [first, ...others] = spreads;
  const [base] = results;
  if (!first) throw new RangeError('nothing to compare');
  return {
    row: figure.row,
    label: figure.label,
    spreads,
    differences: spreads.map((one, index) => (index === 0 ? null : one.mean - first.mean)),
    sentences: others.map((one, index) => {
      const names = {
        first: all[0]?.name ?? '',
        other: all[index + 1]?.name ?? '',
        label: figure.label,
      };
      const result = results[index + 1];
      const paired = base && result ? pairedDifference(base, result, figure.row) : null;
      return paired ? pairedSentence(paired, names) : overlapSentence(first, one, names);
    }),
  };
}

/** How two spreads differ, and what their overlap allows to be said. */
export function overlapSentence(
  first: Spread,
  other: Spread,
  names: { readonly first: string; readonly other: string; readonly label: string },
): string {
  const difference = Math.round(other.mean - first.mean);
  if (difference === 0) return `${names.label}: no difference between the two.`;
  const way = difference > 0 ? 'more' : 'less';
  const size = formatPence(pence(Math.abs(difference)));
  const start = `${names.label}: ${names.other} comes to ${size} ${way} than ${names.first}`;
  const overlaps = other.p5 <= first.p95 && first.p5 <= other.p95;
  const isInside = other.mean >= first.p25 && other.mean <= first.p75;
  if (!overlaps) return `${start}, and their ranges do not touch.`;
  return isInside
    ? `${start}, well within the range of either: they cannot be told apart by this.`
    : `${start}, but their ranges overlap: the other may turn out the better one.`;
}

function cautionsOf(all: readonly Compared[]): string[] {
  const differ = (of: (one: Compared) => unknown) => new Set(all.map(of)).size > 1;
  return [
    ...(differ(({ editionHash }) => editionHash)
      ? ['They rest on different data: run them again on the same files.']
      : []),
    ...(differ(({ scenario }) => scenario.rates)
      ? ['Some follow the record, others published totals.']
      : []),
    ...(differ(({ scenario }) => `${scenario.firstYear}/${scenario.years}`)
      ? ['They look at different years, so their sums are not of the same time.']
      : []),
    ...(differ(({ scenario }) => scenario.discount)
      ? ['They discount by different schedules.']
      : []),
    ...(differ(({ scenario }) => scenario.seed)
      ? ['They have different seeds, so that a part of the difference is chance.']
      : []),
    ...(differ(({ found }) => found.draws)
      ? ['They have different numbers of runs: a first estimate stands beside a full run.']
      : []),
  ];
}

/** Every assumption on which scenarios differ, in the order of the first file that has it. */
export function assumptionDifferences(
  scenarios: readonly Scenario[],
): readonly AssumptionDifference[] {
  const flat = scenarios.map((one) => flatten(one));
  const paths = [...new Set(flat.flatMap((one) => [...one.keys()]))];
  return paths
    .filter((path) => !LEFT_OUT.includes(path))
    .map((path) => ({ path, values: flat.map((one) => one.get(path) ?? null) }))
    .filter(({ values }) => new Set(values).size > 1)
    .map(({ path, values }) => ({ path, label: labelOf(path, scenarios), values }));
}

/** What a scenario is called is no assumption. */
const LEFT_OUT = ['name', 'about', 'format'];

/** The values of a scenario by their path; a part of a list goes by its code. */
function flatten(value: unknown, path = '', into = new Map<string, string>()) {
  if (typeof value !== 'object' || value === null) {
    into.set(path, String(value));
    return into;
  }
  const under = (name: string) => (path === '' ? name : `${path}/${name}`);
  if (isRange(value)) {
    const { low, likely, high } = value;
    into.set(path, low === high ? String(likely) : `${likely} (${low} to ${high})`);
  } else if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) {
    into.set(path, value.join(', '));
  } else if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) {
      flatten(one, under(codeOf(one) ?? String(index)), into);
    }
  } else {
    for (const [name, one] of Object.entries(value)) {
      if (one !== undefined && name !== 'code') flatten(one, under(name), into);
    }
  }
  return into;
}

function isRange(
  value: object,
): value is { readonly low: number; readonly likely: number; readonly high: number } {
  return 'low' in value && 'likely' in value && 'high' in value;
}

function codeOf(value: unknown): string | null {
  const code = (value as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
}

const WORDS: Readonly<Record<string, string>> = {
  firstYear: 'First year',
  years: 'Years',
  draws: 'Runs',
  seed: 'Seed',
  discount: 'Discounted by',
  rates: 'How children move',
  overlap: 'Gains that value the same thing',
  placesAYear: 'places a year',
  rampPercent: 'places ready, by year (%)',
  startsAfterYears: 'years before it starts',
  reachPercent: 'how many it can reach (%)',
  engagementPercent: 'how many begin (%)',
  retentionPercent: 'how many stay to the end (%)',
  perPlace: 'cost for each child (£)',
  fixedAYear: 'fixed cost a year (£)',
  setUp: 'cost of setting up (£)',
  paidBy: 'paid by (%)',
  kind: 'paid as',
  relativeRisk: 'relative risk',
  effectSize: 'effect size',
  standardError: 'standard error',
  lagYears: 'years before it begins',
  fullYears: 'years at full strength',
  fadeYears: 'years of fading',
  design: 'how it was seen',
  deadweightPercent: 'would have come anyway (%)',
  evidence: 'evidence',
  uncovers: 'hidden need that comes to light',
  percent: 'share (%)',
  states: 'levels of help',
  ages: 'ages',
  who: 'for whom',
  from: 'from',
  to: 'to',
  on: 'acts on',
  outcomeChances: 'Chance a year without help (%)',
  cashSteps: 'Children for one step of cash',
};

function labelOf(path: string, scenarios: readonly Scenario[]): string {
  const [part, code, ...rest] = path.split('/');
  if (part !== 'programmes' || code === undefined) {
    return [part ?? '', code, ...rest]
      .filter((one) => one !== undefined)
      .map((one) => WORDS[one] ?? one)
      .join(': ');
  }
  const programme = scenarios.flatMap((one) => one.programmes).find((one) => one.code === code);
  const words = rest
    .filter((one) => !['cost', 'effects'].includes(one))
    .map((one) => WORDS[one] ?? (rest[0] === 'effects' && one === rest[1] ? `effect ${one}` : one));
  return `${programme?.name ?? code}: ${words.join(', ')}`;
}
