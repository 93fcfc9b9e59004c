import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { differenceOfShares } from './difference.ts';

// Newcombe, R. G., "Interval estimation for the difference between independent proportions",
// Statistics in Medicine 17 (1998), 873-890, table II, method 10, to the last digit printed.
const PUBLISHED = [
  { a: [56, 70], b: [48, 80], low: 0.0524, high: 0.3339 },
  { a: [9, 10], b: [3, 10], low: 0.1705, high: 0.809 },
  { a: [6, 7], b: [2, 7], low: 0.0582, high: 0.8062 },
  { a: [5, 56], b: [0, 29], low: -0.0381, high: 0.1926 },
  { a: [10, 10], b: [0, 20], low: 0.6791, high: 1 },
  { a: [10, 10], b: [0, 10], low: 0.6075, high: 1 },
] as const;

test('published intervals for the difference of two proportions are met to four digits', () => {
  for (const { a, b, low, high } of PUBLISHED) {
    const found = differenceOfShares({ counted: b[0], of: b[1] }, { counted: a[0], of: a[1] });
    assert.equal(found?.low.toFixed(4), low.toFixed(4), `${a} and ${b}`);
    assert.equal(found?.high.toFixed(4), high.toFixed(4), `${a} and ${b}`);
  }
});

test('a difference lies within its interval, and turns round with its groups', () => {
  const group = fc
    .tuple(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([of, share]) => ({ counted: Math.floor(of * share), of }));
  fc.assert(
    fc.property(group, group, (one, two) => {
      const there = differenceOfShares(one, two);
      const back = differenceOfShares(two, one);
      assert.ok(there && back);
      assert.ok(there.low <= there.value && there.value <= there.high);
      assert.ok(Math.abs(there.low + back.high) < 1e-12);
    }),
  );
});

test('there is no difference to a group of nobody', () => {
  assert.equal(differenceOfShares({ counted: 0, of: 0 }, { counted: 1, of: 2 }), null);
});
