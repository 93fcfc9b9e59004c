import type { Tx } from '../../platform/index.ts';
import type { AgencyKind } from '../../record/index.ts';
import { statePrices } from '../model/model-reference.ts';
import type { Rates, State, StatePrice } from '../model/model-input.ts';
import { publishedRates } from '../model/published-rates.ts';
import { areRates, readRates } from '../model/rates.ts';
import { LOOKED_AFTER_STATES } from '../model/state-of-level.ts';
import type { LateDemand, LateState } from './late-demand.ts';

/** The states whose money the late budget is. */
export const LATE_STATES: readonly State[] = [
  'child-in-need',
  'child-protection',
  ...LOOKED_AFTER_STATES,
];

/** Late need, and for each kind of agency what it bears for each pound that the council bears. */
export interface LateNeed extends LateDemand {
  readonly perCouncilPound: ReadonlyMap<AgencyKind, number>;
}

const READ = new WeakMap<Tx, Map<number, Promise<LateNeed>>>();

/** Late need if nothing is done, for so many years; read once for all that a page asks of it. */
export function readLateNeed(tx: Tx, years: number): Promise<LateNeed> {
  const known = READ.get(tx) ?? new Map<number, Promise<LateNeed>>();
  READ.set(tx, known);
  const reading = known.get(years) ?? loadLateNeed(tx, years);
  known.set(years, reading);
  return reading;
}

async function loadLateNeed(tx: Tx, years: number): Promise<LateNeed> {
  const own = await readRates(tx);
  const isLocal = areRates(own);
  const rates: Rates = isLocal ? own : publishedRates();
  const prices = statePrices().filter(({ kind }) => kind !== 'social-value');
  const states = statesOf(rates, prices, years);
  return { basis: rates.basis, isLocal, states, perCouncilPound: bornePerPound(states, prices) };
}

function statesOf(rates: Rates, prices: readonly StatePrice[], years: number): LateState[] {
  return LATE_STATES.map((state) => {
    const now = rates.standing
      .filter((one) => one.state === state)
      .reduce((sum, { children }) => sum + children, 0);
    const still = { low: now, likely: now, high: now };
    const byYear = Array.from({ length: years }, () => still);
    return { state, now, byYear, dayPence: dayOf(state, prices) };
  });
}

function dayOf(state: State, prices: readonly StatePrice[]): number {
  return prices
    .filter((one) => one.state === state)
    .reduce((sum, { pence }) => sum + pence.likely, 0);
}

/** By the published splits of what a day costs, over the children of today. */
function bornePerPound(
  states: readonly LateState[],
  prices: readonly StatePrice[],
): ReadonlyMap<AgencyKind, number> {
  const borne = new Map<AgencyKind, number>();
  for (const { state, now } of states) {
    for (const price of prices.filter((one) => one.state === state)) {
      for (const [kind, share = 0] of Object.entries(price.split)) {
        const agency = kind as AgencyKind;
        borne.set(agency, (borne.get(agency) ?? 0) + now * price.pence.likely * share);
      }
    }
  }
  const council = borne.get('council') ?? 0;
  if (council <= 0) return new Map();
  return new Map([...borne].map(([kind, amount]) => [kind, amount / council]));
}
