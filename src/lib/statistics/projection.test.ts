import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { projectYears, type YearValue } from './projection.ts';

const near = (actual: number | undefined, expected: number, within = 1e-9) =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) <= within, `${actual} is not ${expected}`);

const years = (values: readonly number[], counted: number | null = null): YearValue[] =>
  values.map((value, index) => ({ year: 2020 + index, value, counted }));

test('a series that grows by a tenth each year goes on from its level with a fading trend', () => {
  const [first, second] = projectYears(years([100, 110, 121]), 2) ?? [];
  const tenth = Math.log(1.1);
  // The level goes six tenths of the way: 0.6 tenths, then 0.6 + 0.6 x 1.4 = 1.44.
  const level = Math.log(100) + 1.44 * tenth;
  near(first?.value, Math.exp(level + 0.85 * tenth), 1e-6);
  near(second?.value, Math.exp(level + (0.85 + 0.7225) * tenth), 1e-6);
  assert.equal(second?.year, 2024);
});

test('chance in the counts widens a smooth series: by the root of 1/100', () => {
  const [next] = projectYears(years([50, 50, 50], 100), 1) ?? [];
  const half = 1.9623 * Math.sqrt(1 / 100) * Math.sqrt(1 + 0.6 / 1.4);
  near(next?.value, 50);
  near(next?.low, 50 * Math.exp(-half), 1e-3);
  near(next?.high, 50 * Math.exp(half), 1e-3);
});

test('a series that goes up and down has no trend, and a range by its past misses', () => {
  // Logarithms 0, 1, 0, 1: levels 0, 0.6, 0.24, 0.696; misses 1, -0.6, 0.76. The mean change of
  // a third is believed by its square over that and four times its own variance.
  const [next, after] = projectYears(years([1, Math.E, 1, Math.E]), 2) ?? [];
  const spread = 2 * (2 / 3) ** 2 + (4 / 3) ** 2;
  const trend = (1 / 3) * (1 / 9 / (1 / 9 + (4 * spread) / 2 / 3));
  near(Math.log(next?.value ?? 0), 0.696 + 0.85 * trend);
  const half = 3.1824463 * Math.sqrt((1 + 0.36 + 0.5776) / 3);
  near(Math.log(next?.high ?? 0) - Math.log(next?.value ?? 0), half, 1e-6);
  const wider = Math.log(after?.high ?? 0) - Math.log(after?.value ?? 0);
  near(wider, half * Math.sqrt(1.36), 1e-6);
});

test('a range that need hold only half of the cases is narrower', () => {
  const series = years([10, 12, 11, 13, 12]);
  const [wide] = projectYears(series, 1) ?? [];
  const [narrow] = projectYears(series, 1, 0.5) ?? [];
  assert.equal(narrow?.value, wide?.value);
  assert.ok((narrow?.low ?? 0) > (wide?.low ?? 0) && (narrow?.high ?? 0) < (wide?.high ?? 0));
});

test('the order in which years are handed in does not matter', () => {
  const series = years([10, 12, 11, 13]);
  assert.deepEqual(projectYears([...series].reverse(), 2), projectYears(series, 2));
});

test('fewer than three years, or a year of nothing, is not projected', () => {
  assert.equal(projectYears(years([10, 20]), 3), null);
  assert.equal(projectYears(years([10, 0, 20]), 3), null);
});

test('a range holds its value and grows year by year', () => {
  const series = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(series, (values) => {
      let width = 0;
      for (const { value, low, high } of projectYears(years(values, 50), 4) ?? []) {
        assert.ok(low <= value && value <= high);
        assert.ok(Math.log(high / low) >= width - 1e-9);
        width = Math.log(high / low);
      }
    }),
  );
});
