import { financialYear } from '../../lib/index.ts';
import { canonicalJson, sha256Of, type Tx } from '../../platform/index.ts';
import { DEFLATORS } from '../../understand/index.ts';
import type { ModelInput } from '../model/model-input.ts';
import { cashStepsOf, DISCOUNTS, OUTCOMES, outcomeInputs } from '../model/model-reference.ts';
import { publishedRates } from '../model/published-rates.ts';
import { livingHere, ratesOfRecord } from '../model/rates.ts';
import { modelInputOf, type ScenarioData } from './model-input-of.ts';
import { placementDays } from './placement-mix.store.ts';
import type { Scenario } from './scenario.ts';
import type { KnownCodes } from './scenario-fields.ts';

/** Which data and references a run rests on: a hash of them, and in words. */
export interface DataEdition {
  readonly hash: string;
  readonly note: string;
}

/** All that a run needs, and what it rests on. */
export interface BuiltInput {
  readonly input: ModelInput;
  readonly edition: DataEdition;
}

/** The input of a scenario on the data as they are now; refuses where they do not suffice. */
export async function buildInput(tx: Tx, scenario: Scenario): Promise<BuiltInput> {
  const data = await scenarioData(tx, scenario.rates);
  const input = modelInputOf(scenario, data);
  return { input, edition: dataEdition(input, scenario) };
}

/** Rates, mix of placements and price base for scenarios of the record or of published totals. */
export async function scenarioData(tx: Tx, rates: Scenario['rates']): Promise<ScenarioData> {
  const { priceBase } = DEFLATORS;
  if (rates === 'published') {
    const living = await livingHere(tx);
    const children = living?.byAge.reduce((sum, one) => sum + one, 0);
    return { rates: publishedRates(children), priceBase, mix: null };
  }
  const ofRecord = await ratesOfRecord(tx);
  const mix = await placementDays(tx, financialYear(ofRecord.span.toYear));
  return { rates: ofRecord, priceBase, mix: mix.size > 0 ? mix : null };
}

/**
 * Names the data of a run: rates, prices, outcomes, steps of cash and discount schedules as the
 * references have them, whatever of them a scenario uses. Two scenarios with one edition differ
 * only by what they themselves say.
 */
export function dataEdition(
  { rates, prices, priceBase }: Pick<ModelInput, 'rates' | 'prices' | 'priceBase'>,
  { discount }: Pick<Scenario, 'discount'>,
): DataEdition {
  const schedules = [...DISCOUNTS.schedules.values()].map(({ code, bands }) => ({ code, bands }));
  const hash = sha256Of(
    canonicalJson({
      rates,
      prices,
      priceBase,
      outcomes: outcomeInputs(OUTCOMES.keys(), {}, priceBase),
      cashSteps: cashStepsOf(),
      schedules,
    }),
  );
  const schedule = DISCOUNTS.schedules.get(discount);
  const note =
    `${rates.basis} Prices of ${priceBase} from published unit costs; discounted by ` +
    `${schedule ? schedule.label : discount}`;
  return { hash, note: `${note}.` };
}

/** Codes that a scenario may name, as the references of this installation hold them. */
export function knownCodes(): KnownCodes {
  return { discounts: [...DISCOUNTS.schedules.keys()], outcomes: [...OUTCOMES.keys()] };
}
