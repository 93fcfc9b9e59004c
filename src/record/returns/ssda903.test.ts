import assert from 'node:assert/strict';
import { createReadStream, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { sharedData } from '../../../test/shared-data.ts';
import { day } from '../../lib/index.ts';
import { SSDA903_TABLES } from './ssda903.columns.ts';
import { SSDA903_RULES, ssda903Reader } from './ssda903.reader.ts';
import type { PersonStatement, Problem, ReadItem } from './statement.ts';

const today = day('2026-11-22');
const EPISODES =
  'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST';

async function* bytes(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

async function read(name: string, content: string | Uint8Array): Promise<ReadItem[]> {
  return itemsOf(name, bytes(content));
}

async function readShared(path: string): Promise<ReadItem[]> {
  return itemsOf(path.split('/').at(-1) ?? '', createReadStream(path));
}

async function itemsOf(name: string, chunks: AsyncIterable<Uint8Array>): Promise<ReadItem[]> {
  const items: ReadItem[] = [];
  for await (const item of ssda903Reader.read({ name, chunks, today })) items.push(item);
  return items;
}

const people = (items: ReadItem[]): PersonStatement[] =>
  items.flatMap((item) => (item.type === 'person' && !item.quarantine ? [item.person] : []));

const keptOut = (items: ReadItem[]): number =>
  items.filter((item) => item.type === 'person' && item.quarantine).length;

const problems = (items: ReadItem[]): Problem[] =>
  items.flatMap((item) => {
    if (item.type === 'problem') return [item.problem];
    return item.type === 'person' ? item.problems : [];
  });

const rules = (items: ReadItem[]): string[] => problems(items).map(({ rule }) => rule);

function header(items: ReadItem[]) {
  const item = items.find((one) => one.type === 'file');
  return item?.type === 'file' ? item.header : null;
}

/** The rows of a published file by plain splitting: it has no quoted cells. */
function plainRows(path: string): Record<string, string>[] {
  const [first, ...rest] = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const headings = (first ?? '').split(',');
  return rest.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(headings.map((heading, at) => [heading, cells[at] ?? '']));
  });
}

const spells = (items: ReadItem[], kind: string) =>
  people(items).flatMap((person) => person.spells.filter((spell) => spell.kind === kind));

const events = (items: ReadItem[], kind: string) =>
  people(items).flatMap((person) => person.events.filter((event) => event.kind === kind));

for (const year of [2017, 2018, 2019]) {
  const file = sharedData(`ssda903/linked-years/${year}-episodes.csv`);
  test(`the episodes of the file named ${year} are all read, up to the next 31 March`, {
    skip: file.skip,
  }, async () => {
    const items = await readShared(file.path);
    const rows = plainRows(file.path);
    const inCare = rows.filter((row) => row.LS !== 'V3' && row.LS !== 'V4');
    assert.equal(people(items).length, rows.length);
    assert.equal(header(items)?.asOf, `${year + 1}-03-31`);
    assert.equal(spells(items, 'placement').length, rows.length);
    assert.equal(spells(items, 'legal-basis').length, rows.length);
    assert.equal(spells(items, 'status').length, inCare.length);
    assert.equal(
      events(items, 'looked-after-start').length,
      inCare.filter((row) => row.RNE === 'S').length,
    );
    assert.equal(
      events(items, 'looked-after-end').length,
      inCare.filter((row) => row.DEC !== '' && row.REC !== 'X1').length,
    );
    assert.equal(
      rules(items).filter((rule) => rule === '148').length,
      rows.filter((row) => (row.DEC === '') !== (row.REC === '')).length,
    );
  });
}

test('the one-year files give every child, episode and review', {
  skip: sharedData('ssda903/one-year/header.csv').skip,
}, async () => {
  const children = await readShared(sharedData('ssda903/one-year/header.csv').path);
  assert.equal(people(children).length, 2675);
  assert.equal(people(children).filter((person) => person.sex === 'female').length, 1342);
  assert.equal(people(children).filter((person) => person.ethnicity === 'WBRI').length, 146);
  assert.equal(people(children).filter((person) => person.detail?.mother === '1').length, 1);
  const episodes = await readShared(sharedData('ssda903/one-year/episodes.csv').path);
  assert.equal(people(episodes).length, 5050);
  assert.equal(spells(episodes, 'status').filter((spell) => spell.endDay === null).length, 1196);
  assert.equal(header(episodes)?.year, '2017-18');
  const reviews = await readShared(sharedData('ssda903/one-year/reviews.csv').path);
  const late = plainRows(sharedData('ssda903/one-year/reviews.csv').path).filter(
    ({ REVIEW = '' }) => REVIEW.split('/').reverse().join('-') > today,
  );
  assert.equal(keptOut(reviews), late.length);
  assert.equal(people(reviews).length, 12_582 - late.length);
  assert.equal(header(reviews)?.year, null, 'reviews over 15 years show no year');
});

