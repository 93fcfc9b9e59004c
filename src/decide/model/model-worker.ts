import { deserialize } from 'node:v8';
import type { ModelInput } from './model-input.ts';
import { type PrepareOptions, prepare } from './prepare.ts';
import { type Engine, newEngine, runChunk, sumsOf } from './run-chunk.ts';

/** One piece of work for a thread: which runs of which model, and where their rows go. */
export interface ChunkTask {
  /** Names the run of the model; a thread prepares its input once. */
  readonly run: string;
  readonly first: number;
  readonly count: number;
  /** Memory that all threads share: what is run (as `v8.serialize` writes it), rows of all runs. */
  readonly given: SharedArrayBuffer;
  readonly rows: SharedArrayBuffer;
}

/** What a model's run is: its input and how finely ages are told apart. */
export interface Given {
  readonly input: ModelInput;
  readonly options: PrepareOptions;
}

let current: { readonly run: string; readonly engine: Engine } | null = null;

/** Runs one piece in a thread; gives its sums, while its rows lie in shared memory. */
export async function runTask(task: ChunkTask): Promise<Float64Array> {
  if (current?.run !== task.run) {
    const { input, options } = deserialize(Buffer.from(task.given)) as Given;
    current = { run: task.run, engine: newEngine(prepare(input, options)) };
  }
  const { engine } = current;
  const sums = sumsOf(engine, task);
  runChunk(engine, task, new Float64Array(task.rows), sums);
  return sums;
}
