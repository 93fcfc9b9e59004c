import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import type { AccountId } from '../../lib/index.ts';
import { asActor, type Database, RENEW_SESSION, type SessionData } from '../../platform/index.ts';
import { countAudit, listAudit } from '../audit/audit.store.ts';
import { findForSignIn, listAccounts } from './accounts.store.ts';
import {
  addAccount,
  addRole,
  disableAccount,
  giveOneTimePassword,
  removeRole,
  unlockAccount,
} from './change-account.ts';
import {
  chooseMembership,
  endSession,
  findAccountActor,
  findActor,
  startSession,
} from './find-actor.ts';
import { choosePassword, signIn } from './sign-in.ts';

const PASSWORD = 'green otter lamp';

function aSession(): SessionData {
  const data = new Map<string, unknown>();
  return { get: (key) => data.get(key), set: (key, value) => void data.set(key, value) };
}

/** Someone with a one-time password, and how to act as their administrator. */
async function aMember(database: Database) {
  const here = await anAuthority(database);
  const email = `someone@${here.code.toLowerCase()}.example`;
  const asAdministrator = <T>(work: Parameters<typeof asActor<T>>[2]) =>
    asActor(database, here.actors.administrator, work);
  const agencyId = here.agencies.health;
  const made = await asAdministrator((tx) =>
    addAccount(tx, here.authorityId, { name: 'Some One', email, agencyId, role: 'partner' }),
  );
  return { here, email, asAdministrator, ...made };
}

async function aMemberWithPassword(database: Database) {
  const member = await aMember(database);
  const chosen = await choosePassword(database, member.accountId, PASSWORD);
  assert.equal(chosen.ok, true);
  return member;
}

withDatabase('a one-time password lets in only to choose another', async (database) => {
  const { email, accountId, oneTimePassword } = await aMember(database);
  const first = await signIn(database, { email, password: oneTimePassword });
  assert.deepEqual(first, { ok: true, accountId, mustChoosePassword: true });
  const session = aSession();
  startSession(session, { accountId });
  assert.equal(await findActor(database, session), null);
  assert.equal((await choosePassword(database, accountId, PASSWORD)).ok, true);
  assert.deepEqual(await choosePassword(database, accountId, 'another one'), { ok: false });
  assert.deepEqual(await signIn(database, { email, password: oneTimePassword }), { ok: false });
  const second = await signIn(database, { email: email.toUpperCase(), password: PASSWORD });
  assert.deepEqual(second, { ok: true, accountId, mustChoosePassword: false });
});

withDatabase('an unknown address and a wrong password fail alike', async (database) => {
  const { email } = await aMemberWithPassword(database);
  const unknown = await signIn(database, { email: 'nobody@x.example', password: PASSWORD });
  assert.deepEqual(unknown, await signIn(database, { email, password: 'wrong' }));
});

withDatabase(
  'five wrong passwords lock out even the right one, for fifteen minutes',
  async (database) => {
    const { email, accountId, asAdministrator } = await aMemberWithPassword(database);
    const now = new Date();
    for (let i = 0; i < 5; i += 1) await signIn(database, { email, password: 'wrong' }, now);
    assert.deepEqual(await signIn(database, { email, password: PASSWORD }, now), { ok: false });
    const [account] = await asAdministrator((tx) => listAccounts(tx, accountId));
    assert.ok(account?.lockedUntil);
    const later = new Date(now.getTime() + 15 * 60_000);
    assert.equal((await signIn(database, { email, password: PASSWORD }, later)).ok, true);
  },
);

withDatabase('an administrator unlocks an account at once', async (database) => {
  const { email, accountId, asAdministrator } = await aMemberWithPassword(database);
  for (let i = 0; i < 5; i += 1) await signIn(database, { email, password: 'wrong' });
  await asAdministrator((tx) => unlockAccount(tx, accountId));
  assert.equal((await signIn(database, { email, password: PASSWORD })).ok, true);
});

withDatabase('what happens at the door is in the trail', async (database) => {
  const { email, accountId, here } = await aMemberWithPassword(database);
  for (let i = 0; i < 5; i += 1) await signIn(database, { email, password: 'wrong' });
  const lines = await asActor(database, here.actors.auditor, (tx) =>
    listAudit(
      tx,
      { subjectKind: 'account', subjectId: String(accountId) },
      { oldestFirst: true, limit: 20, offset: 0 },
    ),
  );
  assert.deepEqual(
    lines.map((line) => line.action),
    ['account.signed-in', ...Array(4).fill('account.sign-in-failed'), 'account.locked'],
  );
});

