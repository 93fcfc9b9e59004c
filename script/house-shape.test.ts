import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CODE_RULES } from '../test/tidy/code-rules.ts';
import { IMPORT_RULES } from '../test/tidy/import-rules.ts';
import { projectFiles } from '../test/tidy/tree.ts';
import { WORD_RULES } from '../test/tidy/word-rules.ts';
import { pageShape, roomShape, type Shape, writeShape } from './house-shape.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'headwater-shape-'));
after(() => rmSync(folder, { recursive: true }));

const SHAPES: Readonly<Record<string, Shape>> = {
  'a page': pageShape('understand', 'needs', 'need-profile'),
  'a page of govern': pageShape('govern', 'sharing', 'agreements'),
  'a room': roomShape('decide', 'budget'),
};

for (const [name, shape] of Object.entries(SHAPES)) {
  test(`${name} that was just made breaks no rule of the house`, () => {
    const tree = projectFiles();
    for (const rule of [...IMPORT_RULES, ...CODE_RULES, ...WORD_RULES]) {
      const known = rule.breaches(tree);
      const found = rule.breaches([...tree, ...shape.files]);
      const isNew = (breach: string) => !known.includes(breach);
      assert.deepEqual(found.filter(isNew), [], rule.name);
    }
  });

  test(`${name} that was just made is as the linter and the formatter want it`, () => {
    writeShape(shape, folder);
    copyFileSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'));
    const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [biome, 'check', '--colors=off', '--error-on-warnings', 'src'],
      { cwd: folder, encoding: 'utf8' },
    );
    assert.equal(status, 0, `${stdout}${stderr}`);
  });

  test(`${name} comes with a test that fails, and says where to register it`, () => {
    const text = shape.files.find(({ path }) => path.endsWith('.test.ts'))?.text ?? '';
    assert.match(text, /assert\.fail\(|The finding of this page/);
    assert.ok(shape.next.some((line) => line.includes('/index.ts: export * from')));
  });
}

test('the failing test of a new room fails by its own words', () => {
  writeShape(roomShape('tell', 'learning'), folder);
  const path = join(folder, 'src/tell/learning/learning.test.ts');
  const environment = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const run = spawnSync(process.execPath, ['--test', path], {
    encoding: 'utf8',
    env: environment,
  });
  assert.equal(run.status, 1);
  assert.match(run.stdout, /Write here the first rule of the room/);
});

test('what is there already is never written over', () => {
  const shape = roomShape('prove', 'scorecard');
  writeShape(shape, folder);
  const [first] = shape.files;
  assert.ok(first && existsSync(join(folder, first.path)));
  assert.throws(() => writeShape(shape, folder), /scorecard\.ts is there already/);
  assert.equal(readFileSync(join(folder, first.path), 'utf8'), first.text);
});

test('a wing that does not exist and a name that cannot stand are told in words', () => {
  assert.throws(() => roomShape('hall', 'budget'), /"hall" is not a wing with rooms/);
  assert.throws(() => pageShape('decide', 'budget', 'My Page'), /"My Page" cannot be a name/);
  assert.throws(() => pageShape('decide', '', 'plan'), /"" cannot be a name/);
  assert.throws(() => roomShape('decide', '../lib'), /cannot be a name/);
});
