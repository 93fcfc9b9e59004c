import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { additionality, lastingBenefit } from './additionality.ts';

const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });

test('with nothing taken off the whole may be claimed, and no share is beyond the whole', () => {
  assert.equal(additionality([]), 1);
  assert.throws(() => additionality([0.5, 1.2]), /a share is from 0 to 1, not 1.2/);
  assert.throws(() => additionality([-0.1]), RangeError);
});

test('each deduction leaves less, and their order does not matter', () => {
  fc.assert(
    fc.property(shares, fc.double({ min: 0, max: 1, noNaN: true }), (kept, more) => {
      assert.ok(additionality([...kept, more]) <= additionality(kept));
      const there = additionality(kept);
      assert.ok(Math.abs(additionality([...kept].reverse()) - there) < 1e-12);
    }),
  );
});

test('a benefit that loses a fifth a year is worth 100, 80 and 64', () => {
  const years = lastingBenefit({ first: 100, dropOff: 0.2, years: 3 });
  assert.deepEqual(
    years.map((value) => Math.round(value * 1e6) / 1e6),
    [100, 80, 64],
  );
  assert.deepEqual(lastingBenefit({ first: 100, dropOff: 0, years: 0 }), []);
});
