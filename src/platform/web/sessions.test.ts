import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { asActor } from '../database/as-actor.ts';
import type { Database } from '../database/database.ts';
import { sharedSecret } from './secret.store.ts';
import { makeSessionStore, type SessionStore } from './sessions.store.ts';

function openStore(database: Database) {
  const clock = { now: Date.UTC(2026, 0, 5) };
  const store = makeSessionStore(database, 60, () => clock.now);
  const pass = (minutes: number) => {
    clock.now += minutes * 60_000;
  };
  return { ...promised(store), pass, sweep: store.sweep };
}

function promised(store: SessionStore) {
  return {
    set: (id: string, session: object) =>
      new Promise<void>((resolve, reject) =>
        store.set(id, session, (error) => (error ? reject(error) : resolve())),
      ),
    get: (id: string) =>
      new Promise<unknown>((resolve, reject) =>
        store.get(id, (error, session) => (error ? reject(error) : resolve(session))),
      ),
    destroy: (id: string) =>
      new Promise<void>((resolve, reject) =>
        store.destroy(id, (error) => (error ? reject(error) : resolve())),
      ),
  };
}

withDatabase('a session is remembered until an hour after it was last used', async (database) => {
  const store = openStore(database);
  await store.set('used', { account: 4 });
  store.pass(50);
  await store.set('used', { account: 4 });
  store.pass(50);
  assert.deepEqual(await store.get('used'), { account: 4 });
  store.pass(11);
  assert.equal(await store.get('used'), null);
});

withDatabase('a session that was ended is gone, also after it was read', async (database) => {
  const store = openStore(database);
  await store.set('ended', { account: 4 });
  await store.destroy('ended');
  assert.equal(await store.get('ended'), null);
  await store.set('ended', { account: 4 });
  assert.deepEqual(await store.get('ended'), { account: 4 });
});

withDatabase('what changes in a session is kept at once', async (database) => {
  const store = openStore(database);
  await store.set('changing', { account: 4 });
  await store.set('changing', { account: 5 });
  assert.deepEqual(await store.get('changing'), { account: 5 });
});

withDatabase('sessions that nobody used in time are swept away', async (database) => {
  const store = openStore(database);
  await store.set('old', { account: 4 });
  store.pass(59);
  await store.set('new', { account: 5 });
  store.pass(2);
  assert.ok((await store.sweep()) >= 1);
  assert.deepEqual(await store.get('new'), { account: 5 });
});

withDatabase('nobody who is signed in can read sessions or the secret', async (database) => {
  const here = await anAuthority(database);
  await openStore(database).set('private', { account: 4 });
  await sharedSecret(database, () => 'a secret');
  const seen = await asActor(database, here.actors.administrator, async (tx) => [
    ...(await sql`select 1 from platform.session`.execute(tx)).rows,
    ...(await sql`select 1 from platform.secret`.execute(tx)).rows,
  ]);
  assert.deepEqual(seen, []);
});

withDatabase('every process signs with the same secret', async (database) => {
  const first = await sharedSecret(database, () => 'one');
  assert.equal(await sharedSecret(database, () => 'two'), first);
});
