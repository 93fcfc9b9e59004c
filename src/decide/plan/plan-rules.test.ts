import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type AgencyId, day, type Figure } from '../../lib/index.ts';
import { aPlan } from './plan.sample.ts';
import { emptyPlan, nextKey, type PlanAnswer, type PlanVersion } from './plan.ts';
import { planChanges } from './plan-diff.ts';
import { planHash } from './plan-hash.ts';
import { deliveredOf, hasReached, progressOf } from './plan-progress.ts';
import {
  actionStatus,
  checkAnswer,
  checkMove,
  checkPriorities,
  isAgreedBy,
  obstaclesOf,
  warningsOf,
} from './plan-rules.ts';

const [council, health] = [1 as AgencyId, 2 as AgencyId];
const content = aPlan(council, health);

function versionOf(part: Partial<PlanVersion> = {}): PlanVersion {
  const madeAt = new Date(0);
  const base = { version: 2, status: 'for-sign-off', content, madeAt } as const;
  return { ...base, hash: planHash(content), putUpAt: null, agreedAt: null, ...part };
}

const answer = (agencyId: AgencyId, part: Partial<PlanAnswer> = {}): PlanAnswer => ({
  version: 2,
  hash: planHash(content),
  agencyId,
  answer: 'signed',
  reason: '',
  role: 'partner',
  by: 'Someone',
  at: new Date(1000),
  ...part,
});

const asked = (part = {}) => ({
  agencyId: health,
  forAgency: health,
  hash: planHash(content),
  answer: 'signed' as const,
  reason: '',
  ...part,
});

test('an agency cannot sign for another', () => {
  assert.throws(() => checkAnswer(versionOf(), asked({ forAgency: council })), {
    code: 'not-your-agency',
  });
  assert.throws(() => checkAnswer(versionOf(), asked({ agencyId: null })), {
    code: 'not-your-agency',
  });
  assert.doesNotThrow(() => checkAnswer(versionOf(), asked()));
});

test('an agency that was not asked cannot sign', () => {
  const third = 3 as AgencyId;
  assert.throws(() => checkAnswer(versionOf(), asked({ agencyId: third, forAgency: third })), {
    code: 'agency-not-asked',
  });
});

test('nobody signs a version other than the one that they read', () => {
  const read = planHash({ ...content, vision: 'Something else' });
  assert.throws(() => checkAnswer(versionOf(), asked({ hash: read })), {
    code: 'plan-changed',
    message: /This changed since you opened it: see both/,
  });
});

test('nobody signs a draft, or a version that is agreed already', () => {
  assert.throws(() => checkAnswer(versionOf({ status: 'draft' }), asked()), {
    code: 'plan-not-for-sign-off',
  });
  assert.throws(() => checkAnswer(versionOf({ status: 'agreed' }), asked()), {
    code: 'plan-agreed',
  });
});

test('an agency that refuses says why', () => {
  assert.throws(() => checkAnswer(versionOf(), asked({ answer: 'refused', reason: ' ' })), {
    code: 'no-reason',
  });
});

test('a plan is agreed when each agency that was asked has signed exactly this text', () => {
  const version = versionOf();
  assert.equal(isAgreedBy(version, [answer(council)]), false);
  assert.equal(isAgreedBy(version, [answer(council), answer(health)]), true);
  const earlier = answer(health, { hash: planHash({ ...content, title: 'Before' }) });
  assert.equal(isAgreedBy(version, [answer(council), earlier]), false);
  const refused = answer(health, { answer: 'refused', reason: 'No', at: new Date(2000) });
  assert.equal(isAgreedBy(version, [answer(council), answer(health), refused]), false);
  assert.equal(isAgreedBy({ ...version, content: emptyPlan(day('2026-04-01')) }, []), false);
});

test('any change of the text gives another hash, and the order of its fields gives none', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer(), (text, number) => {
      const changed = { ...content, vision: text, visionYear: number };
      const same = text === content.vision && number === content.visionYear;
      assert.equal(planHash(changed) === planHash(content), same);
      const turned = Object.fromEntries(Object.entries(changed).reverse());
      assert.equal(planHash(turned as unknown as typeof content), planHash(changed));
    }),
  );
});

test('a plan with an action that nobody owns cannot be put up for sign-off', () => {
  const actions = content.actions.map((one) => ({ ...one, agencyId: null }));
  const unowned = { ...content, actions };
  assert.match(obstaclesOf(unowned)[0] ?? '', /No agency owns the action/);
  const version = versionOf({ status: 'draft', content: unowned });
  assert.throws(() => checkMove(version, 'for-sign-off'), { code: 'plan-not-ready' });
  assert.doesNotThrow(() => checkMove(version, 'for-comment'));
  assert.deepEqual(obstaclesOf(content), []);
});

test('whoever owns an action or pledges something is asked to sign', () => {
  const without = { ...content, asked: [council, 3 as AgencyId] };
  assert.match(obstaclesOf(without)[0] ?? '', /is not asked to sign/);
});

