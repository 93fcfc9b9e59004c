import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { day } from '../../lib/index.ts';
import type { Actor, CommandContext, Database } from '../../platform/index.ts';
import { addEvaluationCommand, evidenceCommand } from './evidence.command.ts';

function contextOf(
  database: Database,
  actor: Actor,
  options: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): CommandContext {
  return {
    database,
    config: {} as never,
    actor,
    options,
    arguments: args,
    folder: import.meta.dirname,
    today: day('2026-06-01'),
    progress: () => {},
  };
}

withDatabase('the command line finds programmes as the page does', async (database) => {
  const { actors } = await anAuthority(database);
  const run = (options: Readonly<Record<string, string>>, args: readonly string[] = []) =>
    evidenceCommand.run(contextOf(database, actors.analyst, options, args));
  const found = await run({ theme: 'exploitation' });
  assert.match(found.finding?.headline ?? '', /^\d+ programmes bear on exploitation; none have/);
  assert.equal(found.rows?.length, found.finding?.rows[0]?.figures[0]?.value);
  const one = await run({}, ['family-group-conference']);
  assert.equal(one.finding?.rows[0]?.figures[0]?.value, -8.6);
  assert.ok(one.lines?.includes('Not rated that we could verify'));
  const fit = await run({ fit: '' });
  assert.equal(fit.finding?.rows.length, 8);
  await assert.rejects(run({}, ['nothing']), /no programme "nothing"/);
  await assert.rejects(run({ theme: 'poverty' }), /theme is one of/);
});

withDatabase('a local evaluation is recorded whole, or told what is wrong', async (database) => {
  const { actors } = await anAuthority(database);
  const add = (actor: Actor, options: Readonly<Record<string, string>>) =>
    addEvaluationCommand.run(contextOf(database, actor, options));
  const wrong = await add(actors.manager, { design: 'random', measured: '40' });
  assert.equal(wrong.status, 1);
  assert.ok(wrong.problems?.some((one) => one.field === 'started'));
  const sound = {
    name: 'Mentors',
    design: 'random',
    outcome: 'Attendance',
    direction: 'mixed',
    started: '90',
    measured: '80',
    by: 'The university',
    ended: '2026-03-31',
  };
  await assert.rejects(add(actors.member, sound), /Analysts, commissioners and managers/);
  const kept = await add(actors.manager, sound);
  assert.equal(kept.status, 0);
  const list = await evidenceCommand.run(contextOf(database, actors.manager, { local: '' }));
  assert.equal(list.finding?.headline, '1 evaluation of our own; 1 with a sound comparison');
});
