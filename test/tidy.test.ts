import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CODE_RULES } from './tidy/code-rules.ts';
import { IMPORT_RULES } from './tidy/import-rules.ts';
import { SQL_RULES } from './tidy/sql-rules.ts';
import { type HouseRule, importsOf, projectFiles, type TreeFile } from './tidy/tree.ts';
import { WORD_RULES } from './tidy/word-rules.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const files = projectFiles();
const rules: readonly HouseRule[] = [...IMPORT_RULES, ...SQL_RULES, ...CODE_RULES, ...WORD_RULES];

describe('the house is tidy', () => {
  for (const rule of rules) {
    test(rule.name, () => assert.deepEqual(rule.breaches(files), []));
  }
});

describe('a made-up file that breaks a rule is found', () => {
  for (const rule of rules) {
    test(rule.name, () => {
      assert.notDeepEqual(rule.breaches(rule.sample), []);
      const isAboutOne = rule.sample.every((one) => rule.breaches([one]).length > 0);
      const isAboutAll = rule.breaches(rule.sample.slice(0, 1)).length === 0;
      assert.ok(isAboutOne || isAboutAll, 'each file of the sample, or all together');
    });
  }
});

test('the rules look at the whole house', () => {
  const has = (path: string) => files.some((one: TreeFile) => one.path === path);
  for (const path of ['src/main.ts', 'script/start', 'migrations/0001-platform.sql']) {
    assert.ok(has(path), path);
  }
});

test('an import is found however it is written', () => {
  const text = [
    "import './a.ts';",
    "import type { B } from './b.ts';",
    'import {\n  c,\n  d,\n} from "x";',
    "import {\n  c,\n} from '../c.ts';",
    "export * from './d.ts';",
    "const e = await import('./e.ts');",
  ].join('\n');
  assert.deepEqual(
    importsOf({ path: 'src/lib/x.ts', text }).map(({ target }) => target),
    ['src/lib/a.ts', 'src/lib/b.ts', 'src/c.ts', 'src/lib/d.ts', 'src/lib/e.ts'],
  );
});

test('the linter refuses what the house refuses', () => {
  const samples: Readonly<Record<string, string>> = {
    noExcessiveLinesPerFunction: `export function a(): void {\n${'  f();\n'.repeat(75)}}\n`,
    useMaxParams: 'export const a = (b: 1, c: 1, d: 1, e: 1, f: 1) => [b, c, d, e, f];\n',
    noDefaultExport: 'export default function a(): void {}\n',
    noNonNullAssertion: 'export const a = (b?: { c: 1 }): 1 => b!.c;\n',
    noExplicitAny: 'export const a: any = 1;\n',
  };
  const said = lint({ ...samples, nothing: 'export const a = 1;\n' });
  for (const rule of Object.keys(samples)) {
    assert.match(said, new RegExp(`src/${rule}\\.ts:\\d+:\\d+ lint/[a-z]+/${rule}\\b`));
  }
  assert.doesNotMatch(said, /nothing\.ts/);
});

/** What the linter, set as it is here, says against texts, each in a file of its own. */
function lint(texts: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-lint-'));
  try {
    mkdirSync(join(folder, 'src'));
    copyFileSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'));
    for (const [name, text] of Object.entries(texts)) {
      writeFileSync(join(folder, 'src', `${name}.ts`), text);
    }
    const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
    const args = [biome, 'lint', '--colors=off', '--vcs-enabled=false', 'src'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    return `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
