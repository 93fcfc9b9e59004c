import assert from 'node:assert/strict';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { asActor, type Tx } from '../../platform/index.ts';
import { type FinancialYear, pence } from '../../lib/index.ts';
import { insertActionSource } from '../returns/source.store.ts';
import { saveDependencies } from './service-parts.store.ts';
import { findService, listServices, provisionYears, saveServices } from './provision.store.ts';
import { aService } from './provision.sample.ts';

const YEAR = '2025-26' as FinancialYear;

async function originOf(tx: Tx, here: TestAuthority) {
  const sourceId = await insertActionSource(tx, here.authorityId, 'A test');
  return { authorityId: here.authorityId, sourceId };
}

withDatabase('a service that is stated again is corrected, not doubled', async (database) => {
  const here = await anAuthority(database);
  await asActor(database, here.actors.analyst, async (tx) => {
    const origin = await originOf(tx, here);
    const first = aService({ name: 'Family  Coaching', agencyId: here.agencies.council });
    const [saved] = await saveServices(tx, origin, [first]);
    assert.equal(saved?.isNew, true);
    const again = aService({
      name: 'family coaching',
      agencyId: here.agencies.council,
      description: 'Ten weeks with a coach',
    });
    assert.equal(again.key, first.key);
    const [corrected] = await saveServices(tx, origin, [again]);
    assert.deepEqual([corrected?.id, corrected?.isNew], [saved?.id, false]);
    const all = await listServices(tx);
    assert.deepEqual(
      all.map((one) => [one.description, one.publicId]),
      [['Ten weeks with a coach', first.publicId]],
    );
  });
});

withDatabase('what hangs on a service comes back as it was stated', async (database) => {
  const here = await anAuthority(database);
  await asActor(database, here.actors.analyst, async (tx) => {
    const origin = await originOf(tx, here);
    const years = [
      {
        year: YEAR,
        capacityFamilies: 40,
        capacityChildren: null,
        reachedFamilies: 31,
        reachedChildren: null,
      },
    ];
    const spend = { year: YEAR, agencyId: here.agencies.health, funderName: '' } as const;
    const spends = [{ ...spend, basis: 'budget' as const, spendPence: pence(12_000_00) }];
    const location = {
      name: 'Mill Lane hub',
      address: '1 Mill Lane',
      postcode: 'NB1 1AA',
      latitude: 53.5,
      longitude: -1.5,
      isPhysical: true,
      outsideId: null,
      detail: { accessible: 'yes' },
    };
    const base = { agencyId: here.agencies.council };
    const [coaching, creche] = await saveServices(tx, origin, [
      aService({ ...base, name: 'Coaching', years, spends, locations: [location] }),
      aService({ ...base, name: 'Creche' }),
    ]);
    assert.ok(coaching && creche);
    await saveDependencies(tx, origin, coaching.id, [
      { needsServiceId: creche.id, why: 'Parents bring small children' },
    ]);
    const whole = await findService(tx, coaching.id);
    assert.deepEqual([whole?.years, whole?.spends, whole?.locations], [years, spends, [location]]);
    assert.equal(whole?.needs[0]?.name, 'Creche');
    assert.equal((await findService(tx, creche.id))?.neededBy[0]?.name, 'Coaching');
    assert.deepEqual(await provisionYears(tx), [YEAR]);
  });
});

withDatabase('spells of one code belong to one service only', async (database) => {
  const here = await anAuthority(database);
  await asActor(database, here.actors.analyst, async (tx) => {
    const origin = await originOf(tx, here);
    const one = aService({ name: 'One', spellCode: 'SVC1' });
    const two = aService({ name: 'Two', spellCode: 'SVC1' });
    assert.deepEqual(
      (await saveServices(tx, origin, [one, two])).map((saved) => saved.spellCodeTaken),
      [false, true],
    );
    const [later] = await saveServices(tx, origin, [two]);
    assert.equal(later?.spellCodeTaken, true);
  });
});

withDatabase('a provider changes its own agency’s services and no others', async (database) => {
  const here = await anAuthority(database);
  const own = aService({
    name: 'Own',
    agencyId: here.agencies.charities,
    statedByAgencyId: here.agencies.charities,
  });
  const foreign = aService({ name: 'Council’s', agencyId: here.agencies.council });
  await asActor(database, here.actors.analyst, async (tx) => {
    await saveServices(tx, await originOf(tx, here), [own, foreign]);
  });
  await asActor(database, here.actors.provider, async (tx) => {
    const origin = await originOf(tx, here);
    await saveServices(tx, origin, [{ ...own, description: 'Corrected' }]);
    assert.equal((await listServices(tx)).length, 2);
  });
  await assert.rejects(
    asActor(database, here.actors.provider, async (tx) => {
      await saveServices(tx, await originOf(tx, here), [{ ...foreign, description: 'Taken over' }]);
    }),
    /row-level security/,
  );
});
