import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FirstLines } from './cin-census.first-lines.ts';

test('the first line of each of 200,000 identifiers is remembered, and of no other', () => {
  const seen = new FirstLines();
  for (let line = 1; line <= 200_000; line++) seen.note(`NB${line}`, line);
  for (let line = 1; line <= 200_000; line++) seen.note(`NB${line}`, line + 7);
  for (let line = 1; line <= 200_000; line++) assert.equal(seen.lineOf(`NB${line}`), line);
  for (let other = 200_001; other <= 400_000; other++) {
    assert.equal(seen.lineOf(`NB${other}`), undefined);
  }
});
