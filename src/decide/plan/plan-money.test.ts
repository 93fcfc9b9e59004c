import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AgencyId, day } from '../../lib/index.ts';
import { knownStream, moneyWarnings } from './plan-money.ts';
import { aLinkedPlan } from './plan.sample.ts';

const plan = aLinkedPlan(1 as AgencyId, 2 as AgencyId);
const stream = (endDay: string | null) => ({
  code: 'families',
  name: 'Families grant',
  endDay: endDay === null ? null : day(endDay),
});

test('money that ends before what it pays for is told', () => {
  assert.deepEqual(moneyWarnings(plan, [stream('2027-03-31')]), [
    '"Families grant" ends on 31 March 2027, before the commission "Workers at clinics, two ' +
      'years" does.',
  ]);
  assert.deepEqual(moneyWarnings(plan, [stream('2028-03-31')]), []);
  assert.deepEqual(moneyWarnings(plan, [stream(null)]), []);
});

test('money that the budget does not have is told, but not before it has any', () => {
  assert.deepEqual(moneyWarnings(plan, []), []);
  const other = { ...stream(null), code: 'other', name: 'Another grant' };
  assert.match(moneyWarnings(plan, [other])[0] ?? '', /no money called "Families grant"/);
});

test('money is known by its code or its name, whatever the case', () => {
  assert.equal(knownStream([stream(null)], 'FAMILIES')?.code, 'families');
  assert.equal(knownStream([stream(null)], ' families GRANT ')?.code, 'families');
  assert.equal(knownStream([stream(null)], ''), null);
});
