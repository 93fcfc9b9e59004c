import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sql } from 'kysely';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { systemActor } from '../../govern/index.ts';
import { day } from '../../lib/index.ts';
import { asActor, generatedFile } from '../../platform/index.ts';
import { importFile } from './import-file.ts';
import { partnerHead, partnerRow, readPartner } from './partner-file.sample.ts';
import { READERS } from './readers.ts';
import {
  serviceOutcomes,
  servicesReceivedColumns,
  servicesReceivedTemplate,
} from './services-received.columns.ts';
import { servicesReceivedReader } from './services-received.reader.ts';

const HEAD = partnerHead(servicesReceivedColumns);
const row = (cells: Readonly<Record<string, string>> = {}) =>
  partnerRow(servicesReceivedColumns, cells);
const read = (content: string) =>
  readPartner(servicesReceivedReader, 'services-received-2025-26.csv', content);

test('the template reads back without a problem, as one stretch of help', async () => {
  const { people, faults } = await read(servicesReceivedTemplate());
  assert.deepEqual(faults, []);
  assert.equal(people[0]?.familyReference, 'FAM2001');
  assert.deepEqual(people[0]?.spells, [
    {
      kind: 'service',
      code: 'PAR-01',
      startDay: '2025-05-06',
      endDay: '2025-07-22',
      endReason: 'completed',
      agencyKind: 'charities',
      detail: { service: 'Strong Start parenting course', provider: 'Harbour Families' },
    },
  ]);
});

test('the template is taken by its own reader before any other', () => {
  const head = new TextEncoder().encode(servicesReceivedTemplate());
  const taken = READERS.find((reader) => reader.recognise('x.csv', head));
  assert.equal(taken?.kind, 'services-received');
});

test('a service without a code is known by provider and name, however written', async () => {
  const { people } = await read(
    HEAD + row({ service_code: '', service_name: 'STRONG start  parenting course' }),
  );
  assert.equal(people[0]?.spells[0]?.code, 'harbour-families/strong-start-parenting-course');
});

test('help without a service, a first day or a known last day is kept out', async () => {
  const { people, faults } = await read(
    HEAD +
      row({ service_name: '', service_code: '' }) +
      row({ start_date: '' }) +
      row({ end_date: '' }) +
      row({ end_date: '2025-01-01' }) +
      row({ child_id: '' }),
  );
  assert.equal(people.length, 0);
  assert.deepEqual(faults, [
    '2 service_name structure/incomplete-help error',
    '3 start_date structure/incomplete-help error',
    '4 end_date date/closed-without-date error',
    '5 end_date date/closure-before-start error',
    '6 child_id structure/no-identifier error',
  ]);
});

withDatabase('two services that begin on one day are two stretches of help', async (database) => {
  const { authorityId } = await anAuthority(database);
  const text =
    HEAD + row({ service_code: 'A' }) + row({ service_code: 'B', outcome: '', end_date: '' });
  const file = generatedFile('services-received-2025-26.csv', () => [text]);
  const actor = systemActor(authorityId);
  await importFile({ database, actor, today: day('2026-11-01'), readers: READERS }, file);
  const { rows } = await asActor(database, actor, (tx) =>
    sql<{ code: string; is_counted: boolean }>`
      select code, is_counted from record.spell order by code`.execute(tx),
  );
  assert.deepEqual(rows, [
    { code: 'A', is_counted: true },
    { code: 'B', is_counted: true },
  ]);
});

test('the page about the file shows each column and each word', () => {
  const page = readFileSync('docs/returns/services-received.md', 'utf8');
  for (const { heading } of servicesReceivedColumns) {
    assert.match(page, new RegExp(`\`${heading}\``));
  }
  for (const { code } of serviceOutcomes) assert.ok(page.includes(`| \`${code}\` |`), code);
});
