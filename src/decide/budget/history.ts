import { pence } from '../../lib/index.ts';
import type { Likely } from '../model/model-input.ts';
import type { SeenChange } from './spend-history-file.ts';
import { loweredByYear, perPoundOf } from './shift.ts';

/** What was seen of late spending beside what the planner would have said, in per cent. */
export interface LookedBack {
  readonly code: string;
  readonly earlyPercent: number;
  readonly seenLatePercent: number;
  readonly plannedLatePercent: Likely;
  /** Whether late spending went the way that the planner says. */
  readonly isSameWay: boolean;
  /** Where what was seen lies by the planner's range. */
  readonly place: 'below' | 'within' | 'above';
}

/** Budgets stand for 100 per cent each; the unit falls out again. */
const WHOLE = pence(100_000_000);

/**
 * Runs the planner of a shift backwards on a change that was seen: early spending falls by even
 * steps over the years, and late need follows by the same effect and lag. A check on direction and
 * size, not proof: other things moved in the same years.
 */
export function lookBack(change: SeenChange, elasticity: Likely, lagYears: number): LookedBack {
  const years = Number(change.to.slice(0, 4)) - Number(change.from.slice(0, 4));
  const changes = Array.from({ length: years }, (_, index) =>
    pence(Math.round((WHOLE * change.earlyPercent * (index + 1)) / years / 100)),
  );
  const perPound = perPoundOf(elasticity, { early: WHOLE, late: WHOLE });
  const last = loweredByYear(changes, { perPound, lagYears }).at(-1);
  const percent = (amount: number) => (-amount / WHOLE) * 100 + 0;
  const planned = {
    low: percent(last?.high ?? 0),
    likely: percent(last?.value ?? 0),
    high: percent(last?.low ?? 0),
  };
  const seen = change.latePercent;
  return {
    code: change.code,
    earlyPercent: change.earlyPercent,
    seenLatePercent: seen,
    plannedLatePercent: planned,
    isSameWay: Math.sign(seen) === Math.sign(planned.likely),
    place: seen < planned.low ? 'below' : seen > planned.high ? 'above' : 'within',
  };
}
