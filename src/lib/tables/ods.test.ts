import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { toOds } from './ods.ts';
import type { Table } from './table.ts';

const table: Table = {
  title: 'Help & <care>',
  subtitle: 'Northbridge, 2024 to 2025',
  notes: ['First.', 'Second\u0007.'],
  columns: [
    { heading: 'Agency', kind: 'text' },
    { heading: 'Cost', kind: 'money' },
    { heading: 'Share', kind: 'percent' },
  ],
  rows: [
    ['Council', 123_456, 12.5],
    ['Police', '[c]', null],
  ],
  source: ['A source.'],
};

interface Cell {
  sheet: string;
  type: string | undefined;
  value: string | undefined;
  text: string;
}

function cellsOf(xml: string): Cell[] {
  const parser = new SaxesParser({ xmlns: true });
  const cells: Cell[] = [];
  let sheet = '';
  parser.on('opentag', (tag) => {
    if (tag.name === 'table:table') sheet = tag.attributes['table:name']?.value ?? '';
    assert.equal(tag.attributes['table:number-columns-spanned'], undefined);
    if (tag.name !== 'table:table-cell') return;
    const { 'office:value-type': type, 'office:value': value } = tag.attributes;
    cells.push({ sheet, type: type?.value, value: value?.value, text: '' });
  });
  parser.on('text', (text) => {
    const cell = cells.at(-1);
    if (cell) cell.text += text;
  });
  parser.write(xml).close();
  return cells;
}

test('the media type stands first in the archive and is not packed', () => {
  const bytes = toOds(table);
  const view = new DataView(bytes.buffer);
  assert.equal(view.getUint32(0, true), 0x04034b50);
  assert.equal(view.getUint16(8, true), 0);
  assert.equal(view.getUint16(28, true), 0);
  const text = strFromU8(bytes.subarray(30, 30 + 8 + 46));
  assert.equal(text, 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet');
});

test('every part is well-formed XML and stands in the manifest', () => {
  const files = unzipSync(toOds(table));
  const manifest = strFromU8(files['META-INF/manifest.xml'] ?? new Uint8Array());
  for (const [name, bytes] of Object.entries(files)) {
    if (!name.endsWith('.xml')) continue;
    new SaxesParser({ xmlns: true }).write(strFromU8(bytes)).close();
    if (!name.startsWith('META-INF')) assert.ok(manifest.includes(`full-path="${name}"`), name);
  }
});

test('a cover sheet says what the table is, and numbers of the table stay numbers', () => {
  const files = unzipSync(toOds(table));
  const cells = cellsOf(strFromU8(files['content.xml'] ?? new Uint8Array()));
  const cover = cells.filter((cell) => cell.sheet === 'Cover').map((cell) => cell.text);
  assert.equal(cover[0], 'Help & <care>');
  assert.deepEqual(cover.slice(3), ['Notes', 'First.', 'Second.', 'Sources', 'A source.']);
  assert.deepEqual(
    cells.filter((cell) => cell.sheet === 'Table').map((cell) => cell.value ?? cell.text),
    ['Agency', 'Cost (£)', 'Share (%)', 'Council', '1234.56', '12.5', 'Police', '[c]', ''],
  );
  assert.equal(cells.filter((cell) => cell.type === 'float').length, 2);
});

test('the same table gives the same bytes', () => {
  assert.deepEqual(toOds(table), toOds(table));
});
