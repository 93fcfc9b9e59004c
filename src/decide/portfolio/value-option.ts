import type { ModelInput } from '../model/model-input.ts';
import type { Perspective } from '../model/model-result.ts';
import { prepare } from '../model/prepare.ts';
import { chunksOf, newEngine, runChunk } from '../model/run-chunk.ts';
import { netPresentValues } from '../model/summarise-perspectives.ts';

/**
 * The net present value of an input in each of its runs, pence. Run i is the same world for every
 * input with the same seed, so values of different inputs may be added run by run.
 */
export function valueRuns(input: ModelInput, perspective: Perspective): Float64Array {
  const engine = newEngine(prepare(input));
  const { layout } = engine.money;
  const { draws } = input;
  const rows = new Float64Array(draws * layout.length);
  const sums = new Float64Array(layout.sums.length);
  for (const chunk of chunksOf(draws)) runChunk(engine, chunk, rows, sums);
  const outcomes = { prepared: engine.prepared, layout, draws, rows, sums, details: [] };
  return netPresentValues(outcomes, perspective);
}
