import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { theHouse } from './house.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'headwater-start-'));
const running = new Set<ChildProcess>();

after(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  readonly address: string;
  readonly said: string;
  stop(): Promise<number | null>;
}

/** Starts Headwater as a user does, and waits until it says where it is. */
function start(): Promise<Started> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['script/start'], {
      cwd: ROOT,
      env: {
        ...process.env,
        HEADWATER_FOLDER: folder,
        HEADWATER_PORT: '4417',
        HEADWATER_DEMO_CHILDREN: '500',
      },
    });
    running.add(child);
    let said = '';
    const hear = (text: Buffer): void => {
      said += text.toString();
      const address = /ready: (http:\/\/\S+)/.exec(said)?.[1];
      if (address) resolve({ address, said, stop: () => stop(child) });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (status) => {
      running.delete(child);
      reject(new Error(`it ended with ${status} and said:\n${said}`));
    });
  });
}

function stop(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

test('from nothing, one start leads to the cost of late help, and so does the next', async () => {
  const house = await theHouse();
  for (const time of ['first', 'second']) {
    const started = await start();
    if (time === 'first') assert.match(started.said, /Northbridge/, 'it says what it does');
    const tab = await house.visit();
    await tab.goto(`${started.address}/sign-in?to=/cost`);
    await tab.getByRole('button', { name: 'Sign in as commissioner' }).click();
    await tab.locator('.hw-key-figure').first().waitFor();
    assert.match(await tab.locator('h1').innerText(), /£/);
    await tab.context().close();
    assert.equal(await started.stop(), 0, 'it ends in order');
  }
});

test('a second start of the same folder says what is wrong and ends', async () => {
  const started = await start();
  await assert.rejects(start(), /ended with 2[\s\S]*running already/);
  assert.equal(await started.stop(), 0);
});
