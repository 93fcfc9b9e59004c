import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { addDays, day, type FamilyId, type PersonId } from '../../lib/index.ts';
import { type Actor, asActor, type Database, type Tx } from '../../platform/index.ts';
import { joinFamilyOf, leaveFamily } from '../families/change-family.ts';
import { familiesOf, familyByReference, findFamily, membersOf } from '../families/family.store.ts';
import { loadAshdowns } from './ashdown.sample.ts';
import {
  addRelationship,
  endRelationship,
  removeRelationship,
  reopenRelationship,
} from './change-relationship.ts';
import { addressesOf, findPerson, listPeople, type PeopleAsked } from './person.store.ts';
import {
  liftProtection,
  liftRestriction,
  protectAddresses,
  restrictRecord,
} from './protect-person.ts';
import { recordUnbornChild } from './record-unborn-child.ts';
import { relationshipOf } from './relationship.ts';
import { relationshipsOf } from './relationship.store.ts';

const today = day('2025-06-01');
const LISTED: PeopleAsked = {
  nameKeys: null,
  identifiers: null,
  level: null,
  onDay: day('2025-01-01'),
  wardId: null,
  limit: 25,
  offset: 0,
};

async function here(database: Database) {
  const authority = await anAuthority(database);
  const children = await loadAshdowns(database, authority.authorityId);
  const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => asActor(database, actor, work);
  return { ...authority.actors, children, as };
}

withDatabase('a relationship is added, ended, reopened and taken away', async (database) => {
  const { practitioner, children, as } = await here(database);
  const { robin, jay } = children;
  const id = await as(practitioner, (tx) =>
    addRelationship(tx, practitioner, relationshipOf(jay, robin, 'twin', null)),
  );
  const [known] = await as(practitioner, (tx) => relationshipsOf(tx, robin));
  assert.deepEqual([known?.kind, known?.isFromAction], ['twin', true]);
  await as(practitioner, (tx) => endRelationship(tx, id, { untilDay: today, today }));
  await as(practitioner, (tx) => reopenRelationship(tx, id));
  await assert.rejects(
    as(practitioner, (tx) => reopenRelationship(tx, id)),
    { code: 'relationship-not-ended' },
  );
  await as(practitioner, (tx) => removeRelationship(tx, id));
  assert.deepEqual(await as(practitioner, (tx) => relationshipsOf(tx, robin)), []);
});

withDatabase(
  'for those who may not see it, a restricted record is in no list, family or relationship',
  async (database) => {
    const { practitioner, manager, children, as } = await here(database);
    const { wren, robin, linnet } = children;
    const sibling = relationshipOf(wren, linnet, 'sibling', null);
    await as(practitioner, (tx) => addRelationship(tx, practitioner, sibling));
    const restricted = { personId: wren, reason: 'own-staff', day: today };
    await as(manager, (tx) => restrictRecord(tx, manager, restricted));

    await as(practitioner, async (tx) => {
      assert.equal(await findPerson(tx, wren), null);
      assert.equal((await listPeople(tx, LISTED))[0]?.total, 3);
      const asked = { ...LISTED, identifiers: ['S1'] };
      assert.deepEqual(await listPeople(tx, asked), []);
      assert.deepEqual(await relationshipsOf(tx, linnet), []);
      const [family] = await familiesOf(tx, robin);
      assert.equal(family?.members, 2);
      assert.equal((await membersOf(tx, family?.id as FamilyId, today)).length, 2);
    });
    const again = relationshipOf(robin, wren, 'sibling', null);
    await assert.rejects(
      as(practitioner, (tx) => addRelationship(tx, practitioner, again)),
      { code: 'no-such-person' },
    );
    assert.equal((await as(manager, (tx) => listPeople(tx, LISTED)))[0]?.total, 4);

    await assert.rejects(
      as(manager, (tx) => restrictRecord(tx, manager, restricted)),
      { code: 'record-restricted' },
    );
    await as(manager, (tx) => liftRestriction(tx, manager, wren));
    assert.notEqual(await as(practitioner, (tx) => findPerson(tx, wren)), null);
  },
);

