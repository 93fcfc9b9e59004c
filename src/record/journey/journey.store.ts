import { sql } from 'kysely';
import type { CalendarDay, PersonId, PlaceId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Origin } from '../people/people.store.ts';
import type { LevelSpell } from './derive-levels.ts';

/** A spell to write; the key names the fact within its return. */
export interface SpellToSave {
  readonly personId: PersonId;
  readonly kind: string;
  readonly code: string;
  readonly agencyId: number | null;
  readonly startDay: CalendarDay;
  readonly endDay: CalendarDay | null;
  readonly endReason: string | null;
  readonly detail: Readonly<Record<string, string>>;
  readonly statementKey: string;
  readonly row: number;
}

/** An event to write. */
export interface EventToSave {
  readonly personId: PersonId;
  readonly kind: string;
  readonly code: string | null;
  readonly day: CalendarDay;
  readonly agencyId: number | null;
  readonly outcome: string | null;
  readonly factors: readonly string[];
  readonly detail: Readonly<Record<string, string>>;
  readonly statementKey: string;
  readonly row: number;
}

/** How many rows were new and how many were mended. */
export interface Written {
  readonly created: number;
  readonly changed: number;
}

/**
 * Writes spells. The same episode stated again by the same return replaces the earlier statement,
 * unless the earlier one knows more (its source goes up to a later day).
 */
export async function saveSpells(
  tx: Tx,
  origin: Origin & { readonly returnKind: string },
  spells: readonly SpellToSave[],
): Promise<Written> {
  if (spells.length === 0) return { created: 0, changed: 0 };
  const { rows } = await sql<{ created: boolean }>`
    insert into record.spell (authority_id, person_id, kind, code, agency_id, start_day, end_day,
      known_to_day, end_reason, detail, return_kind, statement_key, source_id, source_row)
    select ${origin.authorityId}::bigint, stated."personId", stated.kind, stated.code,
      stated."agencyId", stated."startDay", stated."endDay",
      greatest(stated."startDay", ${origin.statedDay}::date), stated."endReason", stated.detail,
      ${origin.returnKind}, stated."statementKey", ${origin.sourceId}::bigint, stated.row
    from json_to_recordset(${JSON.stringify(spells)}::json) as stated("personId" bigint,
      kind text, code text, "agencyId" bigint, "startDay" date, "endDay" date,
      "endReason" text, detail jsonb, "statementKey" text, row bigint)
    on conflict (person_id, return_kind, statement_key) do update set
      code = excluded.code, agency_id = excluded.agency_id, end_day = excluded.end_day,
      known_to_day = excluded.known_to_day, end_reason = excluded.end_reason,
      detail = excluded.detail, source_id = excluded.source_id, source_row = excluded.source_row
    where spell.known_to_day <= excluded.known_to_day and (
      spell.code <> excluded.code or spell.agency_id is distinct from excluded.agency_id
      or spell.end_day is distinct from excluded.end_day
      or (spell.end_day is null and spell.known_to_day <> excluded.known_to_day)
      or spell.end_reason is distinct from excluded.end_reason or spell.detail <> excluded.detail)
    returning (xmax = 0) as created`.execute(tx);
  return counted(rows);
}

/** Writes events; the same event stated again by the same return replaces the earlier statement. */
export async function saveEvents(
  tx: Tx,
  origin: Origin & { readonly returnKind: string },
  events: readonly EventToSave[],
): Promise<Written> {
  if (events.length === 0) return { created: 0, changed: 0 };
  const { rows } = await sql<{ created: boolean }>`
    insert into record.event (authority_id, person_id, kind, code, day, agency_id, outcome,
      factors, detail, return_kind, statement_key, source_id, source_row)
    select ${origin.authorityId}::bigint, stated."personId", stated.kind, stated.code, stated.day,
      stated."agencyId", stated.outcome, array(select json_array_elements_text(stated.factors)),
      stated.detail, ${origin.returnKind}, stated."statementKey", ${origin.sourceId}::bigint,
      stated.row
    from json_to_recordset(${JSON.stringify(events)}::json) as stated("personId" bigint,
      kind text, code text, day date, "agencyId" bigint, outcome text, factors json, detail jsonb,
      "statementKey" text, row bigint)
    on conflict (person_id, return_kind, statement_key) do update set
      agency_id = excluded.agency_id, outcome = excluded.outcome, factors = excluded.factors,
      detail = excluded.detail, source_id = excluded.source_id, source_row = excluded.source_row
    where event.agency_id is distinct from excluded.agency_id
      or event.outcome is distinct from excluded.outcome or event.factors <> excluded.factors
      or event.detail <> excluded.detail
    returning (xmax = 0) as created`.execute(tx);
  return counted(rows);
}

function counted(rows: readonly { created: boolean }[]): Written {
  const created = rows.filter((row) => row.created).length;
  return { created, changed: rows.length - created };
}

