import assert from 'node:assert/strict';
import { anAuthority, emptyQueue, type TestAuthority, withDatabase } from '../../test/database.ts';
import { aSession, askPage, type PageQuestion } from '../../test/pages.ts';
import type { AccountId, JobId } from '../lib/index.ts';
import {
  type Actor,
  asActor,
  asSystem,
  type Database,
  jobEvents,
  type Page,
  silentLog,
  startWorker,
} from '../platform/index.ts';
import { addMembers, listAccounts } from './accounts/accounts.store.ts';
import { findActor } from './accounts/find-actor.ts';
import { signIn } from './accounts/sign-in.ts';
import { addAuthority } from './agencies/add-authority.ts';
import { listAgencies } from './agencies/agencies.store.ts';
import { recordAudit } from './audit/audit.store.ts';
import { governJobs, governPages } from './pages.ts';

function pageAt(database: Database, url: string, oneClick = false): Page {
  const page = governPages({ database, oneClick }).find((one) => one.url === url);
  assert.ok(page, `there is no page ${url}`);
  return page;
}

function ask(database: Database, actor: Actor | null, url: string, question?: PageQuestion) {
  return askPage(database, pageAt(database, url, true), actor, question);
}

const EVERY_PAGE = [
  ['/accounts', {}],
  ['/accounts/new', {}],
  ['/accounts/:id', {}],
  ['/partnership', {}],
  ['/partnership/new', {}],
  ['/partnership/succession', {}],
  ['/audit', {}],
  ['/audit', { query: { action: 'no.such', sort: '-at', who: 'operator', id: '4' } }],
  ['/work-as', {}],
] as const;

for (const [url, question] of EVERY_PAGE) {
  const words = 'query' in question ? 'with a filter that fits nothing' : 'as it stands';
  withDatabase(`${url} shows itself ${words}`, async (database) => {
    const here = await anAuthority(database);
    const { administrator } = here.actors;
    const { html } = await ask(database, administrator, url, {
      ...question,
      params: { id: administrator.id },
    });
    assert.match(html, /<h1[ >]/);
  });
}

withDatabase(
  'an empty form says for each field what to do, and keeps what was typed',
  async (database) => {
    const { administrator } = (await anAuthority(database)).actors;
    for (const [url, sentence] of [
      ['/accounts/new', 'Enter their full name'],
      ['/partnership/new', 'Enter the name of the agency'],
      ['/partnership/succession', 'Select the agency that ends'],
      ['/work-as', 'Select what you want to work as'],
    ] as const) {
      const { html, answer } = await ask(database, administrator, url, { form: { email: 'half' } });
      assert.match(html, /There is a problem/);
      assert.ok(html.includes(sentence), sentence);
      assert.match(html, /<title>Error: /);
      assert.equal('status' in answer && answer.status, 400);
      if (url === '/accounts/new') assert.match(html, /value="half"/);
    }
  },
);

withDatabase(
  'an administrator adds someone, who signs in, chooses a password and works',
  async (database) => {
    const here = await anAuthority(database);
    const email = `new@${here.code.toLowerCase()}.example`;
    const form = {
      name: 'New Person',
      email,
      agency: String(here.agencies.police),
      role: 'partner',
    };
    const added = await ask(database, here.actors.administrator, '/accounts/new', { form });
    assert.equal(added.notes[0]?.action, 'account.added');
    const password = /<strong>([a-z2-9-]{19})<\/strong>/.exec(added.html)?.[1] ?? '';
    assert.notEqual(password, '', 'the one-time password is shown');

    const session = aSession();
    const post = (url: string, fields: Record<string, string>) =>
      ask(database, null, url, { form: fields, session });
    const first = await post('/sign-in', { email, password, to: '/cost' });
    assert.deepEqual(first.answer, { redirect: '/choose-password' });
    assert.equal(await findActor(database, session), null);
    const short = await post('/choose-password', { password: 'short', again: 'short' });
    assert.match(short.html, /at least 12 characters/);
    const own = { password: 'green otter lamp', again: 'green otter lamp' };
    assert.deepEqual((await post('/choose-password', own)).answer, { redirect: '/' });
    const found = await findActor(database, session);
    assert.equal(found?.person.agencyName, `Testshire ${here.code.slice(2)} police`);

    assert.ok(found);
    const out = await ask(database, found.actor, '/sign-out', { form: {}, session });
    assert.equal(out.notes[0]?.action, 'account.signed-out');
    assert.equal(await findActor(database, session), null);
  },
);

withDatabase(
  'a failed sign-in tells neither whether the address nor the password was wrong',
  async (database) => {
    const here = await anAuthority(database);
    const fail = async (email: string) => {
      const form = { email, password: 'wrong' };
      const { html } = await ask(database, null, '/sign-in', { form });
      return html.replaceAll(email, '');
    };
    const known = await fail(`analyst@${here.code.toLowerCase()}.example`);
    assert.equal(known, await fail('nobody@nowhere.example'));
    assert.match(known, /There is a problem/);
  },
);

withDatabase(
  'sign-in leads back to where someone wanted to go, never to another site',
  async (database) => {
    const { html } = await ask(database, null, '/sign-in', { query: { to: '//evil.example' } });
    assert.doesNotMatch(html, /evil/);
    const own = await ask(database, null, '/sign-in', { query: { to: '/cost?by=agency' } });
    assert.match(own.html, /value="\/cost\?by=agency"/);
  },
);

