import { sql } from 'kysely';
import type { CalendarDay, PersonId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Level, SpellKind } from './journey.ts';

/** A spell of one person, with where it was stated. */
export interface PersonSpell {
  readonly kind: SpellKind;
  readonly code: string;
  readonly start_day: CalendarDay;
  readonly end_day: CalendarDay | null;
  readonly known_to_day: CalendarDay;
  readonly end_reason: string | null;
  readonly detail: Readonly<Record<string, string>>;
  readonly agency: string | null;
  readonly is_counted: boolean;
  readonly source_id: number;
  readonly source_name: string;
  readonly source_sheet?: string | null;
  readonly source_row: number | null;
}

/** An event of one person, with where it was stated. */
export interface PersonEvent {
  readonly kind: string;
  readonly code: string | null;
  readonly day: CalendarDay;
  readonly outcome: string | null;
  readonly factors: readonly string[];
  readonly agency: string | null;
  readonly is_counted: boolean;
  readonly source_id: number;
  readonly source_name: string;
  readonly source_sheet?: string | null;
  readonly source_row: number | null;
}

/** A derived level of one person. */
export interface PersonLevel {
  readonly level: Level;
  readonly placement_group: string;
  readonly themes: readonly string[];
  readonly ward: string | null;
  readonly start_day: CalendarDay;
  readonly end_day: CalendarDay;
}

/** What happened to one person: statements, events and the derived levels, oldest first. */
export async function personJourney(
  tx: Tx,
  id: PersonId,
): Promise<{ spells: PersonSpell[]; events: PersonEvent[]; levels: PersonLevel[] }> {
  const spells = await sql<PersonSpell>`
    select spell.kind, spell.code, spell.start_day, spell.end_day, spell.known_to_day,
      spell.end_reason, spell.detail, agency.name as agency, spell.is_counted,
      spell.source_id, source.name as source_name,
      spell.source_sheet, spell.source_row
    from record.spell join record.source on source.id = spell.source_id
    left join govern.agency on agency.id = spell.agency_id
    where spell.person_id = ${id} order by spell.start_day, spell.kind, spell.id`.execute(tx);
  const events = await sql<PersonEvent>`
    select event.kind, event.code, event.day, event.outcome, event.factors,
      agency.name as agency, event.is_counted, event.source_id, source.name as source_name,
      event.source_sheet, event.source_row
    from record.event join record.source on source.id = event.source_id
    left join govern.agency on agency.id = event.agency_id
    where event.person_id = ${id} order by event.day, event.kind, event.id`.execute(tx);
  const levels = await sql<PersonLevel>`
    select level_spell.level, level_spell.placement_group, level_spell.themes,
      place.name as ward, level_spell.start_day, level_spell.end_day
    from record.level_spell left join record.place on place.id = level_spell.ward_id
    where level_spell.person_id = ${id} order by level_spell.start_day`.execute(tx);
  return { spells: spells.rows, events: events.rows, levels: levels.rows };
}
