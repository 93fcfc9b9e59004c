import { sql, type Transaction } from 'kysely';
import { STRENGTHS, THEMES } from '../src/record/index.ts';
import type { Piece } from './piece.ts';

/**
 * Writes down, for this connection, 256 sets of the eight themes, most of them of one to three, as
 * the record keeps them: with the words and the marks of a child of whom the census tells it.
 */
export async function writeThemeSets(tx: Transaction<unknown>): Promise<void> {
  const themes = THEMES.map((one) => one.theme).sort();
  const strengths = STRENGTHS.list.map((one) => one.code);
  await sql`
    create temporary table if not exists theme_set as
    select number, themes, array_to_string(themes, ' ') as words,
      array['seen/cin-census', 'days/' || array_to_string(themes, ' '),
        'strength/' || strength.code]
        || array(select unnest(array['theme/' || theme || '/cin-census',
          'theme/' || theme || '/cin-census/3A', 'beside/' || theme || '/' || strength.code])
          from unnest(themes) theme) as marks
    from generate_series(0, 255) number
    cross join lateral (select array(
      select theme from unnest(array[${sql.join(themes)}]) with ordinality one(theme, at)
      where (number & (1 << (at::integer - 1)) & (number * 7 + 3)) > 0) as themes) own
    cross join lateral (select (array[${sql.join(strengths)}])[
      1 + number % ${sql.lit(strengths.length)}] as code) strength`.execute(tx);
}

/** Two years of themes of each child, roll-ups and all. */
export async function fillThemes(tx: Transaction<unknown>, of: Piece): Promise<void> {
  await sql`
    insert into record.person_theme (authority_id, person_id, year, ward_id, level, theme_set,
      marks)
    select ${sql.lit(of.authorityId)}, ${sql.lit(of.firstPerson)}::bigint + p,
      2021 + (p + n) % 5, ${sql.lit(of.firstWard)}::bigint + p % 20,
      (array['child-in-need', 'child-protection', 'looked-after', 'targeted-early-help'])[
        1 + p % 4], theme_set.words, theme_set.marks
    from generate_series(0, ${sql.lit(of.people - 1)}) p
    cross join generate_series(0, 1) n
    join theme_set on theme_set.number = (p::bigint * 7919 % 256)`.execute(tx);
}
