import { type Pence, pence, roundHalfAway } from '../../lib/index.ts';

/** What the published unit cost of care is worked out from. Pence per head may be fractions. */
export interface LookedAfterSpend {
  /** Gross spend on looked-after children in a year, per resident aged 0 to 17. */
  readonly spendPerHeadPence: number;
  /** Spend on safeguarding that is counted as care, per resident aged 0 to 17; 0 for none. */
  readonly safeguardingPerHeadPence: number;
  readonly population0to17: number;
  /** Children looked after on 31 March. */
  readonly lookedAfter: number;
}

/** A year's spend on care, and what it comes to per child looked after. */
export interface LookedAfterUnitCost {
  readonly spendPence: Pence;
  readonly perChildYearPence: Pence;
}

/**
 * The unit cost of care: (spend per head + counted safeguarding per head) x residents aged 0 to 17
 * / children looked after on 31 March, as the Unit Cost Database v1.2 works it out from section 251
 * and the looked-after return (there with half of safeguarding; v1.4 with none). Throws a
 * RangeError when no child is looked after.
 */
export function lookedAfterUnitCost(of: LookedAfterSpend): LookedAfterUnitCost {
  if (!(of.lookedAfter > 0)) throw new RangeError('no child is looked after, so none has a cost');
  const spend = (of.spendPerHeadPence + of.safeguardingPerHeadPence) * of.population0to17;
  return {
    spendPence: pence(roundHalfAway(spend)),
    perChildYearPence: pence(roundHalfAway(spend / of.lookedAfter)),
  };
}
