import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CountedArea, differenceFrom, priorOf, shrunkenRate } from './shrinkage.ts';

const near = (actual: number, expected: number, within = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);

/** Three areas of 100 people: 10, 20 and 60 counted. */
const areas = [10, 20, 60].map((count) => ({ count, of: 100 }));

test('a worked example: common rate 0.3, variance between areas 0.13 / 3', () => {
  // Rate 90/300 = 0.3. Spread (0.04 + 0.01 + 0.09) / 3 = 0.046667; chance 0.3 / 100 = 0.003.
  const prior = priorOf(areas, 'rate');
  assert.ok(prior);
  near(prior.rate, 0.3);
  near(prior.variance, 0.14 / 3 - 0.003);
  // Marshall: C = A / (A + m / n) = 0.0436667 / 0.0466667; 0.3 + C (0.6 - 0.3).
  const weight = (0.14 / 3 - 0.003) / (0.14 / 3);
  near(shrunkenRate({ count: 60, of: 100 }, prior, 'rate').value, 0.3 + weight * 0.3);
});

test('a share has the chance of a share: 0.3 times 0.7 over 100', () => {
  const prior = priorOf(areas, 'share');
  assert.ok(prior);
  near(prior.variance, 0.14 / 3 - 0.0021);
  // The prior is worth 0.21 / A - 1 people; the estimate is the mean of a beta distribution.
  const worth = 0.21 / prior.variance - 1;
  const estimate = shrunkenRate({ count: 60, of: 100 }, prior, 'share');
  near(estimate.value, (60 + worth * 0.3) / (100 + worth));
  assert.ok(estimate.low < estimate.value && estimate.value < estimate.high && estimate.high < 1);
});

test('the interval of a rate is that of the gamma distribution, to a half of a per cent', () => {
  // Prior of shape 10 and 1,000 people, 40 of 4,000 counted: a gamma of shape 50 over 5,000.
  // Its quantiles are half those of chi-squared with 100 degrees: 74.222 and 129.561 (tables).
  const estimate = shrunkenRate({ count: 40, of: 4000 }, { rate: 0.01, variance: 1e-5 }, 'rate');
  near(estimate.value, 0.01);
  near(estimate.low, 74.222 / 2 / 5000, 0.00005);
  near(estimate.high, 129.561 / 2 / 5000, 0.00005);
});

test('areas that differ by chance alone all have the common rate, and none stands out', () => {
  const alike = [9, 10, 11].map((count) => ({ count, of: 1000 }));
  const prior = priorOf(alike, 'rate');
  assert.ok(prior);
  assert.equal(prior.variance, 0);
  for (const area of alike) {
    const estimate = shrunkenRate(area, prior, 'rate');
    assert.equal(estimate.value, 0.01);
    assert.equal(differenceFrom(estimate, prior), 'not-clearly-different');
  }
});

test('a small area with a high rate is not clearly different where a large one is', () => {
  const given = [
    { count: 3, of: 100 },
    { count: 300, of: 10_000 },
    { count: 100, of: 10_000 },
    { count: 90, of: 10_000 },
  ];
  const prior = priorOf(given, 'rate');
  assert.ok(prior);
  const standing = given.map((area) => differenceFrom(shrunkenRate(area, prior, 'rate'), prior));
  assert.deepEqual(standing, ['not-clearly-different', 'higher', 'lower', 'lower']);
});

test('nothing to count out of has no common rate', () => {
  assert.equal(priorOf([{ count: 0, of: 0 }], 'rate'), null);
});

test('an estimate lies between the crude rate and the common one, within its own interval', () => {
  const area = fc
    .tuple(fc.nat(200), fc.integer({ min: 200, max: 5000 }))
    .map(([count, of]): CountedArea => ({ count, of }));
  const some = fc.array(area, { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(some, fc.constantFrom('rate' as const, 'share' as const), (given, kind) => {
      const prior = priorOf(given, kind);
      assert.ok(prior);
      for (const one of given) {
        const { value, low, high } = shrunkenRate(one, prior, kind);
        const crude = one.count / one.of;
        assert.ok(value >= Math.min(crude, prior.rate) - 1e-9);
        assert.ok(value <= Math.max(crude, prior.rate) + 1e-9);
        assert.ok(low <= value + 1e-9 && value <= high + 1e-9);
      }
    }),
  );
});
