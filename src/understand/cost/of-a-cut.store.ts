import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import { rememberedCount } from '../remembered-count.store.ts';

/** Children of one group, and how many of them reached a later level; level '' is all of them. */
export interface FollowUp {
  readonly arm: 'begun' | 'waiting' | 'not-helped' | 'finished' | 'unfinished';
  readonly level: string;
  readonly children: number;
  readonly reached: number;
  readonly days: number;
}

/** Days after a request by which help counts as having begun. */
export const LANDMARK_DAYS = 42;
/** Days for which children are followed. */
export const FOLLOW_DAYS = 365;

/** What followed for those who asked for early help, or whose help ended, in a span. */
export async function helpFollowUp(tx: Tx, from: string, to: string): Promise<FollowUp[]> {
  const question = `help-follow-up ${from} ${to} ${LANDMARK_DAYS} ${FOLLOW_DAYS}`;
  return rememberedCount(tx, question, async () => {
    const { rows } = await sql<FollowUp>`
      select followed.arm, followed.level, followed.children, followed.reached, followed.days
      from understand.help_follow_up(${from}::date, ${to}::date, ${LANDMARK_DAYS}::integer,
        ${FOLLOW_DAYS}::integer) followed`.execute(tx);
    return rows;
  });
}
