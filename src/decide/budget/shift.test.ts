import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type FinancialYear, pence, pounds } from '../../lib/index.ts';
import { childrenAfforded, demandIndex } from './late-demand.ts';
import {
  costOfACut,
  costOfDelay,
  ifNothingFalls,
  perPoundOf,
  planShift,
  type ShiftInput,
} from './shift.ts';

const STEADY = { low: 1, likely: 1, high: 1 };

function aShift(changes: Partial<ShiftInput> = {}): ShiftInput {
  const years = changes.years ?? 5;
  return {
    firstYear: '2026-27' as FinancialYear,
    years,
    share: 0.01,
    early: pounds(20_000_000),
    late: pounds(80_000_000),
    demand: Array.from({ length: years }, () => STEADY),
    perPound: { low: 0, likely: 0.5, high: 1 },
    lagYears: 1,
    ...changes,
  };
}

const likely = fc
  .tuple(fc.double({ min: 0, max: 2, noNaN: true }), fc.double({ min: 0, max: 2, noNaN: true }))
  .map(([a, b]) => ({ low: Math.min(a, b), likely: (a + b) / 2, high: Math.max(a, b) }));

const anyShift = fc
  .record({
    years: fc.integer({ min: 1, max: 20 }),
    share: fc.double({ min: 0, max: 0.05, noNaN: true }),
    early: fc.integer({ min: 0, max: 1e11 }),
    late: fc.integer({ min: 0, max: 1e12 }),
    lagYears: fc.integer({ min: 0, max: 5 }),
    perPound: likely,
    need: likely,
  })
  .map(({ need, early, late, ...rest }) =>
    aShift({
      ...rest,
      early: pence(early),
      late: pence(late),
      demand: Array.from({ length: rest.years }, () => need),
    }),
  );

test('moving money makes none: early and late sum to what they were, to the penny', () => {
  fc.assert(
    fc.property(anyShift, (input) => {
      for (const { early, late } of planShift(input).years) {
        assert.equal(early + late, input.early + input.late);
      }
    }),
  );
});

test('what the late budget lacks is pressure that comes anyway, and twin-track money', () => {
  fc.assert(
    fc.property(anyShift, (input) => {
      for (const one of planShift(input).years) {
        assert.equal(one.gap.value, one.pressure.value + one.twinTrack.value);
        const need = one.needAsNow.value - one.lowered.value;
        assert.equal(one.gap.value, need - one.late);
        for (const range of [one.gap, one.twinTrack, one.lowered, one.twinTrackSoFar]) {
          assert.ok(range.low <= range.value && range.value <= range.high);
        }
      }
    }),
  );
});

test('where nothing is moved nothing changes', () => {
  const { years, peak, breakEven } = planShift(aShift({ share: 0 }));
  for (const one of years) {
    assert.equal(one.early, pounds(20_000_000));
    assert.equal(one.late, pounds(80_000_000));
    assert.deepEqual(one.twinTrack, { value: 0, low: 0, high: 0 });
  }
  assert.deepEqual(peak, { value: 0, low: 0, high: 0 });
  assert.equal(breakEven, null);
});

test('one per cent a year, reckoned by hand', () => {
  const { years, peak, peakYear, breakEven, lastYearBreakEven } = planShift(aShift({ years: 3 }));
  const inThousands = (amount: number) => amount / 100_000;
  assert.deepEqual(
    years.map(({ moved, lowered, twinTrack, twinTrackSoFar }) => [
      inThousands(moved),
      inThousands(lowered.value),
      inThousands(twinTrack.value),
      inThousands(twinTrackSoFar.value),
    ]),
    [
      [800, 0, 800, 800],
      [1600, 400, 1200, 2000],
      [2400, 800, 1600, 3600],
    ],
  );
  assert.equal(inThousands(peak.value), 3600);
  // Where each pound lowers need by a pound: 800 in each year stands before its effect.
  assert.equal(inThousands(peak.low), 2400);
  assert.equal(inThousands(peak.high), 4800);
  assert.equal(peakYear, '2028-29');
  assert.equal(breakEven, 4800 / 2400);
  assert.equal(lastYearBreakEven, 2400 / 1600);
});

test('with the effect that breaks even, all twin-track money is back by the last year', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 20 }), fc.integer({ min: 1, max: 3 }), (years, lag) => {
      const base = aShift({ years, lagYears: lag });
      const effect = planShift(base).breakEven ?? 0;
      const perPound = { low: effect, likely: effect, high: effect };
      const last = planShift({ ...base, perPound }).years.at(-1);
      assert.ok(Math.abs(last?.twinTrackSoFar.value ?? 1) <= years);
    }),
  );
});

