import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../test/database.ts';
import { readMoney } from './decide/index.ts';
import { listSpendClassWords } from './decide/budget/spend-class.store.ts';
import { demoClasses } from './demo-decide.ts';
import { demoMoney } from './demo-money.ts';
import { systemActor } from './govern/index.ts';
import { day } from './lib/index.ts';
import { asActor } from './platform/index.ts';

withDatabase('the demo classes two lines once, each with its reason', async (database) => {
  const { authorityId } = await anAuthority(database);
  const actor = systemActor(authorityId);
  assert.equal(await asActor(database, actor, (tx) => demoClasses(tx, actor)), true);
  assert.equal(await asActor(database, actor, (tx) => demoClasses(tx, actor)), false);
  const words = await asActor(database, actor, (tx) => listSpendClassWords(tx, 'ro3'));
  assert.deepEqual(words.map(({ line }) => line).toSorted(), ['family-support', 'youth-justice']);
  assert.ok(words.every(({ reason, share }) => reason !== '' && share !== null));
});

withDatabase('every stream of the demo says that it is made up', async (database) => {
  const { authorityId } = await anAuthority(database);
  const actor = systemActor(authorityId);
  await asActor(database, actor, (tx) => demoMoney(tx, actor, { today: day('2026-11-20') }));
  const { streams } = await asActor(database, actor, readMoney);
  assert.ok(streams.length > 0);
  assert.ok(streams.every(({ isMadeUp }) => isMadeUp));
});
