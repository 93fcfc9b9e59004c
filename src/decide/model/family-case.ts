import { benefitCostRatio } from './cash-flow.ts';

/** So many of something, each at a price; pounds. */
export interface CountedCost {
  readonly count: number;
  readonly each: number;
}

/** Benefits that one body has: added up, or a range where they may be the same money. */
export interface BenefitColumn {
  readonly bearer: 'council' | 'others';
  readonly together: 'sum' | 'range';
  readonly parts: readonly CountedCost[];
}

/** Both ends of a range; the same where nothing overlaps. */
export interface Ends {
  readonly low: number;
  readonly high: number;
}

/** What help to one family costs and avoids, for the council and for everybody. */
export interface FamilyCase {
  readonly cost: number;
  readonly council: BearerResult;
  readonly all: BearerResult;
}

/** Gross benefit, net of cost, and benefit over cost (null where nothing is spent). */
export interface BearerResult {
  readonly gross: Ends;
  readonly net: Ends;
  readonly ratio: { readonly low: number | null; readonly high: number | null };
}

/**
 * Adds up one family's case: costs, and benefits column by column (Public Health England, investing
 * in families, 2021). A column whose parts may overlap goes from its smallest part that is not 0 to
 * its largest; ranges of columns add end to end.
 */
export function familyCase(
  costs: readonly CountedCost[],
  columns: readonly BenefitColumn[],
): FamilyCase {
  const cost = costs.reduce((sum, one) => sum + one.count * one.each, 0);
  const resultOf = (own: readonly BenefitColumn[]): BearerResult => {
    const gross = own
      .map(endsOf)
      .reduce((sum, ends) => ({ low: sum.low + ends.low, high: sum.high + ends.high }), {
        low: 0,
        high: 0,
      });
    return {
      gross,
      net: { low: gross.low - cost, high: gross.high - cost },
      ratio: {
        low: benefitCostRatio(gross.low, cost),
        high: benefitCostRatio(gross.high, cost),
      },
    };
  };
  return {
    cost,
    council: resultOf(columns.filter(({ bearer }) => bearer === 'council')),
    all: resultOf(columns),
  };
}

function endsOf({ together, parts }: BenefitColumn): Ends {
  const amounts = parts.map(({ count, each }) => count * each).filter((amount) => amount !== 0);
  if (amounts.length === 0) return { low: 0, high: 0 };
  if (together === 'range') return { low: Math.min(...amounts), high: Math.max(...amounts) };
  const sum = amounts.reduce((all, amount) => all + amount, 0);
  return { low: sum, high: sum };
}
