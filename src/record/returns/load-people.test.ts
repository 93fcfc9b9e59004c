import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { recordState, select } from '../../../test/record-state.ts';
import { day } from '../../lib/index.ts';
import { asActor } from '../../platform/index.ts';
import { census, child, file, header, load, spell } from './import-file.sample.ts';
import type { ReadItem } from './statement.ts';

const CENSUS_2025 = [
  header('2025-03-31'),
  child('1', {
    sex: 'male',
    ethnicity: 'WBRI',
    detail: { a: 'early', b: 'early' },
    spells: [
      spell('child-in-need', '2025-01-10', null),
      spell('protection-plan', '2025-02-01', '2025-02-20'),
    ],
    events: [{ kind: 'assessment', code: null, day: day('2025-02-01'), factors: ['3A'] }],
  }),
];
const CENSUS_2026 = [
  header('2026-03-31'),
  child('1', {
    sex: 'female',
    detail: { a: 'late' },
    spells: [
      spell('child-in-need', '2025-01-10', '2025-09-01'),
      spell('protection-plan', '2025-02-01', '2025-02-20'),
    ],
    events: [{ kind: 'assessment', code: null, day: day('2025-02-01'), factors: ['4A'] }],
  }),
];

withDatabase('a later return replaces the earlier statement, roll-ups too', async (database) => {
  const authority = await anAuthority(database);
  await load(database, authority, file('cin-census-2025.txt', CENSUS_2025));
  const open = await select<{ days: number }>(
    database,
    authority,
    `select sum(days) as days from record.level_month`,
  );
  assert.equal(open[0]?.days, 80);
  const outcome = await load(database, authority, file('cin-census-2026.txt', CENSUS_2026));
  assert.equal(outcome.counts.spellsChanged, 1);
  assert.equal(outcome.counts.spellsAdded, 0);
  const spells = await select<{ end_day: string; known_to_day: string }>(
    database,
    authority,
    `select end_day, known_to_day from record.spell where code = 'child-in-need'`,
  );
  assert.deepEqual(spells, [{ end_day: '2025-09-01', known_to_day: '2026-03-31' }]);
  const closed = await select<{ days: number }>(
    database,
    authority,
    `select sum(days) as days from record.level_month`,
  );
  assert.equal(closed[0]?.days, 234);
});

withDatabase(
  'an older return loaded later replaces nothing and fills what is unknown',
  async (database) => {
    const [inOrder, turned] = [await anAuthority(database), await anAuthority(database)];
    const files = [
      file('cin-census-2025.txt', CENSUS_2025),
      file('cin-census-2026.txt', CENSUS_2026),
    ];
    for (const of of files) await load(database, inOrder, of);
    for (const of of [...files].reverse()) await load(database, turned, of);
    // Which of the files that say the same is named as the source is all that may differ.
    const facts = async (authority: TestAuthority) => {
      const { source: _, ...rest } = await recordState(database, authority);
      return JSON.parse(JSON.stringify(rest).replaceAll(/cin-census-\d+/g, 'cin-census'));
    };
    assert.deepEqual(await facts(turned), await facts(inOrder));
    const [person] = await select<{ sex: string; ethnicity: string; detail: unknown }>(
      database,
      turned,
      'select sex, ethnicity, detail from record.person',
    );
    assert.deepEqual(person, {
      sex: 'female',
      ethnicity: 'WBRI',
      detail: { a: 'late', b: 'early' },
    });
  },
);

withDatabase(
  'what a later return says again unchanged is not replaced by one in between',
  async (database) => {
    const authority = await anAuthority(database);
    const closed = (end: string, asOf: string) => [
      header(asOf),
      child('1', { spells: [spell('child-in-need', '2024-01-10', end)], sex: 'male' }),
    ];
    await load(database, authority, file('cin-census-1.txt', closed('2024-03-01', '2024-03-31')));
    await load(database, authority, file('cin-census-3.txt', closed('2024-03-01', '2026-03-31')));
    await load(database, authority, file('cin-census-2.txt', closed('2024-02-01', '2025-03-31')));
    const [found] = await select<{ end_day: string }>(
      database,
      authority,
      'select end_day from record.spell',
    );
    assert.equal(found?.end_day, '2024-03-01');
  },
);

withDatabase(
  'two authorities never meet each other’s rows, even of the same children',
  async (database) => {
    const [one, other] = [await anAuthority(database), await anAuthority(database)];
    const of = file('cin-census.txt', census(12));
    await load(database, one, of);
    const before = await recordState(database, one);
    assert.ok(Object.values(await recordState(database, other)).every((rows) => rows.length === 0));
    const outcome = await load(database, other, of);
    assert.equal(outcome.counts.peopleAdded, 12);
    assert.deepEqual(await recordState(database, one), before);
    assert.deepEqual(await recordState(database, other), before);
  },
);

