import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sql } from 'kysely';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { systemActor } from '../../govern/index.ts';
import { addDays, type CalendarDay } from '../../lib/index.ts';
import { asActor, type Database, type Tx } from '../../platform/index.ts';

const PEOPLE = 4;
const FIRST = '2023-11-20' as CalendarDay;

/** A change of the rows that roll-ups count: to one person, in any order, any number of times. */
const changeArb = fc.record({
  table: fc.constantFrom('level_spell', 'spell', 'event'),
  action: fc.constantFrom('insert', 'insert', 'insert', 'update', 'delete'),
  person: fc.integer({ min: 0, max: PEOPLE - 1 }),
  startDay: fc.integer({ min: 0, max: 500 }).map((offset) => addDays(FIRST, offset)),
  days: fc.integer({ min: 1, max: 140 }),
  code: fc.constantFrom('looked-after', 'child-in-need'),
  group: fc.constantFrom('', 'foster'),
  themes: fc.subarray(['neglect', 'poverty']),
  ward: fc.constantFrom(null, 0, 1),
  agency: fc.boolean(),
  isOpen: fc.boolean(),
  isMarked: fc.boolean(),
});
type Change = typeof changeArb extends fc.Arbitrary<infer T> ? T : never;

withDatabase(
  'roll-ups equal a recount after any inserts, updates and deletes',
  async (database) => {
    await fc.assert(
      fc.asyncProperty(fc.array(changeArb, { minLength: 1, maxLength: 25 }), async (changes) => {
        const authority = await anAuthority(database);
        const actor = systemActor(authority.authorityId);
        const made = await asActor(database, actor, (tx) => people(tx, authority));
        // Several changes share a transaction, as those of a batch do.
        for (let from = 0; from < changes.length; from += 3) {
          await asActor(database, actor, async (tx) => {
            for (const change of changes.slice(from, from + 3)) await apply(tx, made, change);
          });
        }
        await assertRecount(database, authority);
      }),
      { numRuns: 12 },
    );
  },
);

withDatabase('what an update leaves as it was writes no roll-up', async (database) => {
  const authority = await anAuthority(database);
  const actor = systemActor(authority.authorityId);
  await asActor(database, actor, async (tx) => {
    const made = await people(tx, authority);
    const spell = { ...PLAIN, table: 'spell', action: 'insert', isOpen: false } as const;
    await apply(tx, made, spell);
    const before = await versions(tx);
    await sql`update record.spell set known_to_day = known_to_day + 400`.execute(tx);
    assert.deepEqual(await versions(tx), before);
    await sql`update record.spell set end_day = end_day + 1`.execute(tx);
    assert.notDeepEqual(await versions(tx), before);
  });
});

withDatabase(
  'one person has at most one level a day: the database refuses a second',
  async (db) => {
    const authority = await anAuthority(db);
    const actor = systemActor(authority.authorityId);
    const level = { ...PLAIN, table: 'level_spell', action: 'insert', days: 10 } as const;
    const twice = asActor(db, actor, async (tx) => {
      const made = await people(tx, authority);
      await insert(tx, made, level);
      await insert(tx, made, { ...level, startDay: addDays(level.startDay, 9) });
    });
    await assert.rejects(twice, /one_level_a_day/);
  },
);

const PLAIN: Change = {
  table: 'spell',
  action: 'insert',
  person: 0,
  startDay: FIRST,
  days: 60,
  code: 'looked-after',
  group: '',
  themes: [],
  ward: null,
  agency: true,
  isOpen: false,
  isMarked: true,
};

async function versions(tx: Tx): Promise<unknown> {
  const { rows } = await sql`
    select spell_month.ctid::text as at, days, starts, ends
    from record.spell_month order by 1`.execute(tx);
  return rows;
}

interface Made {
  readonly authorityId: number;
  readonly sourceId: number;
  readonly agencyId: number;
  readonly people: readonly number[];
  readonly wards: readonly number[];
}

