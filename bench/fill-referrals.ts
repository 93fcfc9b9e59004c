import { sql, type Transaction } from 'kysely';
import type { Piece } from './piece.ts';

/** The referrals among the events of a piece with what came of each, roll-ups and all. */
export async function fillReferrals(tx: Transaction<unknown>, of: Piece): Promise<void> {
  await sql`
    insert into record.referral (authority_id, person_id, event_id, day, year, agency_id, source,
      ward_id, age_band, prior, ended, led_to, is_re_referral)
    select event.authority_id, event.person_id, event.id, event.day,
      record.financial_year(event.day), event.agency_id, event.code, event.ward_id,
      (array['under-1', '1-4', '5-9', '10-15', '16-plus'])[1 + event.person_id % 5],
      (array['helped', 'referred', 'new'])[1 + event.person_id % 7 % 3], came.ended,
      case came.ended when 'in-help' then (array['child-in-need', 'child-protection',
        'looked-after', 'none-yet'])[1 + event.person_id % 4] else '' end,
      event.person_id % 7 % 3 = 1
    from record.event
    cross join lateral (select case when event.outcome = 'no-further-action' then 'at-referral'
      when event.person_id % 5 = 0 then 'after-assessment' else 'in-help' end as ended) came
    where event.authority_id = ${sql.lit(of.authorityId)}
      and event.person_id >= ${sql.lit(of.firstPerson)} and event.kind = 'referral'`.execute(tx);
}