withDatabase('a family of which nobody may be seen does not exist', async (database) => {
  const { practitioner, manager, children, as } = await here(database);
  const restricted = { personId: children.linnet, reason: 'own-staff', day: today };
  const [family] = await as(manager, (tx) => familiesOf(tx, children.linnet));
  await as(manager, (tx) => restrictRecord(tx, manager, restricted));
  const id = family?.id as FamilyId;
  assert.equal(await as(practitioner, (tx) => findFamily(tx, id)), null);
  const reference = family?.reference ?? '';
  assert.equal(await as(practitioner, (tx) => familyByReference(tx, reference)), null);
  assert.equal((await as(manager, (tx) => findFamily(tx, id)))?.members, 1);
});

withDatabase(
  'a protected address is shown to nobody, nor betrayed by a list of its ward',
  async (database) => {
    const { practitioner, manager, children, as } = await here(database);
    const { wren, robin, jay, linnet } = children;
    const inWard = async (tx: Tx) => {
      const everybody = await listPeople(tx, LISTED);
      const [home] = await addressesOf(tx, linnet);
      assert.equal(home?.ward, 'Harbour');
      const wardId = await wardOf(tx, linnet);
      assert.equal(everybody.length, 4);
      return (await listPeople(tx, { ...LISTED, wardId })).map((one) => one.id);
    };
    assert.equal((await as(practitioner, inWard)).length, 4);
    const done = await as(practitioner, (tx) =>
      protectAddresses(tx, practitioner, { personId: wren, withFamily: true }),
    );
    assert.deepEqual(done, { people: [wren, robin, jay], canUndo: true });
    for (const id of [wren, robin, jay]) {
      for (const actor of [practitioner, manager]) {
        const [home] = await as(actor, (tx) => addressesOf(tx, id));
        assert.deepEqual([home?.postcode, home?.ward, home?.is_protected], [null, null, true]);
      }
    }
    assert.deepEqual(await as(practitioner, inWard), [linnet]);
    await assert.rejects(
      as(practitioner, (tx) =>
        protectAddresses(tx, practitioner, { personId: wren, withFamily: false }),
      ),
      { code: 'address-protected' },
    );
    await as(manager, (tx) => liftProtection(tx, manager, [wren]));
    assert.equal((await as(practitioner, (tx) => addressesOf(tx, wren)))[0]?.postcode, 'NB1 2XY');
    await assert.rejects(
      as(manager, (tx) => liftProtection(tx, manager, [linnet])),
      { code: 'address-not-protected' },
    );
  },
);

async function wardOf(tx: Tx, id: PersonId): Promise<number> {
  const { personJourney } = await import('../journey/person-journey.store.ts');
  const { listPlaces } = await import('../places/places.store.ts');
  const { levels } = await personJourney(tx, id);
  const wards = await listPlaces(tx, 'ward');
  return wards.find((ward) => ward.name === levels.at(-1)?.ward)?.id ?? 0;
}

withDatabase('an unborn child has a record, a mother and a family', async (database) => {
  const { practitioner, children, as } = await here(database);
  const asked = {
    relation: 'parent' as const,
    expectedDay: addDays(today, 100),
    relativeId: children.wren,
    today,
  };
  const id = await as(practitioner, (tx) => recordUnbornChild(tx, practitioner, asked));
  await as(practitioner, async (tx) => {
    const unborn = await findPerson(tx, id);
    assert.equal(unborn?.expected_birth_day, asked.expectedDay);
    assert.equal(unborn?.birth_day, null);
    const [mother] = await relationshipsOf(tx, id);
    assert.deepEqual([mother?.kind, mother?.personId], ['parent', children.wren]);
    assert.equal((await familiesOf(tx, id))[0]?.members, 4);
  });
});

withDatabase(
  'a family is made where there is none, and what a file states stays',
  async (database) => {
    const { practitioner, children, as } = await here(database);
    const { wren, linnet } = children;
    const asked = { personId: linnet, otherId: wren };
    const familyId = await as(practitioner, (tx) => joinFamilyOf(tx, practitioner, asked));
    assert.equal((await as(practitioner, (tx) => findFamily(tx, familyId)))?.members, 4);
    await assert.rejects(
      as(practitioner, (tx) => joinFamilyOf(tx, practitioner, asked)),
      { code: 'in-family' },
    );
    await as(practitioner, (tx) => leaveFamily(tx, { personId: linnet, familyId }));
    await assert.rejects(
      as(practitioner, (tx) => leaveFamily(tx, { personId: wren, familyId })),
      { code: 'member-from-file' },
    );
  },
);