async function people(tx: Tx, { authorityId, agencies }: TestAuthority): Promise<Made> {
  const ids = async (query: ReturnType<typeof sql<{ id: number }>>) =>
    (await query.execute(tx)).rows.map((row) => row.id);
  const [sourceId = 0] = await ids(sql`
    insert into record.source (authority_id, kind, name, actor_id)
    values (${authorityId}, 'action', 'A test', 'test') returning id`);
  const wards = await ids(sql`
    insert into record.place (authority_id, kind, code, name, source_id)
    select ${authorityId}, 'ward', code, code, ${sourceId} from unnest(array['W1', 'W2']) code
    returning id`);
  const made = await ids(sql`
    insert into record.person (authority_id, stated_day, source_id)
    select ${authorityId}, ${FIRST}::date, ${sourceId} from generate_series(1, ${PEOPLE})
    returning id`);
  return { authorityId, sourceId, agencyId: agencies.council, people: made, wards };
}

async function apply(tx: Tx, made: Made, change: Change): Promise<void> {
  const personId = made.people[change.person];
  const wardId = change.ward === null ? null : made.wards[change.ward];
  const table = sql.table(`record.${change.table}`);
  if (change.action === 'insert') {
    // The database itself keeps overlapping levels out; a savepoint lets the test go on.
    await sql`savepoint before_insert`.execute(tx);
    try {
      await insert(tx, made, change);
      await sql`release savepoint before_insert`.execute(tx);
    } catch {
      await sql`rollback to savepoint before_insert`.execute(tx);
    }
  } else if (change.action === 'delete') {
    await sql`delete from ${table} where person_id = ${personId}`.execute(tx);
  } else {
    const more =
      change.table === 'level_spell'
        ? sql`level = ${change.code}, themes = ${change.themes}, is_start = ${change.isMarked}`
        : sql`is_counted = ${change.isMarked}, code = ${change.code}`;
    await sql`
      update ${table} set ward_id = ${wardId}, ${more} where person_id = ${personId}`.execute(tx);
  }
}

async function insert(tx: Tx, made: Made, change: Change): Promise<void> {
  const personId = made.people[change.person];
  const wardId = change.ward === null ? null : made.wards[change.ward];
  const endDay = addDays(change.startDay, change.days);
  const agencyId = change.agency ? made.agencyId : null;
  const { authorityId, sourceId } = made;
  const key = `${change.code}/${change.startDay}/${change.days}`;
  if (change.table === 'level_spell') {
    await sql`
      insert into record.level_spell (authority_id, person_id, level, placement_group, themes,
        ward_id, start_day, end_day, is_start)
      values (${authorityId}, ${personId}, ${change.code}, ${change.group}, ${change.themes},
        ${wardId}, ${change.startDay}, ${endDay}, ${change.isMarked})`.execute(tx);
  } else if (change.table === 'spell') {
    await sql`
      insert into record.spell (authority_id, person_id, kind, code, agency_id, ward_id, start_day,
        end_day, known_to_day, return_kind, statement_key, is_counted, source_id)
      values (${authorityId}, ${personId}, 'status', ${change.code}, ${agencyId}, ${wardId},
        ${change.startDay}, ${change.isOpen ? null : endDay}, ${endDay}, 'ssda903', ${key},
        ${change.isMarked}, ${sourceId})`.execute(tx);
  } else {
    await sql`
      insert into record.event (authority_id, person_id, kind, code, day, agency_id, ward_id,
        known_to_day, outcome, return_kind, statement_key, is_counted, source_id)
      values (${authorityId}, ${personId}, 'referral', ${change.code}, ${change.startDay},
        ${agencyId}, ${wardId}, ${endDay}, ${change.group || null}, 'cin-census', ${key},
        ${change.isMarked}, ${sourceId})`.execute(tx);
  }
}

/** The months of a row, one by one: slow and plain. */
const months = (until: string) =>
  sql.raw(`
  cross join lateral (
    select date_trunc('month', day)::date as month, count(*) as days
    from generate_series(t.start_day, ${until} - 1, interval '1 day') day group by 1) m`);

