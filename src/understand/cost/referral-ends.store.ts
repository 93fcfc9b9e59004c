import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** How a referral ended: at once, after an assessment that found no need, or in help. */
export type ReferralEnd = 'at-referral' | 'after-assessment' | 'in-help';

/** How many referrals of one agency and source ended in one way; the agency is 0 where unknown. */
export interface ReferralEnds {
  readonly agency_id: number;
  /** The census's code of who referred; empty where the source states none. */
  readonly source: string;
  readonly ended: ReferralEnd;
  readonly referrals: number;
}

/** Referrals of a span by who referred and how each ended; everyone counts. */
export async function referralEnds(tx: Tx, from: string, to: string): Promise<ReferralEnds[]> {
  const { rows } = await sql<ReferralEnds>`
    select ends.agency_id, ends.source, ends.ended, ends.referrals
    from understand.referral_ends(${from}::date, ${to}::date) ends
    order by ends.agency_id, ends.source, ends.ended`.execute(tx);
  return rows;
}
