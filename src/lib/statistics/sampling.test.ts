import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { random } from '../random/random.ts';
import {
  allocateSample,
  drawStratified,
  sampleSizeFor,
  shareMargin,
  stratifiedShare,
  stratifiedTotal,
} from './sampling.ts';

test('60 cases of 212 come within 11 percentage points, and nobody left out within none', () => {
  // 1.96 x sqrt(0.25 / 60 x 152 / 211) = 0.1074
  assert.equal(shareMargin({ sample: 60, of: 212 }).toFixed(4), '0.1074');
  assert.equal(shareMargin({ sample: 212, of: 212 }), 0);
  assert.throws(() => shareMargin({ sample: 213, of: 212 }), RangeError);
});

test('384 of an endless population come within 5 points, and 278 of 1,000', () => {
  // The table of Krejcie and Morgan (1970) has 384 of a million, 278 of 1,000 and 132 of 200.
  assert.equal(sampleSizeFor({ margin: 0.05, of: 1_000 }), 278);
  assert.equal(sampleSizeFor({ margin: 0.05, of: 200 }), 132);
  assert.ok(Math.abs(sampleSizeFor({ margin: 0.05, of: 1_000_000 }) - 384) <= 1);
  assert.equal(sampleSizeFor({ margin: 0.05, of: 0 }), 0);
  assert.throws(() => sampleSizeFor({ margin: 0, of: 10 }), RangeError);
});

test('the size for a margin keeps it, and one fewer does not', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 5000 }),
      fc.integer({ min: 1, max: 30 }),
      (of, points) => {
        const margin = points / 100;
        const sample = sampleSizeFor({ margin, of });
        assert.ok(shareMargin({ sample, of }) <= margin + 1e-9);
        if (sample > 1) assert.ok(shareMargin({ sample: sample - 1, of }) > margin - 1e-9);
      },
    ),
  );
});

const sizes = fc.array(fc.nat(80), { minLength: 1, maxLength: 7 });

test('places add up to the sample, none beyond its stratum, each within one of its share', () => {
  fc.assert(
    fc.property(sizes, fc.double({ min: 0, max: 1, noNaN: true }), (strata, part) => {
      const total = strata.reduce((a, b) => a + b, 0);
      const sample = Math.floor(total * part);
      const places = allocateSample(strata, sample);
      assert.equal(
        places.reduce((a, b) => a + b, 0),
        sample,
      );
      const filled = strata.filter((size) => size > 0).length;
      for (const [index, count] of places.entries()) {
        const size = strata[index] ?? 0;
        assert.ok(count >= 0 && count <= size);
        if (sample >= filled && size > 0) assert.ok(count >= 1);
        const exact = total === 0 ? 0 : (size * sample) / total;
        assert.ok(count <= Math.max(1, Math.ceil(exact + 1e-9)));
      }
    }),
  );
  assert.deepEqual(allocateSample([50, 30, 20], 10), [5, 3, 2]);
});

const frame = Array.from({ length: 60 }, (_, index) => ({
  key: 1000 + index,
  stratum: index % 3 === 0 ? 'young' : 'old',
}));
const places = new Map([
  ['young', 4],
  ['old', 8],
]);

test('the same seed draws the same sample whatever the order of the rows', () => {
  const keys = (rows: typeof frame, seed: number) =>
    drawStratified(rows, places, seed).map(({ key }) => key);
  fc.assert(
    fc.property(fc.shuffledSubarray(frame, { minLength: 60 }), fc.integer(), (rows, seed) => {
      assert.deepEqual(keys(rows, seed), keys(frame, seed));
    }),
  );
  assert.notDeepEqual(keys(frame, 1), keys(frame, 2));
  assert.throws(() => drawStratified(frame, new Map([['young', 21]]), 1), RangeError);
});

test('everybody of a stratum is as likely to be drawn as another', () => {
  const drawn = new Map<number, number>();
  for (let seed = 0; seed < 3000; seed += 1) {
    for (const { key } of drawStratified(frame, places, seed)) {
      drawn.set(key, (drawn.get(key) ?? 0) + 1);
    }
  }
  // Each has a chance of one in five: 600 of 3,000, give or take 22.
  for (const { key } of frame) assert.ok(Math.abs((drawn.get(key) ?? 0) - 600) < 110, `${key}`);
});

