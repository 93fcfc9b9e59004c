import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { day } from '../../lib/index.ts';
import type { Actor, Command, CommandContext, Database } from '../../platform/index.ts';
import { SCENARIO_COMMANDS } from './scenario-parts.ts';

const FAMILY_SUPPORT = readFileSync(
  new URL('../../../demo/scenarios/family-support-400.yaml', import.meta.url),
  'utf8',
)
  .replace('rates: record', 'rates: published')
  .replace('draws: 5000', 'draws: 600');

interface Bench {
  readonly here: TestAuthority;
  readonly folder: string;
  run(
    words: readonly string[],
    options?: Readonly<Record<string, string>>,
    actor?: Actor,
  ): ReturnType<Command['run']>;
}

/** A folder with a scenario file, and commands typed in it. */
function atTheBench(name: string, work: (bench: Bench) => Promise<void>): void {
  withDatabase(name, async (database: Database) => {
    const here = await anAuthority(database);
    const folder = await mkdtemp(join(tmpdir(), 'headwater-scenario-'));
    await writeFile(join(folder, 'a.yaml'), FAMILY_SUPPORT);
    await writeFile(
      join(folder, 'b.yaml'),
      FAMILY_SUPPORT.replace('placesAYear: 400', 'placesAYear: 200'),
    );
    await writeFile(join(folder, 'bad.yaml'), FAMILY_SUPPORT.replace('years: 10', 'years: 99'));
    const run: Bench['run'] = async (words, options = {}, actor = here.actors.analyst) => {
      const command =
        SCENARIO_COMMANDS.find((one) => one.name === words.slice(0, 2).join(' ')) ??
        SCENARIO_COMMANDS.find((one) => one.name === words[0]) ??
        assert.fail(`no command ${words.join(' ')}`);
      const context: CommandContext = {
        database,
        config: {} as CommandContext['config'],
        actor,
        options,
        arguments: words.slice(command.name.split(' ').length),
        folder,
        today: day('2026-11-22'),
        progress: () => {},
      };
      return command.run(context);
    };
    try {
      await work({ here, folder, run });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}

type Row = Readonly<Record<string, unknown>>;
const first = ({ rows }: { readonly rows?: readonly Row[] }): Row => rows?.[0] ?? {};

atTheBench('a file is worked out with its hash, and twice gives the same', async ({ run }) => {
  const one = await run(['model', 'run', 'a.yaml']);
  const two = await run(['model', 'run', 'a.yaml']);
  assert.equal(one.status, 0);
  assert.match(String(first(one).resultHash), /^[0-9a-f]{64}$/);
  assert.equal(first(one).resultHash, first(two).resultHash);
  const other = await run(['model', 'run', 'a.yaml'], { seed: '7' });
  assert.notEqual(first(other).resultHash, first(one).resultHash);
  assert.match(one.finding?.headline ?? '', /gains exceed costs in \d+ of 100 runs/);
  assert.match((one.problems ?? []).map(({ message }) => message).join(), /nobody has measured/);
  const npv = one.finding?.rows[0]?.figures[1];
  assert.ok(npv && npv.low !== undefined && npv.high !== undefined && npv.low < npv.high);
});

atTheBench('faults of a file are told with their line', async ({ run }) => {
  const { status, problems } = await run(['model', 'run', 'bad.yaml']);
  const line = FAMILY_SUPPORT.split('\n').indexOf('years: 10') + 1;
  assert.equal(status, 2);
  assert.deepEqual(
    (problems ?? []).map(({ file, row, field }) => [file, row, field]),
    [['bad.yaml', line, 'years']],
  );
  await assert.rejects(run(['model', 'run', 'none.yaml']), /no file none.yaml/);
  await assert.rejects(run(['model', 'run', 'a.yaml'], { draws: '7' }), /100 to 100000/);
});

atTheBench('files side by side are told by what they assume differently', async ({ run }) => {
  const { lines = [], rows } = await run(['model', 'compare', 'a.yaml', 'b.yaml']);
  assert.match(lines.join('\n'), /400 more places: places a year: 400 \| 200/);
  assert.match(lines.join('\n'), /Costs, discounted: .* less than /);
  assert.equal((first({ rows: rows ?? [] }).cautions as unknown[]).length, 0);
});

atTheBench(
  'a scenario goes from file to frozen paper, which gives the same again',
  async (bench) => {
    const { run, here } = bench;
    const added = await run(['scenario', 'add', 'a.yaml']);
    const id = String(first(added).id);
    const listed = await run(['scenarios']);
    assert.match((listed.lines ?? []).join(), /Family support expanded by 400 places, version 1/);
    await assert.rejects(run(['scenario', 'freeze', id]), /not run whole yet/);
    const ran = await run(['scenario', 'run', id]);
    const frozen = await run(['scenario', 'freeze', id]);
    const paper = String(first(frozen).paper);
    const again = await run(['scenario', 'reproduce', paper]);
    assert.deepEqual([again.status, first(again).isSame], [0, true]);
    assert.equal(first(again).now, first(ran).resultHash);
    const unsaved = await run(['model', 'run', 'a.yaml']);
    assert.equal(first(unsaved).resultHash, first(ran).resultHash);
    await assert.rejects(run(['scenario', 'delete', id]), /stays/);
    await assert.rejects(run(['scenario', 'show', id], {}, here.actors.member), /no such scenario/);
    await assert.rejects(run(['scenario', 'show', id], {}, here.actors.practitioner), /Your role/);
  },
);

atTheBench(
  'a version is saved, locked, shared and copied as on the pages',
  async ({ run, here }) => {
    const id = String(first(await run(['scenario', 'add', 'a.yaml'])).id);
    const saved = await run(['scenario', 'save', id, 'b.yaml'], { opened: '1', note: 'Fewer' });
    assert.equal(first(saved).version, 2);
    await assert.rejects(run(['scenario', 'save', id, 'a.yaml'], { opened: '1' }), /newer version/);
    await run(['scenario', 'lock', id]);
    const other = here.actors.finance;
    await assert.rejects(run(['scenario', 'save', id, 'a.yaml'], { opened: '2' }, other), /locked/);
    await run(['scenario', 'unlock', id]);
    await run(['scenario', 'share', id, 'partnership']);
    const file = await run(['scenario', 'show', id], { file: 'yes' }, here.actors.member);
    assert.match((file.lines ?? []).join(), /placesAYear: 200/);
    const copy = String(first(await run(['scenario', 'add'], { copy: id, name: 'Mine' })).id);
    await run(['scenario', 'run', id]);
    await run(['scenario', 'run', copy]);
    const compared = await run(['scenario', 'compare', id, copy]);
    assert.match((compared.lines ?? []).join('\n'), /They assume the same/);
    const template = await run(['scenario', 'add'], { template: 'edge-of-care' });
    assert.equal((await run(['scenario', 'delete', String(first(template).id)])).status, 0);
  },
);