const RECOUNTS = {
  level_month: sql`
    select m.month, coalesce(t.ward_id, 0) as ward_id, t.level, t.placement_group,
      sum(m.days) as days,
      count(*) filter (where t.is_start and date_trunc('month', t.start_day)::date = m.month)
        as starts
    from record.level_spell t ${months('t.end_day')} group by 1, 2, 3, 4`,
  theme_month: sql`
    select m.month, theme, t.level, t.placement_group, sum(m.days) as days
    from record.level_spell t ${months('t.end_day')}
    cross join lateral unnest(case when t.themes = '{}' then array['none-recorded']
      else t.themes end) theme group by 1, 2, 3, 4`,
  theme_days_year: sql`
    select extract(year from day - interval '3 months')::integer as year,
      array_to_string(t.themes, ' ') as theme_set, t.level, t.placement_group, count(*) as days
    from record.level_spell t
    cross join lateral generate_series(t.start_day, t.end_day - 1, interval '1 day') day
    group by 1, 2, 3, 4`,
  event_month: sql`
    select date_trunc('month', t.day)::date as month, coalesce(t.ward_id, 0) as ward_id, t.kind,
      coalesce(t.code, '') as code, coalesce(t.outcome, '') as outcome,
      coalesce(t.agency_id, 0) as agency_id, count(*) as events
    from record.event t where t.is_counted group by 1, 2, 3, 4, 5, 6`,
  spell_month: sql`
    select month, ward_id, kind, code, agency_id, sum(days) as days, sum(starts) as starts,
      sum(ends) as ends
    from (
      select m.month, coalesce(t.ward_id, 0) as ward_id, t.kind, t.code,
        coalesce(t.agency_id, 0) as agency_id, m.days, 0 as starts, 0 as ends
      from record.spell t ${months('greatest(t.start_day, coalesce(t.end_day, t.known_to_day))')}
      where t.is_counted
      union all
      select date_trunc('month', t.start_day)::date, coalesce(t.ward_id, 0), t.kind, t.code,
        coalesce(t.agency_id, 0), 0, 1, 0 from record.spell t where t.is_counted
      union all
      select date_trunc('month', t.end_day)::date, coalesce(t.ward_id, 0), t.kind, t.code,
        coalesce(t.agency_id, 0), 0, 0, 1
      from record.spell t where t.is_counted and t.end_day is not null
    ) every group by 1, 2, 3, 4, 5`,
  person_kind: sql`
    select t.person_id, extract(year from day - interval '3 months')::integer as year,
      ward.id as ward_id, level.name as level, count(*) as days
    from record.level_spell t
    cross join lateral generate_series(t.start_day, t.end_day - 1, interval '1 day') day
    cross join lateral unnest(array[coalesce(t.ward_id, 0), -1]) ward(id)
    cross join lateral unnest(array[t.level, '']) level(name)
    group by 1, 2, 3, 4`,
  children_year: sql`
    select extract(year from day - interval '3 months')::integer as year,
      ward.id as ward_id, level.name as level, count(distinct t.person_id) as children
    from record.level_spell t
    cross join lateral generate_series(t.start_day, t.end_day - 1, interval '1 day') day
    cross join lateral unnest(array[coalesce(t.ward_id, 0), -1]) ward(id)
    cross join lateral unnest(array[t.level, '']) level(name)
    group by 1, 2, 3`,
} as const;

const COUNTS: Readonly<Record<keyof typeof RECOUNTS, readonly string[]>> = {
  level_month: ['days', 'starts'],
  theme_month: ['days'],
  theme_days_year: ['days'],
  event_month: ['events'],
  spell_month: ['days', 'starts', 'ends'],
  person_kind: ['days'],
  children_year: ['children'],
};

async function assertRecount(database: Database, authority: TestAuthority): Promise<void> {
  const actor = systemActor(authority.authorityId);
  await asActor(database, actor, async (tx) => {
    for (const [name, recount] of Object.entries(RECOUNTS)) {
      const kept = await sql<Row>`select * from ${sql.table(`record.${name}`)}`.execute(tx);
      const counted = await recount.execute(tx);
      const counts = COUNTS[name as keyof typeof RECOUNTS];
      assert.deepEqual(tidy(kept.rows, counts), tidy(counted.rows as Row[], counts), name);
    }
  });
}

type Row = Record<string, unknown>;

/** Rows that count nothing are no different from rows that are not there. */
function tidy(rows: readonly Row[], counts: readonly string[]): string[] {
  return rows
    .filter((row) => counts.some((name) => row[name] !== 0))
    .map(({ authority_id: _, ...row }) => JSON.stringify(Object.entries(row).sort()))
    .sort();
}
