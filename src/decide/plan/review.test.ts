import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type AgencyId, day } from '../../lib/index.ts';
import { aPlan } from './plan.sample.ts';
import type { PlanMeasure } from './plan.ts';
import { courseOf, lineForecast, nextReviewDay, overdueReviews, paceOf } from './review.ts';
import { reviewHeadline } from './plan-review.measure.ts';
import { scenarioForecast } from './review.ts';

const baseline = {
  figure: 'x',
  label: 'Late help',
  value: 200,
  low: 190,
  high: 210,
  unit: 'number',
  day: day('2026-04-01'),
  hash: '',
  frozenId: null,
} as const;

const measure: PlanMeasure = {
  key: 'm1',
  priority: 'p1',
  indicator: 'x',
  label: 'Late help',
  baseline,
  target: 100,
  unit: 'number',
  targetDay: day('2030-04-01'),
  direction: 'down',
};

const exactly = (value: number) => ({ value, low: null, high: null });

test('halfway in time the line stands halfway between baseline and target', () => {
  // 1,461 days from first to last, 731 of them gone: 200 less 100 times 731/1461.
  const forecast = lineForecast(measure, day('2028-04-01'));
  assert.ok(forecast && Math.abs(forecast.value - (200 - (100 * 731) / 1461)) < 1e-9);
  assert.equal(lineForecast(measure, day('2026-04-01'))?.value, 200);
  assert.deepEqual(lineForecast(measure, day('2040-01-01')), { value: 100, low: 100, high: 100 });
});

test('the range of the line narrows to the target', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1460 }), (days) => {
      const on = new Date(Date.UTC(2026, 3, 1 + days)).toISOString().slice(0, 10);
      const { low, high, value } = lineForecast(measure, day(on)) ?? assert.fail();
      assert.ok(low !== null && high !== null && low <= value && value <= high);
      assert.ok(high - low <= 20 + 1e-9);
    }),
  );
});

test('a measure without baseline has no forecast, and nobody can tell', () => {
  assert.equal(lineForecast({ ...measure, baseline: null }, day('2028-04-01')), null);
  assert.equal(courseOf(measure, null, exactly(1)).course, 'cannot-tell');
  assert.equal(courseOf(measure, exactly(150), null).course, 'cannot-tell');
});

test('on course only when all of the range is at least as good as the forecast', () => {
  const forecast = { value: 150, low: 145, high: 155 };
  const course = (value: number, low: number, high: number) =>
    courseOf(measure, forecast, { value, low, high }).course;
  assert.equal(course(140, 130, 150), 'on-course');
  assert.equal(course(170, 160, 180), 'off-course');
  assert.equal(course(150, 120, 180), 'cannot-tell', 'the range is wide');
  assert.equal(courseOf(measure, forecast, exactly(152)).course, 'cannot-tell');
  assert.equal(courseOf(measure, forecast, exactly(149)).course, 'on-course');
  assert.equal(courseOf(measure, forecast, exactly(156)).course, 'off-course');
});

test('where more is better the same holds the other way round', () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.integer(), fc.nat(50), fc.nat(50)),
      fc.tuple(fc.integer(), fc.nat(50), fc.nat(50)),
      (hoped, came) => {
        const range = ([value, below, above]: readonly [number, number, number], sign: number) => {
          const ends = [sign * (value - below), sign * (value + above)].sort((a, b) => a - b);
          return { value: sign * value, low: ends[0] ?? 0, high: ends[1] ?? 0 };
        };
        const course = (direction: 'up' | 'down', sign: number) =>
          courseOf({ direction, unit: 'number' }, range(hoped, sign), range(came, sign)).course;
        assert.equal(course('up', 1), course('down', -1));
      },
    ),
  );
});

test('chance moves a small count, so that it is neither on nor off course', () => {
  const counted = { ...measure, unit: 'children' } as const;
  assert.equal(courseOf(counted, exactly(10), exactly(12)).course, 'cannot-tell');
});

test('what a scenario changes is taken off the baseline, and both ranges hold', () => {
  // 200 (190 to 210) less 40 (20 to 60) is 160, from 190 - 60 to 210 - 20.
  assert.deepEqual(scenarioForecast(measure, { mean: 40, p5: 20, p95: 60 }), {
    value: 160,
    low: 130,
    high: 190,
  });
});

test('the pace of the first months is not carried on', () => {
  assert.equal(paceOf(measure, exactly(190), day('2026-08-01')), null);
  // 20 down in 365 of 1,461 days is 80.05 down in all.
  const pace = paceOf(measure, exactly(180), day('2027-04-01'));
  assert.ok(pace && Math.abs(pace.value - (200 - (20 * 1461) / 365)) < 1e-9);
  assert.ok(pace.low !== null && pace.high !== null && pace.low < pace.value);
});

test('what is carried on never falls below nought or rises above all of it', () => {
  const wide = { ...measure, unit: 'percent', baseline: { ...baseline, unit: 'percent' } } as const;
  const pace = paceOf(wide, { value: 60, low: 20, high: 300 }, day('2027-04-01'));
  assert.deepEqual(pace, { value: 0, low: 0, high: 100 });
});

test('the headline says of how many nobody can tell', () => {
  const of = (course: 'on-course' | 'off-course' | 'cannot-tell') => ({ course });
  assert.equal(
    reviewHeadline([of('on-course'), of('off-course'), of('cannot-tell')]),
    'Of 3 measures, 1 is on course and 1 is off course; of 1 nobody can tell yet',
  );
  assert.equal(reviewHeadline([]), 'The plan has no measure to review');
});

test('a review is due as the last one said, and else as the plan says', () => {
  const held = { heldOn: day('2027-04-10'), nextDay: day('2028-04-10') };
  assert.equal(nextReviewDay({ reviewDay: day('2027-04-01') }, []), '2027-04-01');
  const earlier = { heldOn: day('2026-05-01'), nextDay: day('2027-04-10') };
  assert.equal(nextReviewDay({ reviewDay: day('2027-04-01') }, [earlier, held]), '2028-04-10');
});

test('a review of the plan looks at all that is in it', () => {
  const base = aPlan(1 as AgencyId, 2 as AgencyId);
  const content = {
    ...base,
    reviewDay: day('2027-04-01'),
    priorities: base.priorities.map((one) => ({ ...one, reviewDay: day('2026-12-01') })),
  };
  const keys = (on: string, reviews: Parameters<typeof overdueReviews>[1]) =>
    overdueReviews(content, reviews, day(on)).map(({ key }) => key);
  assert.deepEqual(keys('2027-05-01', []), ['', 'p1']);
  const held = { heldOn: day('2027-04-10'), nextDay: day('2028-04-10') };
  assert.deepEqual(keys('2027-05-01', [held]), []);
  assert.deepEqual(keys('2027-04-01', []), ['p1'], 'on its day it is not overdue yet');
});
