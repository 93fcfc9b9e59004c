import type { ProgrammeInput, Rates, State } from '../model/model-input.ts';
import { eligibleNow } from '../model/served.ts';
import type { AreaNeed } from './area-needs.store.ts';

/**
 * The share (0 to 1) of the children whom a programme is for that lives in each area, in the order
 * of the areas: for each state by the days of its level in the newest year, for children at no
 * level by all children; states weighed by how many stand there. Even where nothing is known.
 */
export function areaShares(
  areas: readonly AreaNeed[],
  rates: Rates,
  who: ProgrammeInput['who'],
): number[] {
  const shares = areas.map(() => 0);
  let all = 0;
  for (const state of who.states) {
    const standing = eligibleNow(rates, { ...who, states: [state] });
    const amounts = areas.map((area) => amountOf(area, state));
    const sum = amounts.reduce((total, amount) => total + amount, 0);
    if (standing === 0 || sum === 0) continue;
    all += standing;
    for (const [at, amount] of amounts.entries()) {
      shares[at] = (shares[at] ?? 0) + (standing * amount) / sum;
    }
  }
  return shares.map((share) => (all === 0 ? 1 / areas.length : share / all));
}

function amountOf(area: AreaNeed, state: State): number {
  if (state === 'universal') return area.children;
  return area.daysByLevel[state.split('/')[0] ?? state] ?? 0;
}
