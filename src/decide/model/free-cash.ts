import type { Payments, StepPlan } from './payments.ts';
import { COUNTED } from './walk.ts';

/** A hair that rounding may take from a whole step. */
const HAIR = 1e-9;

/**
 * The share (0 to 1) of fewer children that sets cash free, by quarter, for one step: only whole
 * steps that stand empty now and stood empty `lagQuarters` before. `change` holds children at once
 * at each state, with less without, COUNTED numbers a quarter; `shares` is written.
 */
export function freedShares(step: StepPlan, change: Float64Array, shares: Float64Array): void {
  const { childrenAStep, lagQuarters } = step;
  for (let quarter = 0; quarter < shares.length; quarter += 1) {
    const fewer = fewerAt(step, change, quarter);
    const before = quarter < lagQuarters ? 0 : fewerAt(step, change, quarter - lagQuarters);
    const whole = Math.floor(Math.min(fewer, before) / childrenAStep + HAIR) * childrenAStep;
    shares[quarter] = fewer > 0 && whole > 0 ? Math.min(1, whole / fewer) : 0;
  }
}

function fewerAt({ states }: StepPlan, change: Float64Array, quarter: number): number {
  let fewer = 0;
  for (let i = 0; i < states.length; i += 1) {
    fewer -= change[quarter * COUNTED + (states[i] as number)] as number;
  }
  return fewer;
}

/**
 * Fewer children at once at a state in a quarter whose cost leaves a budget: all of them without a
 * step, the freed share with one. More children always cost cash.
 */
export function cashPart(
  fewer: number,
  state: number,
  quarter: number,
  from: { readonly payments: Payments; readonly shares: readonly Float64Array[] },
): number {
  const step = from.payments.stepOf[state] as number;
  if (step < 0 || fewer <= 0) return fewer;
  return fewer * ((from.shares[step] as Float64Array)[quarter] as number);
}
