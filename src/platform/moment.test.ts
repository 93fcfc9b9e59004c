import assert from 'node:assert/strict';
import { test } from 'node:test';
import { momentWords } from './moment.ts';

test('a moment is told in London time, winter and summer', () => {
  assert.equal(momentWords(new Date('2026-01-05T14:05:00Z')), '5 January 2026 at 2:05pm');
  assert.equal(momentWords(new Date('2026-07-05T14:05:00Z')), '5 July 2026 at 3:05pm');
});

test('midnight and noon are told as twelve', () => {
  assert.equal(momentWords(new Date('2026-01-05T00:00:00Z')), '5 January 2026 at 12:00am');
  assert.equal(momentWords(new Date('2026-01-05T12:00:00Z')), '5 January 2026 at 12:00pm');
});
