import type { CalendarDay } from '../../lib/index.ts';

/** A stated spell, as far as counting once needs it; the span is half-open. */
export interface StatedSpell {
  readonly kind: string;
  readonly code: string;
  readonly returnKind: string;
  readonly startDay: CalendarDay;
  readonly untilDay: CalendarDay;
  /** No end is stated: the source only knows up to `untilDay`. */
  readonly isOpen: boolean;
}

/** Whether a spell counts, and from which day on it says something of its own. */
export interface SpellCount {
  readonly isCounted: boolean;
  /**
   * From here to its end the spell gives the child's level: its start when it counts; of one that
   * does not, the day up to which the earlier source knew, if that source left the spell open; else
   * null.
   */
  readonly levelFrom: CalendarDay | null;
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
  'youth-justice',
  'police',
  'school-census',
  'annex-a',
];

function rank(returnKind: string): number {
  const found = ORDER_OF_SOURCES.indexOf(returnKind);
  return found === -1 ? ORDER_OF_SOURCES.length : found;
}

/**
 * Which of one child's spells count: one that overlaps a counted spell of the same kind and code
 * (or, of placements and legal bases, the same kind) from an earlier source does not. Where the
 * earlier source left its spell open, the later one still tells what came after its last day.
 */
export function spellsThatCount(spells: readonly StatedSpell[]): SpellCount[] {
  const found = new Map<StatedSpell, SpellCount>();
  const counted: StatedSpell[] = [];
  for (const spell of [...spells].sort((a, b) => rank(a.returnKind) - rank(b.returnKind))) {
    const same = counted.filter((other) => isSameFact(other, spell));
    if (same.length === 0) counted.push(spell);
    found.set(spell, { isCounted: same.length === 0, levelFrom: levelFrom(spell, same) });
  }
  return spells.map((spell) => found.get(spell) as SpellCount);
}

function isSameFact(counted: StatedSpell, spell: StatedSpell): boolean {
  return (
    rank(counted.returnKind) < rank(spell.returnKind) &&
    counted.kind === spell.kind &&
    (!isOneOfMany(spell) || counted.code === spell.code) &&
    overlaps(counted, spell)
  );
}

/** Statuses and services stand beside one another; of the other kinds one holds at a time. */
function isOneOfMany({ kind }: StatedSpell): boolean {
  return kind === 'status' || kind === 'service';
}

function levelFrom(spell: StatedSpell, same: readonly StatedSpell[]): CalendarDay | null {
  const [latest] = [...same].sort((a, b) => (a.untilDay < b.untilDay ? 1 : -1));
  if (!latest) return spell.startDay;
  return latest.isOpen && latest.untilDay < spell.untilDay ? latest.untilDay : null;
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
