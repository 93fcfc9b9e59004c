import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  chanceAfter,
  effectOfCounts,
  poolEffects,
  relativeRiskOf,
  standardisedDifference,
} from './effect-size.ts';
import { normalDensity, normalShareBelow } from './normal.ts';

const near = (found: number | undefined, expected: number, within = 1e-9) =>
  assert.ok(Math.abs((found ?? Number.NaN) - expected) <= within, `${found} is not ${expected}`);

test('a chance of 20% with an effect of -0.2 becomes 15.23%', () => {
  assert.equal(chanceAfter(0.2, -0.2).toFixed(4), '0.1523');
});

test('a difference of half a deviation in two groups of 20 is corrected to 0.490', () => {
  const helped = { size: 20, mean: 55, deviation: 10 };
  const { value, standardError } = standardisedDifference(helped, { ...helped, mean: 50 });
  // d = 0.5, N = 40: 0.5 x (1 - 3/151).
  near(value, 0.5 * (1 - 3 / 151));
  near(standardError, Math.sqrt(0.1 + value ** 2 / 80));
});

test('a difference without spread or people is refused', () => {
  const one = { size: 1, mean: 1, deviation: 1 };
  assert.throws(() => standardisedDifference(one, one), RangeError);
  const flat = { size: 10, mean: 1, deviation: 0 };
  assert.throws(() => standardisedDifference(flat, flat), RangeError);
});

test('10 of 100 against 20 of 100 is an odds ratio of 4/9 over 1.65', () => {
  const { value, standardError } = effectOfCounts(
    { size: 100, counted: 10 },
    { size: 100, counted: 20 },
  );
  near(value, Math.log(4 / 9) / 1.65);
  near(standardError, Math.sqrt(1 / 10 + 1 / 90 + 1 / 20 + 1 / 80) / 1.65);
});

test('nobody counted in one group still gives an effect, by half a person in each cell', () => {
  const { value } = effectOfCounts({ size: 20, counted: 0 }, { size: 20, counted: 5 });
  near(value, Math.log((0.5 * 15.5) / (20.5 * 5.5)) / 1.65);
  assert.throws(() => effectOfCounts({ size: 3, counted: 4 }, { size: 3, counted: 0 }), RangeError);
});

test('from counts to an effect and back gives the share that was counted', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), (a, b) => {
      const { value } = effectOfCounts({ size: 100, counted: a }, { size: 100, counted: b });
      near(chanceAfter(b / 100, value), a / 100);
    }),
  );
});

test('the same effect is a smaller relative risk where the chance is small', () => {
  assert.ok(relativeRiskOf(0.01, -0.3) < relativeRiskOf(0.5, -0.3));
  near(relativeRiskOf(0.2, 0), 1, 1e-15);
  assert.throws(() => relativeRiskOf(0, 0.1), RangeError);
});

test('studies that agree pool to their mean by precision, with nothing between them', () => {
  const pooled = poolEffects([
    { value: 0.2, standardError: 0.1 },
    { value: 0.3, standardError: 0.2 },
  ]);
  // Weights 100 and 25; Q = 100 x 0.02^2 + 25 x 0.08^2 = 0.2, below its 1 degree of freedom.
  near(pooled?.value, 27.5 / 125);
  near(pooled?.standardError, Math.sqrt(1 / 125));
  assert.equal(pooled?.between, 0);
});

test('studies that disagree pool with a larger error, worked out by hand', () => {
  const pooled = poolEffects([
    { value: 0, standardError: 0.1 },
    { value: 1, standardError: 0.1 },
  ]);
  // Q = 2 x 100 x 0.25 = 50; room = 200 - 20000/200 = 100; tau^2 = 49/100.
  near(pooled?.between, 0.49);
  near(pooled?.standardError, Math.sqrt((0.01 + 0.49) / 2));
  near(pooled?.value, 0.5);
  assert.equal(poolEffects([]), null);
});

test('the normal distribution has its printed values', () => {
  near(normalShareBelow(1.959963984540054), 0.975, 1e-14);
  near(normalShareBelow(-1.2815515655446004), 0.1, 1e-14);
  near(normalShareBelow(0), 0.5, 1e-15);
  near(normalDensity(0), 0.3989422804014327, 1e-15);
  assert.equal(normalShareBelow(-40), 0);
});
