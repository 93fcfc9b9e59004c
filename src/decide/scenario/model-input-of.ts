import type { FinancialYear } from '../../lib/index.ts';
import type { PlacementGroup } from '../../record/index.ts';
import { causalConfidence, cautionOf } from '../../understand/index.ts';
import {
  AGE_BANDS,
  type EffectInput,
  type Likely,
  type ModelInput,
  type ProgrammeInput,
  type Rates,
  type State,
} from '../model/model-input.ts';
import {
  cashStepsOf,
  discountSchedule,
  outcomeInputs,
  statePrices,
} from '../model/model-reference.ts';
import { eligibleNow } from '../model/served.ts';
import { durationBandAt } from '../model/states.ts';
import type { Scenario, ScenarioEffect, ScenarioProgramme } from './scenario.ts';

/** What a scenario is worked out from, apart from itself. */
export interface ScenarioData {
  readonly rates: Rates;
  /** The year of whose money all sums are. */
  readonly priceBase: FinancialYear;
  /** Days by group of placement as observed; the national mix where the record has none. */
  readonly mix: ReadonlyMap<PlacementGroup, number> | null;
}

const QUARTERS = 4;

/**
 * All that a run needs, from a scenario and data: pounds become pence, per cent shares and years
 * quarters. Refuses a code that no reference holds.
 */
export function modelInputOf(scenario: Scenario, data: ScenarioData): ModelInput {
  const { rates, priceBase, mix } = data;
  return {
    firstYear: scenario.firstYear,
    years: scenario.years,
    priceBase,
    seed: scenario.seed,
    draws: scenario.draws,
    rates: plainRates(rates),
    prices: statePrices({ priceBase, ...(mix === null ? {} : { mix }) }),
    outcomes: outcomeInputs(outcomesOf(scenario), scenario.outcomeChances, priceBase),
    programmes: scenario.programmes.map((one) => programmeInput(one, rates)),
    cashSteps: cashStepsOf(scenario.cashSteps),
    overlap: scenario.overlap,
    discount: discountSchedule(scenario.discount),
  };
}

/** Rates as a run takes them, without what only explains them. */
export function plainRates(rates: Rates): Rates {
  const { source, basis, birthsAYear } = rates;
  return {
    source,
    basis,
    birthsAYear,
    cells: rates.cells.map(({ ageBand, from, durationBand, weights }) => ({
      ageBand,
      from,
      durationBand,
      weights,
    })),
    standing: rates.standing.map(({ age, state, quarters, children }) => ({
      age,
      state,
      quarters,
      children,
    })),
  };
}

/** Codes of the outcomes that the programmes of a scenario act on, in order, each once. */
export function outcomesOf({ programmes }: Scenario): readonly string[] {
  const codes = programmes.flatMap(({ effects }) =>
    effects.flatMap(({ on }) => ('outcome' in on ? [on.outcome] : [])),
  );
  return [...new Set(codes)].sort();
}

/** A range in pounds as pence. */
const pence = (pounds: Likely): Likely => times(pounds, 100);
/** A range in per cent as shares. */
const share = (percent: Likely): Likely => times(percent, 1 / 100);

function times({ low, likely, high }: Likely, factor: number): Likely {
  return { low: low * factor, likely: likely * factor, high: high * factor };
}

function programmeInput(programme: ScenarioProgramme, rates: Rates): ProgrammeInput {
  const [from, to] = programme.who.ages;
  const who = { states: programme.who.states, ages: { from, to } };
  const { cost, uncovers } = programme;
  const paid = Object.entries(cost.paidBy).map(([agency, percent]) => [agency, percent / 100]);
  return {
    code: programme.code,
    name: programme.name,
    who,
    placesAYear: programme.placesAYear,
    ramp: programme.rampPercent.map((percent) => percent / 100),
    years: programme.years,
    startsAfterYears: programme.startsAfterYears,
    reach: share(programme.reachPercent),
    eligibleAYear: eligibleInAYear(rates, who),
    engagement: share(programme.engagementPercent),
    retention: share(programme.retentionPercent),
    cost: {
      perPlace: pence(cost.perPlace),
      fixedAYear: pence(cost.fixedAYear),
      setUp: pence(cost.setUp),
      paidBy: Object.fromEntries(paid),
      kind: cost.kind,
    },
    effects: programme.effects.map(effectInput),
    uncovers: uncovers ? { share: share(uncovers.percent), to: uncovers.to } : null,
  };
}

function effectInput(effect: ScenarioEffect): EffectInput {
  const { code, on, relativeRisk, effectSize, standardError, evidence } = effect;
  const size =
    relativeRisk === undefined
      ? ({ kind: 'effect-size', value: effectSize ?? 0, standardError } as const)
      : ({ kind: 'relative-risk', value: relativeRisk, standardError } as const);
  const { deadweightPercent } = effect;
  return {
    code,
    on:
      'outcome' in on
        ? { kind: 'outcome', outcome: on.outcome }
        : { kind: 'move', from: on.from, to: on.to },
    size,
    lagQuarters: Math.round(effect.lagYears * QUARTERS),
    fullQuarters: Math.round(effect.fullYears * QUARTERS),
    fadeQuarters: Math.round(effect.fadeYears * QUARTERS),
    caution: cautionOf(causalConfidence(evidence.scheme, evidence.level)),
    deadweight: deadweightPercent ? share(deadweightPercent) : null,
  };
}

/**
 * Children whom a programme is for in a year: those who stand where it serves on the first day, and
 * those who come there within a year at the rates of that day. Whole children are not rounded.
 */
export function eligibleInAYear(rates: Rates, who: ProgrammeInput['who']): number {
  const chances = chancesInto(rates, who.states);
  const coming = rates.standing
    .filter(({ age, state }) => {
      const isFor = age >= who.ages.from && age <= who.ages.to && age < 18;
      return isFor && !who.states.includes(state);
    })
    .reduce((sum, { age, state, quarters, children }) => {
      const band = AGE_BANDS.findIndex(({ from, to }) => age >= from && age <= to);
      const chance = chances.get(cellKey(band, state, durationBandAt(quarters))) ?? 0;
      return sum + children * chance * QUARTERS;
    }, 0);
  return eligibleNow(rates, who) + coming;
}

/** The chance in a quarter of moving into any of some states, by cell. */
function chancesInto(rates: Rates, states: readonly State[]): ReadonlyMap<string, number> {
  return new Map(
    rates.cells.map(({ ageBand, from, durationBand, weights }) => {
      const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
      const into = states.reduce((sum, state) => sum + (weights[state] ?? 0), 0);
      return [cellKey(ageBand, from, durationBand), total > 0 ? into / total : 0];
    }),
  );
}

function cellKey(ageBand: number, state: State, durationBand: number): string {
  return `${ageBand}/${state}/${durationBand}`;
}