test('strata weigh as in the population, whatever was drawn of each', () => {
  // 100 of whom 2 of 10 say yes, and 300 of whom 6 of 10 do: 0.25 x 0.2 + 0.75 x 0.6 = 0.5.
  const share = stratifiedShare([
    { size: 100, sample: 10, counted: 2 },
    { size: 300, sample: 10, counted: 6 },
  ]);
  assert.equal(share?.value.toFixed(9), '0.500000000');
  // Variance 0.0625 x 0.9 x 0.16/9 + 0.5625 x (29/30) x 0.24/9 = 0.0155; effective size 16.13.
  const [n, z2] = [0.25 / 0.0155, 1.959963984540054 ** 2];
  const half = (1.959963984540054 * Math.sqrt(z2 + n)) / (2 * (n + z2));
  assert.equal(share?.high.toFixed(9), (0.5 + half).toFixed(9));
});

test('a share of everyone has no range, of nobody none, and of none a range from 0', () => {
  const all = stratifiedShare([{ size: 20, sample: 20, counted: 7 }]);
  assert.deepEqual(all, { value: 0.35, low: 0.35, high: 0.35 });
  assert.equal(stratifiedShare([{ size: 20, sample: 0, counted: 0 }]), null);
  const none = stratifiedShare([{ size: 200, sample: 20, counted: 0 }]);
  assert.equal(none?.low, 0);
  assert.ok((none?.high ?? 0) > 0.1);
});

test('the 95% interval of a share holds the truth in about 95 of 100 samples', () => {
  const people = [
    ...Array.from({ length: 120 }, (_, i) => ({ key: i, stratum: 'young', yes: i % 5 === 0 })),
    ...Array.from({ length: 80 }, (_, i) => ({ key: 500 + i, stratum: 'old', yes: i % 2 === 0 })),
  ];
  const truth = people.filter(({ yes }) => yes).length / people.length;
  const drawnOf = new Map([
    ['young', 30],
    ['old', 20],
  ]);
  let holds = 0;
  for (let seed = 0; seed < 600; seed += 1) {
    const sample = drawStratified(people, drawnOf, seed);
    const strata = ['young', 'old'].map((stratum) => ({
      size: people.filter((one) => one.stratum === stratum).length,
      sample: drawnOf.get(stratum) ?? 0,
      counted: sample.filter((one) => one.stratum === stratum && one.yes).length,
    }));
    const share = stratifiedShare(strata);
    if (share && share.low <= truth && truth <= share.high) holds += 1;
  }
  assert.ok(holds > 600 * 0.92 && holds < 600 * 0.99, `${holds} of 600`);
});

test('a total is the mean of each stratum times its size, never below what was seen', () => {
  // Amounts 10, 20 and 30 of 6; 100 and 100 of 4: 6 x 20 + 4 x 100.
  const total = stratifiedTotal([
    { size: 6, sample: 3, sum: 60, squares: 1400 },
    { size: 4, sample: 2, sum: 200, squares: 20_000 },
  ]);
  assert.equal(total?.value, 520);
  // Variance 36 x 0.5 x 100 / 3 = 600.
  assert.equal(total?.high.toFixed(6), (520 + 1.959963984540054 * Math.sqrt(600)).toFixed(6));
  const wide = stratifiedTotal([{ size: 4, sample: 2, sum: 100, squares: 10_000 }]);
  assert.equal(wide?.low, 100);
  const all = stratifiedTotal([{ size: 2, sample: 2, sum: 100, squares: 10_000 }]);
  assert.deepEqual(all, { value: 100, low: 100, high: 100 });
  assert.equal(stratifiedTotal([]), null);
});

test('an estimated total lands on the truth on average', () => {
  const stream = random(8);
  const amounts = Array.from({ length: 90 }, (_, key) => ({
    key,
    stratum: key % 2 === 0 ? 'even' : 'odd',
    amount: stream.int(0, 1000) * (key % 2 === 0 ? 1 : 3),
  }));
  const truth = amounts.reduce((sum, one) => sum + one.amount, 0);
  const drawnOf = new Map([
    ['even', 9],
    ['odd', 15],
  ]);
  let sum = 0;
  for (let seed = 0; seed < 500; seed += 1) {
    const sample = drawStratified(amounts, drawnOf, seed);
    const strata = [...drawnOf].map(([stratum, count]) => {
      const own = sample.filter((one) => one.stratum === stratum);
      return {
        size: 45,
        sample: count,
        sum: own.reduce((total, one) => total + one.amount, 0),
        squares: own.reduce((total, one) => total + one.amount ** 2, 0),
      };
    });
    sum += stratifiedTotal(strata)?.value ?? 0;
  }
  assert.ok(Math.abs(sum / 500 / truth - 1) < 0.02);
});
