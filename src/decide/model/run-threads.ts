import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ModelInput } from './model-input.ts';
import type { ModelResult } from './model-result.ts';
import type { ChunkTask, WorkerData } from './model-worker.ts';
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

const WORKER = fileURLToPath(new URL('./model-worker.ts', import.meta.url));
const MOST_THREADS = 8;

/**
 * Runs an input by several threads; gives the same bytes as `runModel`, whatever their number.
 * Throws a RangeError for what cannot run, and rejects with an AbortError when it is stopped.
 */
export async function runThreads(
  input: ModelInput,
  options: ThreadOptions = {},
): Promise<ModelResult> {
  const { signal, onProgress } = options;
  signal?.throwIfAborted();
  const engine = newEngine(prepare(input, options));
  const draws = drawsOf(input, options.draws);
  const chunks = chunksOf(draws);
  const { length } = engine.money.layout;
  const shared = new SharedArrayBuffer(draws * length * Float64Array.BYTES_PER_ELEMENT);
  const everyAge = options.everyAge === true;
  const workerData: WorkerData = { input, options: { everyAge }, rows: shared };
  const asked = options.threads ?? Math.min(MOST_THREADS, availableParallelism());
  const threads = Math.max(1, Math.min(asked, chunks.length));
  const { Piscina } = await import('piscina');
  const pool = new Piscina<ChunkTask, Float64Array>({
    filename: WORKER,
    name: 'runTask',
    minThreads: threads,
    maxThreads: threads,
    workerData,
  });
  let done = 0;
  try {
    const sums = await Promise.all(
      chunks.map(async (chunk) => {
        const own = await pool.run(chunk, signal ? { signal } : {});
        done += chunk.count;
        onProgress?.(done, draws);
        return own;
      }),
    );
    return finish(engine, { draws, rows: new Float64Array(shared), sums });
  } finally {
    await pool.destroy();
  }
}
