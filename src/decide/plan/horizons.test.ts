import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type AgencyId, day } from '../../lib/index.ts';
import { commissionObstacles, servesNothing } from './horizons.ts';
import { aLinkedPlan, aPlan } from './plan.sample.ts';
import { changeOf } from './plan-items.ts';
import { planHash } from './plan-hash.ts';
import type { NamedChange } from './what-if.ts';
import { subjectsOf, valueFrom, whatBreaks } from './what-if.ts';

const [council, health] = [1 as AgencyId, 2 as AgencyId];
const plan = aLinkedPlan(council, health);
const nothing = { words: [], deliveries: [] };

const change = (part: Partial<NamedChange> = {}): NamedChange => ({
  kind: 'grant-ends',
  title: 'The grant for families ends',
  subject: 'Families grant',
  on: day('2027-04-01'),
  share: 100,
  note: '',
  ...part,
});

test('whatever serves nothing is told, and nothing else', () => {
  assert.deepEqual(servesNothing(plan), []);
  const astray = {
    ...plan,
    priorities: plan.priorities.map((one) => ({ ...one, serves: [] })),
    commissions: (plan.commissions ?? []).map((one) => ({ ...one, priority: 'p9' })),
  };
  assert.deepEqual(servesNothing(astray), [
    '"Safe at home" serves no statement of the vision.',
    'No priority serves the statement "No child is harmed at home".',
    'The commission "Workers at clinics, two years" serves no priority.',
  ]);
});

test('a vision that is not parted into statements is served by everything', () => {
  assert.deepEqual(servesNothing(aPlan(council, health)), []);
});

test('a commission names its money and an owner who is asked to sign', () => {
  const [one] = plan.commissions ?? [];
  assert.ok(one);
  assert.deepEqual(commissionObstacles(plan), []);
  const bare = { ...plan, commissions: [{ ...one, agencyId: null, stream: '' }] };
  assert.deepEqual(commissionObstacles(bare), [
    'No agency owns the commission "Workers at clinics, two years".',
    'No money is named for the commission "Workers at clinics, two years".',
  ]);
  const other = { ...plan, commissions: [{ ...one, agencyId: 9 as AgencyId }] };
  assert.equal(commissionObstacles(other).length, 1);
});

test('what belongs to a priority goes with it, and so do measures of its commissions', () => {
  const left = changeOf('priorities', 'p1', null)(plan);
  assert.deepEqual([left.commissions, left.measures, left.actions], [[], [], []]);
  const without = changeOf('statements', 'v1', null)(plan);
  assert.deepEqual(without.priorities[0]?.serves, []);
});

test('a text without the parts that came later keeps the hash that was signed', () => {
  const before = aPlan(council, health);
  assert.equal(
    planHash(changeOf('statements', 'v7', null)({ ...before })),
    planHash({ ...before, statements: [] }),
  );
  assert.notEqual(planHash(plan), planHash(before));
});

test('when a grant ends, what it pays breaks from that day on, and what it costs is told', () => {
  // The commission runs 1 April 2026 to 31 March 2028: 731 days for £731,000, so £1,000 a day;
  // from 1 April 2027 there are 366 days left.
  const broken = whatBreaks(plan, change(), nothing);
  assert.equal(broken.keepPence.commissions, 366_000_00);
  const hit = (key: string) => broken.hits.find((one) => one.key === key)?.hit;
  assert.equal(hit('c1'), 'breaks');
  assert.equal(hit('p1'), 'weakens', 'its actions go on');
  assert.equal(hit('v1'), 'weakens');
  assert.equal(hit('m1'), 'weakens');
  assert.deepEqual(broken.survives.actions, ['a1', 'a2']);
});

test('what is over before the day of a change is not touched', () => {
  const { hits } = whatBreaks(plan, change({ on: day('2028-04-01') }), nothing);
  assert.deepEqual(hits, []);
});

test('money that was given already is not lost', () => {
  const asked = change({ kind: 'agency-leaves', subject: '2', on: day('2026-04-01') });
  const given = (amount: number) => ({
    words: [],
    deliveries: [{ id: 1, pledge: 'r1', amount, on: day('2026-05-01'), note: '' }],
  });
  assert.equal(whatBreaks(plan, asked, given(0)).keepPence.pledges, 120_000_00);
  assert.equal(whatBreaks(plan, asked, given(100_000_00)).keepPence.pledges, 20_000_00);
  assert.equal(whatBreaks(plan, asked, given(120_000_00)).keepPence.pledges, 0);
});

test('an agency that leaves takes its actions, and its time is counted apart from money', () => {
  const asked = change({ kind: 'agency-leaves', subject: '1', on: day('2026-04-01') });
  const broken = whatBreaks(plan, asked, nothing);
  assert.equal(broken.hours, 400);
  assert.equal(broken.hits.find(({ key }) => key === 'a2')?.hit, 'breaks');
  assert.equal(
    broken.hits.find(({ key }) => key === 'a1'),
    undefined,
  );
});

test('an action that is done does not break', () => {
  const asked = change({ kind: 'agency-leaves', subject: '1', on: day('2026-04-01') });
  const words = [{ action: 'a2', status: 'done', reason: '', on: day('2026-04-01') }] as const;
  const { hits } = whatBreaks(plan, asked, { words, deliveries: [] });
  assert.equal(
    hits.some(({ key }) => key === 'a2'),
    false,
  );
});

test('when somebody moves, nothing breaks and no money goes, but somebody new is needed', () => {
  const asked = change({ kind: 'role-moves', subject: 'ash field', on: day('2026-04-01') });
  const { hits, keepPence } = whatBreaks(plan, asked, nothing);
  assert.deepEqual(new Set(hits.map(({ hit }) => hit)), new Set(['needs-a-new-owner']));
  assert.deepEqual(keepPence, { commissions: 0, pledges: 0 });
});

test('a part of the money weakens, and the loss is that part', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), (share) => {
      const { hits, keepPence } = whatBreaks(plan, change({ share }), nothing);
      assert.equal(
        hits.some(({ hit }) => hit === 'breaks'),
        false,
      );
      assert.equal(keepPence.commissions, 366_000 * share);
    }),
  );
});

test('whatever is hit or survives is the whole plan, each thing once', () => {
  const subjects = subjectsOf(plan);
  for (const subject of subjects.agency) {
    const asked = change({ kind: 'agency-leaves', subject });
    const { hits, survives } = whatBreaks(plan, asked, nothing);
    const keys = [...hits.map(({ key }) => key), ...Object.values(survives).flat()];
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(keys.length, 1 + 1 + 1 + 2 + 1 + 2);
  }
});

test('the value of a commission by the day is never more than all of it, and falls', () => {
  const [one] = plan.commissions ?? [];
  assert.ok(one);
  assert.equal(valueFrom(one, day('2020-01-01')), one.value);
  assert.equal(valueFrom(one, day('2028-03-31')), 1_000_00);
  assert.equal(valueFrom(one, day('2028-04-01')), 0);
});
