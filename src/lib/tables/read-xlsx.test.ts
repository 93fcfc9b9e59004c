import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { sharedData } from '../../../test/shared-data.ts';
import { TableFault } from './fault.ts';
import { readXlsx } from './read-xlsx.ts';
import type { Table } from './table.ts';
import { toXlsx } from './write-xlsx.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A small workbook, part by part, so that each test can spoil one. */
function parts(sheet: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    '_rels/.rels':
      `<Relationships><Relationship Id="r" Type="${OFFICE}/officeDocument" ` +
      'Target="/xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml':
      '<x:workbook xmlns:x="x" xmlns:r="r"><x:sheets><x:sheet name="One" ' +
      'r:id="rId1"/></x:sheets></x:workbook>',
    'xl/_rels/workbook.xml.rels': `<Relationships>\
<Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/../worksheets/a.xml"/>\
<Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/>\
<Relationship Id="rId3" Type="${OFFICE}/sharedStrings" Target="strings.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet><numFmts>\
<numFmt numFmtId="164" formatCode="[$-809]dd\\ mmmm\\ yyyy;@"/>\
<numFmt numFmtId="165" formatCode="&quot;d&quot;0.0"/></numFmts>\
<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>\
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>\
<xf numFmtId="165"/><xf numFmtId="20"/></cellXfs></styleSheet>`,
    'xl/strings.xml':
      '<sst><si><t>Zoë</t></si><si><r><t xml:space="preserve">two ' +
      '</t></r><r><t>runs</t></r><rPh><t>x</t></rPh></si></sst>',
    'xl/worksheets/a.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  };
}

function zipped(from: Record<string, string>): Uint8Array {
  const entries: Zippable = {};
  for (const [name, text] of Object.entries(from)) entries[name] = strToU8(text);
  return zipSync(entries);
}

async function rowsOf(bytes: Uint8Array) {
  const [sheet] = await readXlsx(bytes);
  return [...(sheet?.rows ?? [])];
}

test('cells are given as text: days in ISO form, numbers in full precision', async () => {
  const rows = await rowsOf(
    zipped(
      parts(`<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>
<row r="3"><c r="A3" s="1"><v>45747</v></c><c r="B3" s="2"><v>45747.5</v></c>
<c r="C3" s="3"><v>278.67760296285417</v></c><c r="D3" s="4"><v>0.75</v></c></row>
<row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="b"><v>0</v></c>
<c r="C4" t="str"><f>A1</f><v>text</v></c>
<c r="D4"><f>1+1</f><v>2</v></c><c r="E4" t="e"><v>#N/A</v></c></row>
<row r="5"><c r="A5" t="inlineStr"><is><t>a_x000D_b</t></is></c><c r="B5" s="1"/></row>
<row r="7"><c r="B7" s="1"/></row>
<row r="8"><c s="0"><v>1E-2</v></c><c s="1"><v>1</v></c><c s="1"><v>61</v></c></row>`),
    ),
  );
  assert.deepEqual(rows, [
    { row: 2, cells: ['Zoë', '', 'two runs'] },
    { row: 3, cells: ['2025-03-31', '2025-03-31T12:00:00', '278.67760296285417', '18:00:00'] },
    { row: 4, cells: ['true', 'false', 'text', '2', '#N/A'] },
    { row: 5, cells: ['a\rb'] },
    { row: 8, cells: ['0.01', '1900-01-01', '1900-03-01'] },
  ]);
});

test('days of a workbook that counts from 1904 are read rightly', async () => {
  const workbook =
    '<workbook><workbookPr date1904="1"/><sheets><sheet name="One" r:id="rId1" ' +
    'xmlns:r="r"/></sheets></workbook>';
  const bytes = zipped(
    parts('<row r="1"><c r="A1" s="1"><v>44285</v></c></row>', { 'xl/workbook.xml': workbook }),
  );
  assert.deepEqual(await rowsOf(bytes), [{ row: 1, cells: ['2025-03-31'] }]);
});