withDatabase(
  'one-click sign-in exists only where it is offered, and only for made-up people',
  async (database) => {
    const real = await anAuthority(database);
    const offered = governPages({ database, oneClick: false }).map((page) => page.url);
    assert.equal(offered.includes('/sign-in/demo'), false);
    await aDemo(database);
    const { html } = await ask(database, null, '/sign-in');
    assert.match(html, /Sign in as analyst/);
    assert.doesNotMatch(html, /Sign in as auditor/);

    const session = aSession();
    await ask(database, null, '/sign-in/demo', { form: { role: 'analyst' }, session });
    const found = await findActor(database, session);
    assert.equal(found?.person.isMadeUp, true);
    assert.notEqual(found?.person.authorityId, real.authorityId);
    const nobody = aSession();
    await ask(database, null, '/sign-in/demo', { form: { role: 'auditor' }, session: nobody });
    assert.equal(await findActor(database, nobody), null);
  },
);

let demos = 0;

async function aDemo(database: Database): Promise<void> {
  demos += 1;
  const code = `DEMO-${demos}`;
  await asSystem(database, 'operator', async (tx) => {
    const id = await addAuthority(tx, { code, name: 'Madeup', isMadeUp: true });
    const [agency] = await listAgencies(tx, id);
    assert.ok(agency);
    const email = `analyst@${code.toLowerCase()}.example`;
    await addMembers(tx, id, [{ email, name: 'Made Up', agencyId: agency.id, role: 'analyst' }]);
  });
}

/** Posts to the page of one account as the administrator, and gives the account afterwards. */
async function change(
  database: Database,
  here: TestAuthority,
  id: string,
  form: Record<string, string>,
) {
  const { administrator } = here.actors;
  const reply = await ask(database, administrator, '/accounts/:id', { params: { id }, form });
  const [account] = await asActor(database, administrator, (tx) =>
    listAccounts(tx, Number(id) as AccountId),
  );
  assert.ok(account);
  return { ...reply, account };
}

withDatabase(
  'an administrator disables, enables and changes the roles of an account',
  async (database) => {
    const here = await anAuthority(database);
    const { id } = here.actors.partner;
    assert.equal((await change(database, here, id, { act: 'disable' })).account.isDisabled, true);
    assert.equal((await change(database, here, id, { act: 'enable' })).account.isDisabled, false);
    const role = { agency: String(here.agencies.police), role: 'analyst' };
    const more = await change(database, here, id, { act: 'add-role', ...role });
    assert.equal(more.account.memberships.length, 2);
    assert.equal(more.notes[0]?.action, 'account.role-added');
    const fewer = await change(database, here, id, { act: 'remove-role', ...role });
    assert.equal(fewer.account.memberships.length, 1);
    const nothing = await change(database, here, id, { act: '' });
    assert.match(nothing.html, /Select what to do/);
  },
);

withDatabase('a locked account is shown as locked, and can be unlocked', async (database) => {
  const here = await anAuthority(database);
  const { id } = here.actors.partner;
  const given = await change(database, here, id, { act: 'new-password' });
  assert.match(given.html, /One-time password/);
  const { email } = given.account;
  for (let i = 0; i < 5; i += 1) await signIn(database, { email, password: 'wrong' });
  const list = await ask(database, here.actors.administrator, '/accounts');
  assert.match(list.html, /Locked/);
  const unlocked = await change(database, here, id, { act: 'unlock' });
  assert.equal(unlocked.account.lockedUntil, null);
});

withDatabase('the page of the trail shows who looked at what, by name', async (database) => {
  const here = await anAuthority(database);
  const { analyst, auditor } = here.actors;
  await asActor(database, analyst, (tx) =>
    recordAudit(tx, analyst, { action: 'person.read', subjectKind: 'person', subjectId: '77' }),
  );
  const all = await ask(database, auditor, '/audit');
  assert.match(all.html, /Test analyst/);
  assert.match(all.html, /Person: read/);
  const fits = await ask(database, auditor, '/audit', { query: { who: analyst.id, id: '77' } });
  assert.match(fits.html, /Person 77/);
  const none = await ask(database, auditor, '/audit', { query: { who: auditor.id } });
  assert.doesNotMatch(none.html, /Person 77/);
});

withDatabase(
  'asking for a check of the trail queues it and is itself in the trail',
  async (database) => {
    const { auditor } = (await anAuthority(database)).actors;
    const { answer, notes } = await ask(database, auditor, '/audit/verify', { form: {} });
    assert.match('redirect' in answer ? answer.redirect : '', /^\/jobs\/\d+$/);
    assert.equal(notes[0]?.action, 'audit.checked');
    const page = await ask(database, auditor, '/audit');
    assert.match(page.html, /has not finished/);
  },
);

withDatabase(
  'pages of administrators and auditors are closed to everyone else',
  async (database) => {
    const { analyst } = (await anAuthority(database)).actors;
    for (const url of ['/accounts', '/accounts/:id', '/partnership', '/audit', '/audit/verify']) {
      assert.equal(pageAt(database, url).who.allows(analyst), false, url);
      assert.equal(pageAt(database, url).who.allows(null), false, url);
    }
  },
);

withDatabase('a check of the trail ends in a finding on its page', async (database) => {
  const { auditor } = (await anAuthority(database)).actors;
  await emptyQueue(database);
  await asActor(database, auditor, (tx) =>
    recordAudit(tx, auditor, { action: 'person.read', subjectKind: 'person', subjectId: '1' }),
  );
  const { answer } = await ask(database, auditor, '/audit/verify', { form: {} });
  const worker = startWorker({
    database,
    kinds: governJobs(database),
    log: silentLog,
    pollMilliseconds: 20,
  });
  const id = Number('redirect' in answer ? answer.redirect.split('/').pop() : 0) as JobId;
  for await (const view of jobEvents(database, auditor, id)) {
    assert.notEqual(view.status, 'failed');
  }
  await worker.stop();
  assert.match((await ask(database, auditor, '/audit')).html, /The audit trail is whole/);
});
