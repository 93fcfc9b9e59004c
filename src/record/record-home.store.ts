import { sql } from 'kysely';
import type { AgencyId, CalendarDay } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import { LEVELS } from './journey/journey.ts';

/** Files loaded since a moment, and by whom. */
export async function loadedSince(
  tx: Tx,
  since: Date,
): Promise<{ readonly files: number; readonly by: string | null; readonly actor: string }[]> {
  const { rows } = await sql<{ files: number; by: string | null; actor: string }>`
    select count(*) as files, account.name as by, source.actor_id as actor from record.source
    left join govern.account on account.id::text = source.actor_id
    where source.kind = 'file' and source.status = 'loaded' and source.finished_at >= ${since}
    group by account.name, source.actor_id order by count(*) desc`.execute(tx);
  return rows;
}

/** That a level holds on a day; on the last day that is known, the one that ends there does. */
function holdsOn(table: string, on: CalendarDay) {
  const of = (column: string) => sql.ref(`${table}.${column}`);
  return sql`${of('start_day')} <= ${on} and ${of('end_day')} >= ${on}
    and (${of('end_day')} > ${on} or not exists (
      select 1 from record.level_spell later where later.person_id = ${of('person_id')}
        and later.start_day = ${of('end_day')}))`;
}

/** How many children are at each level on a day, who were at a lower one, or none, before. */
export async function newlyHigher(
  tx: Tx,
  days: { readonly since: CalendarDay; readonly on: CalendarDay },
): Promise<{ readonly level: string; readonly children: number }[]> {
  const { rows } = await sql<{ level: string; children: number }>`
    select now.level, count(*) as children from record.level_spell now
    where ${holdsOn('now', days.on)}
      and now.level <> 'leaving-care'
      and not exists (
        select 1 from record.level_spell before where before.person_id = now.person_id
          and before.start_day <= ${days.since} and before.end_day > ${days.since}
          and array_position(${LEVELS}::text[], before.level)
            <= array_position(${LEVELS}::text[], now.level))
    group by now.level
    order by array_position(${LEVELS}::text[], now.level)`.execute(tx);
  return rows;
}

/** How many children with help on a day live in no ward that is known, of how many. */
export async function withoutWard(
  tx: Tx,
  on: CalendarDay,
): Promise<{ readonly missing: number; readonly all: number }> {
  const { rows } = await sql<{ missing: number; all: number }>`
    select count(*) filter (where level_spell.ward_id is null) as missing, count(*) as "all"
    from record.level_spell
    where ${holdsOn('level_spell', on)}`.execute(tx);
  return rows[0] ?? { missing: 0, all: 0 };
}

/** Referrals of one agency by outcome, from the first day to before the last, by the roll-up. */
export async function referralsBy(
  tx: Tx,
  of: { readonly agencyId: AgencyId; readonly from: CalendarDay; readonly to: CalendarDay },
): Promise<{ readonly outcome: string; readonly referrals: number }[]> {
  const { rows } = await sql<{ outcome: string; referrals: number }>`
    select event_month.outcome, sum(event_month.events)::bigint as referrals
    from record.event_month
    where event_month.authority_id = (select govern.authority())
      and event_month.kind in ('referral', 'early-help-request')
      and event_month.agency_id = ${of.agencyId}
      and event_month.month >= ${of.from} and event_month.month < ${of.to}
    group by event_month.outcome having sum(event_month.events) > 0
    order by event_month.outcome`.execute(tx);
  return rows;
}
