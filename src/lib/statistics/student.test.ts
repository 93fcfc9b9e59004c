import assert from 'node:assert/strict';
import { test } from 'node:test';
import { studentWithin } from './student.ts';

test('Student\u2019s t is that of the printed tables', () => {
  const printed = [
    [0.95, 1, 12.706],
    [0.95, 2, 4.303],
    [0.95, 3, 3.182],
    [0.95, 5, 2.571],
    [0.95, 10, 2.228],
    [0.95, 30, 2.042],
    [0.9, 4, 2.132],
    [0.9, 7, 1.895],
    [0.5, 3, 0.765],
    [0.5, 8, 0.706],
    [0.99, 6, 3.707],
  ] as const;
  for (const [share, freedom, value] of printed) {
    assert.equal(Number(studentWithin(share, freedom).toFixed(3)), value, `${share} ${freedom}`);
  }
});

test('with much freedom it is the normal value, and no share or freedom is refused', () => {
  assert.ok(Math.abs(studentWithin(0.95, 1000) - 1.9623) < 1e-4);
  assert.throws(() => studentWithin(1, 5), RangeError);
  assert.throws(() => studentWithin(0.9, 0), RangeError);
});
