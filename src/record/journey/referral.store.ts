import { sql } from 'kysely';
import type { AuthorityId, PersonId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';

/**
 * Derives the referrals of some people anew, with what came of each; what is unchanged is not
 * written. A referral ended at once when its return says so; after an assessment when the first
 * closure before the next referral says that the child was not in need (RC8); else in help, at the
 * highest level up to the next referral or a year on. A re-referral comes within 12 months of the
 * referral before it, as the children in need statistics of the Department for Education count.
 *
 * Events are looked up by their child alone and only then by their kind: asked for both at once,
 * the planner may walk all closures of the authority for every child.
 */
export async function deriveReferrals(
  tx: Tx,
  authorityId: AuthorityId,
  people: readonly PersonId[],
): Promise<void> {
  await sql`
    with stated as materialized (
      select own.*,
        min(own.day) over (partition by own.person_id order by own.day
          range between '1 day' following and unbounded following) as next_day,
        max(own.day) over (partition by own.person_id order by own.day
          range between unbounded preceding and '1 day' preceding) as previous_day
      from unnest(${people}::bigint[]) as wanted(id) cross join lateral (
        select event.id, event.person_id, event.day, event.agency_id, event.code, event.ward_id,
          event.outcome, event.kind, event.is_counted
        from record.event where event.authority_id = ${authorityId}::bigint
          and event.person_id = wanted.id offset 0) own
      where own.kind = 'referral' and own.is_counted
    ), derived as materialized (
      select stated.person_id, stated.id as event_id, stated.day,
        record.financial_year(stated.day) as year, coalesce(stated.agency_id, 0) as agency_id,
        coalesce(stated.code, '') as source, coalesce(stated.ward_id, 0) as ward_id,
        case when person.birth_day is null and person.expected_birth_day is null then 'unknown'
          when coalesce(person.birth_day, person.expected_birth_day)
            > stated.day - interval '1 year' then 'under-1'
          when person.birth_day > stated.day - interval '5 years' then '1-4'
          when person.birth_day > stated.day - interval '10 years' then '5-9'
          when person.birth_day > stated.day - interval '16 years' then '10-15'
          else '16-plus' end as age_band,
        case when helped.is_so is not null then 'helped'
          when stated.previous_day >= stated.day - interval '1 year' then 'referred'
          else 'new' end as prior,
        case when stated.outcome = 'no-further-action' then 'at-referral'
          when closed.code = 'RC8' then 'after-assessment' else 'in-help' end as ended,
        case when stated.outcome = 'no-further-action' or closed.code = 'RC8' then ''
          else coalesce(reached.level, 'none-yet') end as led_to,
        coalesce(stated.previous_day >= stated.day - interval '1 year', false) as is_re_referral
      from stated
      left join lateral (
        select known.birth_day, known.expected_birth_day from record.person known
        where known.id = stated.person_id offset 0) person on true
      left join lateral (
        select true as is_so from record.level_spell level
        where level.authority_id = ${authorityId}::bigint and level.person_id = stated.person_id
          and level.start_day < stated.day and level.end_day > stated.day - interval '2 years'
        limit 1) helped on true
      left join lateral (
        select closure.code from (
          select event.kind, event.code, event.day, event.is_counted from record.event
          where event.authority_id = ${authorityId}::bigint
            and event.person_id = stated.person_id offset 0) closure
        where closure.kind = 'closure' and closure.is_counted and closure.day >= stated.day
          and (stated.next_day is null or closure.day < stated.next_day)
        order by closure.day limit 1) closed on true
      left join lateral (
        select level.level from record.level_spell level
        where level.authority_id = ${authorityId}::bigint and level.person_id = stated.person_id
          and level.end_day > stated.day
          and level.start_day < least(stated.next_day, stated.day + interval '1 year')
        order by array_position(array['looked-after', 'child-protection', 'child-in-need',
          'targeted-early-help', 'leaving-care'], level.level) limit 1) reached on true
    ), gone as (
      delete from record.referral
      using unnest(${people}::bigint[]) as wanted(id)
      where referral.authority_id = ${authorityId}::bigint and referral.person_id = wanted.id
        and not exists (select 1 from derived where derived.event_id = referral.event_id)
    )
    insert into record.referral as known (authority_id, person_id, event_id, day, year, agency_id,
      source, ward_id, age_band, prior, ended, led_to, is_re_referral)
    select ${authorityId}::bigint, derived.person_id, derived.event_id, derived.day, derived.year,
      derived.agency_id, derived.source, derived.ward_id, derived.age_band, derived.prior,
      derived.ended, derived.led_to, derived.is_re_referral
    from derived
    on conflict (authority_id, person_id, event_id) do update set
      day = excluded.day, year = excluded.year, agency_id = excluded.agency_id,
      source = excluded.source, ward_id = excluded.ward_id, age_band = excluded.age_band,
      prior = excluded.prior, ended = excluded.ended, led_to = excluded.led_to,
      is_re_referral = excluded.is_re_referral
    where (known.day, known.agency_id, known.source, known.ward_id, known.age_band, known.prior,
        known.ended, known.led_to, known.is_re_referral)
      is distinct from (excluded.day, excluded.agency_id, excluded.source, excluded.ward_id,
        excluded.age_band, excluded.prior, excluded.ended, excluded.led_to,
        excluded.is_re_referral)`.execute(tx);
}
