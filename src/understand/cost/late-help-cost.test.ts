import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pence, hideSmall } from '../../lib/index.ts';
import { LEVELS } from '../../record/index.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import {
  type Activity,
  agenciesOf,
  ofCashKind,
  partOfAgency,
  priceActivity,
  sumAmounts,
  sumLines,
} from './late-help-cost.ts';
import { readActivity } from './read-activity.ts';

const prices = pricesOf();

function days(level: (typeof LEVELS)[number], quantity: number, placementGroup = ''): Activity {
  return { group: '', kind: 'days', level, placementGroup, quantity };
}

test('a day at a level has the price of that level, rounded once for all days', () => {
  const { lines } = priceActivity([days('child-in-need', 365)], prices);
  const year = prices.days.get('child-in-need')?.cost.pence ?? assert.fail();
  assert.equal(lines[0]?.pence, year);
  const ten = priceActivity([days('child-in-need', 10)], prices);
  assert.equal(ten.lines[0]?.pence, Math.round((year * 10) / 365));
});

test('a placement without a price of its own has the average of all placements', () => {
  const { lines } = priceActivity([days('looked-after', 1, 'temporary')], prices);
  assert.equal(lines[0]?.price.cost.code, 'looked-after-year');
});

test('a level that no source prices is not measured, and never costs nothing', () => {
  const { lines, unpriced } = priceActivity([days('leaving-care', 30)], prices);
  assert.equal(lines.length, 0);
  assert.match(unpriced[0]?.why ?? '', /No published cost/);
});

test('an event that the price of a day holds costs nothing more and is not called missing', () => {
  const review: Activity = { group: '', kind: 'events', event: 'looked-after-review', quantity: 4 };
  assert.deepEqual(priceActivity([review], prices), { lines: [], unpriced: [] });
});

const someActivity = fc.oneof(
  fc.record({
    group: fc.constant(''),
    kind: fc.constant('days' as const),
    level: fc.constantFrom(...LEVELS),
    placementGroup: fc.constantFrom('', 'foster', 'childrens-home', 'secure', 'unknown'),
    quantity: fc.integer({ min: 0, max: 200_000 }),
  }),
  fc.record({
    group: fc.constant(''),
    kind: fc.constant('events' as const),
    event: fc.constantFrom('referral' as const, 'assessment' as const, 'exclusion' as const),
    quantity: fc.integer({ min: 0, max: 20_000 }),
  }),
);

test('the parts of all agencies sum to each line, to the penny, at value and both ends', () => {
  fc.assert(
    fc.property(fc.array(someActivity, { maxLength: 12 }), (activities) => {
      const { lines } = priceActivity(activities, prices);
      for (const line of lines) {
        const parts = sumAmounts(agenciesOf([line]).map((kind) => partOfAgency(line, kind)));
        assert.deepEqual(parts, { pence: line.pence, low: line.low, high: line.high });
      }
    }),
  );
});

test('cash, capacity and value to society part the lines without rest or overlap', () => {
  fc.assert(
    fc.property(fc.array(someActivity, { maxLength: 12 }), (activities) => {
      const { lines } = priceActivity(activities, prices);
      const kinds = ['cash', 'capacity', 'social-value'] as const;
      const parts = kinds.map((kind) => sumLines(ofCashKind(lines, kind)));
      assert.deepEqual(sumAmounts(parts), sumLines(lines));
    }),
  );
});

test('a sum keeps its value within its range', () => {
  fc.assert(
    fc.property(fc.array(someActivity, { maxLength: 12 }), (activities) => {
      const { pence: value, low, high } = sumLines(priceActivity(activities, prices).lines);
      assert.ok(low <= value && value <= high);
    }),
  );
});

test('no lines come to nothing', () => {
  assert.deepEqual(sumLines([]), { pence: pence(0), low: pence(0), high: pence(0) });
});

test('a count under 5 is hidden, with the next smallest where it could be worked out', () => {
  assert.deepEqual(hideSmall([40, 3, 12]), [false, true, true]);
  assert.deepEqual(hideSmall([40, 3, 2]), [false, true, true]);
  assert.deepEqual(hideSmall([40, 0, 12]), [false, false, false]);
  assert.deepEqual(hideSmall([3]), [true]);
});

test('an address names an activity, and a wrong one is refused with those that exist', () => {
  assert.equal(readActivity('looked-after/foster').kind, 'days');
  assert.equal(readActivity('referral').kind, 'events');
  for (const wrong of ['looked-after', 'looked-after/moon', 'child-in-need/foster', 'x', undefined])
    assert.throws(() => readActivity(wrong), /what is one of: .*child-in-need/);
});
