import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import type { Piscina } from 'piscina';
import type { ModelInput } from './model-input.ts';
import type { ModelResult } from './model-result.ts';
import type { ChunkTask, Given } from './model-worker.ts';
import { prepare } from './prepare.ts';
import { chunksOf, newEngine } from './run-chunk.ts';
import { drawsOf, finish, type RunOptions } from './run-model.ts';

/** How an input is run by several threads. */
export interface ThreadOptions extends RunOptions {
  /** Threads; one for each core, at most 8, if not said. */
  readonly threads?: number;
  /** Told after each piece of the work: how many runs are done, of how many. */
  readonly onProgress?: (done: number, of: number) => void;
  /** Stops the run: the promise is then rejected with an AbortError. */
  readonly signal?: AbortSignal;
}

type Pool = Piscina<ChunkTask, Float64Array>;

const WORKER = fileURLToPath(new URL('./model-worker.ts', import.meta.url));
const MOST_THREADS = 8;
/** Threads wait so long for the next run: someone who changes a lever does not wait for a start. */
const IDLE_MS = 60_000;

/** Threads that wait for work, by their number. They hold no process open. */
const pools = new Map<number, Promise<Pool>>();

function poolOf(threads: number): Promise<Pool> {
  const known = pools.get(threads);
  if (known) return known;
  const made = import('piscina').then(
    ({ Piscina: Threads }) =>
      new Threads<ChunkTask, Float64Array>({
        filename: WORKER,
        name: 'runTask',
        minThreads: 0,
        maxThreads: threads,
        idleTimeout: IDLE_MS,
      }),
  );
  pools.set(threads, made);
  return made;
}

/**
 * Runs an input by several threads; gives the same bytes as `runModel`, whatever their number.
 * Throws a RangeError for what cannot run, and rejects with an AbortError when it is stopped.
 */
export async function runThreads(
  input: ModelInput,
  options: ThreadOptions = {},
): Promise<ModelResult> {
  const { signal, onProgress, threads } = options;
  signal?.throwIfAborted();
  const engine = newEngine(prepare(input, options));
  const draws = drawsOf(input, options.draws);
  const rows = new SharedArrayBuffer(draws * engine.money.layout.length * 8);
  const given = inShared({ input, options: { everyAge: options.everyAge === true } });
  const run = randomUUID();
  const asked = threads ?? Math.min(MOST_THREADS, availableParallelism());
  const pool = await poolOf(Math.max(1, asked));
  let done = 0;
  const sums = await Promise.all(
    chunksOf(draws).map(async (chunk) => {
      const task = { ...chunk, run, given, rows };
      const own = await pool.run(task, signal ? { signal } : {});
      done += chunk.count;
      onProgress?.(done, draws);
      return own;
    }),
  );
  return finish(engine, { draws, rows: new Float64Array(rows), sums });
}

function inShared(given: Given): SharedArrayBuffer {
  const bytes = serialize(given);
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
}