test('reviews after the year of the return are kept out, those before it are read', {
  skip: sharedData('ssda903/linked-years/2018-reviews.csv').skip,
}, async () => {
  const { path } = sharedData('ssda903/linked-years/2018-reviews.csv');
  const items = await readShared(path);
  const held = plainRows(path).filter(
    ({ REVIEW = '' }) => REVIEW.split('/').reverse().join('-') <= '2019-03-31',
  );
  assert.equal(events(items, 'looked-after-review').length, held.length);
  assert.equal(keptOut(items), 2769 - held.length);
});

test('the year of care leavers is the one in which they turn 17 to 21', {
  skip: sharedData('ssda903/linked-years/2017-oc3.csv').skip,
}, async () => {
  for (const year of [2017, 2018, 2019]) {
    const items = await readShared(sharedData(`ssda903/linked-years/${year}-oc3.csv`).path);
    assert.equal(header(items)?.asOf, `${year + 1}-03-31`);
  }
});

test('every file, heading and code of the published column schemas is known', {
  skip: sharedData('ssda903/schema/SSDA903_schema_2017.yml').skip,
}, () => {
  const names: Record<string, string> = {
    placed_adoption: 'placed-for-adoption',
    prev_perm: 'previous-permanence',
    social_worker: 'social-workers',
  };
  const columnOf = (part: string, field: string) =>
    SSDA903_TABLES.find((table) => table.part === (names[part] ?? part))?.columns.find(
      (column) => column.field === field,
    );
  const load = (year: string) =>
    parse(readFileSync(sharedData(`ssda903/schema/SSDA903_schema_${year}.yml`).path, 'utf8'));
  type Spec = { category?: { code: string }[]; date?: string };
  const first = load('2017').column_map as Record<string, Record<string, Spec>>;
  let compared = 0;
  const compare = (part: string, field: string, spec: Spec, year: number) => {
    const column = columnOf(part, field);
    assert.ok(column, `${part} ${field}`);
    assert.equal(column.type === 'day', spec.date !== undefined, `${part} ${field} is a day`);
    for (const { code } of spec.category ?? []) {
      const known = column.codes?.[code];
      assert.ok(known, `${part} ${field} ${code}`);
      assert.ok(year >= (known.from ?? 0) && year <= (known.until ?? 9999), `${code} in ${year}`);
      compared += 1;
    }
  };
  for (const [part, columns] of Object.entries(first))
    for (const [field, spec] of Object.entries(columns)) compare(part, field, spec, 2017);
  for (const year of [2019, 2022, 2024, 2025, 2026]) {
    const changes = load(`${year}.diff`) as Record<string, { value: never }>;
    for (const [path, { value }] of Object.entries(changes)) {
      const [, part = '', field] = path.split('.');
      if (field) compare(part, field, { category: value }, year);
      else
        for (const [name, spec] of Object.entries(value)) compare(part, name, spec as Spec, year);
    }
  }
  assert.ok(compared > 300);
});

test('every rule but our own stands in the published catalogue', {
  skip: sharedData('ssda903/ssda903_rules_catalogue.json').skip,
}, () => {
  const { path } = sharedData('ssda903/ssda903_rules_catalogue.json');
  const catalogue = JSON.parse(readFileSync(path, 'utf8')) as { rules: { code: string }[] };
  const known = new Set(catalogue.rules.map(({ code }) => code));
  const ours = /^(type|code|date|structure)\//;
  const codes = [
    ...Object.values(SSDA903_RULES).flatMap((list) => list.map(({ code }) => code)),
    ...SSDA903_TABLES.flatMap((table) => [
      ...table.columns.map(({ rule }) => rule),
      ...(table.onceRule ? [table.onceRule] : []),
    ]),
  ];
  assert.deepEqual(
    [...new Set(codes)].filter((code) => !ours.test(code) && !known.has(code)),
    [],
  );
});

