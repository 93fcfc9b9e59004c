import type { AgencyKind } from '../../record/index.ts';
import {
  type Citation,
  type FinancialYear,
  type Pence,
  pence,
  splitPence,
  sumPence,
} from '../../lib/index.ts';
import { type DeflatorSeries, uplift } from './deflators.ts';

/** What a price is for. Times are whole stretches of one person or family; the rest are counts. */
export const COST_UNITS = [
  'child-year',
  'child-half-year',
  'child-month',
  'child-week',
  'adult-year',
  'family-year',
  'family-week',
  'bed-day',
  'event',
  'case',
  'session',
  'hour',
] as const;

/** What a price is for. */
export type CostUnit = (typeof COST_UNITS)[number];

/** Days that a unit of time lasts, for pro rata: a year is 365 days, a month a twelfth of it. */
const DAYS_OF_UNIT: Readonly<Partial<Record<CostUnit, number>>> = {
  'child-year': 365,
  'child-half-year': 182.5,
  'child-month': 365 / 12,
  'child-week': 7,
  'adult-year': 365,
  'family-year': 365,
  'family-week': 7,
  'bed-day': 1,
};

/** Money of public services, of the wider economy, or harm and welfare put in money. */
export type CostKind = 'fiscal' | 'economic' | 'social';

/**
 * Cash leaves a budget when one case fewer comes (a fee, an allowance, a benefit); capacity is time
 * set free, cash only when enough of it lets a post go; social value is never anyone's budget.
 */
export type CashKind = 'cash' | 'capacity' | 'social-value';

/** How far a value can be trusted, A best; by the rule of `reference/unit-costs.yaml`. */
export type Grade = 'A' | 'B' | 'C' | 'D';

/** How costs of one group go together: add, take the largest, or show smallest to largest. */
export type OverlapRule = 'sum' | 'max' | 'range';

/** A value that carries how uncertain it is; low <= value <= high. Pence. */
export interface PenceRange {
  readonly pence: Pence;
  readonly low: Pence;
  readonly high: Pence;
}

/** One published unit cost in the prices of its source. */
export interface UnitCost extends PenceRange {
  readonly code: string;
  readonly label: string;
  readonly theme: string;
  readonly unit: CostUnit;
  readonly priceYear: FinancialYear;
  readonly kind: CostKind;
  readonly directness: 'direct' | 'indirect';
  readonly cashability: CashKind;
  readonly grade: Grade;
  /** True where the source printed the range, false where it comes from the grade by our rule. */
  readonly isRangePublished: boolean;
  /** Who bears it: weights by kind of agency; only their proportions count. */
  readonly split: ReadonlyMap<AgencyKind, number>;
  /** Agencies whose part only moves money between people and the state (benefits, tax). */
  readonly transferOf: readonly AgencyKind[];
  readonly group: string;
  /** The code of a headline that already holds this cost. */
  readonly partOf?: string;
  readonly source: Citation;
  readonly licence: string;
  readonly note?: string;
}

/** A unit cost moved to the prices of another year. */
export function uplifted(cost: UnitCost, toYear: FinancialYear, series: DeflatorSeries): UnitCost {
  const move = (amount: Pence) => uplift(amount, cost.priceYear, toYear, series);
  return {
    ...cost,
    pence: move(cost.pence),
    low: move(cost.low),
    high: move(cost.high),
    priceYear: toYear,
  };
}

/** Whether a unit is a stretch of time that a number of days is a part of. */
export function isTimeUnit(unit: CostUnit): boolean {
  return DAYS_OF_UNIT[unit] !== undefined;
}

/**
 * What so many days of a cost come to, in pence and not rounded, so that many short spells do not
 * add up rounding; a RangeError for a unit that is not a time.
 */
export function costOfDays(amount: Pence, unit: CostUnit, days: number): number {
  const length = DAYS_OF_UNIT[unit];
  if (length === undefined) throw new RangeError(`a cost per ${unit} has no cost of a day`);
  return (amount * days) / length;
}

/** Parts an amount of this cost among the kinds of agency; the parts sum to the whole. */
export function splitByAgency(
  cost: Pick<UnitCost, 'pence' | 'split'>,
  amount: Pence = cost.pence,
): Map<AgencyKind, Pence> {
  const kinds = [...cost.split.keys()];
  const parts = splitPence(amount, [...cost.split.values()]);
  return new Map(kinds.map((kind, index) => [kind, parts[index] ?? pence(0)]));
}

/** How a cost counts when money is planned: only fiscal costs can be cash or capacity. */
export function cashKind(cost: Pick<UnitCost, 'kind' | 'cashability'>): CashKind {
  return cost.kind === 'fiscal' ? cost.cashability : 'social-value';
}

/**
 * What counts in public value: the cost without its transfers, since a benefit not paid is the
 * state's gain and the family's loss (Unit Cost Database v1.4, sheet Guidance).
 */
export function publicValue(cost: UnitCost, amount: Pence = cost.pence): Pence {
  const parts = splitByAgency(cost, amount);
  return sumPence([...parts].filter(([kind]) => !cost.transferOf.includes(kind)).map(([, p]) => p));
}

/** What counts in the financial case: fiscal costs whole, transfers included; others not at all. */
export function financialValue(cost: UnitCost, amount: Pence = cost.pence): Pence {
  return cost.kind === 'fiscal' ? amount : pence(0);
}
