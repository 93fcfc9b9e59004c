import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { random } from '../random/random.ts';
import {
  agreementTable,
  alphaInterval,
  cohenKappa,
  gwetAc1,
  krippendorffAlpha,
  percentAgreement,
} from './agreement.ts';

const near = (got: number | null | undefined, wanted: number, digits = 3) =>
  assert.equal(got?.toFixed(digits), wanted.toFixed(digits));

/** Gwet's table of two abstractors who sort 100 pregnancies, in the R package irrCAC. */
const ABSTRACTORS = [
  [13, 0, 0],
  [0, 20, 7],
  [0, 4, 56],
];

test('kappa of 20, 5, 10 and 15 is 0.4, as worked by hand', () => {
  // Agreement 35/50; by chance 25/50 x 30/50 + 25/50 x 20/50 = 0.5; (0.7 - 0.5) / (1 - 0.5).
  const kappa = cohenKappa(
    [
      [20, 5],
      [10, 15],
    ],
    'none',
  );
  near(kappa?.value, 0.4, 12);
  // Fleiss, Cohen and Everitt by hand: 0.4 x 0.17^2 + 0.1 x 0.33^2 + 0.2 x 0.27^2 + 0.3 x 0.23^2 is
  // 0.0529; less 0.05^2, over 50 x 0.5^4.
  near(((kappa?.high ?? 0) - 0.4) / 1.959964, Math.sqrt(0.0504 / 3.125), 6);
});

test('kappa and AC1 of the two abstractors are those that irrCAC prints, errors too', () => {
  const asPrinted = (half: number) => half / 1.959964;
  const kappa = cohenKappa(ABSTRACTORS, 'none');
  near(kappa?.value, 0.7964094, 5);
  near(asPrinted((kappa?.high ?? 0) - (kappa?.value ?? 0)), 0.05891072, 5);
  const ac1 = gwetAc1(ABSTRACTORS);
  near(ac1?.value, 0.8493305, 5);
  near(asPrinted((ac1?.high ?? 0) - (ac1?.value ?? 0)), 0.04321747, 5);
  near(percentAgreement(ABSTRACTORS)?.value, 0.89, 12);
});

test('kappa falls where nearly all cases are alike, and AC1 does not', () => {
  // Agreement 118/125. By chance, for kappa, (123/125 x 120/125) + (2/125 x 5/125) = 0.94528; for
  // AC1, with a mean share p = 243/250, 2p(1 - p) = 0.054432.
  const table = [
    [118, 5],
    [2, 0],
  ];
  near(cohenKappa(table, 'none')?.value, (0.944 - 0.94528) / (1 - 0.94528), 9);
  near(gwetAc1(table)?.value, (0.944 - 0.054432) / (1 - 0.054432), 9);
});

test('weighted kappa of two categories is plain kappa, of more it forgives near misses', () => {
  const two = [
    [20, 5],
    [10, 15],
  ];
  for (const weights of ['linear', 'quadratic'] as const) {
    assert.deepEqual(cohenKappa(two, weights), cohenKappa(two, 'none'));
  }
  // Only near misses: 10 exact and 5 one step apart each way, of 3 categories.
  const near1 = [
    [10, 5, 0],
    [5, 10, 5],
    [0, 5, 10],
  ];
  const values = (['none', 'linear', 'quadratic'] as const).map(
    (weights) => cohenKappa(near1, weights)?.value ?? 0,
  );
  // By hand, shares of 50. Rows and columns 15, 20, 15. Plain: po 0.6, pe 0.34. Linear: po 0.8,
  // pe 0.34 + 0.5 x 0.48 = 0.58. Quadratic: po 0.9, pe 0.34 + 0.75 x 0.48 = 0.70.
  near(values[0], (0.6 - 0.34) / 0.66, 9);
  near(values[1], (0.8 - 0.58) / 0.42, 9);
  near(values[2], (0.9 - 0.7) / 0.3, 9);
});

