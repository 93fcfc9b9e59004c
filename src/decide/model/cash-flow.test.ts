import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  benefitCostRatio,
  cumulative,
  internalRate,
  paybackYear,
  peakFunding,
  presentValue,
} from './cash-flow.ts';

const THREE = { code: 'three', bands: [{ fromYear: 0, rate: 0.03 }] };
const flows = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 });

test('the first year counts in full and the next a year less', () => {
  assert.equal(presentValue([100], THREE), 100);
  assert.equal(presentValue([100, 103], THREE), 200);
  assert.equal(presentValue([], THREE), 0);
});

test('a flow pays back in the first year from which it stays at or above nothing', () => {
  assert.equal(paybackYear([-10, 5, 5, 1]), 2);
  assert.equal(paybackYear([-10, 12, -5, 4]), 3);
  assert.equal(paybackYear([-10, 5]), null);
});

test('what lays out nothing has nothing to pay back', () => {
  assert.equal(paybackYear([1, 1]), null);
  assert.equal(peakFunding([1, 1]), 0);
  assert.equal(paybackYear([]), null);
});

test('the peak of funding is the deepest point on the way, not the first cost', () => {
  assert.equal(peakFunding([-10, -5, 8, 20]), 15);
});

test('the internal rate is the one at which the flow is worth nothing', () => {
  const rate = internalRate([-100, 60, 60]) ?? assert.fail();
  assert.ok(Math.abs(-100 + 60 / (1 + rate) + 60 / (1 + rate) ** 2) < 1e-9);
});

test('a flow that turns twice or never has no one internal rate', () => {
  assert.equal(internalRate([-100, 230, -132]), null);
  assert.equal(internalRate([10, 20]), null);
  assert.equal(internalRate([10, -20]), null);
});

test('nothing spent has no ratio', () => {
  assert.equal(benefitCostRatio(10, 0), null);
  assert.equal(benefitCostRatio(10, 4), 2.5);
});

test('after payback the flow is never below nothing again, and was just before', () => {
  fc.assert(
    fc.property(flows, (flow) => {
      const [sums, year] = [cumulative(flow), paybackYear(flow)];
      if (year === null) {
        assert.ok(sums.every((sum) => sum >= 0) || (sums.at(-1) ?? 0) < 0);
      } else {
        assert.ok(sums.slice(year).every((sum) => sum >= 0));
        assert.ok((sums[year - 1] ?? 0) < 0);
      }
    }),
  );
});

test('two flows together are worth what they are worth apart', () => {
  fc.assert(
    fc.property(flows, fc.integer({ min: -3, max: 3 }), (flow, times) => {
      const more = flow.map((amount) => amount * times);
      const both = presentValue(
        flow.map((amount, year) => amount + (more[year] ?? 0)),
        THREE,
      );
      assert.ok(Math.abs(both - presentValue(flow, THREE) * (1 + times)) < 1e-6);
    }),
  );
});
