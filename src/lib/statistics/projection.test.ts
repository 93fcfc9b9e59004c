import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { projectYears, type YearValue } from './projection.ts';

const near = (actual: number | undefined, expected: number, within = 1e-9) =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) <= within, `${actual} is not ${expected}`);

const years = (values: readonly number[], counted: number | null = null): YearValue[] =>
  values.map((value, index) => ({ year: 2020 + index, value, counted }));

test('a series that grows by a tenth each year goes on with a trend that fades', () => {
  const [first, second] = projectYears(years([100, 110, 121]), 2) ?? [];
  near(first?.value, 121 * 1.1 ** 0.85);
  near(second?.value, 121 * 1.1 ** (0.85 + 0.7225));
  near(first?.low, first?.value ?? 0);
  near(first?.high, first?.value ?? 0);
  assert.equal(second?.year, 2024);
});

test('chance in the counts widens a smooth series: 1.96 times the root of 1/100', () => {
  const [next] = projectYears(years([50, 50, 50], 100), 1) ?? [];
  // Three years and the next: 1 + 1/3 + 2^2 / 2.
  const half = 1.96 * Math.sqrt(1 / 100) * Math.sqrt(1 + 1 / 3 + 2);
  near(next?.value, 50);
  near(next?.low, 50 * Math.exp(-half));
  near(next?.high, 50 * Math.exp(half));
});

test('the range follows the closed form of a new observation about a line', () => {
  // Logarithms 0, 1, 0, 1: slope 0.2, residuals -0.2, 0.6, -0.6, 0.2, so s^2 = 0.8 / 2.
  const [next] = projectYears(years([1, Math.E, 1, Math.E]), 1) ?? [];
  near(next?.value, Math.exp(0.8 + 0.2 * 0.85));
  const half = 4.303 * Math.sqrt(0.4) * Math.sqrt(1 + 1 / 4 + 2.5 ** 2 / 5);
  near(Math.log(next?.high ?? 0) - Math.log(next?.value ?? 0), half);
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
