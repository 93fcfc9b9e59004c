import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../test/database.ts';
import { demoAvoidableReview } from './demo-avoidable.ts';
import { systemActor } from './govern/index.ts';
import { asActor } from './platform/index.ts';
import { avoidableEntriesMeasure } from './understand/avoidable/avoidable-entries.measure.ts';
import { progressOf } from './understand/avoidable/outcome.store.ts';
import { loadCareChildren } from './understand/avoidable/reviews.sample.ts';
import { listRounds } from './understand/index.ts';

withDatabase('the demo has a finished round with some disputes, and an open one', async (db) => {
  const { authorityId, actors } = await anAuthority(db);
  await loadCareChildren(db, authorityId, 220);
  const actor = systemActor(authorityId);
  await asActor(db, actor, (tx) => demoAvoidableReview(tx, actor));
  await asActor(db, actor, (tx) => demoAvoidableReview(tx, actor));
  await asActor(db, actors.member, async (tx) => {
    const rounds = await listRounds(tx);
    assert.deepEqual(
      rounds.map(({ finished_at }) => finished_at !== null),
      [false, true],
      'two rounds, once',
    );
    const [open, finished] = rounds;
    assert.ok(open && finished);
    assert.equal((await progressOf(tx, finished.id)).decided, 60);
    const { decided, cases } = await progressOf(tx, open.id);
    assert.ok(decided > 0 && decided < cases);
    const given = { round: String(finished.id) };
    const { headline } = await avoidableEntriesMeasure.compute(tx, actors.member, given);
    assert.match(headline, /^About \d+% of entries to care could have been avoided/);
  });
});

withDatabase('where few children came into care the demo has no round', async (db) => {
  const { authorityId } = await anAuthority(db);
  await loadCareChildren(db, authorityId, 10);
  const actor = systemActor(authorityId);
  await asActor(db, actor, (tx) => demoAvoidableReview(tx, actor));
  assert.deepEqual(await asActor(db, actor, listRounds), []);
});
