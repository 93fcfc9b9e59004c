import { sql } from 'kysely';
import type { CalendarDay, PersonId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Level } from '../../record/index.ts';

/** What is asked for: one activity, a span of days, perhaps a ward or a theme, and a page of it. */
export interface RowsAsked {
  readonly from: string;
  readonly to: string;
  readonly wardId: number | null;
  readonly theme: string | null;
  readonly limit: number;
  readonly offset: number;
}

/** A stretch at a level, or an event, that a figure counts; only those that the actor may see. */
export interface CountedRow {
  readonly person_id: PersonId;
  readonly given: string | null;
  readonly family: string | null;
  readonly start_day: CalendarDay;
  /** The day after the last; null for an event. */
  readonly end_day: CalendarDay | null;
  /** Days within the span that is asked for; null for an event. */
  readonly days: number | null;
  readonly outcome: string | null;
  readonly statements: readonly Statement[];
  /** Rows and days in all, on every page. */
  readonly total: number;
  readonly total_days: number | null;
}

/** A statement of a source that a counted row rests on. */
export interface Statement {
  readonly source_id: number;
  readonly name: string;
  readonly row: number | null;
}

const NAME = sql`left join lateral (
    select person_name.given, person_name.family from record.person_name
    where person_name.person_id = found.person_id
    order by array_position(array['preferred', 'legal', 'former'], person_name.kind) limit 1
  ) name on true`;

/**
 * Stretches at a level within the span, longest first, with the statements of status and placement
 * that they were derived from.
 */
export async function countedStretches(
  tx: Tx,
  of: { readonly level: Level; readonly placementGroup: string; readonly statuses: string[] },
  asked: RowsAsked,
): Promise<CountedRow[]> {
  const { rows } = await sql<CountedRow>`
    with found as (
      select level_spell.person_id, level_spell.start_day, level_spell.end_day,
        least(level_spell.end_day, ${asked.to}::date)
          - greatest(level_spell.start_day, ${asked.from}::date) as days,
        count(*) over () as total,
        sum(least(level_spell.end_day, ${asked.to}::date)
          - greatest(level_spell.start_day, ${asked.from}::date)) over () as total_days
      from record.level_spell
      where level_spell.level = ${of.level} and level_spell.placement_group = ${of.placementGroup}
        and level_spell.start_day < ${asked.to}::date and level_spell.end_day > ${asked.from}::date
        and (${asked.wardId}::bigint is null
          or coalesce(level_spell.ward_id, 0) = ${asked.wardId})
        and (${asked.theme}::text is null or ${asked.theme} = any(level_spell.themes)
          or (${asked.theme} = 'none-recorded' and level_spell.themes = '{}'))
      order by days desc, level_spell.person_id, level_spell.start_day
      limit ${asked.limit} offset ${asked.offset}
    )
    select found.person_id, name.given, name.family, found.start_day, found.end_day, found.days,
      null as outcome, found.total, found.total_days, (
        select coalesce(jsonb_agg(jsonb_build_object('source_id', source.id, 'name', source.name,
          'row', spell.source_row) order by spell.kind desc, spell.start_day), '[]')
        from record.spell join record.source on source.id = spell.source_id
        where spell.person_id = found.person_id and spell.is_counted
          and spell.start_day < found.end_day
          and coalesce(spell.end_day, spell.known_to_day) > found.start_day
          and ((spell.kind = 'status' and spell.code = any(${of.statuses}::text[]))
            or (spell.kind = 'placement' and ${of.level} = 'looked-after'))
      ) as statements
    from found ${NAME} order by found.days desc, found.person_id, found.start_day`.execute(tx);
  return rows;
}

/** Events of a kind within the span, newest first, with the statement of each. */
export async function countedEvents(tx: Tx, kind: string, asked: RowsAsked): Promise<CountedRow[]> {
  const { rows } = await sql<CountedRow>`
    with found as (
      select event.person_id, event.day as start_day, event.outcome, event.source_id,
        event.source_row, event.id, count(*) over () as total
      from record.event
      where event.kind = ${kind} and event.is_counted
        and event.day >= ${asked.from}::date and event.day < ${asked.to}::date
        and (${asked.wardId}::bigint is null or coalesce(event.ward_id, 0) = ${asked.wardId})
      order by event.day desc, event.id limit ${asked.limit} offset ${asked.offset}
    )
    select found.person_id, name.given, name.family, found.start_day, null as end_day,
      null as days, found.outcome, found.total, null as total_days,
      jsonb_build_array(jsonb_build_object('source_id', source.id, 'name', source.name,
        'row', found.source_row)) as statements
    from found join record.source on source.id = found.source_id ${NAME}
    order by found.start_day desc, found.id`.execute(tx);
  return rows;
}
