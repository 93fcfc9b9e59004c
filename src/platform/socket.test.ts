import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { callHolder, listenForCommands } from './socket.ts';

test('a caller who goes away in the middle ends neither server nor next call', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-socket-'));
  let begun = () => {};
  const isBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const server = await listenForCommands(folder, async ({ words }, echo) => {
    begun();
    const lines = words[0] === 'much' ? 20_000 : 1;
    for (let i = 0; i < lines; i += 1) echo({ out: 'a line of an answer that goes on' });
    return 0;
  });
  try {
    const caller = connect(join(folder, 'headwater.sock'));
    caller.on('error', () => {});
    caller.write(`${JSON.stringify({ words: ['much'], folder })}\n`);
    await isBegun;
    caller.destroy();
    const said: string[] = [];
    const status = await callHolder(folder, { words: ['little'], folder }, (line) => {
      if ('out' in line) said.push(line.out);
    });
    assert.equal(status, 0);
    assert.equal(said.length, 1);
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