withDatabase(
  'someone who is signed in acts for one agency in one role at a time',
  async (database) => {
    const { accountId, here, asAdministrator } = await aMemberWithPassword(database);
    const police = { accountId, agencyId: here.agencies.police, role: 'analyst' as const };
    await asAdministrator((tx) => addRole(tx, here.authorityId, police));
    const session = aSession();
    startSession(session, { accountId });
    const first = await findActor(database, session);
    assert.equal(first?.person.roleName, 'Partner');
    assert.equal(first?.person.choices.length, 2);
    assert.equal(first?.actor.settings['headwater.sees_people'], 'no');
    chooseMembership(session, police);
    const second = await findActor(database, session);
    assert.equal(second?.person.roleName, 'Analyst');
    assert.equal(second?.actor.settings['headwater.sees_people'], 'yes');
    await asAdministrator((tx) => removeRole(tx, here.actors.administrator.id, police));
    assert.equal((await findActor(database, session))?.person.roleName, 'Partner');
  },
);

withDatabase('nobody chooses a role that they do not have', async (database) => {
  const { accountId, here } = await aMemberWithPassword(database);
  const session = aSession();
  startSession(session, { accountId });
  chooseMembership(session, { agencyId: here.agencies.council, role: 'administrator' });
  assert.equal((await findActor(database, session))?.person.role, 'partner');
});

test('a session gets a new id when who is signed in changes', () => {
  for (const change of [
    (session: SessionData) => startSession(session, { accountId: 1 as AccountId }),
    endSession,
  ]) {
    const session = aSession();
    change(session);
    assert.equal(session.get(RENEW_SESSION), true);
  }
});

withDatabase(
  'whoever is disabled or got a new password is signed out at once',
  async (database) => {
    const { accountId, here, asAdministrator } = await aMemberWithPassword(database);
    const session = aSession();
    startSession(session, { accountId });
    assert.ok(await findActor(database, session));
    await asAdministrator((tx) => disableAccount(tx, here.actors.administrator.id, accountId));
    assert.equal(await findActor(database, session), null);

    const other = await aMemberWithPassword(database);
    const theirs = aSession();
    startSession(theirs, { accountId: other.accountId });
    await other.asAdministrator((tx) =>
      giveOneTimePassword(tx, other.here.authorityId, other.accountId),
    );
    assert.equal(await findActor(database, theirs), null);
  },
);

withDatabase('someone who signs out is nobody', async (database) => {
  const { accountId } = await aMemberWithPassword(database);
  const session = aSession();
  startSession(session, { accountId });
  endSession(session);
  assert.equal(await findActor(database, session), null);
});

withDatabase(
  'administrators neither disable themselves nor give up their own role',
  async (database) => {
    const here = await anAuthority(database);
    const { administrator } = here.actors;
    const accountId = Number(administrator.id) as AccountId;
    const agencyId = here.agencies.council;
    const attempt = (work: Parameters<typeof asActor<void>>[2]) =>
      asActor(database, administrator, work);
    await assert.rejects(
      attempt((tx) => disableAccount(tx, administrator.id, accountId)),
      { code: 'own-account' },
    );
    await assert.rejects(
      attempt((tx) =>
        removeRole(tx, administrator.id, { accountId, agencyId, role: 'administrator' }),
      ),
      { code: 'own-administration' },
    );
  },
);

withDatabase(
  'accounts of another authority cannot be seen, changed or taken over',
  async (database) => {
    const { accountId, email } = await aMember(database);
    const there: TestAuthority = await anAuthority(database);
    const attempt = <T>(work: Parameters<typeof asActor<T>>[2]) =>
      asActor(database, there.actors.administrator, work);
    assert.equal((await attempt((tx) => listAccounts(tx, accountId))).length, 0);
    await assert.rejects(
      attempt((tx) => unlockAccount(tx, accountId)),
      { code: 'no-such-account' },
    );
    const agencyId = there.agencies.council;
    await assert.rejects(
      attempt((tx) =>
        addAccount(tx, there.authorityId, { name: 'X', email, agencyId, role: 'analyst' }),
      ),
      { code: 'email-taken' },
    );
  },
);

withDatabase(
  'only sign-in and administrators reach what proves who someone is',
  async (database) => {
    const { here, email } = await aMember(database);
    const seen = await asActor(database, here.actors.manager, (tx) => findForSignIn(tx, { email }));
    assert.equal(seen?.name, 'Some One');
    assert.equal(seen?.passwordHash, null);
    const added = asActor(database, here.actors.manager, (tx) =>
      addAccount(tx, here.authorityId, {
        name: 'X',
        email: `other@${here.code.toLowerCase()}.example`,
        agencyId: here.agencies.council,
        role: 'administrator',
      }),
    );
    await assert.rejects(added, /row-level security/);
    assert.equal(await asActor(database, here.actors.manager, (tx) => countAudit(tx, {})), 0);
  },
);

withDatabase(
  'the command line acts as someone of this authority, and of no other',
  async (database) => {
    const { here, email } = await aMember(database);
    const there = await anAuthority(database);
    const actor = await findAccountActor(database, here.authorityId, email);
    assert.equal(actor?.settings['headwater.role'], 'partner');
    assert.equal(await findAccountActor(database, there.authorityId, email), null);
    assert.equal(await findAccountActor(database, here.authorityId, 'nobody@x.example'), null);
  },
);
