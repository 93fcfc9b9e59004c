import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, day } from '../../lib/index.ts';
import { checkExpectedDay, readUnbornChild } from './unborn-child.ts';

const today = day('2026-04-01');

test('a birth is expected within ten months, and not long ago', () => {
  for (const days of [-30, 0, 310]) {
    assert.doesNotThrow(() => checkExpectedDay(addDays(today, days), today));
  }
  assert.throws(() => checkExpectedDay(addDays(today, -31), today), { code: 'expected-day-past' });
  assert.throws(() => checkExpectedDay(addDays(today, 311), today), { code: 'expected-day-far' });
});

test('an empty form asks what the relation is and when the birth is expected', () => {
  const read = readUnbornChild({});
  assert.ok(!read.ok);
  assert.deepEqual(
    read.errors.map((error) => error.field),
    ['relation', 'expected'],
  );
});
