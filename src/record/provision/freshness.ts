import { addDays, type CalendarDay, formatDay } from '../../lib/index.ts';
import { PROVISION_RULES } from './provision-rules.ts';
import type { Service } from './service.ts';

/** How far an entry can be trusted today. */
export const FRESHNESS = ['current', 'check-due', 'stale'] as const;
/** One state of an entry. */
export type Freshness = (typeof FRESHNESS)[number];

/** States in plain words. */
export const FRESHNESS_LABELS: Readonly<Record<Freshness, string>> = {
  current: 'Up to date',
  'check-due': 'Check due',
  stale: 'Stale: not confirmed for over a year',
};

type Dated = Pick<Service, 'confirmedDay' | 'statedDay'>;

/** The last day on which anybody spoke for an entry: confirmed, or else first stated. */
export function lastWordDay(service: Dated): CalendarDay {
  return service.confirmedDay ?? service.statedDay;
}

/**
 * How fresh an entry is: it fades by whole months since the last word, as
 * `reference/provision.yaml` sets them (ours).
 */
export function freshnessOf(service: Dated, today: CalendarDay): Freshness {
  const months = wholeMonths(lastWordDay(service), today);
  const passed = PROVISION_RULES.freshness.filter((one) => months >= one.afterMonths);
  if (passed.some((one) => one.state === 'stale')) return 'stale';
  return passed.length > 0 ? 'check-due' : 'current';
}

/** Whole months from one day to a later one; the 31st waits for the last day of a short month. */
export function wholeMonths(from: CalendarDay, to: CalendarDay): number {
  const part = (text: string, start: number, end: number) => Number(text.slice(start, end));
  const months = (part(to, 0, 4) - part(from, 0, 4)) * 12 + part(to, 5, 7) - part(from, 5, 7);
  const lastOfMonth = addDays(to, 1).slice(5, 7) !== to.slice(5, 7);
  const isReached = part(to, 8, 10) >= part(from, 8, 10) || lastOfMonth;
  return isReached ? months : months - 1;
}

/** Who last spoke for an entry and when, in a sentence. */
export function lastWord(service: Dated & Pick<Service, 'confirmedBy'>): string {
  if (service.confirmedDay === null) {
    return `Never confirmed; stated on ${formatDay(service.statedDay)}`;
  }
  const by = service.confirmedBy ? ` by ${service.confirmedBy}` : '';
  return `Confirmed on ${formatDay(service.confirmedDay)}${by}`;
}
