import { sql } from 'kysely';
import type { PersonId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { ThemeYear } from './derive-themes.ts';

/** What is known of one child's themes in a year. */
export type PersonTheme = ThemeYear & { readonly personId: PersonId };

/** The themes of some people as they stand. */
export async function themesOfPeople(tx: Tx, people: readonly PersonId[]): Promise<PersonTheme[]> {
  const { rows } = await sql<PersonTheme>`
    select own.* from unnest(${people}::bigint[]) as wanted(id) cross join lateral (
      select person_theme.person_id as "personId", person_theme.year,
        person_theme.ward_id as "wardId", person_theme.level,
        person_theme.theme_set as "themeSet", person_theme.marks
      from record.person_theme where person_theme.person_id = wanted.id offset 0
    ) own order by own."personId", own.year`.execute(tx);
  return rows;
}

/** Writes what has changed of derived themes: the years that are gone, then the new ones. */
export async function changeThemes(
  tx: Tx,
  authorityId: number,
  {
    gone,
    added,
  }: { readonly gone: readonly PersonTheme[]; readonly added: readonly PersonTheme[] },
): Promise<void> {
  if (gone.length > 0) {
    await sql`
      delete from record.person_theme
      using unnest(${gone.map((one) => one.personId)}::bigint[],
        ${gone.map((one) => one.year)}::integer[]) as gone(person_id, year)
      where person_theme.person_id = gone.person_id and person_theme.year = gone.year
    `.execute(tx);
  }
  if (added.length === 0) return;
  await sql`
    insert into record.person_theme (authority_id, person_id, year, ward_id, level, theme_set,
      marks)
    select ${authorityId}::bigint, derived."personId", derived.year, derived."wardId",
      derived.level, derived."themeSet",
      array(select json_array_elements_text(derived.marks))
    from json_to_recordset(${JSON.stringify(added)}::json) as derived("personId" bigint,
      year integer, "wardId" bigint, level text, "themeSet" text, marks json)`.execute(tx);
}

/**
 * Which sources measure themes in which years (by the year in which they start): a year that a
 * loaded file says it is of; of kinds of file that state no year, every year that they speak of.
 */
export async function themeSourcesKnown(
  tx: Tx,
): Promise<{ readonly source: string; readonly year: number }[]> {
  const { rows } = await sql<{ source: string; year: number }>`
    with dated as (
      select distinct source.return_kind as source, left(source.year, 4)::integer as year
      from record.source
      where source.authority_id = (select govern.authority()) and source.year is not null
        and source.return_kind is not null and source.items_done > 0
    )
    select dated.source, dated.year from dated
    union
    select substr(seen.mark, 6), seen.year from record.theme_mark_year seen
    where seen.mark >= 'seen/' and seen.mark < 'seen0' and seen.children > 0
      and substr(seen.mark, 6) not in (select dated.source from dated)
    order by 1, 2`.execute(tx);
  return rows;
}

/** Children of a year by everything known of their themes; each child once. */
export interface ThemeSetCount {
  readonly year: number;
  readonly ward_id: number;
  readonly theme_set: string;
  readonly level: string;
  readonly children: number;
}

/** Children by set of themes, summed over what is not asked for; ward and level -1 and '' then. */
export async function themeSetCounts(
  tx: Tx,
  asked: {
    readonly year: number | null;
    readonly by: 'set' | 'ward' | 'level';
  },
): Promise<ThemeSetCount[]> {
  const ward = asked.by === 'ward' ? sql`counted.ward_id` : sql`(-1)::bigint`;
  const level = asked.by === 'level' ? sql`counted.level` : sql`''`;
  const { rows } = await sql<ThemeSetCount>`
    select counted.year, ${ward} as ward_id, counted.theme_set, ${level} as level,
      sum(counted.children)::bigint as children
    from record.theme_set_year counted
    where counted.authority_id = (select govern.authority())
      and (${asked.year}::integer is null or counted.year = ${asked.year})
    group by 1, 2, 3, 4 having sum(counted.children) > 0 order by 1, 2, 3, 4`.execute(tx);
  return rows;
}

/** Children of a year by mark; a null year gives every year. */
export async function themeMarkCounts(
  tx: Tx,
  year: number | null,
): Promise<{ readonly year: number; readonly mark: string; readonly children: number }[]> {
  const { rows } = await sql<{ year: number; mark: string; children: number }>`
    select counted.year, counted.mark, counted.children from record.theme_mark_year counted
    where counted.authority_id = (select govern.authority())
      and (${year}::integer is null or counted.year = ${year}) and counted.children > 0
    order by 1, 2`.execute(tx);
  return rows;
}

/** Days at each level in a year by the set of themes that holds on the day. */
export async function themeDaysOfYear(
  tx: Tx,
  year: number,
): Promise<
  {
    readonly theme_set: string;
    readonly level: string;
    readonly placement_group: string;
    readonly days: number;
  }[]
> {
  const { rows } = await sql<{
    theme_set: string;
    level: string;
    placement_group: string;
    days: number;
  }>`
    select counted.theme_set, counted.level, counted.placement_group, counted.days
    from record.theme_days_year counted
    where counted.authority_id = (select govern.authority()) and counted.year = ${year}
      and counted.days > 0 order by 1, 2, 3`.execute(tx);
  return rows;
}
