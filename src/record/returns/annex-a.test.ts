import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { sharedData } from '../../../test/shared-data.ts';
import { day } from '../../lib/index.ts';
import type { AnnexColumn } from './annex-a.columns.ts';
import { ANNEX_A_LISTS } from './annex-a.lists.ts';
import { annexAReader } from './annex-a.reader.ts';
import { chooseTable, matchHeadings } from './columns.ts';
import type { PersonStatement, Problem, ReadItem } from './statement.ts';

const today = day('2026-11-22');
const WHO = 'Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years)';

async function read(name: string, content: string | Uint8Array): Promise<ReadItem[]> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const chunks = (async function* () {
    yield bytes;
  })();
  const items: ReadItem[] = [];
  for await (const item of annexAReader.read({ name, chunks, today })) items.push(item);
  return items;
}

async function workbook(sheets: Record<string, unknown[][]>): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const people = (items: ReadItem[]): PersonStatement[] =>
  items.flatMap((item) => (item.type === 'person' && !item.quarantine ? [item.person] : []));

const problems = (items: ReadItem[]): Problem[] =>
  items.flatMap((item) => {
    if (item.type === 'problem') return [item.problem];
    return item.type === 'person' ? item.problems : [];
  });

const rules = (items: ReadItem[]): string[] => problems(items).map(({ rule }) => rule);

const spellsOf = (person: PersonStatement | undefined) =>
  person?.spells.map(({ kind, code, startDay, endDay }) => [kind, code, startDay, endDay]);

const eventsOf = (person: PersonStatement | undefined) =>
  person?.events.map(({ kind, code, day: on, outcome }) => [kind, code, on, outcome ?? null]);

async function readOne(headings: string, row: string): Promise<PersonStatement | undefined> {
  return people(
    await read('list 2026-03-31.csv', `${WHO},${headings}\n7,Female,WBRI,01/02/2012,14,${row}`),
  )[0];
}

const schema = sharedData('annex-a/Annex_A_schema.yml');

function published(): Record<string, Record<string, { date?: string }>> {
  return parse(readFileSync(schema.path, 'utf8')).column_map;
}

/** Ways in which councils change a heading without changing what it says. */
const SPELLINGS: ((heading: string) => string)[] = [
  (heading) => heading,
  (heading) => heading.toUpperCase(),
  (heading) => heading.toLowerCase().replaceAll(' ', '_'),
  (heading) => ` ${heading.replace(/[?/()'’,]/g, ' ')} `,
  (heading) => heading.replace(/ /g, '\n'),
  (heading) => heading.replace('identifier', 'ID').replace('Date of Birth', 'DOB'),
];

for (const [at, spelling] of SPELLINGS.entries()) {
  test(`every published heading is matched to its own column, spelling ${at + 1}`, {
    skip: schema.skip,
  }, () => {
    for (const [name, columns] of Object.entries(published())) {
      const list = ANNEX_A_LISTS.find((one) => `list_${one.part}` === name);
      assert.ok(list, name);
      const headings = Object.keys(columns).map(spelling);
      assert.equal(chooseTable(headings, ANNEX_A_LISTS)?.part, list.part, `${name} is recognised`);
      const { positions, unknown, missing } = matchHeadings(headings, list);
      assert.deepEqual(unknown, [], name);
      assert.deepEqual(missing, [], name);
      for (const [field, position] of positions) {
        const [heading, spec] = Object.entries(columns)[position] ?? ['', {}];
        const column: AnnexColumn | undefined = list.columns.find((one) => one.field === field);
        assert.equal(column?.isDay, spec.date !== undefined, `${name}: ${heading}`);
        assert.equal(column?.headings[0], heading, `${name}: ${field}`);
      }
    }
  });
}

test('a workbook is read sheet by sheet, with titles above headings and Excel days', async () => {
  const bytes = await workbook({
    Cover: [['Annex A for Northbridge']],
    'List 1': [
      ['List 1: contacts in the last six months'],
      ['Child ID', 'Sex', 'Ethnic origin', 'DOB', 'Age', 'Contact date', 'Source of contact'],
      [
        'C1',
        'M',
        'WBRI - White British',
        new Date('2015-06-01'),
        10,
        new Date('2026-03-02'),
        '6: Police',
      ],
      ['C2', 'F', 'a) White', '2026-07-01', null, '03/03/2026', '2A Schools'],
    ],
    'List 11': [
      ['Individual adopter identifier', 'Date enquiry received', 'Date application approved'],
      ['P1', '2026-01-05', '2025-01-05'],
    ],
  });
  const items = await read('Annex A.xlsx', bytes);
  const header = items.find((item) => item.type === 'file');
  assert.ok(header?.type === 'file');
  assert.deepEqual(header.header, {
    part: 'annex-a',
    year: null,
    asOf: '2026-03-03',
    authorityCode: null,
  });
  const [first, second] = people(items);
  assert.equal(people(items).length, 2, 'nobody is loaded from the list of adults');
  assert.deepEqual(eventsOf(first), [['contact', '6', '2026-03-02', null]]);
  assert.equal(first?.events[0]?.agencyKind, 'police');
  assert.equal(first?.birthDay, '2015-06-01');
  assert.equal(second?.expectedBirthDay, '2026-07-01', 'born after the list: expected');
  assert.deepEqual(rules(items).sort(), [
    'code/not-understood',
    'date/end-before-start',
    'structure/adults-not-loaded',
    'structure/sheet-ignored',
  ]);
});

