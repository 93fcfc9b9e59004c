import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { ReferralCount, ReferralKind } from './referral-table.ts';

/** The first year of a financial year, as the roll-up keeps it. */
type StartYear = number;

/** Referrals of a year by who referred and what came of them; everyone counts. */
export async function referralCounts(tx: Tx, year: StartYear): Promise<ReferralCount[]> {
  const { rows } = await sql<ReferralCount>`
    select total.agency_id, total.source, total.ended, total.led_to, total.is_re_referral,
      sum(total.referrals)::bigint as referrals
    from record.referral_year total
    where total.authority_id = (select govern.authority()) and total.year = ${year}::integer
      and total.referrals > 0
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`.execute(tx);
  return rows;
}

/**
 * Referrals of a year by what was known when they came. A ward without a decile of its own takes
 * the mean of its areas'.
 */
export async function referralKinds(tx: Tx, year: StartYear): Promise<ReferralKind[]> {
  const { rows } = await sql<ReferralKind>`
    with ward as materialized (
      select place.id, ceil(coalesce(place.deprivation_decile, (
          select round(avg(area.deprivation_decile)) from record.place area
          where area.authority_id = place.authority_id and area.kind = 'lsoa'
            and area.within_id = place.id)) / 2.0)::integer as fifth
      from record.place
      where place.authority_id = (select govern.authority()) and place.kind = 'ward'
    )
    select total.agency_id, total.source, total.age_band, total.prior, ward.fifth,
      sum(total.referrals)::bigint as referrals, sum(total.nothing)::bigint as nothing
    from record.referral_kind_year total
    left join ward on ward.id = total.ward_id
    where total.authority_id = (select govern.authority()) and total.year = ${year}::integer
      and total.referrals > 0
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`.execute(tx);
  return rows;
}
