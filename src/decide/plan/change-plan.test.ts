import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { systemActor } from '../../govern/index.ts';
import { day } from '../../lib/index.ts';
import { asActor } from '../../platform/index.ts';
import {
  answerPlan,
  changePlan,
  commentOnPlan,
  movePlan,
  recordDelivery,
  sayOfAction,
} from './change-plan.ts';
import { loadPlan } from './load-plan.ts';
import { aPlan, someoneAt, writePlan } from './plan.sample.ts';
import { findVersion, insertAnswer, listAnswers, listVersions } from './plan.store.ts';

const today = day('2026-04-01');
const signed = { answer: 'signed', reason: '' } as const;

withDatabase(
  'a plan is agreed with the last signature, and the one before gives way',
  async (db) => {
    const authority = await anAuthority(db);
    const { commissioner } = authority.actors;
    const { council, health } = authority.agencies;
    const partner = someoneAt(authority, 'health', 'partner');
    const first = await writePlan(db, authority, { upTo: 'for-sign-off' });
    const sign = (actor: typeof partner, forAgency: typeof health, made: typeof first) =>
      asActor(db, actor, (tx) => answerPlan(tx, actor, { ...made, ...signed, forAgency }));
    assert.deepEqual(await sign(commissioner, council, first), { isAgreed: false });
    assert.deepEqual(await sign(partner, health, first), { isAgreed: true });
    const second = await asActor(db, commissioner, async (tx) => {
      const change = (content: ReturnType<typeof aPlan>) => ({ ...content, vision: 'Another' });
      const made = await changePlan(tx, commissioner, { openedHash: first.hash, today, change });
      assert.equal(made.isNew, true);
      await movePlan(tx, { openedHash: made.hash, to: 'for-sign-off' });
      return made;
    });
    await asActor(db, commissioner, async (tx) => {
      assert.equal(
        (await loadPlan(tx))?.plan.version,
        1,
        'what was agreed stands until the next is',
      );
      assert.equal((await listAnswers(tx, 1)).length, 2, 'earlier signatures stay with their text');
      assert.equal((await listAnswers(tx, 2)).length, 0);
    });
    await sign(commissioner, council, second);
    await sign(partner, health, second);
    await asActor(db, commissioner, async (tx) => {
      const versions = await listVersions(tx);
      assert.deepEqual(
        versions.map(({ version, status }) => [version, status]),
        [
          [2, 'agreed'],
          [1, 'superseded'],
        ],
      );
    });
  },
);

withDatabase('two editors are told of each other, and nothing is lost silently', async (db) => {
  const authority = await anAuthority(db);
  const { commissioner, manager } = authority.actors;
  const made = await writePlan(db, authority, { upTo: 'draft' });
  const save = (actor: typeof manager, vision: string, openedHash: string) =>
    asActor(db, actor, (tx) =>
      changePlan(tx, actor, { openedHash, today, change: (content) => ({ ...content, vision }) }),
    );
  const changed = await save(manager, 'The manager was quicker', made.hash);
  assert.deepEqual([changed.isNew, changed.version], [false, 1]);
  await assert.rejects(save(commissioner, 'Too late', made.hash), { code: 'plan-changed' });
  await assert.rejects(save(commissioner, 'No plan was there', ''), { code: 'plan-changed' });
  const found = await asActor(db, manager, (tx) => findVersion(tx, 1));
  assert.equal(found?.content.vision, 'The manager was quicker');
});

withDatabase('nobody signs what changed since they read it', async (db) => {
  const authority = await anAuthority(db);
  const { commissioner } = authority.actors;
  const { council } = authority.agencies;
  const first = await writePlan(db, authority, { upTo: 'for-sign-off' });
  await asActor(db, commissioner, (tx) =>
    changePlan(tx, commissioner, {
      openedHash: first.hash,
      today,
      change: (content) => ({ ...content, vision: 'Another' }),
    }),
  );
  const sign = asActor(db, commissioner, (tx) =>
    answerPlan(tx, commissioner, { ...first, ...signed, forAgency: council }),
  );
  await assert.rejects(sign, { code: 'plan-changed' });
});

