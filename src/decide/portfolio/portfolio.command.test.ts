import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { day, financialYear } from '../../lib/index.ts';
import type { CommandContext } from '../../platform/index.ts';
import { loadPlacesSample } from '../../understand/needs/needs.sample.ts';
import { PORTFOLIO_COMMANDS } from './portfolio-parts.ts';
import { starterAnswers, starterPortfolio } from './starter-portfolio.ts';

const TEXT = starterPortfolio({
  ...starterAnswers(financialYear(2026)),
  rates: 'published',
}).replace('draws: 100', 'draws: 30');

withDatabase(
  'a portfolio file is solved, kept, listed and shown, always the same',
  async (database) => {
    const { actors, authorityId } = await anAuthority(database);
    await loadPlacesSample(database, authorityId);
    const folder = await mkdtemp(join(tmpdir(), 'headwater-portfolio-'));
    const run = (name: string, words: readonly string[]) => {
      const context: CommandContext = {
        database,
        config: {} as CommandContext['config'],
        actor: actors.commissioner,
        options: {},
        arguments: words,
        folder,
        today: day('2026-11-22'),
        progress: () => {},
      };
      const command = PORTFOLIO_COMMANDS.find((one) => one.name === `portfolio ${name}`);
      return command?.run(context) ?? assert.fail(`no command ${name}`);
    };
    try {
      await writeFile(join(folder, 'a.yaml'), TEXT);
      await writeFile(join(folder, 'bad.yaml'), TEXT.replace('seed: 42', 'seed: many'));
      await writeFile(join(folder, 'tight.yaml'), TEXT.replace('eachArea: 10', 'eachArea: 900'));
      const hashOf = (lines: readonly string[] = []) => lines.filter((one) => /^Result/.test(one));
      const solved = await run('solve', ['a.yaml']);
      assert.equal(solved.status, 0);
      assert.equal(hashOf(solved.lines).length, 1);
      const added = await run('add', ['a.yaml']);
      assert.deepEqual(hashOf(added.lines), hashOf(solved.lines));
      assert.match((await run('list', [])).lines?.[0] ?? '', /^\d+ {2}What to buy where/);
      const id = String(added.rows?.[0] && Object(added.rows[0]).id);
      assert.deepEqual(hashOf((await run('show', [id])).lines), hashOf(solved.lines));
      const faulty = await run('solve', ['bad.yaml']);
      assert.equal(faulty.status, 2);
      assert.equal(faulty.problems?.[0]?.row, TEXT.split('\n').indexOf('seed: 42') + 1);
      const tight = await run('solve', ['tight.yaml']);
      assert.equal(tight.status, 1);
      assert.match(tight.lines?.join('\n') ?? '', /East: 900 places at least/);
      await assert.rejects(
        Promise.resolve(run('solve', ['none.yaml'])),
        /There is no file none.yaml/,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
