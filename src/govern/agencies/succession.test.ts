import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { day } from '../../lib/index.ts';
import { asActor, asSystem, type Database } from '../../platform/index.ts';
import { listAgencies, listSuccessions } from './agencies.store.ts';
import { addAgency, succeedAgency, succeedAuthority } from './change-partnership.ts';
import { readDay, readNewAgency, readSuccession } from './partnership-forms.ts';
import { type Succession, successorsOn, wouldCircle } from './succession.ts';

function follows(predecessorId: number, successorId: number, on = '2026-04-01'): Succession {
  const rest = { id: 0, subject: 'agency', reason: 'merged' } as const;
  return { ...rest, predecessorId, successorId, day: day(on) };
}

test('until the day of a succession an agency is itself, and from that day its successor', () => {
  const events = [follows(1, 2)];
  assert.deepEqual(successorsOn(1, day('2026-03-31'), events), [1]);
  assert.deepEqual(successorsOn(1, day('2026-04-01'), events), [2]);
});

test('successions follow one another, splits give several, mergers one', () => {
  const events = [follows(1, 2), follows(1, 3), follows(2, 4, '2027-04-01'), follows(5, 4)];
  assert.deepEqual(successorsOn(1, day('2026-06-01'), events), [2, 3]);
  assert.deepEqual(successorsOn(1, day('2027-06-01'), events), [3, 4]);
  assert.deepEqual(successorsOn(5, day('2027-06-01'), events), [4]);
});

test('as long as no circle is let in, every agency has a successor on every day', () => {
  const pair = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }));
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 20 }), (pairs) => {
      const events: Succession[] = [];
      for (const [predecessorId, successorId] of pairs) {
        const asked = { predecessorId, successorId };
        if (!wouldCircle(asked, events)) events.push(follows(predecessorId, successorId));
      }
      for (let id = 1; id <= 8; id += 1) {
        assert.ok(successorsOn(id, day('2027-01-01'), events).length > 0);
      }
    }),
  );
});

test('an agency cannot follow one that follows it', () => {
  const asked = { predecessorId: 3, successorId: 1 };
  assert.equal(wouldCircle(asked, [follows(1, 2), follows(2, 3)]), true);
  assert.equal(wouldCircle(asked, [follows(1, 2)]), false);
});

test('a date in three boxes is read, left out, or wrong', () => {
  const boxes = (day: string, month: string, year: string) =>
    readDay({ 'd-day': day, 'd-month': month, 'd-year': year }, 'd');
  assert.equal(boxes('1', '4', '2026'), '2026-04-01');
  assert.equal(boxes('', '', ''), null);
  assert.equal(boxes('31', '2', '2026'), 'wrong');
  assert.equal(boxes('', '2', '2026'), 'wrong');
});

test('the forms of the partnership say for each field what to do', () => {
  const fields = (read: ReturnType<typeof readNewAgency | typeof readSuccession>) =>
    read.ok ? [] : read.errors.map((error) => error.field);
  assert.deepEqual(fields(readNewAgency({ 'from-day': '40' })), ['name', 'kind', 'from']);
  assert.deepEqual(fields(readSuccession({}, [])), ['predecessor', 'successor', 'day', 'reason']);
});

function administering(database: Database, here: TestAuthority) {
  return <T>(work: Parameters<typeof asActor<T>>[2]) =>
    asActor(database, here.actors.administrator, work);
}

withDatabase('an agency that is followed ends on that day', async (database) => {
  const here = await anAuthority(database);
  const asAdministrator = administering(database, here);
  const predecessorId = here.agencies.health;
  await asAdministrator(async (tx) => {
    const asked = { kind: 'health', name: 'Joined health', fromDay: day('2026-04-01') } as const;
    const successorId = await addAgency(tx, here.authorityId, asked);
    const event = { predecessorId, successorId, day: day('2026-04-01'), reason: 'joined' };
    await succeedAgency(tx, here.authorityId, event);
    const events = await listSuccessions(tx, 'agency');
    assert.deepEqual(successorsOn(predecessorId, day('2026-05-01'), events), [successorId]);
    const ended = (await listAgencies(tx)).find((agency) => agency.id === predecessorId);
    assert.equal(ended?.untilDay, '2026-04-01');
  });
});

withDatabase('a succession that cannot be is refused', async (database) => {
  const here = await anAuthority(database);
  const there = await anAuthority(database);
  const { police, health, housing } = here.agencies;
  const succeed = (predecessorId: typeof police, successorId: typeof police, on: string) =>
    administering(
      database,
      here,
    )((tx) =>
      succeedAgency(tx, here.authorityId, {
        predecessorId,
        successorId,
        day: day(on),
        reason: 'why',
      }),
    );
  await succeed(police, health, '2026-04-01');
  await assert.rejects(succeed(police, health, '2026-04-01'), { code: 'succession-known' });
  await assert.rejects(succeed(police, housing, '2026-05-01'), { code: 'agency-ended-already' });
  await assert.rejects(succeed(health, police, '2027-04-01'), { code: 'succession-in-a-circle' });
  await assert.rejects(succeed(health, there.agencies.health, '2027-04-01'), {
    code: 'no-such-agency',
  });
});

withDatabase('a name that an agency has is refused for another', async (database) => {
  const here = await anAuthority(database);
  const asked = { kind: 'public', name: 'Members of the public', fromDay: null } as const;
  await assert.rejects(
    administering(database, here)((tx) => addAgency(tx, here.authorityId, asked)),
    { code: 'agency-name-taken' },
  );
});

withDatabase('only administrators change the partnership', async (database) => {
  const here = await anAuthority(database);
  const asked = { kind: 'health', name: 'Another', fromDay: null } as const;
  await assert.rejects(
    asActor(database, here.actors.analyst, (tx) => addAgency(tx, here.authorityId, asked)),
    /row-level security/,
  );
});

withDatabase('an authority follows another as a dated event', async (database) => {
  const [old, next] = [await anAuthority(database), await anAuthority(database)];
  const events = await asSystem(database, 'operator', async (tx) => {
    await succeedAuthority(tx, {
      predecessorId: old.authorityId,
      successorId: next.authorityId,
      day: day('2027-04-01'),
      reason: 'reorganised',
    });
    return listSuccessions(tx, 'authority');
  });
  assert.deepEqual(successorsOn(old.authorityId, day('2027-04-01'), events), [next.authorityId]);
});