withDatabase('an agency signs and speaks for itself, by rule and by the database', async (db) => {
  const authority = await anAuthority(db);
  const { council, health } = authority.agencies;
  const partner = someoneAt(authority, 'health', 'partner');
  const made = await writePlan(db, authority, { upTo: 'for-sign-off' });
  await assert.rejects(
    asActor(db, partner, (tx) =>
      answerPlan(tx, partner, { ...made, ...signed, forAgency: council }),
    ),
    { code: 'not-your-agency' },
  );
  const about = { version: 1, about: '', text: 'In their name' };
  await assert.rejects(
    asActor(db, partner, (tx) => commentOnPlan(tx, partner, { ...about, forAgency: council })),
    { code: 'not-your-agency' },
  );
  const forged = { ...made, ...signed, agencyId: council, role: 'partner', by: partner.id };
  await assert.rejects(
    asActor(db, partner, (tx) => insertAnswer(tx, authority.authorityId, forged)),
    /row-level security/,
  );
  await asActor(db, partner, (tx) => commentOnPlan(tx, partner, { ...about, forAgency: health }));
});

withDatabase('a refusal is kept with its reason, and the agency may sign later', async (db) => {
  const authority = await anAuthority(db);
  const { health } = authority.agencies;
  const partner = someoneAt(authority, 'health', 'partner');
  const made = await writePlan(db, authority, { upTo: 'for-sign-off' });
  const answer = (asked: { answer: 'signed' | 'refused'; reason: string }) =>
    asActor(db, partner, (tx) => answerPlan(tx, partner, { ...made, ...asked, forAgency: health }));
  await answer({ answer: 'refused', reason: 'No money next year' });
  await answer({ answer: 'signed', reason: '' });
  const kept = await asActor(db, partner, (tx) => listAnswers(tx, 1));
  assert.deepEqual(
    kept.map((one) => [one.answer, one.reason]),
    [
      ['refused', 'No money next year'],
      ['signed', ''],
    ],
  );
});

withDatabase(
  'a draft takes no comment, and no plan without owners goes to sign-off',
  async (db) => {
    const authority = await anAuthority(db);
    const { commissioner } = authority.actors;
    const { council, health } = authority.agencies;
    const whole = aPlan(council, health);
    const content = { ...whole, actions: whole.actions.map((one) => ({ ...one, agencyId: null })) };
    const made = await writePlan(db, authority, { upTo: 'draft', content });
    const about = { version: 1, forAgency: council, about: '', text: 'Early' };
    await assert.rejects(
      asActor(db, commissioner, (tx) => commentOnPlan(tx, commissioner, about)),
      { code: 'plan-not-shared' },
    );
    const move = asActor(db, commissioner, (tx) =>
      movePlan(tx, { openedHash: made.hash, to: 'for-sign-off' }),
    );
    await assert.rejects(move, { code: 'plan-not-ready' });
  },
);

withDatabase('only the owner says how an action stands or what was given', async (db) => {
  const authority = await anAuthority(db);
  const partner = someoneAt(authority, 'health', 'partner');
  const police = someoneAt(authority, 'police', 'partner');
  await writePlan(db, authority, { upTo: 'for-comment' });
  const on = day('2026-05-01');
  const say = (actor: typeof partner, status: 'done' | 'dropped', reason = '') =>
    asActor(db, actor, async (tx) => {
      const state = await loadPlan(tx);
      assert.ok(state);
      await sayOfAction(tx, actor, { plan: state.plan, action: 'a1', status, reason, on });
    });
  const give = (actor: typeof partner, amount: number) =>
    asActor(db, actor, async (tx) => {
      const state = await loadPlan(tx);
      assert.ok(state);
      await recordDelivery(tx, actor, { plan: state.plan, pledge: 'r1', amount, on, note: '' });
    });
  await assert.rejects(say(police, 'done'), { code: 'not-your-agency' });
  await assert.rejects(say(partner, 'dropped'), { code: 'no-reason' });
  await say(partner, 'dropped', 'No premises');
  await assert.rejects(give(police, 100), { code: 'not-your-agency' });
  await give(partner, 50_000_00);
  await give(partner, -10_000_00);
  await assert.rejects(give(partner, -50_000_00), { code: 'delivery-below-nought' });
});

withDatabase('the plan of one authority does not exist for another', async (db) => {
  const [here, there] = [await anAuthority(db), await anAuthority(db)];
  await writePlan(db, here, { upTo: 'for-comment' });
  assert.equal(await asActor(db, there.actors.commissioner, (tx) => loadPlan(tx)), null);
  const system = systemActor(there.authorityId);
  assert.equal((await asActor(db, system, listVersions)).length, 0);
});
