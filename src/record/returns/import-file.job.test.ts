import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  anAuthority,
  emptyQueue,
  type TestAuthority,
  withDatabase,
} from '../../../test/database.ts';
import {
  asActor,
  type Database,
  enqueueJob,
  jobEvents,
  silentLog,
  startWorker,
} from '../../platform/index.ts';
import { earlyHelpTemplate } from './early-help.columns.ts';
import { importFilesJob } from './import-file.job.ts';
import { listSources } from './source.store.ts';

const PLACES = 'kind,code,name,within\nauthority,E06000998,Testshire,\nward,W1,Mill,E06000998\n';

/** Sends files as the upload page does, and waits until the job has come to an end. */
async function send(
  database: Database,
  here: TestAuthority,
  files: Readonly<Record<string, string>>,
) {
  await emptyQueue(database);
  const folder = await mkdtemp(join(tmpdir(), 'headwater-upload-'));
  const kept = Object.entries(files).map(([name, text]) => ({
    name,
    path: join(folder, `kept-${name}`),
    text,
  }));
  await Promise.all(kept.map(({ path, text }) => writeFile(path, text)));
  const actor = here.actors.analyst;
  const payload = { files: kept.map(({ name, path }) => ({ name, path })) };
  const id = await asActor(database, actor, (tx) =>
    enqueueJob(tx, { name: 'import-files', title: 'Loading', payload, actor, lane: 'import' }),
  );
  const kinds = [importFilesJob(database, () => new Date('2026-11-22T12:00:00Z'))];
  const worker = startWorker({ database, kinds, log: silentLog, pollMilliseconds: 20 });
  let last = null;
  for await (const view of jobEvents(database, actor, id)) last = view;
  await worker.stop();
  await pause(1);
  const left = kept.filter(({ path }) => existsSync(path)).length;
  await rm(folder, { recursive: true, force: true });
  return { job: last, left };
}

withDatabase('a sent file is loaded, and its copy is not kept', async (database) => {
  const here = await anAuthority(database);
  const { job, left } = await send(database, here, { 'early-help.csv': earlyHelpTemplate() });
  assert.equal(job?.status, 'done');
  assert.match(job?.resultHref ?? '', /^\/returns\/\d+$/);
  assert.equal(left, 0, 'the copy of a file about a family stayed on the disk');
  const [source] = await asActor(database, here.actors.analyst, listSources);
  assert.equal(source?.status, 'loaded');
});

withDatabase(
  'of files sent together, places go first, so that homes lie in their wards at once',
  async (database) => {
    const here = await anAuthority(database);
    const files = { 'early-help.csv': earlyHelpTemplate(), 'places.csv': PLACES };
    const { job } = await send(database, here, files);
    assert.equal(job?.resultHref, '/returns');
    const sources = await asActor(database, here.actors.analyst, listSources);
    assert.deepEqual(
      sources.map((source) => source.name),
      ['early-help.csv', 'places.csv'],
      'newest first',
    );
  },
);