test('each list becomes the journey it tells of', async () => {
  const help = await readOne(
    'Assessment start date,Assessment completion date,Organisation completing assessment',
    '01/02/2026,20/02/2026,A school',
  );
  assert.deepEqual(spellsOf(help), [['status', 'targeted-early-help', '2026-02-01', '2026-02-20']]);
  assert.deepEqual(eventsOf(help), [['early-help-assessment', null, '2026-02-20', 'completed']]);

  const referred = await readOne(
    'Date of referral,Referral Source,Referral NFA?',
    '01/02/2026,6: Police,Y',
  );
  assert.deepEqual(eventsOf(referred), [['referral', '6', '2026-02-01', 'no-further-action']]);

  const assessed = await readOne(
    'Continuous Assessment Start Date,Continuous Assessment Date of Authorisation,Was the ' +
      "child assessed as requiring LA children's social care support?",
    '01/02/2026,,Y',
  );
  assert.deepEqual(eventsOf(assessed), [['assessment', null, '2026-02-01', 'open']]);

  const enquired = await readOne(
    'Strategy discussion initiating Section 47 Enquiry Start Date,Was an Initial Child ' +
      'Protection Conference deemed unnecessary?,Date of Initial Child Protection Conference,Did ' +
      'the Initial Child Protection Conference Result in a Child Protection Plan',
    '01/02/2026,N,15/02/2026,Y',
  );
  assert.deepEqual(spellsOf(enquired), [
    ['status', 'section-47-enquiry', '2026-02-01', '2026-02-15'],
  ]);
  assert.deepEqual(eventsOf(enquired), [
    ['section-47', null, '2026-02-01', 'icpc-held'],
    ['initial-conference', null, '2026-02-15', 'protection-plan'],
  ]);

  const inNeed = await readOne(
    'CIN Start Date,Primary Need Code,CIN Closure Date,Reason for Closure,Case Status',
    '01/02/2025,N1,01/03/2026,RC7 - Other,Closed',
  );
  assert.deepEqual(spellsOf(inNeed), [['status', 'child-in-need', '2025-02-01', '2026-03-01']]);
  assert.deepEqual(eventsOf(inNeed), [['closure', 'RC7', '2026-03-01', null]]);

  const planned = await readOne(
    'Child Protection Plan Start Date,Initial Category of Abuse,Latest Category of Abuse,Date ' +
      'of latest review conference,Child Protection Plan End Date,Number of Previous Child ' +
      'Protection Plans',
    '01/02/2025,Neglect,Emotional,01/08/2025,,1',
  );
  assert.deepEqual(spellsOf(planned), [['status', 'protection-plan', '2025-02-01', null]]);
  assert.deepEqual(planned?.spells[0]?.detail, {
    initialCategory: 'NEG',
    latestCategory: 'EMO',
    previousPlans: '1',
  });

  const adopted = await readOne(
    'Date the Child Entered Care,Date of Decision that Child Should be Placed for Adoption,' +
      'Date of Placement Order,Date of Adoption Order',
    '01/02/2024,01/09/2024,01/12/2024,01/02/2026',
  );
  assert.deepEqual(spellsOf(adopted), [['plan', 'adoption', '2024-09-01', '2026-02-01']]);
});

