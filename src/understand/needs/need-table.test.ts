import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  cellKey,
  countOf,
  EVERY_WARD,
  hiddenNeeds,
  type NeedPlace,
  ranked,
  standingsOf,
  UNKNOWN_WARD,
} from './need-table.ts';

const place = (id: number, kind: NeedPlace['kind'], wards: readonly number[]): NeedPlace => ({
  id,
  kind,
  name: `Place ${id}`,
  wards,
  children: 1000,
});
const PLACES = [
  place(10, 'authority', [1, 2, 3, 4]),
  place(11, 'locality', [1, 2]),
  place(12, 'locality', [3, 4]),
  ...[1, 2, 3, 4].map((id) => place(id, 'ward', [id])),
];

const counts = (wards: readonly number[], unknown = 0) =>
  new Map([
    ...wards.map((count, index) => [index + 1, count] as const),
    [UNKNOWN_WARD, unknown],
    [EVERY_WARD, wards.reduce((sum, one) => sum + one, unknown)],
  ]);

test('a locality has the sum of its wards, and the authority those of no known ward too', () => {
  const given = counts([5, 6, 7, 8], 2);
  assert.deepEqual(
    PLACES.slice(0, 3).map((one) => countOf(one, given)),
    [28, 11, 15],
  );
});

test('a small ward hides its neighbour of the locality, though the authority has more', () => {
  const hidden = hiddenNeeds(PLACES, new Map([['referral', counts([3, 9, 20, 30])]]));
  assert.deepEqual([...hidden].sort(), [cellKey('referral', 1), cellKey('referral', 2)]);
});

test('a share hides what is left of the whole as well as the part', () => {
  // 18 of 20 referrals led to nothing: the 2 that did not are as small as any.
  const given = new Map([
    ['referral', counts([20, 40, 40, 40])],
    ['referral:no-further-action', counts([18, 20, 20, 20])],
  ]);
  const hidden = hiddenNeeds(PLACES, given, new Map([['referral:no-further-action', 'referral']]));
  assert.ok(hidden.has(cellKey('referral:no-further-action', 1)));
  assert.ok(!hidden.has(cellKey('referral', 1)));
});

test('of nested places nobody can subtract a small count from the sums that are shown', () => {
  const some = fc.array(fc.nat(12), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(some, fc.nat(6), (wards, unknown) => {
      const given = counts(wards, unknown);
      const hidden = hiddenNeeds(PLACES, new Map([['referral', given]]));
      const isHidden = (id: number) => hidden.has(cellKey('referral', id));
      for (const locality of PLACES.slice(1, 3)) {
        if (isHidden(locality.id)) continue;
        const own = locality.wards.filter((id) => (given.get(id) ?? 0) > 0);
        const [only, ...others] = own.filter(isHidden);
        if (only !== undefined && others.length === 0) assert.ok((given.get(only) ?? 0) >= 5);
      }
      for (const one of PLACES) {
        const count = countOf(one, given);
        if (count > 0 && count < 5) assert.ok(isHidden(one.id));
        if (count === 0) assert.ok(!isHidden(one.id));
      }
    }),
  );
});

test('an estimate is not told for a hidden count, nor can it be got from the others', () => {
  const cell = (id: number, count: number, isHidden = false) => ({
    place: place(id, 'ward', [id]),
    count,
    of: 1000,
    isHidden,
  });
  const shown = [cell(1, 100), cell(2, 10), cell(3, 12)];
  const first = standingsOf([...shown, cell(4, 1, true), cell(5, 9, true)], 'rate');
  const second = standingsOf([...shown, cell(4, 4, true), cell(5, 6, true)], 'rate');
  assert.deepEqual(
    first.places.slice(0, 3).map((one) => one.estimate),
    second.places.slice(0, 3).map((one) => one.estimate),
  );
  assert.equal(first.places[3]?.estimate, null);
  assert.deepEqual(
    ranked(first.places).map((one) => one.difference),
    ['higher', 'lower', 'lower', null, null],
  );
});

test('fewer than three places are not compared', () => {
  const cells = [1, 2].map((id) => ({
    place: place(id, 'ward', [id]),
    count: id * 50,
    of: 1000,
    isHidden: false,
  }));
  assert.deepEqual(
    standingsOf(cells, 'rate').places.map((one) => one.difference),
    [null, null],
  );
});
