import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  bandOf,
  countInterval,
  mean,
  median,
  quantile,
  quartileBand,
  ratePer10000,
  weightedSum,
  wilsonInterval,
} from './statistics.ts';

function near(actual: number | undefined, expected: number, within: number): void {
  const off = Math.abs((actual ?? Number.NaN) - expected);
  assert.ok(off <= within, `${actual} is not ${expected}`);
}

test('the mean and median of nothing are unknown, not 0', () => {
  assert.equal(mean([]), null);
  assert.equal(median([]), null);
  assert.equal(quartileBand([]), null);
  assert.equal(wilsonInterval(0, 0), null);
  assert.equal(ratePer10000(3, 0), null);
});

test('quantiles go between neighbours by straight line', () => {
  assert.equal(mean([1, 2, 6]), 3);
  assert.equal(median([5, 1, 3]), 3);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(quantile([1, 2, 3, 4], 0.25), 1.75);
  assert.equal(quantile([10, 9, 100], 0), 9);
  assert.equal(quantile([10, 9, 100], 1), 100);
  assert.throws(() => quantile([1], 1.1), RangeError);
});

test('a value on the edge of the peers’ middle half lies within it', () => {
  const band = quartileBand([1, 2, 3, 4, 5]);
  assert.deepEqual(band, { lower: 2, median: 3, upper: 4 });
  if (band === null) return;
  assert.deepEqual(
    [1.9, 2, 4, 4.1].map((value) => bandOf(value, band)),
    ['below', 'within', 'within', 'above'],
  );
});

test('a weighted sum needs a weight for each value', () => {
  assert.equal(weightedSum([2, 3], [10, 100]), 320);
  assert.throws(() => weightedSum([1], []), RangeError);
});

test('Wilson’s interval solves its own equation at both ends', () => {
  const z = 1.959963984540054;
  for (const [counted, of] of [
    [1, 10],
    [15, 148],
    [99, 100],
  ] as const) {
    const interval = wilsonInterval(counted, of);
    for (const end of [interval?.low, interval?.high]) {
      const score =
        Math.abs(counted / of - (end ?? 0)) / Math.sqrt(((end ?? 0) * (1 - (end ?? 0))) / of);
      near(score, z, 1e-9);
    }
  }
});

test('Wilson’s interval gives the published values for 15 of 148 and stays within 0 and 1', () => {
  // Newcombe, 1998, table I: 15 of 148 gives 0.0624 to 0.1605; 0 of 20 gives 0 to 0.1611.
  near(wilsonInterval(15, 148)?.low, 0.0624, 0.00005);
  near(wilsonInterval(15, 148)?.high, 0.1605, 0.00005);
  assert.equal(wilsonInterval(0, 20)?.low, 0);
  near(wilsonInterval(0, 20)?.high, 0.1611, 0.00005);
  assert.equal(wilsonInterval(20, 20)?.high, 1);
  assert.throws(() => wilsonInterval(3, 2), RangeError);
});

test('Byar’s interval of a count lies close to the exact Poisson one', () => {
  // The exact limits: 10 gives 4.795 to 18.390; 100 gives 81.36 to 121.63.
  near(countInterval(10).low, 4.795, 0.02);
  near(countInterval(10).high, 18.39, 0.02);
  near(countInterval(100).low, 81.36, 0.02);
  near(countInterval(100).high, 121.63, 0.02);
  assert.equal(countInterval(0).low, 0);
  near(countInterval(0).high, 3.689, 0.1);
  assert.throws(() => countInterval(-1), RangeError);
});

test('a rate per 10,000 carries the interval of its count', () => {
  const rate = ratePer10000(100, 20_000);
  assert.equal(rate?.value, 50);
  near(rate?.low, 40.68, 0.01);
  near(rate?.high, 60.81, 0.01);
});

test('every interval holds its value, and a quantile never falls as its share grows', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 });
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10_000), (counted, more) => {
      for (const interval of [wilsonInterval(counted, counted + more), countInterval(counted)]) {
        if (interval) assert.ok(interval.low <= interval.value && interval.value <= interval.high);
      }
    }),
  );
  fc.assert(
    fc.property(values, share, share, (all, a, b) => {
      const [low, high] = [quantile(all, Math.min(a, b)), quantile(all, Math.max(a, b))];
      assert.ok((low ?? 0) <= (high ?? 0) + 1e-9);
    }),
  );
});
