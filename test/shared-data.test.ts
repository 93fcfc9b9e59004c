import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { projectFiles } from './tidy/tree.ts';

const files = projectFiles();

test('docs/test-data.md says where each folder of published files comes from', () => {
  const page = readFileSync(new URL('../docs/test-data.md', import.meta.url), 'utf8');
  const named = files
    .filter(({ path }) => path.endsWith('.ts'))
    .flatMap(({ text }) => [...text.matchAll(/sharedData\(\s*['`]([a-z0-9-]+)\//g)])
    .map((match) => match[1] ?? '');
  assert.ok(named.length > 10);
  for (const folder of new Set(named)) assert.ok(page.includes(`\`${folder}`), folder);
});

test('only one file names the folder of published files', () => {
  const naming = files.filter(
    ({ path, text }) => path.endsWith('.ts') && text.includes('shared/data/'),
  );
  const allowed = ['test/shared-data.ts', 'test/shared-data.test.ts'];
  assert.deepEqual(
    naming.map(({ path }) => path).filter((path) => !allowed.includes(path)),
    [],
  );
});