test('a looked-after child has a status, a placement and a legal basis', async () => {
  const headings =
    "Date Started to be Looked After,Start date of current legal status,Child's Legal Status," +
    'Date of Latest Statutory Review,Date Ceased to be Looked After,Reason Ceased to be Looked ' +
    'After,Start Date of Most Recent Placement,Placement Type,Placement Location,URN of ' +
    'Placement';
  const child = await readOne(
    headings,
    '01/02/2024,01/05/2024,C2: FCO,01/03/2026,,,01/06/2025,U4: Foster,b) Out,SC123456',
  );
  assert.deepEqual(spellsOf(child), [
    ['status', 'looked-after', '2024-02-01', null],
    ['placement', 'U4', '2025-06-01', null],
    ['legal-basis', 'C2', '2024-05-01', null],
  ]);
  assert.deepEqual(child?.spells[1]?.detail, { group: 'foster', location: 'out', urn: 'SC123456' });
  assert.deepEqual(eventsOf(child), [
    ['looked-after-start', 'S', '2024-02-01', null],
    ['looked-after-review', null, '2026-03-01', null],
  ]);
});

test('a care leaver of 18 counts from the 18th birthday, one of 17 from no day told', async () => {
  const row = (birth: string) =>
    `${WHO},Eligibility Category,LA in Touch\n7,F,WBRI,${birth},,Former relevant,Yes`;
  const grown = people(await read('2026-03-31.csv', row('05/06/2006')))[0];
  assert.deepEqual(spellsOf(grown), [['status', 'care-leaver', '2024-06-05', null]]);
  const young = people(await read('2026-03-31.csv', row('05/06/2008')))[0];
  assert.deepEqual(spellsOf(young), []);
});

test('an unusable row is kept out and its reason given', async () => {
  const cases: [string, string][] = [
    ['7,F,WBRI,01/02/2012,,soon,', 'date/not-a-day'],
    ['7,F,WBRI,01/02/2012,,,', 'date/not-a-day'],
    ['7,F,WBRI,01/02/2012,,01/02/2026,01/02/2025', 'date/end-before-start'],
    ['7,F,WBRI,01/02/2012,,01/02/2026,later', 'date/not-a-day'],
    ['7,F,WBRI,01/02/2012,,01/05/2026,', 'date/after-list'],
    [',F,WBRI,01/02/2012,,01/02/2026,', 'type/no-child'],
  ];
  for (const [row, rule] of cases) {
    const items = await read('2026-03-31.csv', `${WHO},CIN Start Date,CIN Closure Date\n${row}`);
    assert.ok(rules(items).includes(rule), `${row}: ${rules(items)}`);
    assert.deepEqual(people(items), [], row);
  }
});

test('a disability is a yes or no, or the census code where there is one', async () => {
  const headings = 'Does the Child have a Disability,CIN Start Date';
  const coded = await readOne(headings, 'AUT,01/02/2026');
  assert.deepEqual([coded?.disabilities, coded?.detail?.disabled], [['AUT'], 'yes']);
  const plain = await readOne(headings, 'b) No,01/02/2026');
  assert.deepEqual([plain?.disabilities, plain?.detail?.disabled], [undefined, 'no']);
  assert.equal((await readOne(headings, 'NONE,01/02/2026'))?.detail?.disabled, 'no');
});

test('names of workers and free text never reach a statement', async () => {
  const items = await read(
    'x.csv',
    `${WHO},Date of referral,Referral Source,Allocated Team,Allocated Worker\n7,F,WBRI,` +
      '01/02/2012,,01/02/2026,told us by a neighbour,Team Heron,Rowan Ashdown',
  );
  assert.ok(!/Heron|Ashdown|neighbour/.test(JSON.stringify(items)));
});

test('a list is recognised by its headings, a workbook by its name', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  assert.ok(annexAReader.recognise('any.csv', bytes(`${WHO},Date of Contact,Contact Source\n`)));
  assert.ok(!annexAReader.recognise('any.csv', bytes('CHILD,DOB,REVIEW,REVIEW_CODE\n')));
  assert.ok(!annexAReader.recognise('any.csv', bytes('UPN,Surname,DOB\n')));
  assert.ok(annexAReader.recognise('Northbridge Annex A 2026.xlsx', bytes('PK\u0003\u0004')));
  assert.ok(!annexAReader.recognise('unit costs.xlsx', bytes('PK\u0003\u0004')));
});

test('a workbook without a list, a broken one and whatever bytes end with a problem', async () => {
  const none = await read('annex a.xlsx', await workbook({ Notes: [['hello']] }));
  assert.ok(rules(none).includes('structure/unknown-table'));
  const sound = await workbook({
    'List 1': [
      ['Child ID', 'Contact date'],
      ['C1', '01/02/2026'],
    ],
  });
  await fc.assert(
    fc.asyncProperty(fc.nat(sound.length), fc.uint8Array({ maxLength: 30 }), async (cut, noise) => {
      const items = await read('annex a.xlsx', Buffer.concat([sound.subarray(0, cut), noise]));
      assert.ok(items.length > 0);
    }),
    { numRuns: 100 },
  );
});
