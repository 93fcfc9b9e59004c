import { formatDay } from '../../lib/index.ts';
import type { Message, SessionData } from '../../platform/index.ts';
import { LEVEL_LABELS, type Level } from '../../record/index.ts';
import { isReadTwice, type Reading, readersOf } from './review.ts';
import type { RoundRow } from './rounds.store.ts';

const KEY = 'understand.avoidable.done';

/** Remembers what was done, for the next page to say. */
export function sayDone(session: SessionData, text: string): void {
  session.set(KEY, { kind: 'success', text } satisfies Message);
}

/** What was done just now, said once; false when nothing was. */
export function takeDone(session: SessionData): Message | false {
  const message = session.get(KEY) as Message | undefined;
  if (message === undefined) return false;
  session.set(KEY, undefined);
  return message;
}

/** The way back up to a round. */
export const AVOIDABLE_TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/avoidable', text: 'Entries to care that could have been avoided' },
];

/** What a round is about, in words. */
export function scopeWords(round: RoundRow): string {
  const place = round.ward === null ? 'every ward' : round.ward;
  const before =
    round.level_before === '' ? 'whatever help came before' : levelBeforeWords(round.level_before);
  return (
    `Children who came into care from ${formatDay(round.from_day)} up to, not including, ` +
    `${formatDay(round.to_day)}, ${place}, ${before}`
  );
}

/** The level before an entry in words. */
export function levelBeforeWords(level: string): string {
  return level === 'universal'
    ? 'universal services the day before'
    : `${LEVEL_LABELS[level as Level] ?? level} the day before`;
}

/** How far a case is, in words and tone. */
export function caseStatus(
  readings: readonly Reading[],
  decided: string | null,
): { readonly text: string; readonly tone: string } {
  if (decided !== null) return { text: 'Decided', tone: 'done' };
  if (isReadTwice(readings)) return { text: 'Reviewers differ', tone: 'attention' };
  if (readersOf(readings).length < 2) return { text: 'Needs a reviewer', tone: 'attention' };
  const isBegun = readings.some(({ status }) => status === 'submitted' || status === 'draft');
  return isBegun ? { text: 'Being read', tone: 'going' } : { text: 'Not begun', tone: 'waiting' };
}
