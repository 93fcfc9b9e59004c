import type { CalendarDay } from '../../lib/index.ts';

/** A stated spell, as far as counting once needs it; the span is half-open. */
export interface StatedSpell {
  readonly kind: string;
  readonly code: string;
  readonly returnKind: string;
  readonly startDay: CalendarDay;
  readonly untilDay: CalendarDay;
}

/** A stated event, as far as counting once needs it. */
export interface StatedEvent {
  readonly kind: string;
  readonly returnKind: string;
  readonly day: CalendarDay;
}

/**
 * When two returns state one fact, the first in this order counts and the other is kept but not
 * counted. Statutory returns go first because councils check them most; ad hoc lists last.
 */
export const ORDER_OF_SOURCES: readonly string[] = [
  'cin-census',
  'ssda903',
  'early-help',
  'school-census',
  'annex-a',
];

function rank(returnKind: string): number {
  const found = ORDER_OF_SOURCES.indexOf(returnKind);
  return found === -1 ? ORDER_OF_SOURCES.length : found;
}

/**
 * Which of one child's spells count: one that overlaps a counted spell of the same kind and code
 * (or, of placements and legal bases, the same kind) from an earlier source does not.
 */
export function spellsThatCount(spells: readonly StatedSpell[]): boolean[] {
  return spells.map(
    (spell) =>
      !spells.some(
        (other) =>
          rank(other.returnKind) < rank(spell.returnKind) &&
          other.kind === spell.kind &&
          (spell.kind !== 'status' || other.code === spell.code) &&
          overlaps(other, spell),
      ),
  );
}

/** Which of one child's events count: one of the same kind and day from an earlier source wins. */
export function eventsThatCount(events: readonly StatedEvent[]): boolean[] {
  return events.map(
    (event) =>
      !events.some(
        (other) =>
          rank(other.returnKind) < rank(event.returnKind) &&
          other.kind === event.kind &&
          other.day === event.day,
      ),
  );
}

function overlaps(a: StatedSpell, b: StatedSpell): boolean {
  if (a.startDay === b.startDay) return true;
  return a.startDay < b.untilDay && b.startDay < a.untilDay;
}
