import { sql } from 'kysely';
import type { PersonId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';

/** Which children of a year are asked for, and a page of them. */
export interface ThemeRowsAsked {
  readonly year: number;
  readonly theme: string;
  /** The number of a ward, 0 where it is not known; null for every ward. */
  readonly wardId: number | null;
  /** A mark that they must have, such as `theme/crime/police`; null for any. */
  readonly mark: string | null;
  readonly limit: number;
  readonly offset: number;
}

/** A child of whom a theme is stated; only those whom the actor may see. */
export interface ThemeRow {
  readonly person_id: PersonId;
  readonly given: string | null;
  readonly family: string | null;
  readonly level: string;
  readonly theme_set: string;
  readonly marks: readonly string[];
  readonly statements: readonly {
    readonly source_id: number;
    readonly name: string;
    readonly row: number | null;
  }[];
  /** Rows in all, on every page. */
  readonly total: number;
}

const KINDS = [
  'assessment',
  'early-help-assessment',
  'attendance-term',
  'early-years-profile',
  'police-incident',
  'youth-justice-outcome',
];

/** The children behind a count by theme, each with the rows of files that the theme rests on. */
export async function themeChildren(tx: Tx, asked: ThemeRowsAsked): Promise<ThemeRow[]> {
  const { year, theme, wardId, mark, limit, offset } = asked;
  // The few sets that hold the theme, so that no set of a child is taken apart.
  const wanted = sql`record.person_theme
    where person_theme.authority_id = (select govern.authority()) and person_theme.year = ${year}
      and person_theme.theme_set = any(array(
        select counted.theme_set from record.theme_set_year counted
        where counted.authority_id = (select govern.authority()) and counted.year = ${year}
          and ${theme} = any(string_to_array(counted.theme_set, ' '))))
      and (${wardId}::bigint is null or person_theme.ward_id = ${wardId})
      and (${mark}::text is null or ${mark} = any(person_theme.marks))`;
  const { rows } = await sql<ThemeRow>`
    with found as materialized (
      select person_theme.person_id, person_theme.level, person_theme.theme_set,
        person_theme.marks
      from ${wanted} order by person_theme.level desc, person_theme.person_id
      limit ${limit} offset ${offset}
    )
    select found.*, (select count(*) from ${wanted}) as total, name.given, name.family, (
      select coalesce(jsonb_agg(jsonb_build_object('source_id', told.source_id, 'name', told.name,
        'row', told.source_row) order by told.day desc), '[]')
      from (
        select every.source_id, source.name, every.source_row, every.day
        from (
          select event.source_id, event.source_row, event.day from record.event
        where event.authority_id = (select govern.authority())
          and event.person_id = found.person_id and event.is_counted
          and event.kind = any(${KINDS}::text[]) and event.day < make_date(${year} + 1, 4, 1)
          and (event.day >= make_date(${year}, 4, 1)
            or event.kind in ('assessment', 'early-help-assessment'))
          and 'theme/' || ${theme} || '/' || event.return_kind = any(found.marks)
          union all
          select spell.source_id, spell.source_row, spell.start_day from record.spell
          where spell.authority_id = (select govern.authority())
            and spell.person_id = found.person_id and spell.is_counted
            and ${theme} = 'crime' and spell.kind = 'status' and spell.code = 'youth-justice'
            and spell.start_day < make_date(${year}, 4, 1)
            and coalesce(spell.end_day, spell.known_to_day) > make_date(${year}, 4, 1)
        ) every join record.source on source.id = every.source_id
        order by every.day desc limit 6
      ) told
    ) as statements
    from found left join lateral (
      select person_name.given, person_name.family from record.person_name
      where person_name.authority_id = (select govern.authority())
        and person_name.person_id = found.person_id
      order by array_position(array['preferred', 'legal', 'former'], person_name.kind) limit 1
    ) name on true
    order by found.level desc, found.person_id`.execute(tx);
  return rows;
}