withDatabase(
  'a restricted record counts in figures and an analyst cannot open it',
  async (database) => {
    const authority = await anAuthority(database);
    await load(database, authority, file('cin-census.txt', census(6)));
    await select(
      database,
      authority,
      `insert into record.restriction (person_id, authority_id, reason, from_day, source_id)
     select person_id, authority_id, 'A test', '2026-01-01', source_id
     from record.person_identifier where value = '1' returning person_id`,
    );
    const seen = (role: 'analyst' | 'manager' | 'finance') =>
      asActor(database, authority.actors[role], async (tx) => {
        const { rows } = await sql<{ people: number; spells: number; children: number }>`
        select (select count(*) from record.person) as people,
          (select count(distinct person_id) from record.spell) as spells,
          (select max(children) from record.children_year
            where ward_id = -1 and level = '') as children`.execute(tx);
        return rows[0];
      });
    assert.deepEqual(await seen('manager'), { people: 6, spells: 6, children: 6 });
    assert.deepEqual(await seen('analyst'), { people: 5, spells: 5, children: 6 });
    assert.deepEqual(await seen('finance'), { people: 0, spells: 0, children: 6 });
  },
);

withDatabase(
  'an analyst who loads a return never doubles a child of a restricted record',
  async (database) => {
    const authority = await anAuthority(database);
    await load(database, authority, file('cin-census.txt', CENSUS_2025));
    await select(
      database,
      authority,
      `insert into record.restriction (person_id, authority_id, reason, from_day, source_id)
     select id, authority_id, 'A test', '2026-01-01', source_id from record.person returning 1`,
    );
    const actor = authority.actors.analyst;
    const outcome = await load(database, authority, file('cin-census-2.txt', CENSUS_2026), {
      actor,
    });
    assert.equal(outcome.counts.peopleAdded, 0);
    const sources = await select<{ actor_id: string }>(
      database,
      authority,
      'select actor_id from record.source order by id',
    );
    assert.deepEqual(sources, [{ actor_id: 'system' }, { actor_id: actor.id }]);
  },
);

withDatabase(
  'an address that one source protects stays protected whatever others say',
  async (database) => {
    const authority = await anAuthority(database);
    const home = (isProtected: boolean) =>
      child('1', { address: { postcode: 'nb11aa', fromDay: day('2020-01-01'), isProtected } });
    const steps = [home(false), home(true), home(false)];
    for (const [index, item] of steps.entries()) {
      await load(
        database,
        authority,
        file(`cin-census-${index}.txt`, [header(`2026-03-0${index + 1}`), item]),
      );
    }
    const found = await select(
      database,
      authority,
      'select postcode, is_protected from record.address',
    );
    assert.deepEqual(found, [{ postcode: 'NB1 1AA', is_protected: true }]);
  },
);

withDatabase('a row of a workbook keeps the sheet in which it stands', async (database) => {
  const authority = await anAuthority(database);
  const item = child('4', {
    sheet: 'List 6',
    spells: [spell('child-in-need', '2026-01-01', null)],
  });
  await load(database, authority, file('annex-a.txt', [header('2026-03-31'), item]));
  const found = await select(
    database,
    authority,
    `select source_sheet, source_row from record.spell
     union all select source_sheet, source_row from record.person`,
  );
  assert.deepEqual(found, [
    { source_sheet: 'List 6', source_row: 4 },
    { source_sheet: 'List 6', source_row: 4 },
  ]);
});

withDatabase(
  'the needs of a pupil may stand in several rows, also of several batches',
  async (database) => {
    const authority = await anAuthority(database);
    const need = (code: string, rank: number) => child('1', { specialNeeds: [{ code, rank }] });
    const items = [header('2026-03-31'), need('SEMH', 1), need('ASD', 2), need('MLD', 3)];
    await load(database, authority, file('cin-census.txt', items), { batchRows: 2 });
    const found = await select(database, authority, 'select special_needs from record.person');
    assert.deepEqual(found, [{ special_needs: ['SEMH', 'ASD', 'MLD'] }]);
  },
);

withDatabase('places loaded after people place their journeys', async (database) => {
  const authority = await anAuthority(database);
  await load(database, authority, file('cin-census.txt', census(4)));
  const place = (row: number, kind: 'ward' | 'lsoa', code: string): ReadItem => ({
    type: 'place',
    place: {
      row,
      kind,
      code,
      name: code,
      withinCode: kind === 'lsoa' ? 'W1' : null,
      population0to17: null,
      deprivationDecile: null,
      outline: null,
      ...(kind === 'lsoa' ? { postcodes: ['NB1 0AA', 'NB1 1AA'] } : {}),
    },
  });
  await load(
    database,
    authority,
    file('places.txt', [place(1, 'ward', 'W1'), place(2, 'lsoa', 'L1')]),
  );
  const found = await select(
    database,
    authority,
    `select place.code, children from record.children_year
     left join record.place on place.id = ward_id
     where year = 2025 and level = '' and ward_id <> -1 and children > 0 order by 1`,
  );
  assert.deepEqual(found, [
    { code: 'W1', children: 2 },
    { code: null, children: 2 },
  ]);
});

withDatabase(
  'a file that tells no day replaces no fact of one that does, and fills gaps',
  async (database) => {
    const authority = await anAuthority(database);
    const dated = [header('2026-03-31'), child('1', { sex: 'male' })];
    const undated = [child('1', { sex: 'female', ethnicity: 'WBRI' })];
    await load(database, authority, file('cin-census.txt', dated));
    await load(database, authority, file('ssda903.txt', undated));
    const found = await select(database, authority, 'select sex, ethnicity from record.person');
    assert.deepEqual(found, [{ sex: 'male', ethnicity: 'WBRI' }]);
  },
);
