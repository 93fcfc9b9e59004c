import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { sharedData } from '../../../test/shared-data.ts';
import { day } from '../../lib/index.ts';
import type { NeighbourStatement, ReadItem } from './statement.ts';
import { statisticalNeighboursReader } from './statistical-neighbours.reader.ts';

const today = day('2026-11-01');

async function read(name: string, chunks: AsyncIterable<Uint8Array>): Promise<ReadItem[]> {
  const items: ReadItem[] = [];
  for await (const item of statisticalNeighboursReader.read({ name, chunks, today })) {
    items.push(item);
  }
  return items;
}

async function* bytesOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

const neighboursOf = (items: readonly ReadItem[]): NeighbourStatement[] =>
  items.flatMap((item) => (item.type === 'neighbour' ? [item.neighbour] : []));

const faultsOf = (items: readonly ReadItem[]): string[] =>
  items.flatMap((item) =>
    item.type === 'problem'
      ? [`${item.problem.row} ${item.problem.field} ${item.problem.rule}`]
      : [],
  );

const ranks = Array.from({ length: 10 }, (_, index) => index + 1);
const HEAD = `old_la_code,la_name,${ranks.map((rank) => `SN_${rank},SN_${rank}P`).join(',')}\n`;
const ten = (numbers: readonly string[], closeness = 'Close ') =>
  numbers.map((number) => `${number},${closeness}`).join(',');
const COUNCILS = ['303', '304', '305', '306', '307', '308', '309', '310', '311', '312'];

test('a row gives ten neighbours in order, each with how near it is', async () => {
  const items = await read('sn.csv', bytesOf(`${HEAD}302,Barnet,${ten(COUNCILS)}\n`));
  const neighbours = neighboursOf(items);
  assert.deepEqual(
    neighbours.map((one) => one.rank),
    ranks,
  );
  assert.deepEqual(neighbours[0], {
    row: 2,
    authorityCode: 'E09000003',
    neighbourCode: 'E09000004',
    rank: 1,
    closeness: 'close',
  });
  assert.deepEqual(faultsOf(items), []);
});

test('unknown councils, a council as its own neighbour and odd words are reported', async () => {
  const odd = ['302', '304', '304', '000', '', '308', '309', '310', '311', '312'];
  const near = ten(['304', ...odd.slice(4)], 'Near');
  const rows = `302,Barnet,${ten(odd)}\nX99,Northbridge,${ten(COUNCILS)}\n303,B,${near}\n`;
  const items = await read('sn.csv', bytesOf(HEAD + rows));
  assert.deepEqual(faultsOf(items).slice(0, 4), [
    '2 SN1 code/neighbour',
    '2 SN3 code/neighbour',
    '2 SN4 code/neighbour',
    '3 null code/authority',
  ]);
  assert.equal(neighboursOf(items).filter((one) => one.row === 2).length, 6);
  assert.ok(neighboursOf(items).every((one) => one.row === 2 || one.closeness === 'not stated'));
});

test('a council that is new or made up keeps its number as its code', async () => {
  const made = ['951', ...COUNCILS.slice(1)];
  const items = await read('sn.csv', bytesOf(`${HEAD}999,Northbridge,${ten(made)}\n`));
  assert.deepEqual(faultsOf(items), []);
  const [first] = neighboursOf(items);
  assert.deepEqual([first?.authorityCode, first?.neighbourCode], ['999', '951']);
});

const wide = sharedData('published-statistics/looked-after/sn_model_2025_wide.csv');
const workbook = sharedData('published-statistics/lait/sn_may_2025.xlsx');

test('the published model is read whole', { skip: wide.skip }, async () => {
  const items = await read('sn_model_2025_wide.csv', createReadStream(wide.path));
  const neighbours = neighboursOf(items);
  assert.deepEqual(faultsOf(items), []);
  // Counted by another program: 153 councils with 10 neighbours each.
  assert.equal(neighbours.length, 1530);
  assert.equal(neighbours.filter((one) => one.closeness === 'extremely close').length, 12);
  const barnet = neighbours.filter((one) => one.authorityCode === 'E09000003');
  assert.deepEqual(barnet.map((one) => one.neighbourCode).slice(0, 3), [
    'E09000031',
    'E06000038',
    'E09000015',
  ]);
});

test('the published workbook is read below its title rows', { skip: workbook.skip }, async () => {
  const items = await read('sn_may_2025.xlsx', createReadStream(workbook.path));
  const neighbours = neighboursOf(items);
  assert.deepEqual(faultsOf(items), []);
  const councils = new Set(neighbours.map((one) => one.authorityCode));
  assert.equal(neighbours.length, councils.size * 10);
  const csv = neighboursOf(await read('sn.csv', createReadStream(wide.path)));
  const key = (one: NeighbourStatement) => `${one.authorityCode} ${one.rank} ${one.neighbourCode}`;
  const inWorkbook = new Set(neighbours.map(key));
  const alike = csv.filter((one) => inWorkbook.has(key(one))).length;
  // 153 councils and, under a title of their own, 5 that were merged or split since.
  assert.deepEqual([councils.size, alike], [158, 1530]);
});

test('no bytes make the reader fail', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.uint8Array({ maxLength: 200 }).map((rest) => Uint8Array.from([0x50, 0x4b, 3, 4, ...rest])),
    fc.string().map((text) => new TextEncoder().encode(HEAD + text)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      assert.deepEqual(neighboursOf(await read('sn_x.xlsx', bytesOf(content))), []);
    }),
  );
});
