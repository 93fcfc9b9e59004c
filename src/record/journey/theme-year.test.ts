import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sql } from 'kysely';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { systemActor } from '../../govern/index.ts';
import { type AuthorityId, day, type PersonId } from '../../lib/index.ts';
import { asActor, type Database, generatedFile, type Tx } from '../../platform/index.ts';
import { importFile } from '../returns/import-file.ts';
import { partnerHead, partnerRow } from '../returns/partner-file.sample.ts';
import { policeColumns } from '../returns/police.columns.ts';
import { READERS } from '../returns/readers.ts';
import { youthJusticeColumns } from '../returns/youth-justice.columns.ts';
import { JOURNEY_RULES } from './journey-rules.ts';
import { rebuildLevels } from './rebuild-levels.ts';

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

withDatabase(
  'files of police and youth justice give themes, and rebuilding them changes nothing',
  async (database) => {
    const { authorityId } = await anAuthority(database);
    const police = (id: string, cells: Record<string, string>) =>
      partnerRow(policeColumns, { child_id: id, ...cells });
    const suspect = { incident_type: 'theft', involvement: 'suspect', outcome: 'charged' };
    await load(database, authorityId, 'police-2024-25.csv', [
      partnerHead(policeColumns),
      police('1', {}),
      police('2', suspect),
      police('3', { ...suspect, involvement: 'victim' }),
    ]);
    await load(database, authorityId, 'youth-justice-2024-25.csv', [
      partnerHead(youthJusticeColumns),
      partnerRow(youthJusticeColumns, { child_id: '2', start_date: '2025-03-20', end_date: '' }),
      partnerRow(youthJusticeColumns, { child_id: '4', closure_reason: '', end_date: '' }),
    ]);
    await asActor(database, systemActor(authorityId), async (tx) => {
      const { rows } = await sql<{ id: PersonId; year: number; theme_set: string }>`
        select known.value as child, theme.year, theme.theme_set, theme.person_id as id
        from record.person_theme theme
        join record.person_identifier known on known.person_id = theme.person_id
          and known.kind = 'la-child-id'
        where theme.year = 2024 order by 1`.execute(tx);
      assert.deepEqual(
        rows.map((row) => row.theme_set),
        ['domestic-abuse', 'crime', '', 'crime'],
      );
      await assertRecount(tx);
      const before = await versions(tx);
      const people = rows.map((row) => row.id);
      await rebuildLevels(tx, authorityId, people, JOURNEY_RULES);
      assert.deepEqual(await versions(tx), before);
    });
  },
);

async function load(
  database: Database,
  authorityId: AuthorityId,
  name: string,
  lines: readonly string[],
): Promise<void> {
  const outcome = await importFile(
    { database, actor: systemActor(authorityId), today: day('2025-06-01'), readers: READERS },
    generatedFile(name, () => lines),
  );
  assert.equal(outcome.status, 'loaded');
}

async function versions(tx: Tx): Promise<unknown> {
  const { rows } = await sql`
    select person_theme.ctid::text as at, person_id, year from record.person_theme
    order by 2, 3`.execute(tx);
  return rows;
}

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
