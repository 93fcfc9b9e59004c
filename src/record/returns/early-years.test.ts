import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, day, daysBetween } from '../../lib/index.ts';
import { checkDueBy, EARLY_YEARS_CHECKS } from './early-years.checks.ts';
import { earlyYearsItems, earlyYearsResults } from './early-years.codes.ts';
import { earlyYearsColumns, earlyYearsTemplate } from './early-years.columns.ts';
import { earlyYearsReader } from './early-years.reader.ts';
import { partnerHead, partnerRow, readPartner } from './partner-file.sample.ts';

const HEAD = partnerHead(earlyYearsColumns);
const row = (cells: Readonly<Record<string, string>>) => partnerRow(earlyYearsColumns, cells);
const read = (content: string) =>
  readPartner(earlyYearsReader, 'early-years-2024-25.csv', HEAD + content);
const statusOf = async (cells: Readonly<Record<string, string>>) =>
  (await read(row(cells))).people[0]?.events[0]?.outcome;

test('the template reads back without a problem, as a new birth visit in time', async () => {
  const { people, faults } = await readPartner(earlyYearsReader, 'x.csv', earlyYearsTemplate());
  assert.deepEqual(faults, []);
  assert.deepEqual(people, [
    {
      row: 2,
      identifiers: [{ kind: 'la-child-id', value: 'EY10001' }],
      address: { postcode: 'NB1 2XY' },
      birthDay: '2024-06-03',
      expectedBirthDay: null,
      sex: 'female',
      ethnicity: 'WBRI',
      spells: [],
      events: [
        {
          kind: 'early-years-check',
          code: 'new-birth',
          day: '2024-06-15',
          outcome: 'in-time',
          agencyKind: 'health',
          detail: { dueBy: '2024-06-17' },
        },
      ],
    },
  ]);
});

test('a check is in time up to its last day, late after it, missed when time is over', async () => {
  const item = { item: 'new-birth', birth_date: '2024-06-03' };
  assert.equal(await statusOf({ ...item, item_date: '2024-06-17' }), 'in-time');
  assert.equal(await statusOf({ ...item, item_date: '2024-06-18' }), 'late');
  const none = { ...item, item_date: '', result: 'not-done' };
  assert.equal(await statusOf({ ...none, as_of_date: '2024-06-17' }), 'not-yet-due');
  assert.equal(await statusOf({ ...none, as_of_date: '2024-06-18' }), 'missed');
  assert.equal(await statusOf({ ...none, result: 'refused' }), 'declined');
});

test('what was missed stands on the last day on which it was due', async () => {
  const { people } = await read(row({ item_date: '', result: '' }));
  assert.equal(people[0]?.events[0]?.day, '2024-06-17');
});

test('an unborn child has a check due by the day on which it is expected', async () => {
  const unborn = { item: 'antenatal', birth_date: '', expected_birth_date: '2025-05-02' };
  const { people, faults } = await read(
    row({ ...unborn, item_date: '', result: 'not-done' }) + row({ ...unborn }),
  );
  assert.deepEqual(faults, []);
  const [waiting, done] = people;
  assert.equal(waiting?.expectedBirthDay, '2025-05-02');
  assert.deepEqual(waiting?.events[0]?.outcome, 'not-yet-due');
  assert.deepEqual(done?.events[0]?.detail, { dueBy: '2025-05-02' });
});

test('a month that is too short ends the time on its last day', () => {
  const year = EARLY_YEARS_CHECKS.find((one) => one.check === 'twelve-months');
  assert.ok(year);
  assert.equal(checkDueBy(year, day('2023-11-30')), '2025-02-28');
});

test('the checks of a child end one after another, whatever the day of birth', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9000 }), (offset) => {
      const birth = addDays(day('2005-01-01'), offset);
      const ends = EARLY_YEARS_CHECKS.map((one) => daysBetween(birth, checkDueBy(one, birth)));
      assert.deepEqual(
        ends,
        [...ends].sort((a, b) => a - b),
      );
      assert.deepEqual(ends.slice(0, 3), [0, 14, 56]);
    }),
  );
});

test('registration opens a service, use is counted, and a profile says how ready', async () => {
  const { people, faults } = await read(
    row({ item: 'hub-registration', site: 'Hub East' }) +
      row({ item: 'hub-use', item_date: '', times: '7' }) +
      row({ item: 'eyfsp', result: 'GLD' }),
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(people[0]?.spells, [
    {
      kind: 'service',
      code: 'family-hub',
      startDay: '2024-06-15',
      endDay: null,
      detail: { service: 'Registered with a family hub', site: 'Hub East' },
    },
  ]);
  const [, use, profile] = people.map((one) => one.events[0]);
  assert.deepEqual([use?.kind, use?.day], ['early-years-hub-use', '2025-03-31']);
  assert.deepEqual(use?.detail, { times: '7' });
  assert.deepEqual([profile?.kind, profile?.outcome], ['early-years-profile', 'good-level']);
});

test('a row that leaves out what it needs is kept out with the reason', async () => {
  const { people, faults } = await read(
    row({ birth_date: '' }) +
      row({ as_of_date: '' }) +
      row({ item: 'party' }) +
      row({ item: 'profile', result: '' }) +
      row({ item: 'hub-use' }) +
      row({ child_id: '' }),
  );
  assert.deepEqual(people, []);
  assert.deepEqual(
    faults.filter((one) => one.endsWith('error')).map((one) => one.split(' ').slice(0, 2)),
    [
      ['2', 'birth_date'],
      ['3', 'as_of_date'],
      ['4', 'item'],
      ['5', 'result'],
      ['6', 'times'],
      ['7', 'child_id'],
    ],
  );
});

test('a result that contradicts its day is told, and the result is believed', async () => {
  const { people, faults } = await read(row({ result: 'not-done' }) + row({ item_date: '' }));
  assert.deepEqual(faults, [
    '2 result structure/not-done-with-date warning',
    '3 item_date structure/done-without-date warning',
  ]);
  assert.equal(people[0]?.events[0]?.outcome, 'missed');
});

test('every check of the reference has an item, and the page explains all words', () => {
  const items = earlyYearsItems.filter((one) => one.meaning === 'check').map((one) => one.code);
  assert.deepEqual(
    items,
    EARLY_YEARS_CHECKS.map((one) => one.check),
  );
  const page = new URL('../../../docs/returns/early-years.md', import.meta.url);
  const text = readFileSync(page, 'utf8');
  for (const { heading, explanation } of earlyYearsColumns) {
    assert.ok(text.includes(`| \`${heading}\` |`) && text.includes(explanation), heading);
  }
  for (const { code, label } of [...earlyYearsItems, ...earlyYearsResults]) {
    assert.ok(text.includes(`| \`${code}\` | ${label} |`), code);
  }
});
