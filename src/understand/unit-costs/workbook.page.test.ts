import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { anAuthority, testDatabase } from '../../../test/database.ts';
import { sharedData } from '../../../test/shared-data.ts';
import { type Actor, asActor, type PageRequest } from '../../platform/index.ts';
import { listEditions } from './workbook-cost.store.ts';
import { workbookPage } from './workbook.page.ts';

const book = sharedData('economics/gmca_ucd_v1.4_mar2015.xlsx');
const folder = mkdtempSync(join(tmpdir(), 'headwater-workbook-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Sends a file as the form would; gives the answer's data and how often it was noted. */
async function send(actor: Actor, path: string | null) {
  const database = await testDatabase();
  const files = path === null ? [] : [{ field: 'file', name: 'ucd.xlsx', path, byteCount: 1 }];
  const notes: string[] = [];
  const answer = await asActor(database, actor, async (tx) => {
    const audit: PageRequest['audit'] = async (note) => {
      notes.push(note.action);
    };
    const session = { get: () => undefined, set: () => {} };
    const base = { tx, actor, params: {}, query: {}, all: () => [], form: {}, url: '/', session };
    return workbookPage.post?.({ ...base, files, audit }) ?? assert.fail();
  });
  assert.ok('template' in answer);
  return { status: answer.status, title: answer.title, errors: answer.data.errors, notes };
}

test('a file that is no workbook gets a sentence, changes nothing and is not kept', async () => {
  const { actors } = await anAuthority(await testDatabase());
  const path = join(folder, 'notes.xlsx');
  writeFileSync(path, 'not a workbook');
  const { status, errors, notes } = await send(actors.analyst, path);
  assert.equal(status, 400);
  assert.match(JSON.stringify(errors), /"field":"file","sentence":"ucd.xlsx: /);
  assert.deepEqual(notes, []);
  assert.equal(existsSync(path), false);
  assert.match(JSON.stringify((await send(actors.analyst, null)).errors), /Choose the workbook/);
});

test('a workbook that is sent is checked, kept once and noted', { skip: book.skip }, async () => {
  const database = await testDatabase();
  const { analyst } = (await anAuthority(database)).actors;
  for (const name of ['first.xlsx', 'again.xlsx']) {
    const path = join(folder, name);
    copyFileSync(book.path, path);
    const { title, notes } = await send(analyst, path);
    assert.equal(title, 'This edition changes none of the values typed here');
    assert.deepEqual(notes, ['unit-costs.import']);
  }
  const editions = await asActor(database, analyst, listEditions);
  assert.deepEqual(
    editions.map((one) => one.entries),
    [684],
  );
});
