import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { asActor, asSystem } from '../../platform/index.ts';
import { addAuthority } from './add-authority.ts';
import { listAgencies, listAuthorities } from './agencies.store.ts';
import { AGENCY_KINDS } from './agency.ts';

withDatabase('a new authority starts with one agency of each kind', async (database) => {
  const here = await anAuthority(database);
  const agencies = await asActor(database, here.actors.analyst, (tx) => listAgencies(tx));
  assert.deepEqual(agencies.map((agency) => agency.kind).sort(), [...AGENCY_KINDS].sort());
});

withDatabase('a code that is taken is refused', async (database) => {
  const { code } = await anAuthority(database);
  await assert.rejects(
    asSystem(database, 'operator', (tx) => addAuthority(tx, { code, name: 'Another' })),
    { code: 'authority-code-taken' },
  );
});

withDatabase('people see their own authority and no other', async (database) => {
  const [here, there] = [await anAuthority(database), await anAuthority(database)];
  const seen = await asActor(database, here.actors.administrator, listAuthorities);
  assert.deepEqual(
    seen.map((authority) => authority.code),
    [here.code],
  );
  assert.notEqual(here.code, there.code);
});

withDatabase('nobody who works in an authority may add another', async (database) => {
  const here = await anAuthority(database);
  await assert.rejects(
    asActor(database, here.actors.administrator, (tx) =>
      addAuthority(tx, { code: 'GRAB', name: 'Grab' }),
    ),
    /row-level security/,
  );
});
