import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  bestThirdShare,
  COUNTS,
  hidesNothing,
  LED_TO,
  type ReferralCount,
  referralTable,
  type Referrer,
} from './referral-table.ts';

function row(agency: number, source: string, of: Partial<ReferralCount>): ReferralCount {
  const base = { ended: 'in-help', led_to: 'child-in-need', is_re_referral: false } as const;
  return { agency_id: agency, source, ...base, referrals: 10, ...of };
}

function find(rows: readonly Referrer[], key: string): Referrer {
  return rows.find((one) => one.key === key) ?? assert.fail();
}

test('a referrer with few referrals is hidden whole, and a second with it', () => {
  const table = referralTable([
    row(1, '6', { referrals: 40 }),
    row(1, '6', { ended: 'at-referral', led_to: '', referrals: 20 }),
    row(2, '3A', { referrals: 15 }),
    row(3, '2A', { referrals: 3 }),
  ]);
  assert.equal(find(table.agency, '1').hidden.size, 0);
  for (const key of ['2', '3']) {
    assert.ok(find(table.agency, key).hidden.has('referrals'));
    assert.ok(find(table.agency, key).hidden.has('in-help'));
  }
  assert.ok(find(table.source, '3A').hidden.has('referrals'));
  assert.equal(table.total.hidden.size, 0);
  assert.equal(table.total.counts.referrals, 78);
});

test('what ended in help is told apart by the level that it led to', () => {
  const { total } = referralTable([
    row(1, '6', { referrals: 7 }),
    row(1, '6', { led_to: 'none-yet', referrals: 9 }),
    row(1, '6', { ended: 'at-referral', led_to: '', referrals: 8, is_re_referral: true }),
  ]);
  assert.deepEqual(
    [total.counts['in-help'], total.counts['child-in-need'], total.counts['none-yet']],
    [16, 7, 9],
  );
  assert.deepEqual([total.counts['re-referrals'], total.counts['first-referrals']], [8, 16]);
});

test('the best third is told only of three agencies or more with enough referrals', () => {
  const of = (agency: number, nothing: number, help: number) => [
    row(agency, `s${agency}`, { ended: 'at-referral', led_to: '', referrals: nothing }),
    row(agency, `s${agency}`, { referrals: help }),
  ];
  assert.equal(bestThirdShare(referralTable([...of(1, 10, 90), ...of(2, 20, 80)])), null);
  const table = referralTable([
    ...of(1, 10, 90),
    ...of(2, 20, 80),
    ...of(3, 70, 30),
    ...of(4, 5, 6),
  ]);
  // Of 10%, 20% and 70%, a third of the way up lies two thirds of the way to the second.
  assert.ok(Math.abs((bestThirdShare(table) ?? 0) - (0.1 + (2 / 3) * 0.1)) < 1e-9);
});

test('no hidden count can be worked out from a sum of which it is the only hidden part', () => {
  const rows = fc.array(
    fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 2 }))
      .chain(([agency, which]) =>
        fc.record({
          agency_id: fc.constant(agency),
          source: fc.constant(`${agency}${which}`),
          ended: fc.constantFrom('at-referral', 'after-assessment', 'in-help'),
          led: fc.constantFrom(...LED_TO),
          is_re_referral: fc.boolean(),
          referrals: fc.integer({ min: 1, max: 20 }),
        }),
      )
      .map(
        ({ led, ...one }): ReferralCount => ({
          ...one,
          led_to: one.ended === 'in-help' ? led : '',
        }),
      ),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(rows, (all) => {
      const table = referralTable(all);
      const known = (one: Referrer, count: (typeof COUNTS)[number]) =>
        one.hidden.has(count) ? null : one.counts[count];
      const check = (values: readonly (number | null)[], counts: readonly number[]) => {
        // That a hidden count is 0 may be told: it is nobody's.
        const hidden = counts.filter((_, index) => values[index] === null);
        const isAlone = counts.filter((count) => count > 0).length === 1;
        assert.ok(hidden.length !== 1 || hidden[0] === 0 || isAlone);
      };
      for (const one of [...table.agency, ...table.source, table.total]) {
        for (const count of COUNTS) {
          const value = one.counts[count];
          if (value > 0 && value < 5) assert.ok(one.hidden.has(count));
        }
        for (const sum of [
          ['referrals', 'at-referral', 'after-assessment', 'in-help'],
          ['in-help', ...LED_TO],
          ['referrals', 're-referrals', 'first-referrals'],
        ] as const) {
          check(
            sum.map((count) => known(one, count)),
            sum.map((count) => one.counts[count]),
          );
        }
        if (one.hidden.has('at-referral')) assert.ok(hidesNothing(one));
      }
      for (const kind of ['agency', 'source'] as const) {
        for (const count of COUNTS) {
          const line = [table.total, ...table[kind]];
          check(
            line.map((one) => known(one, count)),
            line.map((one) => one.counts[count]),
          );
        }
      }
      for (const agency of table.agency) {
        for (const count of COUNTS) {
          const line = [agency, ...table.source.filter((one) => one.key.startsWith(agency.key))];
          check(
            line.map((one) => known(one, count)),
            line.map((one) => one.counts[count]),
          );
        }
      }
    }),
  );
});
