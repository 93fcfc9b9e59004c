import assert from 'node:assert/strict';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { day } from '../../lib/index.ts';
import { asActor, type CommandResult, type Database, loadConfig } from '../../platform/index.ts';
import { listAudit } from '../audit/audit.store.ts';
import { ACCOUNT_COMMANDS } from './accounts.command.ts';
import { operatorActor } from './actor.ts';
import { signIn } from './sign-in.ts';

/** Runs `headwater account ...` for an authority. */
function run(
  database: Database,
  here: TestAuthority,
  name: string,
  asked: { readonly email?: string; readonly options?: Record<string, string> } = {},
): Promise<CommandResult> {
  const command = ACCOUNT_COMMANDS.find((one) => one.name === `account ${name}`);
  assert.ok(command, name);
  return command.run({
    database,
    config: loadConfig({}),
    actor: operatorActor(here.authorityId),
    options: asked.options ?? {},
    arguments: asked.email ? [asked.email] : [],
    folder: '.',
    today: day('2026-01-05'),
    progress: () => {},
  });
}

const passwordIn = (result: CommandResult) =>
  /One-time password: (\S+)/.exec(result.lines?.[0] ?? '')?.[1] ?? '';

async function aMember(database: Database) {
  const here = await anAuthority(database);
  const email = `cli@${here.code.toLowerCase()}.example`;
  const options = { email, name: 'Cli Ent', agency: 'police', role: 'partner' };
  const password = passwordIn(await run(database, here, 'add', { options }));
  return { here, email, password };
}

withDatabase(
  'someone added on the command line signs in with the printed password',
  async (database) => {
    const { here, email, password } = await aMember(database);
    const result = await signIn(database, { email, password });
    assert.equal(result.ok && result.mustChoosePassword, true);
    const list = await run(database, here, 'list');
    assert.ok(list.lines?.some((line) => line.startsWith(`${email}  Cli Ent  Partner, `)));
  },
);

withDatabase(
  'a disabled account is let in again, and a new password replaces the old',
  async (database) => {
    const { here, email, password } = await aMember(database);
    await run(database, here, 'disable', { email });
    assert.equal((await signIn(database, { email, password })).ok, false);
    await run(database, here, 'enable', { email });
    assert.equal((await signIn(database, { email, password })).ok, true);
    const next = passwordIn(await run(database, here, 'password', { email }));
    assert.equal((await signIn(database, { email, password })).ok, false);
    assert.equal((await signIn(database, { email, password: next })).ok, true);
  },
);

withDatabase('a role is added and taken away, and the trail says so', async (database) => {
  const { here, email } = await aMember(database);
  const options = { agency: 'Members of the public', role: 'family' };
  await run(database, here, 'role', { email, options });
  assert.match((await run(database, here, 'list')).lines?.join('\n') ?? '', /Family, Members/);
  await run(database, here, 'role', { email, options: { ...options, remove: 'yes' } });
  const lines = await asActor(database, here.actors.auditor, (tx) =>
    listAudit(tx, { actorId: 'operator' }, { oldestFirst: true, limit: 9, offset: 0 }),
  );
  assert.deepEqual(
    lines.map((line) => line.action),
    ['account.added', 'account.role-added', 'account.role-removed'],
  );
});

withDatabase('what the command line is not told well it refuses in words', async (database) => {
  const { here, email } = await aMember(database);
  await assert.rejects(run(database, here, 'disable', { email: 'nobody@x.example' }), {
    code: 'no-such-account',
  });
  await assert.rejects(run(database, here, 'add', { options: { agency: 'navy' } }), {
    code: 'no-such-agency',
  });
  await assert.rejects(run(database, here, 'add', { options: { agency: 'police', role: 'x' } }), {
    message: /Enter their full name.*Select what they work as/,
  });
  const again = { email, name: 'Cli Ent', agency: 'police', role: 'partner' };
  await assert.rejects(run(database, here, 'add', { options: again }), { code: 'email-taken' });
});
