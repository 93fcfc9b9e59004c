import type { AgencyKind, EventKind, Level } from '../../record/index.ts';
import { type FinancialYear, type Pence, sumPence } from '../../lib/index.ts';
import type { DeflatorSeries } from './deflators.ts';
import type { LateHelp } from './late-help-file.ts';
import { costOfDays, isTimeUnit, splitByAgency, type UnitCost, uplifted } from './unit-cost.ts';
import type { UnitCosts } from './unit-costs-file.ts';

/**
 * What a day or an event costs, in pence that are not rounded: a day of foster care is a seventh of
 * a week. Multiply by how many, then round once.
 */
export interface Price {
  /** In prices of the list's year; its split, kind and cashability hold for every part of it. */
  readonly cost: UnitCost;
  /** The published costs that make it up, to be cited; usually one. */
  readonly parts: readonly UnitCost[];
  readonly pence: number;
  /** From the range of the cost and the other published answers to the same question. */
  readonly low: number;
  readonly high: number;
  /** Why this cost, and not another. */
  readonly why: string;
  /** Codes of the other answers. */
  readonly others: readonly string[];
}

/** Something that no source prices; it is shown as not measured, never as 0. */
export interface NotMeasured {
  readonly what: string;
  readonly why: string;
}

/** All prices of late help in one year's money. */
export interface PriceList {
  readonly year: FinancialYear;
  /** By level, or level and placement group: `child-in-need`, `looked-after/foster`. */
  readonly days: ReadonlyMap<string, Price>;
  readonly events: ReadonlyMap<EventKind, Price>;
  /** By status that runs beside the level, per day. */
  readonly statuses: ReadonlyMap<string, Price>;
  readonly notMeasured: readonly NotMeasured[];
}

/** Puts prices on days and events of late help, in the money of one year. */
export function priceList(
  lateHelp: LateHelp,
  { costs }: UnitCosts,
  year: FinancialYear,
  series: DeflatorSeries,
): PriceList {
  const at = (code: string): UnitCost => {
    const cost = costs.get(code);
    if (!cost) throw new Error(`late help names ${code}, which is no unit cost`);
    return uplifted(cost, year, series);
  };
  const price = (entry: Priced, per: 'day' | 'event') => priceOf(entry, at, per);
  return {
    year,
    days: new Map(
      lateHelp.days.map((each) => [dayKey(each.level, each.placement), price(each, 'day')]),
    ),
    events: new Map(lateHelp.events.map((each) => [each.event, price(each, 'event')])),
    statuses: new Map(lateHelp.statuses.map((each) => [each.status, price(each, 'day')])),
    notMeasured: [...lateHelp.daysNotMeasured, ...lateHelp.eventsNotMeasured],
  };
}

/**
 * The price of a day at a level; looked after, by group of placement, and by the average where the
 * group has no price of its own. Null where the level is not measured.
 */
export function priceOfDay(prices: PriceList, level: Level, placementGroup = ''): Price | null {
  const own = prices.days.get(dayKey(level, placementGroup || undefined));
  return own ?? prices.days.get(`${level}/any`) ?? prices.days.get(level) ?? null;
}

interface Priced {
  readonly cost: string;
  readonly plus?: readonly string[];
  readonly others?: readonly string[];
  readonly why: string;
}

function priceOf(entry: Priced, at: (code: string) => UnitCost, per: 'day' | 'event'): Price {
  const parts = [entry.cost, ...(entry.plus ?? [])].map(at);
  const cost = together(parts);
  const others = (entry.others ?? []).map(at);
  const amount = (pence: UnitCost['pence'], of: UnitCost) =>
    per === 'day' ? costOfDays(pence, of.unit, 1) : pence;
  if (per === 'event' && isTimeUnit(cost.unit) && !/-year$/.test(cost.unit)) {
    throw new Error(`${cost.code} is a cost per ${cost.unit}, not of an event`);
  }
  const answers = others.map((other) => amount(other.pence, other));
  return {
    cost,
    parts,
    pence: amount(cost.pence, cost),
    low: Math.min(amount(cost.low, cost), ...answers),
    high: Math.max(amount(cost.high, cost), ...answers),
    why: entry.why,
    others: others.map((other) => other.code),
  };
}

/** One cost that several make up: amounts add, and each agency bears its part of each. */
function together(parts: readonly UnitCost[]): UnitCost {
  const [first, ...others] = parts;
  if (!first) throw new Error('a price has at least one cost');
  if (others.length === 0) return first;
  const split = new Map<AgencyKind, number>();
  for (const part of parts) {
    for (const [kind, amount] of splitByAgency(part)) {
      split.set(kind, (split.get(kind) ?? 0) + amount);
    }
  }
  const total = (pick: (part: UnitCost) => Pence) => sumPence(parts.map(pick));
  return {
    ...first,
    pence: total((part) => part.pence),
    low: total((part) => part.low),
    high: total((part) => part.high),
    split,
    transferOf: [...new Set(parts.flatMap((part) => part.transferOf))],
  };
}

function dayKey(level: Level, placement?: string): string {
  return placement === undefined ? level : `${level}/${placement}`;
}
