import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { freedBy, freedTogether, timesRange } from './freed.ts';

const POLICE = { referrals: 400, atReferral: 90, afterAssessment: 60 };

test('what is over the share aimed at would not come, assessed in today’s proportion', () => {
  // 150 of 400 led to no help; at 25% it would be 100, so 50 fewer, of which 60 in 150 assessed.
  const freed = freedBy(POLICE, { value: 0.25, low: 0.2, high: 0.3 });
  assert.deepEqual(freed.referrals, { value: 50, low: 30, high: 70 });
  assert.deepEqual(freed.assessments, { value: 20, low: 12, high: 28 });
});

test('an agency that is there already frees nothing, and nothing is taken from others', () => {
  const none = freedBy(POLICE, { value: 0.5, low: 0.5, high: 0.5 });
  assert.equal(none.referrals.value, 0);
  const both = freedTogether([none, freedBy(POLICE, { value: 0.25, low: 0.25, high: 0.25 })]);
  assert.equal(both.referrals.value, 50);
  const without = { referrals: 0, atReferral: 0, afterAssessment: 0 };
  assert.equal(freedBy(without, { value: 0, low: 0, high: 0 }).assessments.value, 0);
});

test('never more is freed than led to no help, and every range holds its value', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), fc.nat(500), share, (at, after, help, target) => {
      const counts = { referrals: at + after + help, atReferral: at, afterAssessment: after };
      const interval = { value: target, low: target / 2, high: (1 + target) / 2 };
      const { referrals, assessments } = freedBy(counts, interval);
      assert.ok(referrals.high <= at + after && assessments.high <= after + 1e-9);
      for (const one of [referrals, assessments, timesRange(referrals, { value: 3.4 })]) {
        assert.ok(one.low <= one.value + 1e-9 && one.value <= one.high + 1e-9);
      }
    }),
  );
});
