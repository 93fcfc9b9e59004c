import { type Pence, pence, sumPence } from '../../lib/index.ts';
import type { AgencyKind } from '../../record/index.ts';
import {
  type Gain,
  proportionalContributions,
  shapleyContributions,
  type SharedCost,
} from '../model/contributions.ts';
import type { AgencyResult, ModelResult } from '../model/model-result.ts';

/** What is counted as a gain when costs are shared: cash alone, or freed time as well. */
export type ShareBasis = 'cash' | 'public';

/** Who pays and who gains, and two ways to share the cost; means of all runs, not discounted. */
export interface CostShares {
  readonly basis: ShareBasis;
  /** Agencies that pay or gain, those that gain most first. */
  readonly agencies: readonly AgencyResult[];
  readonly costPence: Pence;
  readonly gains: readonly Gain[];
  /** In proportion to gains: everybody's gain for each pound is the same. */
  readonly proportional: SharedCost;
  /** By what each adds to every group of partners that could form without it. */
  readonly shapley: SharedCost;
}

/** Shares the cost of a run's programmes among those who gain by them. */
export function costShares(
  { agencies }: Pick<ModelResult, 'agencies'>,
  basis: ShareBasis,
): CostShares {
  const taking = agencies
    .filter(({ pays, cash, capacity }) => [pays, cash, capacity].some(({ mean }) => mean !== 0))
    .toSorted((a, b) => gainOf(b, basis) - gainOf(a, basis));
  const gains = taking.map((one) => ({
    agency: one.agency,
    gainPence: pence(Math.round(gainOf(one, basis))),
  }));
  const costPence = sumPence(taking.map(({ pays }) => pence(Math.max(0, Math.round(pays.mean)))));
  return {
    basis,
    agencies: taking,
    costPence,
    gains,
    proportional: proportionalContributions(gains, costPence),
    shapley: shapleyContributions(gains, costPence),
  };
}

/** What an agency gains, before it pays anything. */
export function gainOf({ cash, capacity }: AgencyResult, basis: ShareBasis): number {
  return basis === 'cash' ? cash.mean : cash.mean + capacity.mean;
}

/** What one agency would give by a way of sharing; null where no sharing leaves all better off. */
export function shareOf(shared: SharedCost, agency: AgencyKind): Pence | null {
  if (!shared.possible) return null;
  return shared.shares.find((one) => one.agency === agency)?.paysPence ?? null;
}
