import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { day, financialYearOf, Refusal } from '../../lib/index.ts';
import type { CommandContext } from '../../platform/index.ts';
import { today } from '../../record/index.ts';
import { MONEY_COMMANDS } from './money-parts.ts';
import { yearAfter } from './streams.ts';

const NOW = financialYearOf(today());

const GRANT = `
name: Prevention grant
giver: Ministry
kind: grant
amounts: { ${NOW}: 310000 }
levels: [targeted-early-help]
endDay: 2099-03-31
carryOver: none
isMadeUp: true
`;

const SUPPORT = `
name: Evening support
levels: [targeted-early-help]
class: early
use: running
costs: { ${NOW}: 120000, ${yearAfter(NOW)}: 120000 }
`;

withDatabase(
  'commands enter, commit and show money by the rules of the pages',
  async (database) => {
    const { actors } = await anAuthority(database);
    const folder = await mkdtemp(join(tmpdir(), 'headwater-money-'));
    await writeFile(join(folder, 'grant.yaml'), GRANT);
    await writeFile(join(folder, 'support.yaml'), SUPPORT);
    await writeFile(join(folder, 'wrong.yaml'), 'name: [unclosed');
    const run = (
      name: string,
      options: Readonly<Record<string, string>> = {},
      words: readonly string[] = [],
      actor = actors.finance,
    ) => {
      const command = MONEY_COMMANDS.find((one) => one.name === name) ?? assert.fail(name);
      return command.run({
        database,
        config: {} as CommandContext['config'],
        actor,
        options,
        arguments: words,
        folder,
        today: day('2026-11-22'),
        progress: () => {},
      });
    };
    try {
      const saved = await run('budget save-stream', {}, ['grant.yaml']);
      assert.deepEqual(saved.lines, ['Saved as prevention-grant.']);
      await run('budget save-need', {}, ['support.yaml']);
      await assert.rejects(run('budget save-need', {}, ['wrong.yaml']), /not YAML/);
      await assert.rejects(run('budget save-need', {}, ['none.yaml']), /cannot be read/);
      await assert.rejects(run('budget save-stream', {}, ['support.yaml']), /Enter who gives it/);
      await assert.rejects(run('budget save-need', {}, ['support.yaml'], actors.member), Refusal);
      const paid = { money: `prevention-grant/${NOW}`, amount: '12,000' };
      await run('budget commit', { ...paid, for: `evening-support/${NOW}` });
      const late = { ...paid, for: `evening-support/${yearAfter(NOW)}` };
      await assert.rejects(run('budget commit', late), /may not be carried over/);
      const back = { ...paid, for: `evening-support/${NOW}`, release: 'yes' };
      await assert.rejects(run('budget commit', back), /why it is released/);
      await run('budget commit', { ...back, amount: '2,000', note: 'Begun later' });
      const all = await run('budget streams', {}, [], actors.member);
      assert.match(all.lines?.[0] ?? '', /£300,000 lapses on/);
      assert.match(all.lines?.[1] ?? '', /£10,000 of £310,000 given is committed/);
      assert.ok((all.figures ?? []).length > 10);
      const needs = await run('budget streams', { show: 'needs' });
      assert.equal(needs.finding?.rows.length, 2);
      await assert.rejects(run('budget streams', { show: 'nothing' }), Refusal);
      const give = { pool: 'Hubs', agency: 'health', year: NOW, kind: 'agreed', amount: '5,000' };
      await run('budget contribute', give);
      await assert.rejects(
        run('budget contribute', { ...give, agency: 'nobody' }),
        /Select an agency/,
      );
      await assert.rejects(run('budget contribute', give, [], actors.member), Refusal);
      const pool = await run('budget pooled');
      assert.match(pool.finding?.headline ?? '', /£0 of £5,000 agreed is paid/);
      const none = await run('budget targets');
      assert.match(none.finding?.headline ?? '', /No savings target/);
      assert.match((await run('budget zero-based')).finding?.headline ?? '', /No spending/);
      await assert.rejects(run('budget finance'), /is not stated/);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
