import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import {
  fileOfWalks,
  type PreparedWalks,
  prepareWalks,
  publishedRates,
  walkAll,
  type WalksAsked,
} from '../src/decide/index.ts';
import { median, type Row, RUNS, say, sayTiming, type Timing, timeOf } from './measure.ts';

/** What a peer prints: the milliseconds of each run, and its sums. */
function readPeer(label: string, output: string): { timing: Timing; totals: number[] } {
  const lines = output.trim().split('\n');
  const runs = lines.flatMap((line) => (line.startsWith('ms ') ? [Number(line.slice(3))] : []));
  const totals = lines.flatMap((line) => (line.startsWith('ms ') ? [] : [Number(line)]));
  return { timing: { label, runs }, totals };
}

/** Runs a peer; null where its tools are not installed. */
function runPeer(label: string, commands: readonly (readonly string[])[]) {
  let output = '';
  for (const [program = '', ...words] of commands) {
    try {
      output = execFileSync(program, words, {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    } catch {
      say(`  peer: ${label} does not run here (${program} is needed)`);
      return null;
    }
  }
  return readPeer(`peer: ${label}`, output);
}

const ASKED: WalksAsked = { children: 100_000, years: 20, draws: 50, seed: 42 };

/** Children moved person by person, beside the same algorithm in C and in numpy. */
export const draws: Row = {
  id: 'draws',
  work: '100,000 children x 20 years x 50 draws, person by person, one life each',
  aim: 'at most 1.3 times C (gcc -O3) on one thread; 10 times as fast as numpy on two',
  run: () => runDraws(ASKED),
};

/** Runs the row at a size. */
export async function runDraws(asked: WalksAsked): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-draws-'));
  const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  try {
    const prepared = prepareWalks(publishedRates(), asked);
    const file = join(folder, 'draws');
    await writeFile(file, fileOfWalks(prepared));
    const ours = await timeOurs(prepared);
    sayTiming(ours.timing);
    const program = join(folder, 'draws-c');
    const c = runPeer('scalar C, gcc -O3', [
      ['gcc', '-O3', '-o', program, here('draws.c')],
      [program, file, String(RUNS)],
    ]);
    if (c) {
      sayTiming(c.timing);
      sayRatioOf('one thread to C', ours.timing, c.timing);
      const isSame = c.totals.every((total, state) => total === ours.totals[state]);
      if (!isSame) throw new Error('C and ours count other children, though chance is the same');
      say('  the same children at each state as C, to the last one');
    }
    const both = await timeThreads(asked, 2);
    sayTiming(both);
    const numpy = runPeer('numpy', [['python3', here('draws.py'), file, '3']]);
    if (numpy) {
      sayTiming(numpy.timing);
      sayRatioOf('numpy to two threads', numpy.timing, both);
      sayApart(ours.totals, numpy.totals);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function timeOurs(prepared: PreparedWalks): Promise<{ timing: Timing; totals: number[] }> {
  let totals = walkAll({ ...prepared, walks: prepared.walks.slice(0, 5) });
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    runs.push(
      await timeOf(async () => {
        totals = walkAll(prepared);
      }),
    );
  }
  return { timing: { label: 'one thread', runs }, totals };
}

/** Times the same draws over some threads, their start and preparation left out. */
async function timeThreads(asked: WalksAsked, threads: number): Promise<Timing> {
  const each = Math.ceil(asked.draws / threads);
  const workers = Array.from(
    { length: threads },
    (_, index) =>
      new Worker(new URL('draws-worker.ts', import.meta.url), {
        argv: [
          JSON.stringify({
            ...asked,
            firstDraw: index * each,
            draws: Math.min(each, asked.draws - index * each),
          }),
        ],
      }),
  );
  const answered = (worker: Worker) =>
    new Promise<void>((resolve) => worker.once('message', () => resolve()));
  await Promise.all(workers.map(answered));
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    runs.push(
      await timeOf(async () => {
        const answers = workers.map(answered);
        for (const worker of workers) worker.postMessage('walk');
        await Promise.all(answers);
      }),
    );
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  return { label: `${threads} threads`, runs };
}

function sayRatioOf(label: string, one: Timing, other: Timing): void {
  say(`  ratio, ${label}: ${(median(one.runs) / median(other.runs)).toFixed(2)}`);
}

/** How far the sums of two generators are apart, at the state where it is most, in per cent. */
function sayApart(ours: readonly number[], theirs: readonly number[]): void {
  const apart = ours.flatMap((own, state) =>
    own === 0 ? [] : [Math.abs((theirs[state] ?? 0) / own - 1) * 100],
  );
  say(`  mean days at a state differ from numpy by ${Math.max(...apart).toFixed(2)}% at most`);
}
