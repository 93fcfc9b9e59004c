import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Citation, Figure, Finding } from '../figure/figure.ts';
import { readCsv } from './csv.ts';
import { citationsOf, findingTable, headingWithUnit, type Table } from './table.ts';
import { toCsv } from './write-csv.ts';

const census: Citation = {
  title: 'Children looked after',
  publisher: 'Department for Education',
  locator: 'table 2',
  date: '2025-11',
};

function figure(value: number | null, more: Partial<Figure> = {}): Figure {
  return { id: 'f', label: 'f', value, unit: 'children', how: { formula: 'Counted.' }, ...more };
}

function finding(more: Partial<Finding>): Finding {
  return {
    id: 'late-help',
    headline: 'Late help costs most in care',
    subtitle: 'Cost of late help, Northbridge, 2024 to 2025, pounds',
    rowHeading: 'Agency',
    columns: ['Children', 'Cost'],
    rows: [],
    chart: 'bars',
    ...more,
  };
}

test('a finding becomes a table with one row a group and the total last', () => {
  const table = findingTable(
    finding({
      rows: [{ label: 'Council', figures: [figure(12), figure(123_450, { unit: 'pence' })] }],
      total: { label: 'All', figures: [figure(12), figure(123_450, { unit: 'pence' })] },
    }),
  );
  assert.deepEqual(
    table.columns.map((column) => column.kind),
    ['text', 'number', 'money'],
  );
  assert.deepEqual(table.columns.map(headingWithUnit), ['Agency', 'Children', 'Cost (£)']);
  assert.deepEqual(table.rows, [
    ['Council', 12, 123_450],
    ['All', 12, 123_450],
  ]);
  assert.deepEqual(table.notes, []);
});

test('low and high stand beside a column in which any figure has a range', () => {
  const table = findingTable(
    finding({
      rows: [
        { label: 'A', figures: [figure(12, { low: 10, high: 15 }), figure(1)] },
        { label: 'B', figures: [figure(7), figure(2)] },
        { label: 'C', figures: [figure(null, { absent: 'suppressed' }), figure(2)] },
      ],
    }),
  );
  assert.deepEqual(
    table.columns.map((column) => column.heading),
    ['Agency', 'Children', 'Children, low', 'Children, high', 'Cost'],
  );
  assert.deepEqual(table.rows, [
    ['A', 12, 10, 15, 1],
    ['B', 7, null, null, 2],
    ['C', '[c]', '[c]', '[c]', 2],
  ]);
});

test('a missing value is a shorthand that the notes explain, never 0', () => {
  const table = findingTable(
    finding({
      notes: ['Counted on 31 March.'],
      rows: [
        { label: 'A', figures: [figure(null, { absent: 'not-measured' }), figure(0)] },
        { label: 'B', figures: [figure(null), figure(1)] },
      ],
    }),
  );
  assert.deepEqual(table.rows, [
    ['A', '[z]', 0],
    ['B', '[x]', 1],
  ]);
  assert.equal(table.notes[0], 'Counted on 31 March.');
  assert.equal(table.notes.length, 3);
  assert.ok(table.notes.some((note) => note.startsWith('[z]')));
  assert.ok(!table.notes.some((note) => note.startsWith('[c]')));
});

test('a column that mixes units names each row’s unit and gives money in pounds', () => {
  const table = findingTable(
    finding({
      columns: ['Northbridge'],
      rows: [
        { label: 'Spend a child', figures: [figure(50_000, { unit: 'pence' })] },
        { label: 'Attendance', figures: [figure(91.5, { unit: 'percent' })] },
      ],
    }),
  );
  assert.deepEqual(table.rows, [
    ['Spend a child', '£', 500],
    ['Attendance', '%', 91.5],
  ]);
});

test('a source is named once, however deep it lies in what went into a figure', () => {
  const input = figure(1, { how: { formula: 'Stated.', citations: [census] } });
  const middle = figure(2, { how: { formula: 'Doubled.', inputs: [input, input] } });
  const top = figure(3, {
    how: { formula: 'Added.', inputs: [middle, input], citations: [{ ...census, locator: 'a' }] },
  });
  assert.deepEqual(
    citationsOf([top, middle]).map((one) => one.locator),
    ['a', 'table 2'],
  );
});

const plain = (rows: Table['rows']): Table => ({
  title: 't',
  subtitle: 's',
  notes: [],
  columns: [
    { heading: 'Name', kind: 'text' },
    { heading: 'Cost', kind: 'money' },
  ],
  rows,
});

test('a downloaded table starts with a byte order mark and gives money in pounds', () => {
  const bytes = toCsv(plain([['Zoë, "Z"', -12_345]]));
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const text = new TextDecoder().decode(bytes);
  assert.equal(text, 'Name,Cost (£)\r\n"Zoë, ""Z""",-123.45\r\n');
});

test('no text of a download can run as a formula, and numbers are untouched', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r']) {
    const text = new TextDecoder().decode(toCsv(plain([[`${start}1+1`, -100]])));
    const cell = text.split('\r\n').slice(1).join('\r\n').replace(/^"/, '');
    assert.equal(cell[0], "'");
    assert.match(text, /,-1\r\n$/);
  }
});

test('whatever is downloaded can be loaded again as it was', async () => {
  const cell = fc.string({ unit: 'grapheme', minLength: 1 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, fc.integer())), async (rows) => {
      const bytes = toCsv(plain(rows));
      const read: (readonly string[])[] = [];
      const chunks = (async function* () {
        yield bytes;
      })();
      if (rows.some(([text]) => text.includes('\u0000'))) return;
      for await (const row of readCsv(chunks)) read.push(row.cells);
      const expected = rows.map(([text, amount]) => {
        const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
        return [guarded.replace(/\r\n?/g, '\n'), String(amount / 100)];
      });
      assert.deepEqual(read.slice(1), expected);
    }),
  );
});
