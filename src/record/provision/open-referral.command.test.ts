import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { anAuthority, testDatabase } from '../../../test/database.ts';
import { operatorActor } from '../../govern/index.ts';
import { day } from '../../lib/index.ts';
import { type Command, loadConfig } from '../../platform/index.ts';
import {
  checkFeedCommand,
  importFeedCommand,
  publishDirectoryCommand,
} from './open-referral.command.ts';

const SERVICE = {
  id: '00000000-0000-4000-8000-000000000001',
  name: 'Stay and play',
  status: 'active',
  organization: {
    id: '00000000-0000-4000-8000-000000000009',
    name: 'Harbour Families',
    description: 'A charity',
  },
};
const FAULTY = { ...SERVICE, id: '00000000-0000-4000-8000-000000000002', minimum_age: 'two' };

async function aCommand() {
  const database = await testDatabase();
  const here = await anAuthority(database);
  const folder = await mkdtemp(join(tmpdir(), 'headwater-feed-'));
  await writeFile(join(folder, 'sound.json'), JSON.stringify([SERVICE]));
  await writeFile(join(folder, 'faulty.json'), JSON.stringify([SERVICE, FAULTY]));
  await writeFile(join(folder, 'broken.json'), '{"contents": [');
  const run = (command: Command, args: string[], options: Record<string, string> = {}) =>
    command.run({
      database,
      config: loadConfig({}),
      actor: operatorActor(here.authorityId),
      options,
      arguments: args,
      folder,
      today: day('2026-11-22'),
      progress: () => {},
    });
  return { run, here, remove: () => rm(folder, { recursive: true }) };
}

test('a command checks a feed without loading it, and loads it', async () => {
  const { run, remove } = await aCommand();
  try {
    const sound = await run(checkFeedCommand, ['sound.json']);
    assert.deepEqual([sound.status, sound.problems?.length], [0, 0]);
    const faulty = await run(checkFeedCommand, ['faulty.json']);
    assert.equal(faulty.status, 1);
    assert.equal(faulty.problems?.[0]?.field, `services/${FAULTY.id}#minimum_age`);
    const loaded = await run(importFeedCommand, ['faulty.json']);
    assert.equal(loaded.status, 1);
    assert.match(loaded.lines?.[0] ?? '', /2 services added.*1 errors/);
    const again = await run(importFeedCommand, ['faulty.json']);
    assert.match(again.lines?.[0] ?? '', /nothing has changed/);
    await assert.rejects(run(importFeedCommand, ['broken.json']), /no JSON/);
    await assert.rejects(run(importFeedCommand, ['nothing-here']), /no file or folder/);
    await assert.rejects(run(importFeedCommand, []), /Say which feed/);
  } finally {
    await remove();
  }
});

test('a saved feed and the feed itself state the same services', async () => {
  const { run, remove } = await aCommand();
  try {
    const options = { feed: 'https://feed.example.org/v3' };
    await run(importFeedCommand, ['sound.json'], options);
    const again = await run(importFeedCommand, ['sound.json'], options);
    assert.match(again.lines?.[0] ?? '', /^https:\/\/feed.example.org\/v3: nothing has changed/);
  } finally {
    await remove();
  }
});

test('a feed of a private network is refused by the command too, unless it is named', async () => {
  const { run, remove } = await aCommand();
  try {
    const refused = await run(checkFeedCommand, ['http://127.0.0.1:9/v3']);
    assert.equal(refused.status, 2);
    assert.equal(refused.problems?.[0]?.rule, 'open-referral/private-address');
  } finally {
    await remove();
  }
});

test('the directory is published and taken off by a command', async () => {
  const { run, here, remove } = await aCommand();
  try {
    const on = await run(publishDirectoryCommand, []);
    assert.match(on.lines?.[0] ?? '', new RegExp(`is published under /open-referral/${here.code}`));
    const off = await run(publishDirectoryCommand, [], { off: 'yes' });
    assert.match(off.lines?.[0] ?? '', /no longer published/);
  } finally {
    await remove();
  }
});