/** Reliability data "C" of Krippendorff: four observers, twelve units, readings missing. */
const CANONICAL = [
  [1, 1, null, 1],
  [2, 2, 3, 2],
  [3, 3, 3, 3],
  [3, 3, 3, 3],
  [2, 2, 2, 2],
  [1, 2, 3, 4],
  [4, 4, 4, 4],
  [1, 1, 2, 1],
  [2, 2, 2, 2],
  [null, 5, 5, 5],
  [null, null, 1, 1],
  [null, null, 3, null],
];

test('alpha of the canonical example is as Krippendorff (2011) prints it', () => {
  near(krippendorffAlpha(CANONICAL, 'nominal'), 0.743);
  near(krippendorffAlpha(CANONICAL, 'ordinal'), 0.815);
  near(krippendorffAlpha(CANONICAL, 'interval'), 0.849);
});

test('alpha of two readers and two values is that of its closed form', () => {
  // Krippendorff (2011), part A: 1 - (n - 1) o01 / (n0 n1), of ten units 0.095.
  const first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
  const second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
  const units = first.map((value, index) => [value, second[index] ?? 0]);
  near(krippendorffAlpha(units, 'nominal'), 1 - (19 * 4) / (14 * 6), 12);
  near(krippendorffAlpha(units, 'nominal'), 0.095);
});

test('readers who always agree reach 1, and no reading says nothing', () => {
  const alike = [
    [7, 0],
    [0, 9],
  ];
  for (const measure of [cohenKappa(alike, 'none'), gwetAc1(alike), percentAgreement(alike)]) {
    near(measure?.value, 1, 12);
  }
  const none = [
    [0, 0],
    [0, 0],
  ];
  assert.deepEqual(
    [cohenKappa(none, 'none'), gwetAc1(none), percentAgreement(none)],
    [null, null, null],
  );
  assert.equal(krippendorffAlpha([[1, null], [null]], 'nominal'), null);
  assert.equal(
    cohenKappa(
      [
        [9, 0],
        [0, 0],
      ],
      'none',
    ),
    null,
  );
});

test('an interval holds its value, the same seed gives the same one, and it narrows', () => {
  const once = alphaInterval(CANONICAL, 'ordinal', { random: random(3) });
  assert.deepEqual(once, alphaInterval(CANONICAL, 'ordinal', { random: random(3) }));
  const more = Array.from({ length: 10 }, () => CANONICAL).flat();
  const often = alphaInterval(more, 'ordinal', { random: random(3), draws: 200 });
  const width = (of: typeof once) => (of?.high ?? 0) - (of?.low ?? 0);
  assert.ok(width(often) < width(once) && width(often) > 0);
});

const counts = fc.array(fc.array(fc.nat(30), { minLength: 4, maxLength: 4 }), {
  minLength: 4,
  maxLength: 4,
});

test('agreement does not depend on which reader is called the first', () => {
  fc.assert(
    fc.property(counts, (table) => {
      const turned = table.map((_, i) => table.map((row) => row[i] ?? 0));
      for (const weights of ['none', 'linear', 'quadratic'] as const) {
        const [one, other] = [cohenKappa(table, weights), cohenKappa(turned, weights)];
        assert.ok(Math.abs((one?.value ?? 0) - (other?.value ?? 0)) < 1e-9);
        assert.ok(!one || (one.low <= one.value && one.value <= one.high));
      }
      const [one, other] = [gwetAc1(table), gwetAc1(turned)];
      assert.ok(Math.abs((one?.value ?? 0) - (other?.value ?? 0)) < 1e-9);
    }),
  );
});

test('pairs are counted under the first and the second reading', () => {
  const table = agreementTable(
    [
      ['a', 'b'],
      ['a', 'b'],
      ['b', 'b'],
    ] as const,
    ['a', 'b'],
  );
  assert.deepEqual(table, [
    [0, 2],
    [0, 1],
  ]);
  assert.throws(() => agreementTable([['a', 'c']], ['a', 'b']), RangeError);
  assert.throws(() => cohenKappa([[1, 2]], 'none'), RangeError);
});
