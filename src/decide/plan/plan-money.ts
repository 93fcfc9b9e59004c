import { type CalendarDay, formatDay } from '../../lib/index.ts';
import { itemsOf, type PlanContent } from './plan.ts';

/** Money of the budget as a plan names it: by its code or its name. */
export interface KnownStream {
  readonly code: string;
  readonly name: string;
  /** The last day on which any of it may be spent; null where it has none. */
  readonly endDay: CalendarDay | null;
}

/** The money that a plan names, by code or name in any case; null where the budget has none. */
export function knownStream(streams: readonly KnownStream[], named: string): KnownStream | null {
  const wanted = named.trim().toLowerCase();
  if (wanted === '') return null;
  return (
    streams.find(({ code, name }) => [code, name].some((one) => one.toLowerCase() === wanted)) ??
    null
  );
}

/**
 * What does not fit between commissions and the money of the budget, as a sentence each: money that
 * ends before what it pays for, and a name that the budget does not have. Without any money in the
 * budget there is nothing to compare with.
 */
export function moneyWarnings(content: PlanContent, streams: readonly KnownStream[]): string[] {
  if (streams.length === 0) return [];
  return itemsOf(content, 'commissions').flatMap(({ what, stream, endDay }) => {
    if (stream.trim() === '') return [];
    const known = knownStream(streams, stream);
    if (known === null) {
      return [`The budget has no money called "${stream}", which is to pay for "${what}".`];
    }
    if (known.endDay === null || known.endDay >= endDay) return [];
    return [
      `"${known.name}" ends on ${formatDay(known.endDay)}, before the commission "${what}" does.`,
    ];
  });
}