test('an episode becomes a status, a placement and a legal basis of one span', async () => {
  const items = await read(
    'x.csv',
    `${EPISODES}\nA1,05/04/2024,S,C2,N1,U4,PR1,10/03/2025,E4A,,PL1 2AB\nA2,01/03/2025,S,V2,N1,` +
      'K2,PR4,,,,PL1 2',
  );
  const [first, second] = people(items);
  assert.deepEqual(
    first?.spells.map(({ kind, code, startDay, endDay, endReason }) => [
      kind,
      code,
      startDay,
      endDay,
      endReason,
    ]),
    [
      ['status', 'looked-after', '2024-04-05', '2025-03-10', 'E4A'],
      ['placement', 'U4', '2024-04-05', '2025-03-10', 'E4A'],
      ['legal-basis', 'C2', '2024-04-05', '2025-03-10', 'E4A'],
    ],
  );
  assert.deepEqual(first?.spells[1]?.detail, { provider: 'PR1', group: 'foster' });
  assert.deepEqual(
    first?.events.map(({ kind, code, day: on }) => [kind, code, on]),
    [
      ['looked-after-start', 'S', '2024-04-05'],
      ['care-order', 'C2', '2024-04-05'],
      ['looked-after-end', 'E4A', '2025-03-10'],
    ],
  );
  assert.equal(second?.spells[0]?.endDay, null);
  assert.equal(second?.address?.postcode, 'PL1 2', 'a postcode sector is enough');
  assert.deepEqual(header(items), {
    part: 'episodes',
    year: '2024-25',
    asOf: '2025-03-31',
    authorityCode: null,
  });
});

test('short breaks are placed and accommodated, and not counted as looked after', async () => {
  const items = await read('x.csv', `${EPISODES}\nA1,05/03/2025,S,V4,N2,U4,PR1,,,,`);
  assert.deepEqual(
    people(items)[0]?.spells.map(({ kind }) => kind),
    ['placement', 'legal-basis'],
  );
  assert.deepEqual(people(items)[0]?.events, []);
});

test('a child who died in care is stated as having died on that day', async () => {
  const items = await read('x.csv', `${EPISODES}\nA1,05/03/2025,S,C2,N2,R2,PR3,20/03/2025,E2,,`);
  assert.equal(people(items)[0]?.deathDay, '2025-03-20');
});

test('an unusable row is kept out and its reason given; a doubtful one is used', async () => {
  const cases: [string, string, boolean][] = [
    ['A1,,S,C2,N1,U4,PR1,,,,', '141', false],
    ['A1,31/02/2025,S,C2,N1,U4,PR1,,,,', '141', false],
    ['A1,05/03/2025,S,C2,N1,U4,PR1,04/03/2025,E8,,', '356', false],
    ['A1,05/03/2025,S,C2,N1,U4,PR1,soon,E8,,', '147', false],
    ['A1,05/03/1925,S,C2,N1,U4,PR1,,,,', '353', false],
    [',05/03/2025,S,C2,N1,U4,PR1,,,,', 'type/no-child', false],
    ['A1,05/03/2027,S,C2,N1,U4,PR1,,,,', 'date/after-year', false],
    ['A1,05/03/2025,S,C2,N1,QQ,PR1,,,,', '146', true],
    ['A1,05/03/2025,S,C2,N1,U4,PR0,,,,', '550', true],
    ['A1,05/03/2025,S,C2,N1,U4,PR1,,X1,,', '148', true],
    ['A1,05/03/2025,S,C2,N1,T1,PR1,,,,', '380', true],
    ['A1,05/03/2025,S,C2,N1,U4,PR1,05/03/2025,E8,,', '355', true],
    ['A1,05/03/2025,S,C2,N1,H5,PR1,,,,', 'code/other-year', true],
    ['A1,05/03/2025,S,C2,N1,U4,PR1', 'structure/short-row', false],
  ];
  for (const [row, rule, isUsed] of cases) {
    const items = await read('2024-25.csv', `${EPISODES}\n${row}\n`);
    assert.ok(rules(items).includes(rule), `${row} breaks ${rule}: ${rules(items)}`);
    assert.equal(people(items).length, isUsed ? 1 : 0, row);
  }
});

test('what one child’s episodes say of each other is checked in any order of rows', async () => {
  const cases: [string, string, string][] = [
    ['05/04/2024,S,C2,N1,U4,PR1,10/09/2024,X1', '01/09/2024,P,C2,N1,U4,PR1,,', '501'],
    ['05/04/2024,S,C2,N1,U4,PR1,,', '01/09/2024,P,C2,N1,U4,PR1,,', '142'],
    ['05/04/2024,S,C2,N1,U4,PR1,10/09/2024,X1', '10/09/2024,S,C2,N1,U6,PR1,,', '431'],
    ['05/04/2024,S,C2,N1,U4,PR1,10/09/2024,E4A', '10/10/2024,P,C2,N1,U6,PR1,,', '432'],
    ['05/04/2024,S,C2,N1,U4,PR1,10/09/2024,X1', '10/10/2024,P,C2,N1,U6,PR1,,', '433'],
    ['05/04/2024,S,C2,N1,U4,PR1,,', '05/04/2024,S,C2,N1,U6,PR1,,', 'structure/repeated-row'],
  ];
  for (const [a, b, rule] of cases) {
    for (const rows of [
      [a, b],
      [b, a],
    ]) {
      const text = rows.map((row) => `A1,${row},,`).join('\n');
      const items = await read('2024-25.csv', `${EPISODES}\n${text}`);
      assert.ok(rules(items).includes(rule), rule);
      assert.equal(people(items).length, 2, 'both rows are used');
    }
  }
  const sound = '05/04/2024,S,C2,N1,U4,PR1,10/09/2024,X1,,\nA1,10/09/2024,P,C2,N1,U6,PR1,,,,';
  assert.deepEqual(rules(await read('2024-25.csv', `${EPISODES}\nA1,${sound}`)), []);
});

