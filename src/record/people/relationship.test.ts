import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, day, type PersonId } from '../../lib/index.ts';
import {
  checkEnd,
  checkNewRelationship,
  readNewRelationship,
  RELATIONSHIP_CHOICES,
  relationshipOf,
  type Relationship,
  relationshipWords,
} from './relationship.ts';

const own = 7 as PersonId;
const other = 3 as PersonId;
const today = day('2026-04-01');
const choice = fc.constantFrom(...RELATIONSHIP_CHOICES.map((one) => one.value));

test('what somebody is to the other reads the same however it is stored', () => {
  fc.assert(
    fc.property(choice, fc.boolean(), (chosen, turned) => {
      const [a, b] = turned ? [other, own] : [own, other];
      const stored = relationshipOf(a, b, chosen, null);
      const words = RELATIONSHIP_CHOICES.find((one) => one.value === chosen)?.text;
      assert.equal(relationshipWords(stored.kind, stored.personId === b), words);
    }),
  );
});

test('brothers, twins and partners are one relationship, whoever it is recorded for', () => {
  for (const kind of ['sibling', 'twin', 'partner'] as const) {
    assert.deepEqual(
      relationshipOf(own, other, kind, null),
      relationshipOf(other, own, kind, null),
    );
  }
  assert.notDeepEqual(
    relationshipOf(own, other, 'parent', null),
    relationshipOf(other, own, 'parent', null),
  );
});

function born(first: string | null, second: string | null) {
  const birth = (text: string | null) => (text === null ? null : day(text));
  return {
    person: { id: other, birthDay: birth(first) },
    other: { id: own, birthDay: birth(second) },
  };
}

test('a parent is eleven years older, unless a day of birth is not known', () => {
  const asked = relationshipOf(own, other, 'parent', null);
  assert.doesNotThrow(() => checkNewRelationship(asked, born('1990-01-01', '2012-01-01'), []));
  assert.doesNotThrow(() => checkNewRelationship(asked, born(null, '2012-01-01'), []));
  assert.throws(() => checkNewRelationship(asked, born('2009-01-01', '2012-01-01'), []), {
    code: 'parent-too-young',
  });
});

test('twins are born within a day of each other', () => {
  const asked = relationshipOf(own, other, 'twin', null);
  assert.doesNotThrow(() => checkNewRelationship(asked, born('2012-05-01', '2012-05-02'), []));
  assert.throws(() => checkNewRelationship(asked, born('2012-05-01', '2012-05-03'), []), {
    code: 'twins-birth-days',
  });
});

function onRecord(more: Partial<Relationship> = {}): Relationship {
  const asked = relationshipOf(own, other, 'parent', day('2020-01-01'));
  return { ...asked, id: 1, untilDay: null, isFromAction: true, ...more };
}

test('nobody is related to themselves, twice in one way, or both ways round', () => {
  const unknown = born(null, null);
  const self = relationshipOf(own, own, 'sibling', null);
  assert.throws(() => checkNewRelationship(self, unknown, []), { code: 'same-person' });
  const again = relationshipOf(own, other, 'parent', null);
  assert.throws(() => checkNewRelationship(again, unknown, [onRecord()]), {
    code: 'relationship-known',
  });
  const turned = relationshipOf(other, own, 'parent', null);
  assert.throws(() => checkNewRelationship(turned, unknown, [onRecord()]), {
    code: 'parent-turned-round',
  });
});

test('a relationship ends once, after it began and not in the future', () => {
  assert.doesNotThrow(() => checkEnd(onRecord(), today, today));
  assert.throws(() => checkEnd(onRecord(), addDays(today, 1), today), { code: 'end-in-future' });
  assert.throws(() => checkEnd(onRecord(), day('2019-12-31'), today), { code: 'end-before-start' });
  const ended = onRecord({ untilDay: day('2025-01-01') });
  assert.throws(() => checkEnd(ended, today, today), { code: 'relationship-ended' });
});

test('a form without who, what or a real day says so for each', () => {
  const read = readNewRelationship({ 'from-day': '31', 'from-month': '2' }, own, today);
  assert.ok(!read.ok);
  assert.deepEqual(
    read.errors.map((error) => error.field),
    ['other', 'kind', 'from'],
  );
});
