import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  checkedField,
  codeField,
  entriesField,
  listField,
  mapField,
  numberField,
  oneOfField,
  optionalField,
  recordField,
  textField,
  yearField,
} from './fields.ts';
import { formatReferenceProblem, parseReference, readingValue } from './reference.ts';

const prices = recordField({
  about: textField,
  entries: entriesField(
    checkedField(
      recordField({
        code: codeField,
        value: numberField(0),
        year: yearField,
        kind: oneOfField(['cash', 'capacity']),
        split: mapField(oneOfField(['council', 'health']), numberField(0, 100)),
        notes: optionalField(listField(textField)),
      }),
      (entry) =>
        entry.kind === 'cash' && entry.value === 0
          ? [{ path: ['value'], message: 'Cash of nothing.', fix: 'Remove the entry.' }]
          : [],
    ),
  ),
});

const SOUND = `about: Prices
entries:
  - code: foster-week
    value: 700
    year: 2013-14
    kind: cash
    split: { council: 100 }
  - code: review
    value: 222.5
    year: 2008/09
    kind: capacity
    split: { council: 60, health: 40 }
    notes: [One, Two]
`;

test('a sound reference file gives typed entries, years as the house writes them', () => {
  const value = readingValue(parseReference('reference/prices.yaml', SOUND, prices));
  assert.deepEqual(
    value.entries.map((entry) => [entry.code, entry.value, entry.year, entry.split.get('council')]),
    [
      ['foster-week', 700, '2013-14', 100],
      ['review', 222.5, '2008-09', 60],
    ],
  );
  assert.deepEqual(value.entries[1]?.notes, ['One', 'Two']);
  assert.equal(value.entries[0]?.notes, undefined);
});

test('every fault of a file is named with file, line, entry, field, reason and what to do', () => {
  const text = SOUND.replace('700', '"£700"').replace('2008/09', '2008').replace('60', '600');
  const reading = parseReference('reference/prices.yaml', text, prices);
  assert.equal(reading.value, null);
  assert.deepEqual(
    reading.problems.map((each) => [each.line, each.entry, each.field]),
    [
      [4, 'foster-week', 'value'],
      [10, 'review', 'year'],
      [12, 'review', 'split.council'],
    ],
  );
  assert.equal(
    formatReferenceProblem(reading.problems[0] ?? assert.fail()),
    'reference/prices.yaml:4, entry foster-week, field value: "£700" is not a number. ' +
      'Write digits only, without a pound sign, quotes or commas, such as 51080.',
  );
  assert.throws(() => readingValue(reading), /entry review, field year/);
});

test('a missing field, a field nobody reads and a code that stands twice are faults', () => {
  const missing = parseReference('a.yaml', SOUND.replace('    kind: cash\n', ''), prices);
  assert.deepEqual(missing.problems[0]?.message, 'The field is missing.');
  assert.equal(missing.problems[0]?.line, 3);
  const extra = parseReference(
    'a.yaml',
    SOUND.replace('kind: cash', 'kind: cash\n    colour: red'),
    prices,
  );
  assert.deepEqual([extra.problems[0]?.field, extra.problems.length], ['colour', 1]);
  const twice = parseReference('a.yaml', SOUND.replace('review', 'foster-week'), prices);
  assert.deepEqual(
    [twice.problems[0]?.message, twice.problems[0]?.line],
    ['The code stands twice.', 8],
  );
});

test('a rule over several fields points at the field it blames', () => {
  const reading = parseReference('a.yaml', SOUND.replace('700', '0'), prices);
  assert.deepEqual(
    [reading.problems[0]?.entry, reading.problems[0]?.field],
    ['foster-week', 'value'],
  );
});

test('text that is not YAML, or repeats a key, is one fault with its line', () => {
  const broken = parseReference('a.yaml', 'about: "x\nentries: []', prices);
  assert.match(broken.problems[0]?.message ?? '', /^The file is not valid YAML/);
  const repeated = parseReference('a.yaml', 'about: x\nabout: y\nentries: []', prices);
  assert.deepEqual([repeated.value, repeated.problems[0]?.line], [null, 2]);
});

test('an alias that points nowhere or multiplies the file is a fault, not a crash', () => {
  assert.match(parseReference('a.yaml', 'about: *x', prices).problems[0]?.message ?? '', /alias/i);
  const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
  for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg']) {
    bomb.push(`${to}: &${to} [${Array(10).fill(`*${from}`).join(',')}]`);
  }
  assert.match(
    parseReference('a.yaml', bomb.join('\n'), prices).problems[0]?.message ?? '',
    /alias/i,
  );
});

test('no text whatever makes the reading throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const reading = parseReference('a.yaml', text, prices);
      return reading.value === null && reading.problems.length > 0;
    }),
  );
  fc.assert(
    fc.property(fc.json(), (text) => parseReference('a.yaml', text, prices).problems.length > 0),
  );
});