test('a plan has few priorities: more than five are told, more than eight are refused', () => {
  const [one] = content.priorities;
  assert.ok(one);
  const of = (count: number) => ({
    ...content,
    priorities: Array.from({ length: count }, (_, index) => ({ ...one, key: `p${index + 1}` })),
  });
  const isTold = (count: number) => warningsOf(of(count)).some((line) => /more than 5/.test(line));
  assert.deepEqual([isTold(5), isTold(6)], [false, true]);
  assert.doesNotThrow(() => checkPriorities(8));
  assert.throws(() => checkPriorities(9), { code: 'too-many-priorities' });
});

test('a vision of 10 to 20 years and a plan of 3 to 5 are not remarked on, others are', () => {
  assert.deepEqual(warningsOf(content), []);
  assert.equal(warningsOf({ ...content, visionYear: 2028 }).length, 1);
  assert.equal(warningsOf({ ...content, untilDay: day('2036-04-01') }).length, 1);
});

test('an action is late once its day has passed, until it is done or dropped', () => {
  const [, action] = content.actions;
  assert.ok(action);
  const say = (status: 'on-track' | 'done' | 'dropped') => [
    { action: 'a2', status, reason: 'r', on: day('2026-04-02') },
  ];
  assert.equal(actionStatus(action, [], day('2026-04-30')), 'not-started');
  assert.equal(actionStatus(action, say('on-track'), day('2026-04-30')), 'on-track');
  assert.equal(actionStatus(action, say('on-track'), day('2026-05-01')), 'late');
  assert.equal(actionStatus(action, say('done'), day('2026-05-01')), 'done');
  assert.equal(actionStatus(action, say('dropped'), day('2026-05-01')), 'dropped');
});

test('a pledge is never counted as delivered', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (amount) => {
      const [pledge] = content.pledges;
      assert.ok(pledge);
      assert.equal(deliveredOf({ ...pledge, amount }, []), 0);
      const given = { id: 1, pledge: pledge.key, amount: 5, on: day('2026-05-01'), note: '' };
      const other = { ...given, pledge: 'another' };
      assert.equal(deliveredOf({ ...pledge, amount }, [given, other]), 5);
    }),
  );
});

const figure = (value: number, part: Partial<Figure> = {}): Figure => ({
  id: 'x',
  label: 'x',
  value,
  unit: 'pence',
  how: { formula: 'x' },
  ...part,
});

const baseline = (value: number, low: number | null, high: number | null, unit = 'pence') =>
  ({
    figure: 'x',
    label: 'x',
    value,
    low,
    high,
    unit,
    day: day('2026-04-01'),
    hash: '',
    frozenId: null,
  }) as const;

test('a measure is better or worse only when the ranges of then and now do not meet', () => {
  const before = { baseline: baseline(100, 90, 110) as never, direction: 'down' as const };
  assert.equal(progressOf(before, figure(80, { low: 70, high: 89 })), 'better');
  assert.equal(progressOf(before, figure(85, { low: 75, high: 95 })), 'no-clear-change');
  assert.equal(progressOf(before, figure(130, { low: 120, high: 140 })), 'worse');
  assert.equal(
    progressOf({ ...before, direction: 'up' }, figure(130, { low: 120, high: 140 })),
    'better',
  );
});

test('chance alone moves a small count, so it is no clear change', () => {
  const before = {
    baseline: baseline(20, null, null, 'children') as never,
    direction: 'down' as const,
  };
  assert.equal(progressOf(before, figure(17, { unit: 'children' })), 'no-clear-change');
  assert.equal(progressOf(before, figure(2, { unit: 'children' })), 'better');
});

test('what is not measured is neither better nor worse', () => {
  assert.equal(progressOf({ baseline: null, direction: 'up' }, figure(1)), 'not-known');
  const before = { baseline: baseline(1, null, null) as never, direction: 'up' as const };
  assert.equal(progressOf(before, null), 'not-known');
  assert.equal(progressOf(before, figure(2, { unit: 'percent' })), 'not-known');
});

test('a target is reached from the side on which better lies', () => {
  const [measure] = content.measures;
  assert.ok(measure);
  assert.deepEqual(
    [99_999_99, 100_000_00, 100_000_01].map((value) => hasReached(measure, value)),
    [true, true, false],
  );
});

test('what differs between versions is told in words, and nothing differs from itself', () => {
  const name = (id: number) => (id === 1 ? 'The council' : 'Health');
  assert.deepEqual(planChanges(content, content, name), []);
  const [first, second] = content.actions;
  assert.ok(first && second);
  const changed = {
    ...content,
    actions: [{ ...first, agencyId: council }],
    pledges: content.pledges.map((one) => ({ ...one, amount: one.amount + 1 })),
  };
  assert.deepEqual(
    planChanges(content, changed, name).map(({ sentence }) => sentence),
    [
      'The action "A shared risk meeting" was taken out.',
      'Of the action "One worker at each clinic", the owner was "Health" and is "The council".',
      'Of the pledge "Health: Workers at clinics", the amount was "£120,000.00" ' +
        'and is "£120,000.01".',
      'Of the pledge "The council: A meeting a week", the amount was "400 hours" ' +
        'and is "401 hours".',
    ],
  );
});

test('a key that was ever used is not used for something else', () => {
  assert.equal(nextKey(content, 'actions', []), 'a3');
  assert.equal(nextKey(content, 'actions', ['a7', 'p9']), 'a8');
  assert.equal(nextKey(emptyPlan(day('2026-04-01')), 'pledges', []), 'r1');
});
