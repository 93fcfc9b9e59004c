import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEmbedded } from '../src/platform/index.ts';
import { RUNS, type Row, sayTiming, timeOf } from './measure.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const PORT = '4418';

/** `npm start` of an installed tree to the first page, and again, beside the bare engine. */
export const start: Row = {
  id: 'start',
  work: 'npm start from an installed tree to the first useful page of Northbridge; started again',
  aim: '15 s; 2 s',
  run: async () => {
    const times: Record<'first' | 'again' | 'engine', number[]> = {
      first: [],
      again: [],
      engine: [],
    };
    for (let run = 0; run < RUNS; run += 1) {
      const folder = await mkdtemp(join(tmpdir(), 'headwater-bench-'));
      times.first.push(await startOnce(folder));
      times.again.push(await startOnce(folder));
      await rm(folder, { recursive: true });
      times.engine.push(await engineAlone());
    }
    sayTiming({ label: 'started for the first time', runs: times.first });
    sayTiming({ label: 'started again', runs: times.again });
    sayTiming({ label: 'peer: the engine alone, opened in a new folder', runs: times.engine });
  },
};

/** Starts Headwater until a page of figures answers, then ends it; gives the milliseconds. */
async function startOnce(folder: string): Promise<number> {
  const begin = performance.now();
  const child = spawn('sh', ['script/start'], {
    cwd: ROOT,
    env: { ...process.env, HEADWATER_FOLDER: folder, HEADWATER_PORT: PORT },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await untilReady(child);
    await firstPage();
    return performance.now() - begin;
  } finally {
    await endOf(child);
  }
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.includes('Headwater is ready')) resolve();
    });
    child.on('exit', (status) => reject(new Error(`it ended with ${status}: ${said}`)));
  });
}

/** Signs in to the demo with one click, and opens the cost of late help. */
async function firstPage(): Promise<void> {
  const base = `http://127.0.0.1:${PORT}`;
  const form = await fetch(`${base}/sign-in`);
  const token = /name="_csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? '';
  const signedIn = await fetch(`${base}/sign-in/demo`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookieOf(form) },
    body: new URLSearchParams({ _csrf: token, role: 'commissioner', to: '/cost' }),
  });
  const page = await fetch(`${base}/cost`, { headers: { cookie: cookieOf(signedIn) } });
  if (!(await page.text()).includes('hw-key-figure'))
    throw new Error('no figure on the first page');
}

function cookieOf(answer: Response): string {
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

async function engineAlone(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-bench-'));
  const took = await timeOf(async () => {
    const database = await openEmbedded(join(folder, 'database'));
    await database.close();
  });
  await rm(folder, { recursive: true });
  return took;
}
