import {
  PERSPECTIVES,
  type Perspective,
  type PerspectiveResult,
  type Spread,
  type YearResult,
} from './model-result.ts';
import { spreadOf } from './spread.ts';
import { columns, type Outcomes, shareAboveZero, sumOfYears, yearsOf } from './columns.ts';
import { DETAILED_RUNS } from './run-chunk.ts';
import { valueOfPerfectInformation } from './value-of-information.ts';

/** How many single runs are shown as dots. */
const DOTS = 50;

/** Money of one perspective, by year, one number of each run; costs are positive. */
export interface MoneyByYear {
  readonly cost: readonly Float64Array[];
  readonly benefit: readonly Float64Array[];
}

/** The money that a perspective counts. */
export function moneyOf(outcomes: Outcomes, perspective: Perspective): MoneyByYear {
  const { layout } = outcomes;
  const cash = {
    cost: columns(outcomes, layout.costCash),
    benefit: columns(outcomes, layout.cash),
  };
  if (perspective === 'cash') return cash;
  const purse = {
    cost: addUp(cash.cost, columns(outcomes, layout.costCapacity)),
    benefit: addUp(cash.benefit, columns(outcomes, layout.capacity)),
  };
  if (perspective === 'public') return purse;
  return { ...purse, benefit: addUp(purse.benefit, columns(outcomes, layout.social)) };
}

/** Net present value of each run, discounted to the first year. */
export function netPresentValues(outcomes: Outcomes, perspective: Perspective): Float64Array {
  const { cost, benefit } = moneyOf(outcomes, perspective);
  return sumOfYears(subtract(benefit, cost), outcomes.prepared.discount);
}

/** Sums up each perspective. */
export function summarisePerspectives(outcomes: Outcomes): PerspectiveResult[] {
  return PERSPECTIVES.map((perspective) => summariseOne(outcomes, perspective));
}

function summariseOne(outcomes: Outcomes, perspective: Perspective): PerspectiveResult {
  const { discount, input } = outcomes.prepared;
  const { cost, benefit } = moneyOf(outcomes, perspective);
  const net = subtract(benefit, cost);
  const cumulative = runningSums(net);
  const present = sumOfYears(net, discount);
  const presentCost = sumOfYears(cost, discount);
  const presentBenefit = sumOfYears(benefit, discount);
  const isSpent = presentCost.some((pence) => pence > 0);
  const deepest = peaks(cumulative);
  const peak = spreadOf(deepest);
  const paid = payback(cumulative);
  const ratios = isSpent
    ? presentBenefit.map((gain, i) => gain / (presentCost[i] as number))
    : null;
  const [costMean, benefitMean] = [meanOf(presentCost), meanOf(presentBenefit)];
  const valueOfInformation = valueOfPerfectInformation([present]);
  const chanceOfGain = shareAboveZero(present);
  const dots = dotsOf(present);
  const years = yearsOf(input).map(
    (year, index): YearResult => ({
      year,
      cost: spreadAt(cost, index),
      benefit: spreadAt(benefit, index),
      net: spreadAt(net, index),
      cumulative: spreadAt(cumulative, index),
    }),
  );
  return {
    perspective,
    years,
    netPresentValue: spreadOf(present),
    presentCost: spreadOf(presentCost),
    presentBenefit: spreadOf(presentBenefit),
    ratio: isSpent ? benefitMean / costMean : null,
    ratioSpread: ratios?.every(Number.isFinite) ? spreadOf(ratios) : null,
    chanceOfGain,
    chancePaidBack: paid.chance,
    paybackYears: isSpent ? paid.years : null,
    peakFunding: peak,
    dots,
    firstRuns: {
      netPresentValue: wholePence(present),
      presentCost: wholePence(presentCost),
      peakFunding: wholePence(deepest),
    },
    valueOfInformation,
  };
}

/** The first runs, in whole pence. */
function wholePence(values: Float64Array): number[] {
  return Array.from(values.subarray(0, DETAILED_RUNS), Math.round);
}

function spreadAt(years: readonly Float64Array[], index: number): Spread {
  return spreadOf(years[index] as Float64Array);
}

type Years = readonly Float64Array[];

const addUp = (a: Years, b: Years): Float64Array[] => combine(a, b, 1);
const subtract = (a: Years, b: Years): Float64Array[] => combine(a, b, -1);

function combine(a: Years, b: Years, times: number): Float64Array[] {
  return a.map((values, year) => withTimes(values, b[year] as Float64Array, times));
}

/** By run, `values` and `times` times the others. */
function withTimes(values: Float64Array, others: Float64Array, times: number): Float64Array {
  const own = new Float64Array(values.length);
  for (let i = 0; i < own.length; i += 1) {
    own[i] = (values[i] as number) + times * (others[i] as number);
  }
  return own;
}

function runningSums(years: Years): Float64Array[] {
  const sums: Float64Array[] = [];
  for (const values of years) {
    const before = sums.at(-1);
    sums.push(before ? withTimes(values, before, 1) : values);
  }
  return sums;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** The deepest point of each run, as a positive amount. */
function peaks(cumulative: readonly Float64Array[]): Float64Array {
  const deepest = new Float64Array(cumulative[0]?.length ?? 0);
  for (const values of cumulative) {
    for (let i = 0; i < deepest.length; i += 1) {
      if (-(values[i] as number) > (deepest[i] as number)) deepest[i] = -(values[i] as number);
    }
  }
  return deepest;
}

/** When runs are at or above 0 for good: chance by the end of each year, years until then. */
function payback(cumulative: readonly Float64Array[]) {
  const draws = cumulative[0]?.length ?? 0;
  const paidBy = new Float64Array(cumulative.length);
  const years: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    let first = cumulative.length;
    while (first > 0 && (cumulative[first - 1]?.[draw] ?? 0) >= 0) first -= 1;
    if (first === cumulative.length) continue;
    years.push(first + 1);
    for (let year = first; year < paidBy.length; year += 1) {
      paidBy[year] = (paidBy[year] as number) + 1;
    }
  }
  return {
    chance: Array.from(paidBy, (count) => count / draws),
    years: years.length * 2 >= draws ? spreadOf(Float64Array.from(years)) : null,
  };
}

/** Values evenly out of all, from lowest to highest: the middles of equal parts. */
function dotsOf(values: Float64Array): number[] {
  const sorted = values.slice().sort();
  return Array.from({ length: DOTS }, (_, dot) => {
    const place = Math.floor(((dot + 0.5) * sorted.length) / DOTS);
    return sorted[place] ?? 0;
  });
}
