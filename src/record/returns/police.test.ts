import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import exceljs from 'exceljs';
import { partnerHead, partnerRow, readPartner } from './partner-file.sample.ts';
import { incidentTypes, involvements, policeOutcomes, policeRoutes } from './police.codes.ts';
import { policeColumns, policeTemplate } from './police.columns.ts';
import { policeReader } from './police.reader.ts';

const HEAD = partnerHead(policeColumns);
const read = (content: string | Uint8Array, name = 'police-2024-25.csv') =>
  readPartner(policeReader, name, content);
const row = (cells: Readonly<Record<string, string>> = {}) => partnerRow(policeColumns, cells);
const themesOf = async (cells: Readonly<Record<string, string>>) =>
  (await read(HEAD + row(cells))).people[0]?.events[0]?.detail?.themes;

test('the template reads back without a problem, as one incident', async () => {
  const { people, faults } = await read(policeTemplate());
  assert.deepEqual(faults, []);
  assert.deepEqual(people, [
    {
      row: 2,
      identifiers: [{ kind: 'la-child-id', value: 'PO10001' }],
      address: { postcode: 'NB1 2XY' },
      birthDay: '2010-03-14',
      sex: 'female',
      spells: [],
      events: [
        {
          kind: 'police-incident',
          code: 'domestic-abuse',
          day: '2024-11-05',
          outcome: 'notified',
          agencyKind: 'police',
          detail: { themes: 'domestic-abuse', involvement: 'present', route: 'call' },
        },
      ],
    },
  ]);
});

test('the file is known by its headings, and a workbook by its name', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  assert.equal(policeReader.recognise('any.csv', bytes(policeTemplate())), true);
  assert.equal(policeReader.recognise('any.csv', bytes('child_id,request_date\n')), false);
  assert.equal(policeReader.recognise('Police 2024-25.xlsx', bytes('PK\u0003\u0004')), true);
  assert.equal(policeReader.recognise('Annex A.xlsx', bytes('PK\u0003\u0004')), false);
});

test('an offence speaks of crime for a suspect, and of nothing for a victim', async () => {
  const theft = { incident_type: 'theft' };
  assert.equal(await themesOf({ ...theft, involvement: 'suspect' }), 'crime');
  assert.equal(await themesOf({ ...theft, involvement: 'victim' }), '');
  assert.equal(await themesOf({ incident_type: 'missing', involvement: 'present' }), '');
  assert.equal(
    await themesOf({ incident_type: 'exploitation', involvement: 'suspect' }),
    'crime;exploitation',
  );
});

test('a workbook with the same columns says the same as CSV', async () => {
  const lines = [HEAD, row(), row({ incident_type: 'missing', child_id: 'PO10002' })];
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('Incidents');
  for (const line of lines) sheet.addRow(line.trim().split(','));
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  const workbook = await read(bytes, 'police-2024-25.xlsx');
  const csv = await read(lines.join(''));
  assert.deepEqual(workbook.faults, []);
  assert.deepEqual(
    workbook.people.map(({ row: _, ...person }) => person),
    csv.people.map(({ row: _, ...person }) => person),
  );
});

test('the year in the name is the year of the file; without one none is stated', async () => {
  const yearOf = async (name: string) => {
    const [first] = (await read(policeTemplate(), name)).items;
    return first?.type === 'file' ? first.header.year : 'no header';
  };
  assert.equal(await yearOf('police-2024-25.csv'), '2024-25');
  assert.equal(await yearOf('police.csv'), null);
});

test('a row without a child, a day or a known type is kept out; a wrong word is not', async () => {
  const { people, faults } = await read(
    HEAD +
      row({ child_id: '' }) +
      row({ incident_date: 'soon' }) +
      row({ incident_type: 'trouble' }) +
      row({ outcome: 'told off', postcode: 'here' }),
  );
  assert.equal(people.length, 1);
  assert.deepEqual(faults, [
    '2 child_id structure/no-identifier error',
    '3 incident_date date/not-a-date warning',
    '3 incident_date structure/incomplete-incident error',
    '4 incident_type code/unknown warning',
    '4 incident_type structure/incomplete-incident error',
    '5 postcode type/postcode warning',
    '5 outcome code/unknown warning',
  ]);
});

test('an incident in the future is kept out', async () => {
  const { people } = await read(HEAD + row({ incident_date: '2027-01-01' }));
  assert.equal(people.length, 0);
});

test('the page about the file shows each column and each word', () => {
  const page = readFileSync('docs/returns/police.md', 'utf8');
  for (const { heading } of policeColumns) assert.match(page, new RegExp(`\`${heading}\``));
  const lists = [incidentTypes, involvements, policeRoutes, policeOutcomes];
  for (const { code } of lists.flat()) assert.ok(page.includes(`| \`${code}\` |`), code);
});
