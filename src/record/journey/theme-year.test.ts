import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sql } from 'kysely';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { systemActor } from '../../govern/index.ts';
import { asActor, type Tx } from '../../platform/index.ts';

const PEOPLE = 4;

/** A change of what is known of one child's themes in a year. */
const changeArb = fc.record({
  action: fc.constantFrom('insert', 'insert', 'update', 'delete'),
  person: fc.integer({ min: 0, max: PEOPLE - 1 }),
  year: fc.constantFrom(2023, 2024),
  ward: fc.constantFrom(0, 7),
  level: fc.constantFrom('', 'child-in-need'),
  themes: fc.subarray(['crime', 'domestic-abuse']),
  sources: fc.subarray(['police', 'early-help'], { minLength: 1 }),
});
type Change = typeof changeArb extends fc.Arbitrary<infer T> ? T : never;

withDatabase(
  'children by theme equal a recount after any inserts, updates and deletes',
  async (database) => {
    await fc.assert(
      fc.asyncProperty(fc.array(changeArb, { minLength: 1, maxLength: 20 }), async (changes) => {
        const authority = await anAuthority(database);
        await asActor(database, systemActor(authority.authorityId), async (tx) => {
          const people = await somePeople(tx, authority);
          for (const change of changes) await apply(tx, authority, people, change);
          await assertRecount(tx);
        });
      }),
      { numRuns: 15 },
    );
  },
);

async function somePeople(tx: Tx, { authorityId }: TestAuthority): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with made as (
      insert into record.source (authority_id, kind, name, actor_id)
      values (${authorityId}, 'action', 'A test', 'test') returning id
    )
    insert into record.person (authority_id, stated_day, source_id)
    select ${authorityId}, '2023-05-01'::date, made.id from made, generate_series(1, ${PEOPLE})
    returning id`.execute(tx);
  return rows.map((row) => row.id);
}

async function apply(
  tx: Tx,
  { authorityId }: TestAuthority,
  people: readonly number[],
  change: Change,
): Promise<void> {
  const personId = people[change.person];
  const set = change.themes.join(' ');
  const marks = change.sources.flatMap((source) => [
    `seen/${source}`,
    ...change.themes.map((theme) => `theme/${theme}/${source}`),
  ]);
  const own = sql`person_id = ${personId} and year = ${change.year}`;
  if (change.action === 'insert') {
    await sql`
      insert into record.person_theme (authority_id, person_id, year, ward_id, level, theme_set,
        marks)
      values (${authorityId}, ${personId}, ${change.year}, ${change.ward}, ${change.level},
        ${set}, ${marks}) on conflict do nothing`.execute(tx);
  } else if (change.action === 'delete') {
    await sql`delete from record.person_theme where ${own}`.execute(tx);
  } else {
    await sql`
      update record.person_theme set ward_id = ${change.ward}, level = ${change.level},
        theme_set = ${set}, marks = ${marks} where ${own}`.execute(tx);
  }
}

async function assertRecount(tx: Tx): Promise<void> {
  const kept = await sql`
    select year, ward_id, theme_set, level, children from record.theme_set_year
    where children <> 0 order by 1, 2, 3, 4`.execute(tx);
  const counted = await sql`
    select year, ward_id, theme_set, level, count(*) as children from record.person_theme
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(tx);
  assert.deepEqual(kept.rows, counted.rows);
  const marks = await sql`
    select year, mark, children from record.theme_mark_year where children <> 0 order by 1, 2
  `.execute(tx);
  const recount = await sql`
    select year, mark, count(distinct person_id) as children
    from record.person_theme cross join lateral unnest(marks) mark
    group by 1, 2 order by 1, 2`.execute(tx);
  assert.deepEqual(marks.rows, recount.rows);
}
