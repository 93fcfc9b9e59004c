import type { CalendarDay } from '../../lib/index.ts';

/** What may follow another: an agency of a partnership, or a whole authority. */
export type SuccessionSubject = 'agency' | 'authority';

/** A dated event: from this day on the successor does what the predecessor did. */
export interface Succession {
  readonly id: number;
  readonly subject: SuccessionSubject;
  readonly predecessorId: number;
  readonly successorId: number;
  readonly day: CalendarDay;
  readonly reason: string;
}

/**
 * Who does on a day what `id` once did: follows the events up to and with that day. A split gives
 * several successors, a merger one; without an event it is `id` itself. In order of id.
 */
export function successorsOn(
  id: number,
  day: CalendarDay,
  events: readonly Succession[],
): readonly number[] {
  const found = new Set<number>();
  const seen = new Set<number>();
  const follow = (current: number) => {
    if (seen.has(current)) return;
    seen.add(current);
    const next = events.filter((event) => event.predecessorId === current && event.day <= day);
    if (next.length === 0) found.add(current);
    for (const event of next) follow(event.successorId);
  };
  follow(id);
  return [...found].sort((a, b) => a - b);
}

/**
 * Whether a new event would make someone, sooner or later, follow itself: the successor already
 * leads to the predecessor.
 */
export function wouldCircle(
  asked: Pick<Succession, 'predecessorId' | 'successorId'>,
  events: readonly Succession[],
): boolean {
  const seen = new Set<number>();
  const waiting = [asked.successorId];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === asked.predecessorId) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    for (const event of events) if (event.predecessorId === at) waiting.push(event.successorId);
  }
  return false;
}
