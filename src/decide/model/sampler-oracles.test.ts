import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mean, quantile, random } from '../../lib/index.ts';
import { gammaDraw, gammaShape, Normals } from './gamma.ts';
import { valueAt } from './likely.ts';

const RUNS = 100_000;

/** Numbers as the engine draws them, from its own source of normal numbers. */
function draws(seed: number, one: (stream: Normals) => number): Float64Array {
  const stream = new Normals(random(seed));
  return Float64Array.from({ length: RUNS }, () => one(stream));
}

function moments(values: Float64Array): { middle: number; variance: number } {
  const list = Array.from(values);
  const middle = mean(list) ?? Number.NaN;
  const variance = mean(list.map((value) => (value - middle) ** 2)) ?? Number.NaN;
  return { middle, variance };
}

/** Four standard errors: one test in 16,000 would fail by chance, and the seeds are fixed. */
function near(found: number, expected: number, standardError: number): void {
  const away = Math.abs(found - expected);
  assert.ok(away < 4 * standardError, `${found} is not ${expected} (${standardError})`);
}

test('normal draws have the mean and variance of the normal distribution', () => {
  const { middle, variance } = moments(draws(1, (stream) => 3 + 2 * stream.normal()));
  near(middle, 3, 2 / Math.sqrt(RUNS));
  near(variance, 4, 4 * Math.sqrt(2 / RUNS));
});

test('gamma draws have mean and variance of their shape, below and above 1', () => {
  for (const shape of [0.3, 1, 2.5, 40]) {
    const prepared = gammaShape(shape);
    const { middle, variance } = moments(draws(2, (stream) => gammaDraw(prepared, stream)));
    near(middle, shape, Math.sqrt(shape / RUNS));
    // The fourth moment of a gamma about its mean is 3k^2 + 6k.
    near(variance, shape, Math.sqrt((2 * shape ** 2 + 6 * shape) / RUNS));
  }
});

test('a share of two gamma draws is a beta draw: mean and variance by the formula', () => {
  const [a, b] = [4, 16];
  const shapes = [gammaShape(a), gammaShape(b)] as const;
  const { middle, variance } = moments(
    draws(3, (stream) => {
      const first = gammaDraw(shapes[0], stream);
      return first / (first + gammaDraw(shapes[1], stream));
    }),
  );
  const exact = (a * b) / ((a + b) ** 2 * (a + b + 1));
  near(middle, a / (a + b), Math.sqrt(exact / RUNS));
  near(variance, exact, exact * Math.sqrt(3 / RUNS));
});

test('the product of independent lognormal draws is lognormal: logarithms add', () => {
  const product = draws(4, (stream) =>
    Math.log(Math.exp(0.2 + 0.3 * stream.normal()) * Math.exp(-0.5 + 0.4 * stream.normal())),
  );
  const { middle, variance } = moments(product);
  near(middle, -0.3, 0.5 / Math.sqrt(RUNS));
  near(variance, 0.25, 0.25 * Math.sqrt(2 / RUNS));
});

test('a range is met: 5 in 100 below its low end, half below the likely, 5 in 100 above', () => {
  const range = { low: 190, likely: 230, high: 290 };
  const values = Array.from(draws(5, (stream) => valueAt(range, stream.normal())));
  near(quantile(values, 0.5) ?? 0, 230, 0.15);
  near(values.filter((value) => value < 190).length / RUNS, 0.05, Math.sqrt(0.0475 / RUNS));
  near(values.filter((value) => value > 290).length / RUNS, 0.05, Math.sqrt(0.0475 / RUNS));
});
