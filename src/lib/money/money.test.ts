import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  formatPence,
  formatPenceExactly,
  parsePounds,
  pence,
  pounds,
  roundHalfAway,
  splitPence,
  sumPence,
  timesPence,
} from './money.ts';

/** Up to £10 billion. */
const amounts = fc.integer({ min: -1e12, max: 1e12 }).map(pence);
const weights = fc
  .array(fc.oneof(fc.nat(1_000_000), fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 30,
  })
  .filter((all) => all.some((weight) => weight > 0));

test('the parts of a split sum to the whole, to the penny', () => {
  fc.assert(
    fc.property(amounts, weights, (whole, shares) => {
      const parts = splitPence(whole, shares);
      assert.equal(parts.length, shares.length);
      assert.equal(sumPence(parts), whole);
    }),
  );
});

test('no part of a split is more than a penny from its exact share, or of another sign', () => {
  fc.assert(
    fc.property(amounts, weights, (whole, shares) => {
      const total = shares.reduce((sum, share) => sum + share, 0);
      splitPence(whole, shares).forEach((part, index) => {
        const exact = (whole * (shares[index] ?? 0)) / total;
        assert.ok(Math.abs(part - exact) < 1.01, `${part} for ${exact}`);
        assert.ok(part === 0 || Math.sign(part) === Math.sign(whole));
      });
    }),
  );
});

test('a larger weight gets no smaller part, and of equal ones the earlier gets the penny', () => {
  fc.assert(
    fc.property(amounts, weights, (whole, shares) => {
      const parts = splitPence(whole, shares).map(Math.abs);
      shares.forEach((share, i) => {
        shares.forEach((other, j) => {
          if (share > other) assert.ok((parts[i] ?? 0) >= (parts[j] ?? 0));
          if (share === other && i < j) assert.ok((parts[i] ?? 0) >= (parts[j] ?? 0));
        });
      });
    }),
  );
  assert.deepEqual(splitPence(pence(100), [1, 1, 1]), [34, 33, 33]);
  assert.deepEqual(splitPence(pence(-100), [1, 1, 1]), [-34, -33, -33]);
  assert.deepEqual(splitPence(pence(5), [0, 1]), [0, 5]);
});

test('a split without any weight, or with one below 0, is refused', () => {
  for (const shares of [[], [0, 0], [1, -1], [Number.NaN], [Number.POSITIVE_INFINITY]]) {
    assert.throws(() => splitPence(pence(100), shares), RangeError);
  }
});

test('money is a whole number of pence', () => {
  assert.throws(() => pence(0.5), RangeError);
  assert.throws(() => pence(2 ** 53), RangeError);
  assert.equal(pounds(1.005), 101);
  assert.equal(pounds(-1.005), -101);
  assert.equal(pounds(0.29), 29);
  assert.equal(timesPence(pence(333), 0.5), 167);
});

test('halves are rounded away from 0, alike for both signs', () => {
  assert.deepEqual([0.5, 1.5, 2.5, -0.5, -2.5, 0.49].map(roundHalfAway), [1, 2, 3, -1, -3, 0]);
  assert.ok(Object.is(roundHalfAway(-0.1), 0));
  fc.assert(
    fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (amount) => {
      assert.equal(roundHalfAway(-amount) + 0, -roundHalfAway(amount) + 0);
      assert.ok(Math.abs(roundHalfAway(amount) - amount) <= 0.500001);
    }),
  );
});

test('money is written as people read it', () => {
  assert.equal(formatPence(pence(123_456)), '£1,235');
  assert.equal(formatPence(pence(-123_456)), '\u2212£1,235');
  assert.equal(formatPence(pence(123_456_789)), '£1.2 million');
  assert.equal(formatPence(pence(12_345_678_900)), '£123 million');
  assert.equal(formatPence(pence(250_000_000_000)), '£2.5 billion');
  assert.equal(formatPence(pence(99_999_999)), '£1 million');
  assert.equal(formatPence(pence(99_999_999_999)), '£1 billion');
  assert.equal(formatPence(pence(99_960_000_000)), '£1 billion');
  assert.equal(formatPence(pence(-20)), '£0');
  assert.equal(formatPenceExactly(pence(-123_450)), '\u2212£1,234.50');
});

test('pounds are read as people type them, and nothing else is', () => {
  assert.equal(parsePounds('£6,200,000'), pounds(6_200_000));
  assert.equal(parsePounds('12.5'), pence(1250));
  assert.equal(parsePounds('£12,000.5'), pence(12_000_50));
  for (const text of ['', '-5', '12 apples', '1.234', 'six', '1e6', '999999999999999']) {
    assert.equal(parsePounds(text), null, text);
  }
});
