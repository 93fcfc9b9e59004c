import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Random, random } from './random.ts';

const draws = (from: Random, count: number) => Array.from({ length: count }, () => from.next());
const average = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** How strongly two streams go together, from -1 to 1. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [average(a), average(b)];
  const product = average(a.map((value, i) => (value - meanA) * ((b[i] ?? 0) - meanB)));
  const spread = (values: readonly number[], middle: number) =>
    Math.sqrt(average(values.map((value) => (value - middle) ** 2)));
  return product / (spread(a, meanA) * spread(b, meanB));
}

test('the same seed gives the same stream, another seed another', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      assert.deepEqual(draws(random(seed), 20), draws(random(seed), 20));
      assert.notDeepEqual(draws(random(seed), 20), draws(random(seed + 1), 20));
    }),
  );
});

test('the stream of a seed never changes, because frozen figures depend on it', () => {
  const stream = random(42);
  assert.deepEqual(
    Array.from({ length: 4 }, () => stream.int(0, 999_999)),
    [456255, 564175, 574377, 964942],
  );
});

test('a fork does not depend on how much was drawn before it', () => {
  const fresh = random(7);
  const used = random(7);
  draws(used, 100);
  assert.deepEqual(draws(fresh.fork(3), 20), draws(used.fork(3), 20));
});

test('forks of neighbouring names, seeds and forks do not go together', () => {
  const streams = [
    random(1),
    random(2),
    ...[0, 1, 2].map((name) => random(1).fork(name)),
    ...[0, 1].map((name) => random(2).fork(name)),
    random(1).fork(0).fork(1),
    random(1).fork(1).fork(0),
  ].map((stream) => draws(stream, 4000));
  streams.forEach((one, i) => {
    for (const other of streams.slice(i + 1)) {
      assert.ok(Math.abs(correlation(one, other)) < 0.08);
    }
  });
});

test('different forks of one stream are different streams', () => {
  const first = new Set(Array.from({ length: 10_000 }, (_, name) => random(5).fork(name).next()));
  assert.ok(first.size > 9_990, `${first.size} of 10,000 differ`);
});

test('draws are even over 0 to 1, and whole numbers over both ends', () => {
  const stream = random(11);
  const tenths = new Array<number>(10).fill(0);
  for (const value of draws(stream, 100_000)) {
    assert.ok(value >= 0 && value < 1);
    const tenth = Math.floor(value * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  const chiSquared = tenths.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  assert.ok(chiSquared < 27.9, `${chiSquared} is beyond 1 in 1,000`);
  const dice = new Set(Array.from({ length: 1000 }, () => stream.int(-1, 4)));
  assert.deepEqual([...dice].sort(), [-1, 0, 1, 2, 3, 4]);
});

test('normal draws have the mean, the spread and the tails that are asked for', () => {
  const stream = random(13);
  const values = Array.from({ length: 50_000 }, () => stream.normal(100, 15));
  const middle = average(values);
  const deviation = Math.sqrt(average(values.map((value) => (value - middle) ** 2)));
  const tails = values.filter((value) => Math.abs(value - 100) > 1.96 * 15).length / values.length;
  assert.ok(Math.abs(middle - 100) < 0.3);
  assert.ok(Math.abs(deviation - 15) < 0.2);
  assert.ok(Math.abs(tails - 0.05) < 0.005);
});

test('items are picked by their weight, and never one of weight 0', () => {
  const stream = random(17);
  const picked = Array.from({ length: 20_000 }, () => stream.pick(['a', 'b', 'c'], [1, 0, 3]));
  assert.ok(!picked.includes('b'));
  const share = picked.filter((item) => item === 'c').length / picked.length;
  assert.ok(Math.abs(share - 0.75) < 0.015);
  const even = Array.from({ length: 20_000 }, () => stream.pick(['a', 'b']));
  assert.ok(Math.abs(even.filter((item) => item === 'a').length / 20_000 - 0.5) < 0.015);
  assert.throws(() => stream.pick([]), RangeError);
});

test('a chance comes true as often as it says', () => {
  const stream = random(19);
  const hits = Array.from({ length: 50_000 }, () => stream.chance(0.2)).filter(Boolean).length;
  assert.ok(Math.abs(hits / 50_000 - 0.2) < 0.008);
  assert.equal(stream.chance(0), false);
  assert.equal(stream.chance(1), true);
});
