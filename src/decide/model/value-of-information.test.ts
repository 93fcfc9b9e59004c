import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { random } from '../../lib/index.ts';
import {
  chanceOfGain,
  valueOfKnowing,
  valueOfPerfectInformation,
  valueOfPerfectInformationOfNormal,
} from './value-of-information.ts';

const RUNS = 40_000;

function normals(middle: number, deviation: number, seed: number): Float64Array {
  const stream = random(seed);
  return Float64Array.from({ length: RUNS }, () => stream.normal(middle, deviation));
}

test('of normal net benefits, the share above nothing and its worth are as in the formulas', () => {
  for (const [middle, deviation] of [
    [50, 100],
    [-80, 100],
    [0, 30],
  ] as const) {
    const nets = normals(middle, deviation, 7);
    const share = nets.filter((net) => net > 0).length / RUNS;
    const chance = chanceOfGain({ mean: middle, deviation });
    const standardError = Math.sqrt((chance * (1 - chance)) / RUNS);
    assert.ok(Math.abs(share - chance) < 4 * standardError, `${share} against ${chance}`);
    const exact = valueOfPerfectInformationOfNormal({ mean: middle, deviation });
    const found = valueOfPerfectInformation([nets]);
    assert.ok(Math.abs(found - exact) < (4 * deviation) / Math.sqrt(RUNS), `${found}, ${exact}`);
  }
});

test('what is sure to gain, or sure to lose, is worth no more when known', () => {
  assert.equal(valueOfPerfectInformation([[5, 6, 7]]), 0);
  assert.equal(valueOfPerfectInformation([[-5, -6, -7]]), 0);
  assert.equal(valueOfPerfectInformation([[-5, 5]]), 2.5);
  assert.equal(valueOfPerfectInformation([]), 0);
});

test('two options that win in turn are worth knowing apart', () => {
  // The best in each run is 10, the best mean 5.
  assert.equal(
    valueOfPerfectInformation([
      [10, 0],
      [0, 10],
    ]),
    5,
  );
});

test('knowing the assumption that moves everything is worth as much as knowing everything', () => {
  const nets = normals(10, 100, 3);
  const everything = valueOfPerfectInformation([nets]);
  const one = valueOfKnowing(nets, nets);
  assert.ok(one <= everything && one > 0.98 * everything, `${one} of ${everything}`);
});

test('of two assumptions, knowing one is worth what a formula says, the idle one nothing', () => {
  const [first, second, idle] = [1, 2, 3].map((seed) => normals(0, 60, seed));
  assert.ok(first && second && idle);
  const nets = first.map((value, run) => 20 + value + (second[run] ?? 0));
  const exact = valueOfPerfectInformationOfNormal({ mean: 20, deviation: 60 });
  const found = valueOfKnowing(first, nets);
  assert.ok(Math.abs(found - exact) < 0.05 * exact, `${found} against ${exact}`);
  assert.ok(valueOfKnowing(idle, nets) < 0.02 * exact);
});

test('with too few runs to tell, knowing one thing is worth nothing yet', () => {
  assert.equal(valueOfKnowing([1, 2, 3], [-1, 0, 5]), 0);
});

test('knowing one thing is never worth more than knowing everything, nor less than nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: -50, max: 50 }), (seed, m) => {
      const stream = random(seed);
      const nets = Array.from({ length: 400 }, () => stream.normal(m, 40));
      const values = nets.map((net) => net + stream.normal(0, 60));
      const one = valueOfKnowing(values, nets);
      assert.ok(one >= 0 && one <= valueOfPerfectInformation([nets]) + 1e-9);
    }),
    { numRuns: 50 },
  );
});
