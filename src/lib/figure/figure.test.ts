import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countedFigure, type Figure, figureId } from './figure.ts';

test('an address has its parameters sorted, so that one question has one address', () => {
  assert.equal(
    figureId('late-help-cost', { year: '2024-25', by: 'agency', place: undefined, ward: '' }),
    'late-help-cost?by=agency&year=2024-25',
  );
  assert.equal(figureId('late-help-cost', {}), 'late-help-cost');
});

test('the order in which parameters are given does not matter, and each can be read back', () => {
  const parameters = fc.uniqueArray(
    fc.tuple(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.string({ unit: 'grapheme', minLength: 1 }),
    ),
    { selector: ([name]) => name },
  );
  fc.assert(
    fc.property(parameters, (pairs) => {
      const id = figureId('m', Object.fromEntries(pairs));
      assert.equal(figureId('m', Object.fromEntries(pairs.toReversed())), id);
      const read = new URLSearchParams(id.replace(/^m\??/, '').replaceAll('+', '%2B'));
      for (const [name, value] of pairs) {
        if (name !== '__proto__') assert.equal(read.get(name), value);
      }
    }),
  );
});

function figure(value: number | null): Figure {
  return {
    id: 'children',
    label: 'Children',
    value,
    unit: 'children',
    low: 1,
    high: 9,
    how: { formula: 'Children counted.', rows: { question: 'Which?', count: 3 } },
  };
}

test('1 to 4 people are hidden with everything that would tell the count', () => {
  for (const count of [1, 2, 3, 4]) {
    const hidden = countedFigure(figure(count));
    assert.equal(hidden.value, null);
    assert.equal(hidden.absent, 'suppressed');
    assert.equal(hidden.low, undefined);
    assert.equal(hidden.high, undefined);
    assert.equal(hidden.how.rows, undefined);
    assert.ok(hidden.how.formula.startsWith('Children counted.'));
  }
});

test('0 and 5 or more are shown as they are, and a missing count stays missing', () => {
  for (const count of [0, 5, 500, null]) {
    assert.deepEqual(countedFigure(figure(count)), figure(count));
  }
});
