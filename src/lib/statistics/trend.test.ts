import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { trendOf } from './trend.ts';

const series = (...values: number[]) => values.map((value, i) => ({ year: 2020 + i, value }));

test('a series on a straight line has its slope, without doubt', () => {
  const found = trendOf(series(1, 3, 5, 7));
  assert.ok(found);
  for (const end of [found.value, found.low, found.high]) assert.ok(Math.abs(end - 2) < 1e-9);
});

test('the interval is that of the line by least squares, reckoned by hand', () => {
  // 1, 2, 2, 3: mean 2; Sxx = 5; slope = 3/5; residual squares 0.2; s = sqrt(0.1);
  // half = 4.303 * sqrt(0.1 / 5) = 0.6085.
  const found = trendOf(series(1, 2, 2, 3));
  assert.equal(found?.value.toFixed(4), '0.6000');
  assert.equal(found?.low.toFixed(4), '-0.0085');
  assert.equal(found?.high.toFixed(4), '1.2085');
});

test('three years are no trend, and older than ten values do not count', () => {
  assert.equal(trendOf(series(1, 2, 3)), null);
  assert.equal(trendOf(series(4, 4, 4).map((one) => ({ ...one, year: 2020 }))), null);
  const eleven = series(1000, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  assert.ok(Math.abs((trendOf(eleven)?.value ?? 0) - 1) < 1e-9);
});

test('a trend does not depend on the order of its years', () => {
  const values = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), {
    minLength: 4,
    maxLength: 10,
  });
  fc.assert(
    fc.property(values, (list) => {
      const there = trendOf(series(...list));
      const back = trendOf(series(...list).reverse());
      assert.deepEqual(there, back);
    }),
  );
});