test('a written workbook is read back with its cover and its numbers', async () => {
  const table: Table = {
    title: 'Cost of late help',
    subtitle: 'Northbridge, 2024 to 2025',
    notes: ['A note.'],
    columns: [
      { heading: 'Agency', kind: 'text' },
      { heading: 'Cost', kind: 'money' },
    ],
    rows: [
      ['=Council', 123_456],
      ['Police', '[c]'],
      ['Health', null],
    ],
    source: ['A source.'],
  };
  const sheets = await readXlsx(await toXlsx(table));
  const [cover, main] = sheets.map((sheet) => [...sheet.rows].map((row) => row.cells));
  assert.deepEqual(cover?.[0], ['Cost of late help']);
  assert.deepEqual(cover?.at(-1), ['A source.']);
  assert.deepEqual(main, [
    ['Agency', 'Cost (£)'],
    ['=Council', '1234.56'],
    ['Police', '[c]'],
    ['Health'],
  ]);
});

const isFault = (error: unknown) => error instanceof TableFault && error.fix.endsWith('.');

test('entities and document types are refused, however they are written', async () => {
  const cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>';
  const bomb = `<!DOCTYPE x [<!ENTITY a "b">]>${parts(cell)['xl/worksheets/a.xml']}`;
  for (const text of [bomb, parts(cell)['xl/worksheets/a.xml'] ?? '', '<a><b></a>', '\u0000']) {
    await assert.rejects(rowsOf(zipped(parts('', { 'xl/worksheets/a.xml': text }))), isFault);
  }
});

test('an archive that declares more than the limits is refused before it is unpacked', async () => {
  const large = zipped(parts('', { 'xl/media/a': ' '.repeat(3_000_000) }));
  await assert.rejects(readXlsx(large), isFault);
  const small = zipped(parts('<row r="1"><c r="A1"><v>1</v></c></row>'));
  await assert.rejects(readXlsx(small, { maxBytes: 1000 }), isFault);
  assert.equal((await rowsOf(small)).length, 1);
});

test('an archive that hides its true size is stopped at the size it declares', async () => {
  const bytes = zipped(parts('', { 'xl/worksheets/a.xml': `<a>${' '.repeat(900_000)}</a>` }));
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length - 46; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 900_000) {
      view.setUint32(at + 24, 5, true);
    }
  }
  await assert.rejects(rowsOf(bytes), isFault);
});

test('what is not a workbook is refused in plain words', async () => {
  const old = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0, 0);
  for (const bytes of [old, new Uint8Array(0), strToU8('a,b\n1,2\n'), zipped({ a: 'b' })]) {
    await assert.rejects(readXlsx(bytes), isFault);
  }
});

test('cells beyond what a spreadsheet can hold are refused', async () => {
  for (const row of [
    '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
    '<row r="1048577"><c><v>1</v></c></row>',
    '<row r="x"><c><v>1</v></c></row>',
  ]) {
    await assert.rejects(rowsOf(zipped(parts(row))), isFault);
  }
});

test('a workbook damaged anywhere is read or refused, and nothing else happens', async () => {
  const whole = zipped(parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'));
  const place = fc.nat(whole.length - 1);
  await fc.assert(
    fc.asyncProperty(place, fc.nat(255), place, async (at, value, end) => {
      const bytes = whole.slice(0, at % 3 === 0 ? end : whole.length);
      bytes[at] = value;
      try {
        await rowsOf(bytes);
      } catch (error) {
        assert.ok(error instanceof TableFault, String(error));
      }
    }),
    { numRuns: 1000 },
  );
});

const costs = sharedData('economics/gmca_ucd_v1.4_mar2015.xlsx');
test('the unit cost workbook gives its codes and exact costs', { skip: costs.skip }, async () => {
  const sheets = await readXlsx(readFileSync(costs.path));
  const crime = sheets.find((sheet) => sheet.name === 'Crime');
  const row = [...(crime?.rows ?? [])].find(({ cells }) => cells[2] === 'CR1.3');
  assert.equal(row?.cells[7], '230');
  assert.equal(row?.cells[9], '278.67760296285417');
});
