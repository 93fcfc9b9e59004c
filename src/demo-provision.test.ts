import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../test/database.ts';
import { northbridge } from '../demo/northbridge.ts';
import { DEMO_SERVICES } from '../demo/services.ts';
import { systemActor } from './govern/index.ts';
import { day } from './lib/index.ts';
import { asActor, generatedFile } from './platform/index.ts';
import { freshnessOf, importFile, listServices, READERS } from './record/index.ts';
import { demoMapping } from './demo-provision.ts';

withDatabase(
  'the demo’s agencies are asked and answer once; stale entries stay so',
  async (database) => {
    const { authorityId } = await anAuthority(database);
    const actor = systemActor(authorityId);
    const today = day('2026-11-22');
    const set = northbridge({ children: 1000, years: 1 });
    for (const file of set
      .filesOfNoYear()
      .filter(({ kind }) => ['places', 'provision'].includes(kind))) {
      const text = [...file.text()].join('');
      await importFile(
        { database, actor, today, readers: READERS },
        generatedFile(file.name, () => [text]),
      );
    }
    const of = { code: 'NB', name: 'Northbridge', today };
    assert.equal(await asActor(database, actor, (tx) => demoMapping(tx, actor, of)), true);
    assert.equal(await asActor(database, actor, (tx) => demoMapping(tx, actor, of)), false);
    const services = await asActor(database, actor, (tx) => listServices(tx));
    assert.equal(services.length, DEMO_SERVICES.length);
    const stale = services
      .filter((one) => freshnessOf(one, today) === 'stale')
      .map((one) => one.name);
    const told = DEMO_SERVICES.filter((one) => one.isStale).map((one) => one.name);
    assert.deepEqual(stale.sort(), told.sort());
  },
);
