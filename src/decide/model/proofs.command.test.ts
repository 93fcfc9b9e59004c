import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { day } from '../../lib/index.ts';
import type { CommandContext } from '../../platform/index.ts';
import { effectSizeCommand } from './effect-size.command.ts';
import { modelProofsCommand } from './published-results.command.ts';

withDatabase('the command line says of proofs and effects what their pages say', async (db) => {
  const { actors } = await anAuthority(db);
  const context = (
    args: readonly string[],
    options: Record<string, string> = {},
  ): CommandContext => ({
    database: db,
    config: {} as never,
    actor: actors.analyst,
    options,
    arguments: args,
    folder: import.meta.dirname,
    today: day('2026-11-22'),
    progress: () => {},
  });
  const all = await modelProofsCommand.run(context([]));
  assert.equal(all.status, 0);
  assert.equal(all.finding?.rows.length, 78);
  const labels = all.finding?.rows.map((row) => row.label) ?? [];
  assert.ok(labels.some((label) => /printed 0.9661836, here 0.9661836: same/.test(label)));
  assert.ok(labels.some((label) => /printed 8, here 5: NOT THE SAME/.test(label)));
  assert.ok(labels.some((label) => /beside it 1364215.63/.test(label)));
  const care = await modelProofsCommand.run(context(['care']));
  assert.equal(care.finding?.rows.length, 28);
  await assert.rejects(modelProofsCommand.run(context(['none'])), /group is one of/);
  const effect = await effectSizeCommand.run(context(['100:10/100:20'], { chance: '20' }));
  assert.equal(effect.finding?.rows[0]?.figures[0]?.value?.toFixed(3), '-0.491');
});
