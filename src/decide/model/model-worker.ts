import { workerData } from 'node:worker_threads';
import type { ModelInput } from './model-input.ts';
import { type PrepareOptions, prepare } from './prepare.ts';
import { type Engine, newEngine, runChunk } from './run-chunk.ts';

/** One piece of work for a thread: which runs, and where their rows go. */
export interface ChunkTask {
  readonly first: number;
  readonly count: number;
}

/** What each thread of a run is given when it starts. */
export interface WorkerData {
  readonly input: ModelInput;
  readonly options: PrepareOptions;
  /** Memory that all threads share: the rows of all runs. */
  readonly rows: SharedArrayBuffer;
}

let engine: Engine | null = null;
let rows: Float64Array | null = null;

/** Runs one piece in a thread; gives its sums, while its rows lie in shared memory. */
export async function runTask(task: ChunkTask): Promise<Float64Array> {
  const given = workerData as WorkerData;
  engine ??= newEngine(prepare(given.input, given.options));
  rows ??= new Float64Array(given.rows);
  const sums = new Float64Array(engine.money.layout.sums.length);
  runChunk(engine, task, rows, sums);
  return sums;
}
