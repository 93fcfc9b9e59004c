import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TableFault } from '../../lib/index.ts';
import { headingsOf, readTable, type TableItem, type TableSpec } from './columns.ts';

const exact: TableSpec<'child' | 'start' | 'note'> = {
  part: 'stays',
  label: 'stays file',
  headings: 'exact',
  columns: [
    { field: 'child', headings: ['CHILD'], need: 'must' },
    { field: 'start', headings: ['DECOM'], need: 'must' },
    { field: 'note', headings: ['NOTE_CODE'], need: 'should' },
  ],
};

const loose: TableSpec<'child' | 'contact' | 'source'> = {
  part: 'contacts',
  label: 'list of contacts',
  headings: 'loose',
  columns: [
    { field: 'child', headings: ['Child Unique ID', 'Child ID'], need: 'must' },
    { field: 'contact', headings: ['Date of Contact', 'Contact Date'], need: 'must' },
    { field: 'source', headings: ['Contact Source', 'Source'], need: 'should' },
  ],
};

async function read<F extends string>(
  rows: string[][],
  specs: TableSpec<F>[],
): Promise<TableItem<F>[]> {
  const items: TableItem<F>[] = [];
  const source = rows.map((cells, index) => ({ row: index + 1, cells }));
  for await (const item of readTable('stays.csv', source, specs)) items.push(item);
  return items;
}

function faults(items: TableItem[]): string[] {
  return items.flatMap((item) =>
    item.type === 'problem' ? [`${item.problem.severity} ${item.problem.rule}`] : [],
  );
}

function rows<F extends string>(items: TableItem<F>[], fields: F[]): string[][] {
  return items.flatMap((item) => (item.type === 'row' ? [fields.map((f) => item.get(f))] : []));
}

test('a table is read by its headings, whatever their order and case', async () => {
  const items = await read(
    [
      ['note code', 'Child', 'DECOM '],
      ['x', ' 7 ', '01/02/2024'],
    ],
    [exact],
  );
  assert.deepEqual(rows(items, ['child', 'start', 'note']), [['7', '01/02/2024', 'x']]);
  assert.deepEqual(faults(items), []);
});

test('without a column it cannot do without, a table is not read', async () => {
  const items = await read(
    [
      ['CHILD', 'NOTE_CODE'],
      ['7', 'x'],
    ],
    [exact],
  );
  assert.deepEqual(faults(items), ['error structure/missing-column']);
  assert.deepEqual(rows(items, ['child']), []);
});

test('a column it should have is asked for, and one it does not know is passed over', async () => {
  const items = await read(
    [
      ['CHILD', 'DECOM', 'OURS'],
      ['7', '01/02/2024', 'x'],
    ],
    [exact],
  );
  assert.deepEqual(faults(items), [
    'warning structure/missing-column',
    'warning structure/unknown-column',
  ]);
  assert.deepEqual(rows(items, ['child', 'note']), [['7', '']]);
});

test('of two columns with one heading the first is read', async () => {
  const items = await read(
    [
      ['CHILD', 'DECOM', 'NOTE_CODE', 'CHILD'],
      ['7', '01/02/2024', '', '8'],
    ],
    [exact],
  );
  assert.deepEqual(faults(items), ['warning structure/repeated-column']);
  assert.deepEqual(rows(items, ['child']), [['7']]);
});

test('a row with a cell too few or too many is kept out, a blank row is nothing', async () => {
  const items = await read(
    [
      ['CHILD', 'DECOM', 'NOTE_CODE'],
      ['7', '01/02'],
      ['', '', ''],
      ['8', 'x', 'y', 'z'],
      ['9', '', '', ''],
    ],
    [exact],
  );
  assert.deepEqual(faults(items), ['error structure/short-row', 'error structure/long-row']);
  assert.deepEqual(rows(items, ['child']), [['9']]);
});

test('an empty file and a file of other headings are said to be so', async () => {
  assert.deepEqual(faults(await read([], [exact])), ['error structure/empty-file']);
  assert.deepEqual(
    faults(
      await read(
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
        [exact],
      ),
    ),
    ['error structure/unknown-table'],
  );
});

test('loose headings are found below a title, by their words', async () => {
  const items = await read(
    [
      ['List 1: contacts'],
      ["Child's identifier", 'Contact - date of', 'Source of the contact', 'Team'],
      ['7', '01/02/2024'],
    ],
    [loose],
  );
  assert.deepEqual(rows(items, ['child', 'contact', 'source']), [['7', '01/02/2024', '']]);
  assert.deepEqual(faults(items), ['warning structure/unknown-column']);
});

test('of several tables the one whose columns fit best is taken', async () => {
  const other: TableSpec = {
    ...exact,
    part: 'other',
    columns: [
      { field: 'child', headings: ['CHILD'], need: 'must' },
      { field: 'review', headings: ['REVIEW'], need: 'must' },
    ],
  };
  for (const [headings, part] of [
    [['CHILD', 'REVIEW'], 'other'],
    [['CHILD', 'DECOM'], 'stays'],
  ] as const) {
    const items = await read<string>([[...headings]], [exact as TableSpec, other]);
    assert.equal(items[0]?.type === 'table' && items[0].spec.part, part);
  }
});

test('a fault of the file reader becomes a problem, any other fault is ours', async () => {
  const cut = new TableFault(3, 'A quote is not closed.', 'Close it.');
  const broken = (error: Error) =>
    (async function* () {
      yield { row: 1, cells: ['CHILD', 'DECOM', 'NOTE_CODE'] };
      throw error;
    })();
  const items: TableItem[] = [];
  for await (const item of readTable('stays.csv', broken(cut), [exact])) items.push(item);
  const last = items.at(-1);
  assert.ok(last?.type === 'problem');
  assert.equal(last.problem.rule, 'structure/unreadable');
  assert.equal(last.problem.row, 3);
  await assert.rejects(async () => {
    for await (const item of readTable('stays.csv', broken(new Error('ours')), [exact])) void item;
  });
});

test('headings are found in the first bytes, with byte order mark, quotes or semicolons', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  assert.deepEqual(headingsOf(bytes('\uFEFFCHILD,DOB\r\n1,2')), ['CHILD', 'DOB']);
  assert.deepEqual(headingsOf(bytes('"CHILD";"DOB"\n')), ['CHILD', 'DOB']);
});
