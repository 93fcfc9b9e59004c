import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CaseCount, compareCaseMix, ratioTo } from './case-mix.ts';

const cases = (kind: string, count: number, outcomes: number): CaseCount => ({
  kind: [kind],
  cases: count,
  outcomes,
});

function near(actual: number | undefined, wanted: number, within = 1e-9): void {
  assert.ok(Math.abs((actual ?? Number.NaN) - wanted) <= within, `${actual} is not ${wanted}`);
}

test('each case is given the chance that its kind had elsewhere', () => {
  // 100 infants at 50% and 200 teenagers at 10%: 70 are expected, whatever the group itself had.
  const mix = compareCaseMix(
    [cases('infant', 100, 90), cases('teenager', 200, 10)],
    [cases('infant', 400, 200), cases('teenager', 1000, 100)],
  );
  near(mix?.expected.value, 70);
  assert.equal(mix?.observed, 100);
  near(mix?.ratio?.value, 100 / 70);
  // Variance: 0.25 (100 + 10000/400) + 0.09 (200 + 40000/1000) = 31.25 + 21.6.
  const spread = 1.959963984540054 * Math.sqrt(52.85);
  near(mix?.expected.low, 70 - spread);
  near(mix?.expected.high, 70 + spread);
  assert.equal(mix?.standing, 'above');
});

test('a group with the rates of all others is as expected, whatever its mix', () => {
  const mix = compareCaseMix(
    [cases('infant', 60, 30), cases('teenager', 100, 10)],
    [cases('infant', 600, 300), cases('teenager', 1000, 100)],
  );
  near(mix?.ratio?.value, 1);
  assert.equal(mix?.standing, 'as-expected');
});

test('the same share that is notable of many cases is not so of few', () => {
  const elsewhere = [cases('any', 10_000, 3000)];
  const of = (count: number) =>
    compareCaseMix([cases('any', count, count * 0.45)], elsewhere)?.standing;
  assert.equal(of(10), 'too-few');
  assert.equal(of(20), 'as-expected');
  assert.equal(of(60), 'perhaps-above');
  assert.equal(of(400), 'above');
});

test('a kind that is rare elsewhere takes the rate of the next wider kind', () => {
  const own = [{ kind: ['infant', 'rare'], cases: 10, outcomes: 5 }];
  const mix = compareCaseMix(own, [
    { kind: ['infant', 'rare'], cases: 19, outcomes: 19 },
    { kind: ['infant', 'common'], cases: 81, outcomes: 1 },
  ]);
  near(mix?.expected.value, 2);
});

test('without cases, here or elsewhere, nothing is compared', () => {
  assert.equal(compareCaseMix([], [cases('any', 10, 5)]), null);
  assert.equal(compareCaseMix([cases('any', 10, 5)], []), null);
  assert.equal(ratioTo(3, 0), null);
});

test('a standardised ratio carries Byar’s interval of its count', () => {
  // The exact Poisson limits of 100 are 81.36 and 121.63.
  const ratio = ratioTo(100, 50);
  near(ratio?.value, 2);
  near(ratio?.low, 81.36 / 50, 0.001);
  near(ratio?.high, 121.63 / 50, 0.001);
});

test('what is expected of all groups against all together adds up to what all had', () => {
  const counts = fc.array(
    fc.record({ kind: fc.constantFrom('a', 'b', 'c'), cases: fc.nat(60), share: fc.nat(100) }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(counts, (all) => {
      const every = all.map((one) =>
        cases(one.kind, one.cases, Math.floor((one.cases * one.share) / 100)),
      );
      // Kinds rare in all are pooled, so the sum holds where each kind is common enough.
      const sizes = Map.groupBy(every, (one) => one.kind[0]);
      const isCommon = [...sizes.values()].every(
        (group) => group.reduce((sum, one) => sum + one.cases, 0) >= 20,
      );
      fc.pre(isCommon);
      const expected = every.reduce(
        (sum, one) => sum + (compareCaseMix([one], every)?.expected.value ?? 0),
        0,
      );
      near(
        expected,
        every.reduce((sum, one) => sum + one.outcomes, 0),
        1e-6,
      );
    }),
  );
});
