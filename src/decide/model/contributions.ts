import { type Pence, pence, splitPence, sumPence } from '../../lib/index.ts';
import type { AgencyKind } from '../../record/index.ts';

/** What one agency gains from a programme by itself, before anybody pays for it. */
export interface Gain {
  readonly agency: AgencyKind;
  /** Present value in pence; below 0 where the programme costs the agency more elsewhere. */
  readonly gainPence: Pence;
}

/** What one agency gives to the cost, and what is left to it of its gain. */
export interface Contribution {
  readonly agency: AgencyKind;
  readonly gainPence: Pence;
  readonly paysPence: Pence;
  readonly netPence: Pence;
}

/**
 * Contributions that pay the whole cost, or why no such contributions leave everyone better off.
 */
export type SharedCost =
  | { readonly possible: true; readonly shares: readonly Contribution[] }
  | { readonly possible: false; readonly reason: string; readonly shortPence: Pence };

/**
 * Who gives what, so that the whole cost is paid to the penny and nobody gives more than they
 * gain: in proportion to gains, because any other rule leaves somebody with a worse ratio than
 * others. Who gains nothing gives nothing. Impossible where gains together fall short of the cost:
 * then it says by how much, since no rule of sharing can make good what is not there.
 *
 * Limits: it shares means, so a bad run can still leave a partner worse off; it says nothing of
 * who can pay in the first years; and it takes gains as they are stated, so each should be agreed
 * first.
 */
export function proportionalContributions(gains: readonly Gain[], cost: Pence): SharedCost {
  const gaining = gains.map(({ gainPence }) => Math.max(0, gainPence));
  const all = sumPence(gaining.map(pence));
  if (cost < 0) throw new RangeError('a cost that is shared is 0 or more');
  if (all < cost) {
    const reason =
      'The gains of all partners together are smaller than the cost, so no sharing leaves ' +
      'everyone better off.';
    return { possible: false, reason, shortPence: pence(cost - all) };
  }
  const pays = cost === 0 ? gaining.map(() => pence(0)) : splitPence(cost, gaining);
  return { possible: true, shares: shared(gains, pays) };
}

function shared(gains: readonly Gain[], pays: readonly Pence[]): Contribution[] {
  return gains.map(({ agency, gainPence }, index) => {
    const paysPence = pays[index] ?? pence(0);
    return { agency, gainPence, paysPence, netPence: pence(gainPence - paysPence) };
  });
}

/** Most agencies for which every coalition is looked at: 2^10 of them. */
export const MOST_PARTNERS = 10;

/**
 * What a coalition of agencies is worth by itself, in pence; `members` are places in the list of
 * agencies. Of nobody it is 0.
 */
export type CoalitionWorth = (members: ReadonlySet<number>) => number;

/**
 * The Shapley value of each of so many agencies: what each adds to a coalition, averaged over all
 * orders in which they could join (Shapley, A value for n-person games, 1953). Exact, over all
 * coalitions; the values sum to the worth of all together. In pence, not rounded. Throws a
 * RangeError for more agencies than `MOST_PARTNERS`.
 */
export function shapleyValues(agencies: number, worth: CoalitionWorth): number[] {
  if (!(agencies >= 0 && agencies <= MOST_PARTNERS)) {
    throw new RangeError(`at most ${MOST_PARTNERS} agencies, not ${agencies}`);
  }
  const worths = Array.from({ length: 2 ** agencies }, (_, mask) => {
    if (mask === 0) return 0;
    const members = Array.from({ length: agencies }, (_none, place) => place);
    return worth(new Set(members.filter((place) => mask & (1 << place))));
  });
  const weights = orderWeights(agencies);
  return Array.from({ length: agencies }, (_, agency) => {
    let value = 0;
    for (const [mask, own] of worths.entries()) {
      if (mask & (1 << agency)) continue;
      const joined = worths[mask | (1 << agency)] ?? 0;
      value += (weights[countBits(mask)] ?? 0) * (joined - own);
    }
    return value;
  });
}

/** Share of all orders in which exactly the members of one coalition of this size come before. */
function orderWeights(agencies: number): number[] {
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  return Array.from(
    { length: agencies },
    (_, size) => (factorial(size) * factorial(agencies - size - 1)) / factorial(agencies),
  );
}

function countBits(mask: number): number {
  let [left, count] = [mask, 0];
  for (; left > 0; left >>= 1) count += left & 1;
  return count;
}

/**
 * What a coalition is worth where one programme has one cost, and comes about only if its members
 * together find it worth while: their gains less the cost, else nothing. `need` names agencies
 * without whom it cannot run at all (by place), such as the one that delivers it.
 */
export function jointWorth(
  gains: readonly Gain[],
  cost: Pence,
  need: readonly number[] = [],
): CoalitionWorth {
  return (members) => {
    if (need.some((place) => !members.has(place))) return 0;
    let gain = 0;
    for (const place of members) gain += gains[place]?.gainPence ?? 0;
    return Math.max(0, gain - cost);
  };
}

/**
 * Who gives what by the Shapley value of the joint programme, to the penny: each keeps the value it
 * adds and gives the rest of its gain. Where an agency adds more than it gains (because nothing
 * happens without it), it is paid: its part is below 0. Impossible where gains fall short of cost.
 *
 * Limits: at most ten agencies; the value rewards whoever is needed, which partners may or may not
 * call fair; and as with proportions it shares means.
 */
export function shapleyContributions(
  gains: readonly Gain[],
  cost: Pence,
  need: readonly number[] = [],
): SharedCost {
  const all = sumPence(gains.map(({ gainPence }) => gainPence));
  if (all < cost) {
    const reason =
      'All partners together do not gain what it costs, so there is nothing for them to share.';
    return { possible: false, reason, shortPence: pence(cost - all) };
  }
  const values = shapleyValues(gains.length, jointWorth(gains, cost, need));
  const exact = gains.map(({ gainPence }, index) => gainPence - (values[index] ?? 0));
  return { possible: true, shares: shared(gains, roundedTo(cost, exact)) };
}

/** Rounds amounts so that they sum to the whole: down, then up by largest remainder. */
function roundedTo(whole: Pence, exact: readonly number[]): Pence[] {
  // Noise of adding up must not turn 12 into 11.999999 and cost a penny.
  const clean = exact.map((value) => Math.round(value * 1e6) / 1e6);
  const parts = clean.map(Math.floor);
  const left = whole - parts.reduce((sum, part) => sum + part, 0);
  const order = clean
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (let step = 0; step < left; step += 1) {
    const index = order[step % order.length]?.index ?? 0;
    parts[index] = (parts[index] ?? 0) + 1;
  }
  return parts.map((part) => pence(part + 0));
}
