import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../test/database.ts';
import { readMoney } from './decide/index.ts';
import { demoMoney } from './demo-money.ts';
import { systemActor } from './govern/index.ts';
import { day, pence } from './lib/index.ts';
import { asActor } from './platform/index.ts';

withDatabase(
  'the demo enters its money once: three streams, four costs, one promise',
  async (db) => {
    const { authorityId } = await anAuthority(db);
    const actor = systemActor(authorityId);
    const enter = () =>
      asActor(db, actor, (tx) => demoMoney(tx, actor, { today: day('2026-11-20') }));
    assert.equal(await enter(), true);
    assert.equal(await enter(), false, 'it is entered already');
    const { streams, needs, committed } = await asActor(db, actor, readMoney);
    assert.deepEqual([streams.length, needs.length, committed.length], [3, 4, 1]);
    assert.equal(committed[0]?.amountPence, pence(28_000_00));
  },
);