/** What levels are derived from, for some people. */
export interface JourneyRows {
  readonly spells: readonly {
    readonly id: number;
    readonly person_id: PersonId;
    readonly kind: 'status' | 'placement' | 'plan' | 'service' | 'legal-basis';
    readonly code: string;
    readonly return_kind: string;
    readonly start_day: CalendarDay;
    readonly until_day: CalendarDay;
    readonly is_counted: boolean;
    readonly ward_id: PlaceId | null;
  }[];
  readonly events: readonly {
    readonly id: number;
    readonly person_id: PersonId;
    readonly kind: string;
    readonly day: CalendarDay;
    readonly return_kind: string;
    readonly factors: readonly string[];
    readonly themes: string | null;
    readonly is_counted: boolean;
    readonly ward_id: PlaceId | null;
  }[];
  readonly homes: readonly {
    readonly person_id: PersonId;
    readonly from_day: CalendarDay;
    readonly ward_id: PlaceId | null;
  }[];
  readonly levels: readonly (Omit<LevelSpell, 'isStart'> & {
    readonly personId: PersonId;
    readonly isStart: boolean;
  })[];
}

/** Reads all that levels are derived from, and the levels as they stand, for some people. */
export async function journeyRows(tx: Tx, people: readonly PersonId[]): Promise<JourneyRows> {
  const ids = sql`${people}::bigint[]`;
  const spells = await sql<JourneyRows['spells'][number]>`
    select spell.id, spell.person_id, spell.kind, spell.code, spell.return_kind,
      spell.start_day, greatest(spell.start_day, coalesce(spell.end_day, spell.known_to_day))
        as until_day, spell.is_counted, spell.ward_id
    from record.spell where spell.person_id = any(${ids})
    order by spell.person_id, spell.start_day, spell.id`.execute(tx);
  const events = await sql<JourneyRows['events'][number]>`
    select event.id, event.person_id, event.kind, event.day, event.return_kind, event.factors,
      event.detail ->> 'themes' as themes, event.is_counted, event.ward_id
    from record.event where event.person_id = any(${ids})
    order by event.person_id, event.day, event.id`.execute(tx);
  const homes = await sql<JourneyRows['homes'][number]>`
    select address.person_id, address.from_day, address.ward_id
    from record.address where address.person_id = any(${ids})
    order by address.person_id, address.from_day, address.postcode`.execute(tx);
  const levels = await sql<JourneyRows['levels'][number]>`
    select level_spell.person_id as "personId", level_spell.level,
      level_spell.placement_group as "placementGroup", level_spell.themes,
      level_spell.ward_id as "wardId", level_spell.start_day as "startDay",
      level_spell.end_day as "endDay", level_spell.is_start as "isStart"
    from record.level_spell where level_spell.person_id = any(${ids})
    order by level_spell.person_id, level_spell.start_day`.execute(tx);
  return { spells: spells.rows, events: events.rows, homes: homes.rows, levels: levels.rows };
}

/** Replaces the derived levels of some people. */
export async function replaceLevels(
  tx: Tx,
  authorityId: number,
  people: readonly PersonId[],
  levels: readonly (LevelSpell & { readonly personId: PersonId })[],
): Promise<void> {
  if (people.length === 0) return;
  await sql`
    delete from record.level_spell where level_spell.person_id = any(${people}::bigint[])
  `.execute(tx);
  if (levels.length === 0) return;
  await sql`
    insert into record.level_spell (authority_id, person_id, level, placement_group, themes,
      ward_id, start_day, end_day, is_start)
    select ${authorityId}::bigint, derived."personId", derived.level, derived."placementGroup",
      array(select json_array_elements_text(derived.themes)), derived."wardId",
      derived."startDay", derived."endDay", derived."isStart"
    from json_to_recordset(${JSON.stringify(levels)}::json) as derived("personId" bigint,
      level text, "placementGroup" text, themes json, "wardId" bigint, "startDay" date,
      "endDay" date, "isStart" boolean)`.execute(tx);
}

/** Notes where spells and events took place and whether they count, where that has changed. */
export async function placeAndCount(
  tx: Tx,
  spells: readonly { id: number; wardId: PlaceId | null; isCounted: boolean }[],
  events: readonly { id: number; wardId: PlaceId | null; isCounted: boolean }[],
): Promise<void> {
  const stated = (rows: unknown) => sql`json_to_recordset(${JSON.stringify(rows)}::json)
    as stated(id bigint, "wardId" bigint, "isCounted" boolean)`;
  if (spells.length > 0) {
    await sql`
      update record.spell set ward_id = stated."wardId", is_counted = stated."isCounted"
      from ${stated(spells)} where spell.id = stated.id`.execute(tx);
  }
  if (events.length > 0) {
    await sql`
      update record.event set ward_id = stated."wardId", is_counted = stated."isCounted"
      from ${stated(events)} where event.id = stated.id`.execute(tx);
  }
}
