import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { day } from '../../lib/index.ts';
import type { CommandContext } from '../../platform/index.ts';
import { referralsCommand } from '../referrals/referrals.command.ts';
import { claimsCommand } from './claims.command.ts';

withDatabase('the command line says of claims and referrals what pages do', async (db) => {
  const { actors } = await anAuthority(db);
  const context = (
    options: Record<string, string>,
    args: readonly string[] = [],
  ): CommandContext => ({
    database: db,
    config: {} as never,
    actor: actors.analyst,
    options,
    arguments: args,
    folder: import.meta.dirname,
    today: day('2025-06-01'),
    progress: () => {},
  });
  const all = await claimsCommand.run(context({ by: 'later' }));
  assert.match(all.finding?.headline ?? '', /^Of \d+ quoted claims/);
  const usable = await claimsCommand.run(context({ use: 'yes' }));
  assert.ok(usable.finding?.rows.every((row) => row.figures[0]?.how.citations?.length === 1));
  const one = await claimsCommand.run(context({}, ['literacy-hour-twenty-seven']));
  assert.equal(one.finding?.rows[0]?.figures[0]?.value, 27);
  await assert.rejects(claimsCommand.run(context({}, ['nothing'])), /There is no claim/);
  const referrals = await referralsCommand.run(context({ year: '2024-25' }));
  assert.match(referrals.finding?.headline ?? '', /^No referral is on record/);
});
