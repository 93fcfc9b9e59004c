import { type FinancialYear, refuse } from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';
import type { PlacementGroup } from '../../record/index.ts';
import {
  cashKind,
  DEFLATORS,
  latestKnownYear,
  pricesOf,
  UNIT_COSTS,
  uplifted,
} from '../../understand/index.ts';
import { discountSchedulesField } from './discount.ts';
import { sharesOf } from './likely-field.ts';
import { modelDefaultsField } from './model-defaults-file.ts';
import type {
  CashStep,
  DiscountSchedule,
  Likely,
  OutcomeInput,
  State,
  StatePrice,
} from './model-input.ts';
import { type ModelOutcome, type OutcomeCost, outcomesField } from './outcomes-file.ts';
import { shareWithout, splitShares, statePricesOf } from './state-prices.ts';

/** Discount schedules of `reference/`, by code and edition, read and checked once at start. */
export const DISCOUNTS = readReferenceFile('discount-schedules.yaml', discountSchedulesField);

/** Outcomes apart from the states, by code, read and checked once at start. */
export const OUTCOMES: ReadonlyMap<string, ModelOutcome> = readReferenceFile(
  'outcomes.yaml',
  outcomesField(UNIT_COSTS),
);

/** Starting values of levers, steps of cash and the mix of placements, each with its reason. */
export const MODEL_DEFAULTS = readReferenceFile('model-defaults.yaml', modelDefaultsField);

/**
 * The schedule with this code, as a run takes it: code and rates alone, so that a new word about it
 * changes no result. Refuses a code that `reference/discount-schedules.yaml` does not have.
 */
export function discountSchedule(code: string): DiscountSchedule {
  const schedule = DISCOUNTS.schedules.get(code);
  if (schedule) return { code: schedule.code, bands: schedule.bands };
  const known = [...DISCOUNTS.schedules.keys()].join(', ');
  throw refuse('no-such-schedule', 'invalid', `Discount "${code}" is not one of: ${known}.`);
}

/** What may be said of prices: whose money, and who of the children looked after is where. */
export interface PriceChoice {
  /** Prices of which year; the standard price base when left out, never a guess beyond it. */
  readonly priceBase?: FinancialYear;
  /** Days or children by group of placement, as observed; the national mix when left out. */
  readonly mix?: ReadonlyMap<PlacementGroup, number>;
}

/** What one day in each state costs; see `statePricesOf` for parts, codes and the mix. */
export function statePrices({ priceBase, mix }: PriceChoice = {}): StatePrice[] {
  return statePricesOf(pricesOf(priceBase), mix ?? MODEL_DEFAULTS.placementMix);
}

/**
 * The outcomes named, ready for a run, in prices of one year. `chances` replace those of the
 * reference, in per cent a year as a scenario writes them. Refuses a code that is not there.
 */
export function outcomeInputs(
  codes: Iterable<string>,
  chances: Readonly<Record<string, Likely>> = {},
  priceBase: FinancialYear = DEFLATORS.priceBase,
): OutcomeInput[] {
  return [...new Set(codes)].map((code) => {
    const outcome = findOutcome(code);
    return {
      code,
      label: outcome.label,
      chanceAYear: sharesOf(chances[code] ?? outcome.chancePercent),
      ages: outcome.ages,
      prices: outcome.costs.map((cost) => outcomePrice(cost, priceBase)),
      ...(outcome.overlapGroup === null ? {} : { overlapGroup: outcome.overlapGroup }),
    };
  });
}

/** One outcome by its code; refuses a code that is not there. */
export function findOutcome(code: string): ModelOutcome {
  const outcome = OUTCOMES.get(code);
  if (outcome) return outcome;
  const known = [...OUTCOMES.keys()].join(', ');
  throw refuse('no-such-outcome', 'invalid', `Outcome "${code}" is not one of: ${known}.`);
}

/**
 * The steps in which a fall in demand turns into cash. Children at once that a scenario says for a
 * state stand before the reference, for that state alone; its lag stays.
 */
export function cashStepsOf(own: Readonly<Partial<Record<State, number>>> = {}): CashStep[] {
  return MODEL_DEFAULTS.cashSteps.flatMap(({ states, childrenAStep, lagQuarters }) => {
    const left = states.filter((state) => own[state] === undefined);
    const said = states.flatMap((state) => {
      const children = own[state];
      return children === undefined
        ? []
        : [{ states: [state], childrenAStep: children, lagQuarters }];
    });
    return left.length === 0 ? said : [{ states: left, childrenAStep, lagQuarters }, ...said];
  });
}

function outcomePrice(
  { cost: code, without }: OutcomeCost,
  priceBase: FinancialYear,
): OutcomeInput['prices'][number] {
  const published = UNIT_COSTS.costs.get(code);
  if (!published) throw new Error(`the check of the file lets no unknown cost ${code} pass`);
  const series = DEFLATORS.standard;
  const cost = uplifted(published, latestKnownYear(priceBase, series), series);
  const share = shareWithout(cost, without);
  return {
    code,
    pence: { low: cost.low * share, likely: cost.pence * share, high: cost.high * share },
    split: splitShares(cost, without),
    kind: cashKind(cost),
    transferOf: cost.transferOf.filter((agency) => !without.includes(agency)),
  };
}
