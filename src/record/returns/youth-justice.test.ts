import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { partnerHead, partnerRow, readPartner } from './partner-file.sample.ts';
import { youthJusticeClosures, youthJusticeOutcomes } from './youth-justice.codes.ts';
import { youthJusticeColumns, youthJusticeTemplate } from './youth-justice.columns.ts';
import { youthJusticeReader } from './youth-justice.reader.ts';

const HEAD = partnerHead(youthJusticeColumns);
const row = (cells: Readonly<Record<string, string>>) => partnerRow(youthJusticeColumns, cells);
const read = (content: string) =>
  readPartner(youthJusticeReader, 'youth-justice-2024-25.csv', content);
const kinds = async (cells: Readonly<Record<string, string>>) =>
  (await read(HEAD + row(cells))).people[0]?.events.map((event) => event.kind);

test('the template reads back without a problem, as work and a diversion', async () => {
  const { people, faults } = await read(youthJusticeTemplate());
  assert.deepEqual(faults, []);
  assert.deepEqual(people[0]?.spells, [
    {
      kind: 'status',
      code: 'youth-justice',
      startDay: '2024-06-03',
      endDay: '2024-11-29',
      endReason: 'completed',
      detail: { outcome: 'diversion' },
    },
  ]);
  assert.deepEqual(
    people[0]?.events.map(({ kind, code, outcome }) => [kind, code, outcome]),
    [
      ['youth-justice-outcome', 'diversion', 'completed'],
      ['diversion', 'diversion', 'completed'],
    ],
  );
});

test('a first caution or conviction is an event of its own', async () => {
  const first = { outcome: 'referral-order', first_time_entrant: 'yes' };
  assert.deepEqual(await kinds(first), ['youth-justice-outcome', 'first-time-entrant']);
  assert.deepEqual(await kinds({ ...first, first_time_entrant: 'no' }), ['youth-justice-outcome']);
});

test('diversion makes nobody a first-time entrant, and the file that says so is told', async () => {
  const { people, faults } = await read(HEAD + row({ first_time_entrant: 'yes' }));
  assert.deepEqual(faults, ['2 first_time_entrant structure/diverted-entrant warning']);
  assert.ok(people[0]?.events.every((event) => event.kind !== 'first-time-entrant'));
});

test('work that goes on is open; work that ended on no known day is not counted', async () => {
  const open = await read(HEAD + row({ end_date: '', closure_reason: '' }));
  assert.equal(open.people[0]?.spells[0]?.endDay, null);
  const lost = await read(HEAD + row({ end_date: '' }));
  assert.deepEqual(lost.people[0]?.spells, []);
  assert.deepEqual(lost.faults, ['2 end_date date/closed-without-date warning']);
  const turned = await read(HEAD + row({ end_date: '2024-06-01' }));
  assert.deepEqual(turned.faults, ['2 end_date date/closure-before-start warning']);
});

test('a row without a day, or under something unknown, is kept out', async () => {
  const { people, faults } = await read(HEAD + row({ start_date: '' }) + row({ outcome: 'x' }));
  assert.equal(people.length, 0);
  assert.deepEqual(faults, [
    '2 start_date structure/incomplete-work error',
    '3 outcome code/unknown warning',
    '3 outcome structure/incomplete-work error',
  ]);
});

test('the page about the file shows each column and each word', () => {
  const page = readFileSync('docs/returns/youth-justice.md', 'utf8');
  for (const { heading } of youthJusticeColumns) assert.match(page, new RegExp(`\`${heading}\``));
  for (const { code } of [...youthJusticeOutcomes, ...youthJusticeClosures]) {
    assert.ok(page.includes(`| \`${code}\` |`), code);
  }
});
