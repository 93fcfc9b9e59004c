import { breakEvenOf, driversOf } from './drivers.ts';
import type { ModelInput } from './model-input.ts';
import type { ModelResult } from './model-result.ts';
import { type PrepareOptions, prepare } from './prepare.ts';
import { chunksOf, type Engine, newEngine, runChunk, sumsOf } from './run-chunk.ts';
import { summarise } from './summarise.ts';
import { warningsOf } from './warnings.ts';

/** Runs that memory holds at once. */
const MOST_DRAWS = 100_000;

/** How an input is run, beside what it says itself. */
export interface RunOptions extends PrepareOptions {
  /** Runs, in place of those of the input: 500 make a first answer. */
  readonly draws?: number;
}

/**
 * Runs an input in this thread. Pure: the same input and options give the same bytes, and the same
 * as `runThreads` with any number of threads. Throws a RangeError for what cannot run.
 */
export function runModel(input: ModelInput, options: RunOptions = {}): ModelResult {
  const engine = newEngine(prepare(input, options));
  const draws = drawsOf(input, options.draws);
  const { layout } = engine.money;
  const rows = new Float64Array(draws * layout.length);
  const sums = chunksOf(draws).map((chunk) => {
    const own = sumsOf(engine, chunk);
    runChunk(engine, chunk, rows, own);
    return own;
  });
  return finish(engine, { draws, rows, sums });
}

/** The number of runs asked for; throws a RangeError for what is none. */
export function drawsOf(input: ModelInput, asked?: number): number {
  const draws = asked ?? input.draws;
  if (Number.isInteger(draws) && draws >= 1 && draws <= MOST_DRAWS) return draws;
  throw new RangeError(`a model is run 1 to 100,000 times, not ${draws}`);
}

/** What all pieces of the work gave: rows by number of the run, sums by number of the piece. */
export interface Finished {
  readonly draws: number;
  readonly rows: Float64Array;
  readonly sums: readonly Float64Array[];
}

/** Makes the result of all runs; sums are added in order of the pieces, whoever ran them. */
export function finish(engine: Engine, { draws, rows, sums }: Finished): ModelResult {
  const { prepared, money } = engine;
  const total = new Float64Array(money.layout.sums.length);
  for (const own of sums) {
    for (let place = 0; place < total.length; place += 1) {
      total[place] = (total[place] as number) + (own[place] as number);
    }
  }
  const details = sums.map((own) => own.subarray(total.length));
  const outcomes = { prepared, layout: money.layout, draws, rows, sums: total, details };
  const summary = summarise(outcomes);
  const breakEvenEffect = breakEvenOf(engine);
  const drivers = driversOf(engine, outcomes);
  const warnings = warningsOf(prepared, { ...summary, drivers });
  return { ...summary, breakEvenEffect, drivers, warnings };
}