test('an end after the year is not believed: the next return will state it', async () => {
  const until = (end: string) =>
    read('2024-25.csv', `${EPISODES}\nA1,05/03/2025,S,C2,N1,U4,PR1,${end},E8,,`);
  const items = await until('04/06/2025');
  assert.ok(rules(items).includes('354'));
  assert.equal(people(items)[0]?.spells[0]?.endDay, null);
  assert.equal(events(items, 'looked-after-end').length, 0);
  const onTime = await until('01/04/2025');
  assert.equal(people(onTime)[0]?.spells[0]?.endDay, '2025-04-01', 'in care up to 31 March');
});

test('the year comes from a full year in the name, else from the days, or is unknown', async () => {
  const oc2 =
    'CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,' +
    'HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\nA1,' +
    '01/02/2015,12,,0,,1,1,1,0,,';
  for (const [name, asOf] of [
    ['2024-25-oc2.csv', '2025-03-31'],
    ['oc2 2024_2025.csv', '2025-03-31'],
    ['oc2_31-03-2025.csv', '2025-03-31'],
    ['2025-oc2.csv', null],
    ['oc2.csv', null],
  ] as const) {
    const items = await read(name, oc2);
    assert.equal(header(items)?.asOf ?? null, asOf, name);
    assert.equal(events(items, 'health-check').length, asOf ? 1 : 0);
    assert.equal(rules(items).includes('date/year-not-known'), asOf === null);
  }
});

test('placeholders for an unknown pupil number are not an identifier', async () => {
  const items = await read(
    'h.csv',
    'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,F,01/02/2010,WBRI,UN3,,\nA2,1,2010-02-01,WBRI,' +
      'A123456789012,1.0,01/03/2025',
  );
  assert.deepEqual(people(items)[0]?.identifiers, [{ kind: 'la-child-id', value: 'A1' }]);
  assert.equal(people(items)[1]?.identifiers[1]?.kind, 'upn');
  assert.equal(people(items)[1]?.detail?.mother, '1');
  assert.ok(rules(items).includes('174'));
});

test('each file of the set is recognised by its headings, whatever its name', () => {
  for (const table of SSDA903_TABLES) {
    const head = new TextEncoder().encode(`\uFEFF${table.columns.map(({ field }) => field)}\r\n`);
    assert.ok(ssda903Reader.recognise('x.csv', head), table.part);
  }
  assert.ok(
    !ssda903Reader.recognise('episodes.csv', new TextEncoder().encode('UPN,DOB,Name\n1,2,3')),
  );
});

test('columns in any order state the same', async () => {
  const columns = EPISODES.split(',');
  const row = 'A1,05/04/2024,S,C2,N1,U4,PR1,10/03/2025,E4A,,PL1 2AB'.split(',');
  const plain = people(await read('2024-25.csv', `${EPISODES}\n${row}`));
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...columns.keys()], { minLength: columns.length }),
      async (order) => {
        const pick = (cells: string[]) => order.map((at) => cells[at]).join(',');
        const items = await read('2024-25.csv', `${pick(columns)}\n${pick(row)}`);
        assert.deepEqual(people(items), plain);
      },
    ),
    { numRuns: 50 },
  );
});

test('whatever bytes a file holds, reading ends with items and never throws', async () => {
  const sound = new TextEncoder().encode(
    `${EPISODES}\nA1,05/04/2024,S,C2,N1,U4,PR1,10/03/2025,E4A,,PL1 2AB\nA2,01/03/2025,S,V2,N1,` +
      'K2,PR4,,,,\n',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.nat(sound.length),
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom('x.csv', '2024-episodes.csv'),
      async (cut, noise, name) => {
        const items = await read(name, Buffer.concat([sound.subarray(0, cut), noise]));
        assert.ok(items.length > 0);
        for (const { message, fix } of problems(items)) assert.ok(message && fix);
      },
    ),
    { numRuns: 300 },
  );
});

test('a file in a wide encoding is read like any other', async () => {
  const text = `${EPISODES}\nA1,05/04/2024,S,C2,N1,U4,PR1,,,,\n`;
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  assert.equal(people(await read('x.csv', wide)).length, 1);
  assert.ok(ssda903Reader.recognise('x.csv', wide));
});
