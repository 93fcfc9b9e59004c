import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { prepareAssets } from './assets.ts';

const cache = mkdtempSync(join(tmpdir(), 'headwater-assets-'));
after(() => rmSync(cache, { recursive: true }));
const [first, second] = await Promise.all([prepareAssets(cache), prepareAssets(cache)]);
const css = readFileSync(join(first.folder, 'headwater.css'), 'utf8');

test('two processes that start at once share one folder and leave nothing else behind', () => {
  assert.deepEqual(first, second);
  assert.deepEqual(readdirSync(cache), [first.hash]);
});

test('the folder can be read by whoever the server runs as', () => {
  assert.equal(statSync(first.folder).mode & 0o555, 0o555);
});

test('a folder that is there already is not built again', async () => {
  writeFileSync(join(first.folder, 'headwater.css'), 'left as it is');
  const again = await prepareAssets(cache);
  assert.equal(again.folder, first.folder);
  assert.equal(readFileSync(join(again.folder, 'headwater.css'), 'utf8'), 'left as it is');
});

test('the style sheet uses system fonts: never GDS Transport, the crest or the crown', () => {
  assert.doesNotMatch(css, /GDS Transport/i);
  assert.doesNotMatch(css, /crest|crown/i);
  assert.doesNotMatch(css, /@font-face/);
  assert.match(css, /system-ui/);
});

test('the style sheet asks nothing of other servers and names only images that are there', () => {
  const images = readdirSync(join(first.folder, 'images'));
  for (const [, address = ''] of css.matchAll(/url\(["']?([^)"']*)/g)) {
    assert.match(address, /^(images\/|data:)/);
    if (address.startsWith('images/')) assert.ok(images.includes(address.slice(7)), address);
  }
});

test('every script that the start module imports is beside it', () => {
  const files = readdirSync(first.folder);
  const start = readFileSync(join(first.folder, 'start.js'), 'utf8');
  const imported = [...start.matchAll(/'\.\/([^']+\.js)'/g)].map((match) => match[1] ?? '');
  assert.ok(imported.length >= 3);
  for (const file of imported) assert.ok(files.includes(file), file);
});

test('scripts of our own are fewer than 200 lines in all', () => {
  const ours = readdirSync(join(import.meta.dirname, 'browser')).filter((f) => f.endsWith('.js'));
  const lines = ours.map(
    (file) => readFileSync(join(import.meta.dirname, 'browser', file), 'utf8').split('\n').length,
  );
  assert.ok(lines.reduce((sum, count) => sum + count, 0) < 200);
});
