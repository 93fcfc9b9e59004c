import assert from 'node:assert/strict';
import { createReadStream, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { sharedData } from '../../../test/shared-data.ts';
import { day } from '../../lib/index.ts';
import { lineAndMeasure, lineCode, spendingLines } from './council-spending.lines.ts';
import { councilSpendingReader } from './council-spending.reader.ts';
import { councilSpendingTemplate } from './council-spending.template.ts';
import type { ReadItem, SpendStatement } from './statement.ts';

const today = day('2026-11-01');

async function read(name: string, chunks: AsyncIterable<Uint8Array>): Promise<ReadItem[]> {
  const items: ReadItem[] = [];
  for await (const item of councilSpendingReader.read({ name, chunks, today })) items.push(item);
  return items;
}

async function* bytesOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

const spendingOf = (items: readonly ReadItem[]): SpendStatement[] =>
  items.flatMap((item) => (item.type === 'spend' ? [item.spend] : []));

const faultsOf = (items: readonly ReadItem[]): string[] =>
  items.flatMap((item) =>
    item.type === 'problem' ? [`${item.problem.row} ${item.problem.rule}`] : [],
  );

const OUTTURN = 'c0,c1,c2,c4,line,value_thousand\n';
const row = (line: string, amount: string, kind = 'UA') =>
  `X,E06999999,Northbridge,${kind},"${line}",${amount}\n`;
const FAMILY = "Children's social care - Family Support Services";

test('an amount in thousands of pounds becomes whole pence, to the penny', async () => {
  const rows =
    row(`${FAMILY} - Employees (C1)`, '37267.94') +
    row(`${FAMILY} - Running Expenses (C2)`, '-0.00001') +
    row(`${FAMILY} - Total Expenditure (C3 = C1 + C2)`, '"1,234"');
  const items = await read('ro3_2024_25.csv', bytesOf(OUTTURN + rows));
  assert.deepEqual(
    spendingOf(items).map((one) => [one.line, one.measure, one.amountPence, one.year]),
    [
      ['family-support', 'employees', 3_726_794_000, '2024-25'],
      ['family-support', 'running-expenses', -1, '2024-25'],
      ['family-support', 'total-expenditure', 123_400_000, '2024-25'],
    ],
  );
});

test('districts and other bodies without children services are passed over', async () => {
  const rows =
    row(`${FAMILY} - Employees (C1)`, '1', 'SD') + row(`${FAMILY} - Employees (C1)`, '2', 'O');
  const items = await read('ro3_2024_25.csv', bytesOf(OUTTURN + rows));
  assert.deepEqual(
    items.map((item) => item.type),
    ['file'],
  );
});

test('a mark is an unknown amount and never 0; it is reported once for a council', async () => {
  const rows =
    row(`${FAMILY} - Employees (C1)`, '[x]') + row(`${FAMILY} - Running Expenses (C2)`, '[note 4]');
  const items = await read('ro3_2024_25.csv', bytesOf(OUTTURN + rows));
  assert.deepEqual(spendingOf(items), []);
  assert.deepEqual(faultsOf(items), ['2 value/not-published']);
});

test('a total that its parts do not add up to is reported and kept as it stands', async () => {
  const rows =
    row(`${FAMILY} - Employees (C1)`, '100') +
    row(`${FAMILY} - Running Expenses (C2)`, '50') +
    row(`${FAMILY} - Total Expenditure (C3 = C1 + C2)`, '152');
  const off = await read('ro3_2024_25.csv', bytesOf(OUTTURN + rows));
  assert.deepEqual(faultsOf(off), ['4 total/does-not-add-up']);
  assert.equal(spendingOf(off).length, 3);
  const rounded = await read('ro3_2024_25.csv', bytesOf(OUTTURN + rows.replace(',152', ',151')));
  assert.deepEqual(faultsOf(rounded), []);
});

test('rows that hold no amount or no known line are reported', async () => {
  const rows = row(`${FAMILY} - Employees (C1)`, 'lots') + row('Something else', '1');
  const items = await read('ro3_2024_25.csv', bytesOf(OUTTURN + rows));
  assert.deepEqual(faultsOf(items), ['2 type/amount', '3 code/line']);
});

test('an outturn whose name lacks the year cannot be placed in time', async () => {
  const items = await read(
    'outturn.csv',
    bytesOf(OUTTURN + row(`${FAMILY} - Employees (C1)`, '1')),
  );
  assert.deepEqual(faultsOf(items), ['null structure/no-year']);
  for (const name of ['RO3-2023-24.csv', 'ro3 2023 to 2024.csv', 'ro3_202324.csv']) {
    const [file] = await read(name, bytesOf(OUTTURN));
    assert.ok(file?.type === 'file' && file.header.year === '2023-24', name);
  }
});

test('our own template reads back without a problem', async () => {
  const items = await read('spending.csv', bytesOf(councilSpendingTemplate()));
  assert.deepEqual(faultsOf(items), []);
  assert.deepEqual(
    spendingOf(items)
      .map((one) => [one.measure, one.amountPence])
      .at(-1),
    ['net-current-expenditure', 800_000_000],
  );
  assert.equal(spendingOf(items).length, 7);
});

test('our own file places each row by council, year, publication and line', async () => {
  const head =
    'authority_code,authority_name,year,publication,line,net_current_expenditure_thousands\n';
  const rows =
    '302,Barnet,2024/25,S251,Early help hub,12\n' +
    'E1,Nowhere,2024,ro4,,12\n' +
    'E06999999,Northbridge,2024-25,ro3,Youth Justice,\n';
  const items = await read('spending.csv', bytesOf(head + rows));
  assert.deepEqual(
    spendingOf(items).map((one) => [one.authorityCode, one.publication, one.line, one.amountPence]),
    [['E09000003', 's251', 'early-help-hub', 1_200_000]],
  );
  assert.deepEqual(faultsOf(items), Array(4).fill('3 structure/incomplete-row'));
});

test('a published heading is known whatever its quotes and hyphens', () => {
  const curly =
    'Children’s social care: Safeguarding children and young people’s services - Employees (C1)';
  assert.deepEqual(lineAndMeasure(curly), { line: 'safeguarding', measure: 'employees' });
  assert.equal(lineCode('Children 5–19 public health programmes'), 'public-health-5-to-19');
  assert.equal(lineAndMeasure('Employees'), null);
});

const published = sharedData('published-statistics/ro3_2024_25_children_lines_long.csv.gz');

test('the published outturn is read whole and adds up', { skip: published.skip }, async () => {
  const name = 'ro3_2024_25_children_lines_long.csv.gz';
  const items = await read(name, createReadStream(published.path));
  const spending = spendingOf(items);
  // Added up by another program: 153 councils and England, 155 amounts each, 494 marked.
  assert.equal(spending.length, 154 * 155 - (3 * 155 + 28 + 1));
  assert.equal(new Set(spending.map((one) => one.line)).size, 22);
  const councils = spending.filter((one) => one.authorityCode !== 'E92000001');
  const net = (line: string) =>
    councils
      .filter((one) => one.line === line && one.measure === 'net-current-expenditure')
      .reduce((sum, one) => sum + one.amountPence, 0);
  assert.equal(net('total-childrens-social-care'), 1_513_657_967_959);
  assert.equal(net('looked-after'), 829_251_224_959);
  assert.deepEqual(
    faultsOf(items).map((fault) => fault.split(' ')[1]),
    Array(5).fill('value/not-published'),
  );
});

test('no bytes make the reader fail', async () => {
  const head = fc.constantFrom(OUTTURN, councilSpendingTemplate(), '');
  const cell = fc.oneof(
    fc.string({ maxLength: 10 }),
    fc.constantFrom('UA', '12.5', '[x]', '2024-25', 'ro3', '"', `${FAMILY} - Employees (C1)`),
  );
  const rows = fc.array(fc.array(cell, { maxLength: 13 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(head, rows, fc.boolean(), async (first, cells, packed) => {
      const text = first + cells.map((one) => one.join(',')).join('\n');
      const bytes = packed ? gzipSync(text) : new TextEncoder().encode(text);
      for (const item of await read('ro3_2024_25.csv', bytesOf(bytes))) {
        if (item.type === 'spend') assert.ok(Number.isSafeInteger(item.spend.amountPence));
      }
    }),
    { numRuns: 300 },
  );
});

test('the page about the file names every line', () => {
  const page = new URL('../../../docs/returns/council-spending.md', import.meta.url);
  const text = readFileSync(page, 'utf8');
  for (const { code, label } of spendingLines) {
    assert.ok(text.includes(`| \`${code}\` | ${label} |`), code);
  }
});
