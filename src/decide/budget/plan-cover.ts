import { type FinancialYear, type Pence, pence, roundHalfAway } from '../../lib/index.ts';
import type { AgencyKind } from '../../record/index.ts';
import type { BenefitLine, ModelResult, Spread } from '../model/model-result.ts';

/** An amount with its range, in pence. */
export interface Cover {
  readonly low: Pence;
  readonly likely: Pence;
  readonly high: Pence;
}

/** What a scenario brings one kind of agency in one year; pence, not discounted. */
export interface PlanCover {
  /** Money that leaves its budget no more. */
  readonly cash: Cover;
  /** What it pays of the programmes. */
  readonly pays: Pence;
  /** Staff time and places set free: pays no bill. */
  readonly capacity: Pence;
  /** Value to people: in no budget. */
  readonly socialValue: Pence;
}

const NOTHING: Cover = { low: pence(0), likely: pence(0), high: pence(0) };

/**
 * What a run brings an agency in a year. Runs keep the mean of each year and the range of all
 * years; the range of a year is the mean moved as all years together are. Its part of the cost
 * falls as the cost of all falls over the years. Null where the run does not reach the year.
 */
export function planCover(
  found: Pick<ModelResult, 'years' | 'agencies' | 'benefits' | 'perspectives'>,
  agency: AgencyKind,
  year: FinancialYear,
): PlanCover | null {
  const index = found.years.indexOf(year);
  if (index < 0) return null;
  const sum = (kind: BenefitLine['kind']) =>
    pence(
      roundHalfAway(
        found.benefits
          .filter((one) => one.agency === agency && one.kind === kind)
          .reduce((all, one) => all + (one.byYear[index] ?? 0), 0),
      ),
    );
  const own = found.agencies.find((one) => one.agency === agency);
  const costs = found.perspectives.find((one) => one.perspective === 'public')?.years ?? [];
  const all = costs.reduce((total, { cost }) => total + cost.mean, 0);
  const share = all > 0 ? (costs[index]?.cost.mean ?? 0) / all : 0;
  return {
    cash: own ? rangeOf(sum('cash'), own.cash) : NOTHING,
    pays: pence(roundHalfAway((own?.pays.mean ?? 0) * share)),
    capacity: sum('capacity'),
    socialValue: sum('social-value'),
  };
}

function rangeOf(mean: Pence, { mean: whole, p5, p95 }: Spread): Cover {
  if (whole === 0) return { low: mean, likely: mean, high: mean };
  const ends = [(mean * p5) / whole, (mean * p95) / whole].map(roundHalfAway);
  return {
    low: pence(Math.min(mean, ...ends)),
    likely: mean,
    high: pence(Math.max(mean, ...ends)),
  };
}

/**
 * What of a target (pence) a scenario would cover: its cash at the low end, less what the agency
 * pays for it; never below 0. Freed time and value to people cover nothing (only cash covers a
 * target).
 */
export function wouldCover({ cash, pays }: PlanCover): Pence {
  return pence(Math.max(0, cash.low - pays));
}