test('where need falls at once by what is moved, no twin-track money is needed', () => {
  const { peak, peakYear } = planShift(aShift({ lagYears: 0, perPound: STEADY }));
  assert.equal(peak.value, 0);
  assert.equal(peakYear, null);
});

test('moving more needs more twin-track money, as long as a pound lowers need by less', () => {
  const shares = fc.tuple(
    fc.double({ min: 0.001, max: 0.02, noNaN: true }),
    fc.double({ min: 1.1, max: 2, noNaN: true }),
  );
  fc.assert(
    fc.property(shares, ([share, times]) => {
      const less = planShift(aShift({ share })).peak;
      const more = planShift(aShift({ share: share * times })).peak;
      assert.ok(more.value > less.value && more.high > less.high);
    }),
  );
});

test('the fall that makes a step safe is larger where need grows anyway', () => {
  const grows = { low: 1, likely: 1.05, high: 1.1 };
  const [steady] = planShift(aShift({ years: 1 })).years;
  const [growing] = planShift(aShift({ years: 1, demand: [grows] })).years;
  assert.ok(Math.abs((steady?.fallNeeded.likely ?? 0) - 0.01) < 1e-12);
  const expected = 1 - 0.99 / 1.05;
  assert.ok(Math.abs((growing?.fallNeeded.likely ?? 0) - expected) < 1e-12);
  assert.equal(growing?.pressure.value, pounds(4_000_000));
});

test('if need does not fall the overspend is what was moved, and reserves run out', () => {
  const shift = planShift(aShift());
  const { byYear, usedUp } = ifNothingFalls(shift, pounds(3_000_000));
  assert.deepEqual(
    byYear.map(({ overspend }) => overspend.value),
    [800_000, 1_600_000, 2_400_000, 3_200_000, 4_000_000].map((one) => pounds(one)),
  );
  assert.equal(usedUp.likely, '2028-29');
  assert.equal(ifNothingFalls(shift, pounds(100_000_000)).usedUp.likely, null);
  assert.equal(ifNothingFalls(shift, null).usedUp.likely, null);
});

test('beginning a year later costs: need stays that would have fallen', () => {
  const input = aShift({ years: 4 });
  const { needThatStays, twinTrackSpared } = costOfDelay(input, 1);
  // Lowered by 400, 800, 1200 thousand against 0, 400, 800: each year 400 less.
  assert.equal(needThatStays.value, pounds(1_200_000));
  assert.equal(needThatStays.low, 0);
  assert.equal(needThatStays.high, pounds(2_400_000));
  // Moved 800 a year less, four times; lowered 1,200 less.
  assert.equal(twinTrackSpared.value, pounds(2_000_000));
  assert.ok(costOfDelay(input, 2).needThatStays.value > needThatStays.value);
});

test('a cut of early help raises late need by the same measure, a year later', () => {
  const effect = { years: 3, perPound: { low: 0.2, likely: 0.5, high: 1 }, lagYears: 1 };
  assert.deepEqual(costOfACut(pounds(100), effect), [
    { value: 0, low: 0, high: 0 },
    { value: pounds(50), low: pounds(20), high: pounds(100) },
    { value: pounds(50), low: pounds(20), high: pounds(100) },
  ]);
});

test('one per cent of a small early budget moves need of a large late one', () => {
  const found = perPoundOf({ low: 0, likely: 0.07, high: 0.157 }, aShift());
  assert.equal(found.low, 0);
  assert.ok(Math.abs(found.likely - 0.28) < 1e-12);
  assert.ok(Math.abs(found.high - 0.628) < 1e-12);
  assert.equal(perPoundOf(STEADY, { early: pence(0), late: pence(5) }).likely, 0);
});

test('late need weighs each state by what a day costs', () => {
  const states = [
    {
      state: 'looked-after/foster',
      now: 10,
      byYear: [{ low: 9, likely: 10, high: 12 }],
      dayPence: 9,
    },
    { state: 'child-in-need', now: 10, byYear: [{ low: 10, likely: 20, high: 20 }], dayPence: 1 },
  ] as const;
  assert.deepEqual(demandIndex(states, 2)[1], { low: 0.91, likely: 1.1, high: 1.28 });
  assert.deepEqual(demandIndex([], 1), [STEADY]);
  assert.equal(childrenAfforded(200, { late: pence(99), before: pence(100) }), 198);
});
