import { type CalendarDay, daysBetween } from '../../../lib/index.ts';

/** One thing that happened, as a timeline shows it. */
export interface TimelineEntry {
  readonly day: CalendarDay;
  /** The last day, when it went on for a time; null while it still goes on. */
  readonly until?: CalendarDay | null;
  readonly title: string;
  readonly text?: string;
  /** Where this is known from, such as `Health, recorded 3 May 2025`. */
  readonly source: string;
  readonly href?: string;
  /** Whose word this is or who may see it, such as `Held by Health`. */
  readonly mark?: string;
}

/** What a timeline shows from top to bottom: a year's heading, an entry, or a gap. */
export type TimelineItem =
  | { readonly kind: 'year'; readonly year: string }
  | { readonly kind: 'entry'; readonly entry: TimelineEntry }
  | { readonly kind: 'gap'; readonly days: number };

/** Days without an entry after which a timeline points at the silence. */
export const GAP_DAYS = 90;

/**
 * Orders entries newest first, heads each year, and marks silences longer than `gapDays`: days
 * from the end of everything earlier to the next entry. Entries that still go on leave no gap.
 */
export function timelineItems(
  entries: readonly TimelineEntry[],
  gapDays = GAP_DAYS,
): TimelineItem[] {
  const oldestFirst = [...entries].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const items: TimelineItem[] = [];
  let knownUntil: CalendarDay | null = oldestFirst[0]?.day ?? null;
  let year = '';
  for (const entry of oldestFirst) {
    const gap = knownUntil === null ? 0 : daysBetween(knownUntil, entry.day);
    if (year !== '' && year !== entry.day.slice(0, 4)) items.push({ kind: 'year', year });
    if (gap > gapDays) items.push({ kind: 'gap', days: gap });
    items.push({ kind: 'entry', entry });
    year = entry.day.slice(0, 4);
    const end = entry.until === undefined ? entry.day : entry.until;
    if (end === null) knownUntil = null;
    else if (knownUntil !== null && end > knownUntil) knownUntil = end;
  }
  if (year !== '') items.push({ kind: 'year', year });
  return items.reverse();
}
