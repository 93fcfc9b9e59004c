import { pence, type Pence, roundHalfAway, splitPence } from '../../lib/index.ts';
import type { AgencyKind, EventKind, Level } from '../../record/index.ts';
import { type Price, type PriceList, priceOfDay } from '../unit-costs/price-list.ts';
import { type CashKind, cashKind } from '../unit-costs/unit-cost.ts';

/** How much of what happened, in one group of a breakdown. */
export type Activity =
  | {
      readonly group: string;
      readonly kind: 'days';
      readonly level: Level;
      readonly placementGroup: string;
      readonly quantity: number;
    }
  | {
      readonly group: string;
      readonly kind: 'events';
      readonly event: EventKind;
      readonly quantity: number;
    };

/** One priced line: so much activity at a price; pence rounded once. */
export interface PricedLine {
  readonly activity: Activity;
  readonly price: Price;
  readonly pence: Pence;
  readonly low: Pence;
  readonly high: Pence;
}

/** Activity that no source prices; never counted as nothing. */
export interface UnpricedLine {
  readonly activity: Activity;
  readonly why: string;
}

/** Priced and unpriced lines. */
export interface Costed {
  readonly lines: readonly PricedLine[];
  readonly unpriced: readonly UnpricedLine[];
}

/**
 * Prices activity: a day at its level (looked after, by group of placement), an event where no
 * price of a day holds it already. What `reference/late-help.yaml` calls not measured comes back
 * apart; events that it calls held within days come back in neither.
 */
export function priceActivity(activities: readonly Activity[], prices: PriceList): Costed {
  const lines: PricedLine[] = [];
  const unpriced: UnpricedLine[] = [];
  for (const activity of activities) {
    const price = priceFor(activity, prices);
    if (price) lines.push(priced(activity, price));
    else {
      const what = activity.kind === 'days' ? activity.level : activity.event;
      const found = prices.notMeasured.find((one) => one.what === what);
      if (found) unpriced.push({ activity, why: found.why });
    }
  }
  return { lines, unpriced };
}

function priceFor(activity: Activity, prices: PriceList): Price | null {
  return activity.kind === 'days'
    ? priceOfDay(prices, activity.level, activity.placementGroup)
    : (prices.events.get(activity.event) ?? null);
}

function priced(activity: Activity, price: Price): PricedLine {
  const times = (one: number) => pence(roundHalfAway(one * activity.quantity));
  return {
    activity,
    price,
    pence: times(price.pence),
    low: times(price.low),
    high: times(price.high),
  };
}

/** An amount with its range. */
export interface Amount {
  readonly pence: Pence;
  readonly low: Pence;
  readonly high: Pence;
}

/**
 * Adds lines up. Ranges add end to end: the prices are doubtful in the same direction (one year,
 * one method), so the sum's range is not narrowed as if their errors were independent.
 */
export function sumLines(lines: readonly PricedLine[]): Amount {
  let [value, low, high] = [0, 0, 0];
  for (const line of lines) {
    value += line.pence;
    low += line.low;
    high += line.high;
  }
  return { pence: pence(value), low: pence(low), high: pence(high) };
}

/** What of a line one kind of agency bears; the parts of all agencies sum to the line. */
export function partOfAgency(line: PricedLine, agency: AgencyKind): Amount {
  const kinds = [...line.price.cost.split.keys()];
  const index = kinds.indexOf(agency);
  const weights = [...line.price.cost.split.values()];
  const part = (amount: Pence) =>
    index === -1 ? pence(0) : (splitPence(amount, weights)[index] ?? pence(0));
  return { pence: part(line.pence), low: part(line.low), high: part(line.high) };
}

/** The kinds of agency that bear any of these lines. */
export function agenciesOf(lines: readonly PricedLine[]): AgencyKind[] {
  const kinds = new Set<AgencyKind>();
  for (const line of lines) {
    for (const [kind, weight] of line.price.cost.split) if (weight > 0) kinds.add(kind);
  }
  return [...kinds].sort();
}

/** Adds amounts up, ends of ranges to ends. */
export function sumAmounts(amounts: readonly Amount[]): Amount {
  let [value, low, high] = [0, 0, 0];
  for (const amount of amounts) {
    value += amount.pence;
    low += amount.low;
    high += amount.high;
  }
  return { pence: pence(value), low: pence(low), high: pence(high) };
}

/** The lines that count as cash, as capacity, or as value to society. */
export function ofCashKind(lines: readonly PricedLine[], kind: CashKind): PricedLine[] {
  return lines.filter((line) => cashKind(line.price.cost) === kind);
}
