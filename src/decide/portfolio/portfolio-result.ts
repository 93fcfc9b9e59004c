import { THEMES } from '../../record/index.ts';
import { type ChoiceValue, type Limit, type Problem, summariseValues } from './choice.ts';
import type { OptionPlan, PortfolioPlan } from './build-problem.ts';
import type { Portfolio } from './portfolio.ts';
import type { Change, NoStudy, Study, StudyPoint } from './study.ts';

/** One purchase: a programme of one size in one area. */
export interface Bought {
  readonly programme: string;
  readonly area: string;
  readonly places: number;
  readonly costByYear: readonly number[];
  readonly value: ChoiceValue;
}

/** A limit in words, and what it costs to keep to it. */
export interface LimitCost {
  readonly code: string;
  readonly label: string;
  readonly without: Change;
  readonly tenth: Change | null;
}

/** What was found for a portfolio: all that its pages show, as it is kept. Money in pence. */
export interface PortfolioResult {
  readonly runs: number;
  readonly programmeNames: Readonly<Record<string, string>>;
  readonly areaNames: Readonly<Record<string, string>>;
  /** Null where nothing keeps to all limits; then `clashes` says which. */
  readonly solved: {
    readonly value: ChoiceValue;
    readonly bought: readonly Bought[];
    readonly paid: Study['best']['paid'];
    readonly posts: readonly { readonly staff: string; readonly used: number }[];
    readonly byMoney: readonly StudyPoint[];
    readonly byCaution: readonly StudyPoint[];
    readonly limits: readonly LimitCost[];
    readonly leftOut: Study['leftOut'];
  } | null;
  readonly clashes: {
    readonly alone: readonly string[];
    readonly together: readonly string[];
  } | null;
}

/** The problem of a plan once its options are valued. */
export function problemWith(plan: PortfolioPlan, values: readonly Float64Array[]): Problem {
  const options = plan.options.map(({ input: _, ...option }, at) => ({
    ...option,
    values: values[at] ?? new Float64Array(),
  }));
  return { ...plan.problem, options };
}

/** What is kept of a study. */
export function resultOf(
  portfolio: Portfolio,
  plan: PortfolioPlan,
  problem: Problem,
  study: Study | NoStudy,
): PortfolioResult {
  const { programmeNames, areaNames } = plan;
  const labels = problem.limits.map((limit) => limitLabel(portfolio, plan, limit));
  const base = { runs: problem.options[0]?.values.length ?? 0, programmeNames, areaNames };
  if (study.kind === 'impossible') {
    const label = (place: number) => labels[place] ?? '';
    const { alone, together } = study;
    return {
      ...base,
      solved: null,
      clashes: { alone: alone.map(label), together: together.map(label) },
    };
  }
  const chosen = study.best.chosen.flatMap((place) => problem.options[place] ?? []);
  const { value, byMoney, byCaution, leftOut, best, limits } = study;
  return {
    ...base,
    solved: {
      ...{ value, byMoney, byCaution, leftOut, paid: best.paid },
      bought: chosen.map(({ programme, area, places, costByYear, values }) => ({
        ...{ programme, area, places, costByYear },
        value: summariseValues(values),
      })),
      posts: portfolio.staff.map(({ code }) => ({
        staff: code,
        used: chosen.reduce((sum, { posts }) => sum + (posts[code] ?? 0), 0),
      })),
      limits: limits.map((cost, at) => ({
        code: String(at + 1),
        label: labels[at] ?? '',
        ...cost,
      })),
    },
    clashes: null,
  };
}

/** A theme by its name within a sentence; a word of the portfolio's own as it stands. */
function themeWords(theme: string): string {
  const label = THEMES.find((one) => one.theme === theme)?.label ?? theme;
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** Names of things as a portfolio's limits speak of them. */
export function limitLabel(
  portfolio: Portfolio,
  { programmeNames, areaNames }: Pick<PortfolioPlan, 'programmeNames' | 'areaNames'>,
  limit: Limit,
): string {
  const name = (list: readonly { readonly code: string; readonly name: string }[], code: string) =>
    list.find((one) => one.code === code)?.name ?? code;
  switch (limit.kind) {
    case 'money':
      return `${name(portfolio.streams, limit.stream)}: money by year`;
    case 'posts':
      return `${name(portfolio.staff, limit.staff)}: ${limit.most} posts`;
    case 'places':
      return `${programmeNames[limit.programme] ?? limit.programme}: ${limit.most} places at most`;
    case 'area':
      return `${areaNames[limit.area] ?? limit.area}: ${limit.least} places at least`;
    case 'theme':
      return `For ${themeWords(limit.theme)}: ${limit.least} places at least`;
    case 'exclusion':
      return `Not in one area: ${limit.programmes
        .map((code) => programmeNames[code] ?? code)
        .join(' and ')}`;
    case 'loss':
      return `A loss in ${Math.round(limit.most * 100)} of 100 runs at most`;
  }
}

/** Pounds that a purchase costs in a year on average over the years in which it costs anything. */
export function yearlyCost(costByYear: readonly number[]): number {
  const paid = costByYear.filter((pence) => pence > 0);
  return paid.length === 0 ? 0 : paid.reduce((sum, pence) => sum + pence, 0) / paid.length;
}

/** Options without what they are valued by, for a hash of the whole problem. */
export function plainOptions(options: readonly OptionPlan[]) {
  return options.map(({ input, ...option }) => ({ ...option, programmes: input.programmes }));
}
