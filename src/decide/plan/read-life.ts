import { financialYear, type FinancialYear } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { isOnOffer, listServices } from '../../record/index.ts';
import { DEFLATORS, rememberedCount } from '../../understand/index.ts';
import type { Standing, StatePrice } from '../model/model-input.ts';
import { statePrices } from '../model/model-reference.ts';
import { areRates, readRates } from '../model/rates.ts';
import { placementDays } from '../scenario/placement-mix.store.ts';
import { type LifeCount, lifeCounts } from './birth-to-25.ts';

/** A service on offer, with the ages that it names. */
export interface LifeService {
  readonly name: string;
  readonly fromAge: number | null;
  readonly toAge: number | null;
}

/** All that the line from birth to 25 rests on. */
export interface LifeRead {
  /** Whether children are known by age; else `basis` says why not. */
  readonly isKnown: boolean;
  readonly basis: string;
  readonly counts: readonly LifeCount[];
  readonly prices: readonly StatePrice[];
  readonly priceBase: FinancialYear;
  readonly services: readonly LifeService[];
}

/** Changes when children are counted in another way, so that nothing remembered is taken for it. */
const COUNTED_AS = 1;

interface Standings {
  readonly basis: string;
  readonly toYear: number | null;
  readonly standing: readonly Standing[];
}

/** Reads who stands where by age, the prices of a day there, and the services on offer. */
export async function readLife(tx: Tx): Promise<LifeRead> {
  const question = `birth-to-25 ${COUNTED_AS}`;
  const { basis, toYear, standing } = await rememberedCount<Standings>(tx, question, async () => {
    const rates = await readRates(tx);
    if (!areRates(rates)) return { basis: rates.why, toYear: null, standing: [] };
    const known = rates.standing.filter(({ state }) => state !== 'universal');
    return { basis: rates.basis, toYear: rates.span.toYear, standing: known };
  });
  const mix = toYear === null ? new Map() : await placementDays(tx, financialYear(toYear));
  const services = (await listServices(tx)).filter(isOnOffer);
  return {
    isKnown: standing.length > 0,
    basis,
    counts: lifeCounts(standing),
    prices: statePrices(mix.size > 0 ? { mix } : {}),
    priceBase: DEFLATORS.priceBase,
    services: services.map(({ name, fromAge, toAge }) => ({ name, fromAge, toAge })),
  };
}
