import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CsvLimits, readCsv, type TableRow } from './csv.ts';
import { TableFault } from './fault.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function read(bytes: Uint8Array, size = 7, limits: CsvLimits = {}): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of readCsv(inPieces(bytes, size), limits)) rows.push(row);
  return rows;
}

const utf8 = (text: string) => new TextEncoder().encode(text);

test('rows keep the number they have in the file though blank rows are left out', async () => {
  assert.deepEqual(await read(utf8('a,b\r\n\r\n1,2\n , \n3,"4\nfour"\n5,6')), [
    { row: 1, cells: ['a', 'b'] },
    { row: 3, cells: ['1', '2'] },
    { row: 5, cells: ['3', '4\nfour'] },
    { row: 6, cells: ['5', '6'] },
  ]);
});

test('every way of ending a line is understood, wherever the file is cut', async () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const bytes = utf8(['a,b', '"1 ""x""" ,2', '', '3,4', ''].join(end));
    for (const size of [1, 2, 3, 5, 100]) {
      assert.deepEqual(await read(bytes, size), [
        { row: 1, cells: ['a', 'b'] },
        { row: 2, cells: ['1 "x"', '2'] },
        { row: 4, cells: ['3', '4'] },
      ]);
    }
  }
});

test('letters are read from UTF-8, UTF-16 and Windows-1252 alike', async () => {
  const text = 'cost,place\n£5,Zoë’s – café\n';
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  const windows = Uint8Array.from(text, (letter) =>
    letter === '’' ? 0x92 : letter === '–' ? 0x96 : letter.charCodeAt(0),
  );
  const forms = [utf8(text), utf8(`\ufeff${text}`), utf16, Buffer.from(utf16).swap16(), windows];
  for (const bytes of forms) {
    for (const size of [1, 2, 3, 64]) {
      assert.deepEqual((await read(bytes, size)).at(-1)?.cells, ['£5', 'Zoë’s – café']);
      assert.equal((await read(bytes, size))[0]?.cells[0], 'cost');
    }
  }
});

test('a file that mixes encodings is refused rather than misspelt', async () => {
  const mixed = Buffer.concat([utf8('é,1\n'), Uint8Array.of(0xe9, 0x2c, 0x32, 0x0a)]);
  for (const size of [1, 100]) await assert.rejects(read(mixed, size), TableFault);
});

test('an empty file has no rows', async () => {
  assert.deepEqual(await read(utf8('')), []);
  assert.deepEqual(await read(utf8('\ufeff')), []);
  assert.deepEqual(await read(utf8('x')), [{ row: 1, cells: ['x'] }]);
});

const faultAt = (row: number) => (error: unknown) => {
  assert.ok(error instanceof TableFault);
  assert.equal(error.row, row);
  assert.match(error.message, /\.$/);
  assert.match(error.fix, /\.$/);
  return true;
};

test('what cannot be a table is refused with its row', async () => {
  await assert.rejects(read(utf8('a,b\n1,2\n"3,4\n5,6\n')), faultAt(3));
  await assert.rejects(read(utf8('a,b\n"1"x,2\n')), faultAt(2));
  await assert.rejects(read(utf8('a,b\n1,\u00002\n')), faultAt(2));
  await assert.rejects(
    read(utf8(`a,b\n${'x'.repeat(101)},2\n`), 7, { maxFieldLength: 100 }),
    faultAt(2),
  );
  await assert.rejects(read(utf8('a\n1,2,3,4\n'), 7, { maxColumns: 3 }), faultAt(2));
});

test('a quote left open does not pull the rest of a large file into memory', async () => {
  let given = 0;
  async function* endless() {
    yield utf8('a,b\n"1,2\n');
    for (; given < 1000; given += 1) yield utf8('3,4\n'.repeat(16_000));
  }
  await assert.rejects(async () => {
    for await (const _ of readCsv(endless()));
  }, faultAt(2));
  assert.ok(given < 200, `${given} pieces were read`);
});

test('any table written with doubled quotes is read back as it was, cut anywhere', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'é', ' ', '😀') });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
  const property = fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, size) => {
    const text = rows
      .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
      .join('\r\n');
    const stated = rows
      .map((cells, index) => ({ row: index + 1, cells }))
      .filter(({ cells }) => cells.some((one) => one.trim() !== ''));
    assert.deepEqual(await read(utf8(text), size), stated);
  });
  await fc.assert(property, { numRuns: 300 });
});
