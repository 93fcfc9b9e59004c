import type { AgencyKind, PlacementGroup } from '../../record/index.ts';
import { cashKind, type pricesOf, type UnitCost } from '../../understand/index.ts';
import type { State, StatePrice } from './model-input.ts';
import { PLACEMENT_STATES } from './state-of-level.ts';

type PriceList = ReturnType<typeof pricesOf>;

/** States of the model that are one level of help, priced as that level. */
const LEVEL_STATES = ['targeted-early-help', 'child-in-need', 'child-protection'] as const;

/** States without a price, and why; they count as nothing, which a result must say. */
export const UNPRICED_STATES: readonly { readonly state: State; readonly why: string }[] = [
  { state: 'universal', why: 'What every child has is paid whether or not this child has help.' },
  {
    state: 'leaving-care',
    why: 'No published cost of a year of support to a care leaver is at hand.',
  },
  { state: 'adult', why: 'Children leave the model when they are grown up.' },
];

/**
 * What one day in each state costs, in pence that are not rounded, from the prices of late help. A
 * state that holds several kinds of placement is parted by the mix: each price counts by the share
 * of the state's children who are so placed, so the parts of a state add up to its mean price. The
 * mix holds weights of any size; groups that it leaves out count as none.
 *
 * The code of a price is that of its unit cost; where several states hold that cost, the state's
 * part follows after a colon: `looked-after-year:residential`.
 */
export function statePricesOf(
  prices: Pick<PriceList, 'days'>,
  mix: ReadonlyMap<PlacementGroup, number>,
): StatePrice[] {
  const levels = LEVEL_STATES.flatMap((state) => {
    const price = prices.days.get(state);
    return price ? [partOf(state, price, 1)] : [];
  });
  const placements = Map.groupBy(PLACEMENT_STATES, ([, state]) => state);
  const lookedAfter = [...placements].flatMap(([state, groups]) => {
    const total = groups.reduce((sum, [group]) => sum + (mix.get(group) ?? 0), 0);
    // A state that nobody is in today keeps the plain mean of its kinds of placement.
    const share = (group: PlacementGroup) =>
      total > 0 ? (mix.get(group) ?? 0) / total : 1 / groups.length;
    const parts = groups.flatMap(([group]) => {
      const price = prices.days.get(`looked-after/${group}`) ?? prices.days.get('looked-after/any');
      return price && share(group) > 0 ? [partOf(state, price, share(group))] : [];
    });
    return joined(parts);
  });
  return withOwnCodes([...levels, ...lookedAfter]);
}

function withOwnCodes(prices: readonly StatePrice[]): StatePrice[] {
  const uses = Map.groupBy(prices, (price) => price.code);
  return prices.map((price) =>
    (uses.get(price.code)?.length ?? 0) > 1
      ? { ...price, code: `${price.code}:${price.state.split('/').at(-1)}` }
      : price,
  );
}

type DayPrice = NonNullable<ReturnType<PriceList['days']['get']>>;

function partOf(state: State, price: DayPrice, share: number): StatePrice {
  return {
    code: price.cost.code,
    state,
    pence: { low: price.low * share, likely: price.pence * share, high: price.high * share },
    split: splitShares(price.cost),
    kind: cashKind(price.cost),
    transferOf: price.cost.transferOf,
  };
}

/** Parts of one state with the same cost become one. */
function joined(parts: readonly StatePrice[]): StatePrice[] {
  const byCode = Map.groupBy(parts, (part) => part.code);
  return [...byCode.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const sum = (end: 'low' | 'likely' | 'high') =>
      same.reduce((total, part) => total + part.pence[end], 0);
    return [{ ...first, pence: { low: sum('low'), likely: sum('likely'), high: sum('high') } }];
  });
}

/**
 * Who bears a cost, as shares that sum to 1, without the agencies named; nobody is left where all
 * of them are.
 */
export function splitShares(
  cost: Pick<UnitCost, 'split'>,
  without: readonly AgencyKind[] = [],
): Partial<Record<AgencyKind, number>> {
  const borne = [...cost.split].filter(([agency]) => !without.includes(agency));
  const total = borne.reduce((sum, [, weight]) => sum + weight, 0);
  return Object.fromEntries(borne.map(([agency, weight]) => [agency, weight / total]));
}

/** The share (0 to 1) of a cost that falls on other agencies than those named. */
export function shareWithout(
  cost: Pick<UnitCost, 'split'>,
  without: readonly AgencyKind[],
): number {
  let [left, all] = [0, 0];
  for (const [agency, weight] of cost.split) {
    all += weight;
    if (!without.includes(agency)) left += weight;
  }
  return left / all;
}
