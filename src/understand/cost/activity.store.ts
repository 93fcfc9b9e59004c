import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { EventKind, Level } from '../../record/index.ts';

/** Days of help in one group of a breakdown; the group is empty where nothing is broken down. */
export interface DaysRow {
  readonly group: string;
  readonly level: Level;
  readonly placement_group: string;
  readonly days: number;
}

/** Events in one group of a breakdown. */
export interface EventsRow {
  readonly group: string;
  readonly kind: EventKind;
  readonly outcome: string;
  readonly events: number;
}

/** What activity is asked for: a span of months, a ward, and what to break it down by. */
export interface ActivityAsked {
  /** First day of the first month, and of the month after the last. */
  readonly from: string;
  readonly to: string;
  readonly wardId: number | null;
  readonly by: 'nothing' | 'ward' | 'year' | 'month';
}

const GROUPS = {
  nothing: sql`''`,
  ward: sql`activity.ward_id::text`,
  year: sql`extract(year from activity.month - interval '3 months')::integer::text`,
  month: sql`to_char(activity.month, 'YYYY-MM')`,
} as const;

function within(asked: ActivityAsked) {
  return sql`activity.month >= ${asked.from}::date and activity.month < ${asked.to}::date
    and (${asked.wardId}::bigint is null or activity.ward_id = ${asked.wardId})`;
}

/** Days at each level, from the roll-up: it counts everyone, restricted records included. */
export async function levelDays(tx: Tx, asked: ActivityAsked): Promise<DaysRow[]> {
  const { rows } = await sql<DaysRow>`
    select ${GROUPS[asked.by]} as "group", activity.level, activity.placement_group,
      sum(activity.days)::bigint as days
    from record.level_month activity where ${within(asked)}
    group by 1, 2, 3 having sum(activity.days) > 0 order by 1, 2, 3`.execute(tx);
  return rows;
}

/** Days at each level by theme; a day with two themes counts under both. */
export async function themeDays(
  tx: Tx,
  asked: Pick<ActivityAsked, 'from' | 'to'>,
): Promise<DaysRow[]> {
  const { rows } = await sql<DaysRow>`
    select activity.theme as "group", activity.level, activity.placement_group,
      sum(activity.days)::bigint as days
    from record.theme_month activity
    where activity.month >= ${asked.from}::date and activity.month < ${asked.to}::date
    group by 1, 2, 3 having sum(activity.days) > 0 order by 1, 2, 3`.execute(tx);
  return rows;
}

/** Events by kind and outcome, from the roll-up. */
export async function eventCounts(tx: Tx, asked: ActivityAsked): Promise<EventsRow[]> {
  const { rows } = await sql<EventsRow>`
    select ${GROUPS[asked.by]} as "group", activity.kind, activity.outcome,
      sum(activity.events)::bigint as events
    from record.event_month activity where ${within(asked)}
    group by 1, 2, 3 having sum(activity.events) > 0 order by 1, 2, 3`.execute(tx);
  return rows;
}

/** Referrals of a year by who referred and what came of it. */
export async function referralCounts(
  tx: Tx,
  asked: Pick<ActivityAsked, 'from' | 'to'>,
): Promise<{ agency_id: number; agency: string; outcome: string; events: number }[]> {
  const { rows } = await sql<{
    agency_id: number;
    agency: string;
    outcome: string;
    events: number;
  }>`
    select activity.agency_id, coalesce(agency.name, 'Not recorded') as agency,
      activity.outcome, sum(activity.events)::bigint as events
    from record.event_month activity
    left join govern.agency on agency.id = activity.agency_id
    where activity.kind = 'referral' and activity.month >= ${asked.from}::date
      and activity.month < ${asked.to}::date
    group by 1, 2, 3 having sum(activity.events) > 0 order by 2, 3`.execute(tx);
  return rows;
}

/** How many children had any day at a level in a year; ward -1 is every ward, level '' any. */
export async function childrenOfYear(
  tx: Tx,
  startYear: number,
): Promise<{ ward_id: number; level: string; children: number }[]> {
  const { rows } = await sql<{ ward_id: number; level: string; children: number }>`
    select children_year.ward_id, children_year.level, children_year.children
    from record.children_year where children_year.year = ${startYear}
      and children_year.children > 0
    order by children_year.ward_id, children_year.level`.execute(tx);
  return rows;
}

/** How many children had any day in a ward, by the year in which a financial year starts. */
export async function childrenOfWard(
  tx: Tx,
  wardId: number,
): Promise<{ year: number; children: number }[]> {
  const { rows } = await sql<{ year: number; children: number }>`
    select children_year.year, children_year.children from record.children_year
    where children_year.ward_id = ${wardId} and children_year.level = ''
      and children_year.children > 0 order by children_year.year`.execute(tx);
  return rows;
}

/**
 * Financial years, as the year in which they start, that a loaded return covers; newest first.
 * Spells reach back into years of which no return was loaded: those years are not whole.
 */
export async function yearsKnown(tx: Tx): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct left(source.year, 4)::integer as year from record.source
    where source.authority_id = (select govern.authority()) and source.year is not null
      and source.return_kind in ('cin-census', 'ssda903') and source.items_done > 0
    order by 1 desc`.execute(tx);
  return rows.map((row) => row.year);
}

/** Which files the activity of a span rests on, for "Where does this number come from?". */
export async function filesBehind(
  tx: Tx,
  kinds: readonly string[],
): Promise<{ name: string; return_kind: string; year: string | null; sha256: string }[]> {
  const { rows } = await sql<{
    name: string;
    return_kind: string;
    year: string | null;
    sha256: string;
  }>`
    select source.name, source.return_kind, source.year, source.sha256 from record.source
    where source.kind = 'file' and source.status = 'loaded'
      and source.return_kind = any(${kinds}::text[])
    order by source.year desc nulls last, source.name`.execute(tx);
  return rows;
}
