import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { AdviceOutcome } from '../../record/index.ts';

/** Calls to advice lines of one agency in one month with one outcome. */
export interface AdviceCount {
  readonly agency_id: number;
  readonly line: string;
  /** First day of the month. */
  readonly month: string;
  readonly outcome: AdviceOutcome;
  readonly calls: number;
}

/** Calls of a span by agency, line, month and outcome; the agency is 0 where it is not known. */
export async function adviceCounts(tx: Tx, from: string, to: string): Promise<AdviceCount[]> {
  const { rows } = await sql<AdviceCount>`
    select coalesce(call.agency_id, 0) as agency_id, call.line,
      to_char(call.day, 'YYYY-MM-01') as month, call.outcome, count(*) as calls
    from record.advice_call call
    where call.authority_id = (select govern.authority())
      and call.day >= ${from}::date and call.day < ${to}::date
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(tx);
  return rows;
}

/** Referrals of a span by agency and month, from the roll-up of events. */
export async function referralsByMonth(
  tx: Tx,
  from: string,
  to: string,
): Promise<{ readonly agency_id: number; readonly month: string; readonly referrals: number }[]> {
  const { rows } = await sql<{ agency_id: number; month: string; referrals: number }>`
    select total.agency_id, to_char(total.month, 'YYYY-MM-01') as month,
      sum(total.events)::bigint as referrals
    from record.event_month total
    where total.authority_id = (select govern.authority()) and total.kind = 'referral'
      and total.month >= ${from}::date and total.month < ${to}::date
    group by 1, 2 having sum(total.events) > 0 order by 1, 2`.execute(tx);
  return rows;
}
