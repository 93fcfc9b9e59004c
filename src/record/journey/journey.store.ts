import { sql } from 'kysely';
import type { CalendarDay, PersonId, PlaceId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Origin } from '../people/people.store.ts';
import type { LevelSpell } from './derive-levels.ts';
import type { ThemeEvent } from './theme-facts.ts';
import { type PersonTheme, themesOfPeople } from './theme-year.store.ts';

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
  readonly wardId: PlaceId | null;
  readonly statementKey: string;
  readonly sheet: string | null;
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
  readonly wardId: PlaceId | null;
  readonly statementKey: string;
  readonly sheet: string | null;
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
    insert into record.spell (authority_id, person_id, kind, code, agency_id, ward_id, start_day,
      end_day, known_to_day, end_reason, detail, return_kind, statement_key, source_id,
      source_sheet, source_row)
    select ${origin.authorityId}::bigint, stated."personId", stated.kind, stated.code,
      stated."agencyId", stated."wardId", stated."startDay", stated."endDay",
      greatest(stated."startDay", ${origin.statedDay}::date), stated."endReason", stated.detail,
      ${origin.returnKind}, stated."statementKey", ${origin.sourceId}::bigint, stated.sheet,
      stated.row
    from json_to_recordset(${JSON.stringify(spells)}::json) as stated("personId" bigint,
      kind text, code text, "agencyId" bigint, "wardId" bigint, "startDay" date, "endDay" date,
      "endReason" text, detail jsonb, "statementKey" text, sheet text, row bigint)
    on conflict (authority_id, person_id, return_kind, statement_key) do update set
      code = excluded.code, agency_id = excluded.agency_id, end_day = excluded.end_day,
      known_to_day = excluded.known_to_day, end_reason = excluded.end_reason,
      detail = excluded.detail, source_id = excluded.source_id,
      source_sheet = excluded.source_sheet, source_row = excluded.source_row
    where spell.known_to_day <= excluded.known_to_day and (
      spell.code <> excluded.code or spell.agency_id is distinct from excluded.agency_id
      or spell.end_day is distinct from excluded.end_day
      or (spell.end_day is null and spell.known_to_day <> excluded.known_to_day)
      or spell.end_reason is distinct from excluded.end_reason or spell.detail <> excluded.detail)
    returning (xmax = 0) as created`.execute(tx);
  if (rows.length < spells.length) {
    await sql`
      update record.spell set known_to_day = ${origin.statedDay}::date
      from ${keysOf(spells)}
      where spell.person_id = stated.person_id and spell.return_kind = ${origin.returnKind}
        and spell.statement_key = stated.key and spell.end_day is not null
        and spell.known_to_day < ${origin.statedDay}::date`.execute(tx);
  }
  return counted(rows);
}

/**
 * Writes events. The same event stated again by the same return replaces the earlier statement,
 * unless the earlier one knows more.
 */
export async function saveEvents(
  tx: Tx,
  origin: Origin & { readonly returnKind: string },
  events: readonly EventToSave[],
): Promise<Written> {
  if (events.length === 0) return { created: 0, changed: 0 };
  const { rows } = await sql<{ created: boolean }>`
    insert into record.event (authority_id, person_id, kind, code, day, agency_id, ward_id,
      known_to_day, outcome, factors, detail, return_kind, statement_key, source_id,
      source_sheet, source_row)
    select ${origin.authorityId}::bigint, stated."personId", stated.kind, stated.code, stated.day,
      stated."agencyId", stated."wardId", greatest(stated.day, ${origin.statedDay}::date),
      stated.outcome, array(select json_array_elements_text(stated.factors)), stated.detail,
      ${origin.returnKind}, stated."statementKey", ${origin.sourceId}::bigint, stated.sheet,
      stated.row
    from json_to_recordset(${JSON.stringify(events)}::json) as stated("personId" bigint,
      kind text, code text, day date, "agencyId" bigint, "wardId" bigint, outcome text,
      factors json, detail jsonb, "statementKey" text, sheet text, row bigint)
    on conflict (authority_id, person_id, return_kind, statement_key) do update set
      agency_id = excluded.agency_id, known_to_day = excluded.known_to_day,
      outcome = excluded.outcome, factors = excluded.factors, detail = excluded.detail,
      source_id = excluded.source_id, source_sheet = excluded.source_sheet,
      source_row = excluded.source_row
    where event.known_to_day <= excluded.known_to_day and (
      event.agency_id is distinct from excluded.agency_id
      or event.outcome is distinct from excluded.outcome or event.factors <> excluded.factors
      or event.detail <> excluded.detail)
    returning (xmax = 0) as created`.execute(tx);
  if (rows.length < events.length) {
    await sql`
      update record.event set known_to_day = ${origin.statedDay}::date
      from ${keysOf(events)}
      where event.person_id = stated.person_id and event.return_kind = ${origin.returnKind}
        and event.statement_key = stated.key
        and event.known_to_day < ${origin.statedDay}::date`.execute(tx);
  }
  return counted(rows);
}

/** The keys of statements: what is said again unchanged is then known up to a later day. */
function keysOf(rows: readonly { readonly personId: PersonId; readonly statementKey: string }[]) {
  return sql`unnest(${rows.map((row) => row.personId)}::bigint[],
    ${rows.map((row) => row.statementKey)}::text[]) as stated(person_id, key)`;
}

function counted(rows: readonly { created: boolean }[]): Written {
  const created = rows.filter((row) => row.created).length;
  return { created, changed: rows.length - created };
}

/** Where someone lived from a day on. */
export interface HomeRow {
  readonly person_id: PersonId;
  readonly from_day: CalendarDay;
  readonly ward_id: PlaceId | null;
}

/** The homes of some people, each person's oldest first. */
export async function homesOf(tx: Tx, people: readonly PersonId[]): Promise<HomeRow[]> {
  const { rows } = await sql<HomeRow>`
    select address.person_id, address.from_day, address.ward_id
    from record.address where address.person_id = any(${people}::bigint[])
    order by address.person_id, address.from_day, address.postcode`.execute(tx);
  return rows;
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
    readonly is_open: boolean;
    readonly is_counted: boolean;
    readonly ward_id: PlaceId | null;
  }[];
  readonly events: readonly (ThemeEvent & {
    readonly id: number;
    readonly person_id: PersonId;
    readonly is_counted: boolean;
    readonly ward_id: PlaceId | null;
  })[];
  readonly homes: readonly HomeRow[];
  readonly levels: readonly (Omit<LevelSpell, 'isStart'> & {
    readonly personId: PersonId;
    readonly isStart: boolean;
  })[];
  readonly themes: readonly PersonTheme[];
}

/** Reads all that levels are derived from, and the levels as they stand, for some people. */
export async function journeyRows(tx: Tx, people: readonly PersonId[]): Promise<JourneyRows> {
  // One by one by the index, whatever the planner believes of tables that have just grown.
  const wanted = sql`unnest(${people}::bigint[]) as wanted(id) cross join lateral`;
  const spells = await sql<JourneyRows['spells'][number]>`
    select own.* from ${wanted} (
      select spell.id, spell.person_id, spell.kind, spell.code, spell.return_kind,
        spell.start_day, greatest(spell.start_day, coalesce(spell.end_day, spell.known_to_day))
          as until_day, spell.end_day is null as is_open, spell.is_counted, spell.ward_id
      from record.spell where spell.person_id = wanted.id offset 0
    ) own order by own.person_id, own.start_day, own.id`.execute(tx);
  const events = await sql<JourneyRows['events'][number]>`
    select own.* from ${wanted} (
      select event.id, event.person_id, event.kind, event.code, event.day, event.outcome,
        event.return_kind, event.factors, event.detail ->> 'themes' as themes,
        event.detail ->> 'needs' as needs, event.detail ->> 'strengths' as strengths,
        event.detail ->> 'sessionsPossible' as sessions_possible,
        event.detail ->> 'sessionsMissed' as sessions_missed, event.is_counted, event.ward_id
      from record.event where event.person_id = wanted.id offset 0
    ) own order by own.person_id, own.day, own.id`.execute(tx);
  const levels = await sql<JourneyRows['levels'][number]>`
    select own.* from ${wanted} (
      select level_spell.person_id as "personId", level_spell.level,
        level_spell.placement_group as "placementGroup", level_spell.themes,
        level_spell.ward_id as "wardId", level_spell.start_day as "startDay",
        level_spell.end_day as "endDay", level_spell.is_start as "isStart"
      from record.level_spell where level_spell.person_id = wanted.id offset 0
    ) own order by own."personId", own."startDay"`.execute(tx);
  const homes = await homesOf(tx, people);
  const themes = await themesOfPeople(tx, people);
  return { spells: spells.rows, events: events.rows, homes, levels: levels.rows, themes };
}

/** Writes what has changed of derived levels: the stretches that are gone, then the new ones. */
export async function changeLevels(
  tx: Tx,
  authorityId: number,
  gone: readonly { readonly personId: PersonId; readonly startDay: CalendarDay }[],
  added: readonly (LevelSpell & { readonly personId: PersonId })[],
): Promise<void> {
  if (gone.length > 0) {
    await sql`
      delete from record.level_spell
      using unnest(${gone.map((one) => one.personId)}::bigint[],
        ${gone.map((one) => one.startDay)}::date[]) as gone(person_id, start_day)
      where level_spell.person_id = gone.person_id and level_spell.start_day = gone.start_day
    `.execute(tx);
  }
  if (added.length === 0) return;
  await sql`
    insert into record.level_spell (authority_id, person_id, level, placement_group, themes,
      ward_id, start_day, end_day, is_start)
    select ${authorityId}::bigint, derived."personId", derived.level, derived."placementGroup",
      array(select json_array_elements_text(derived.themes)), derived."wardId",
      derived."startDay", derived."endDay", derived."isStart"
    from json_to_recordset(${JSON.stringify(added)}::json) as derived("personId" bigint,
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
