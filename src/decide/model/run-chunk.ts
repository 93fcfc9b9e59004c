import type { Prepared } from './prepare.ts';
import { drawAll, type RunRoom, runOnce, runRoom, runWithout } from './run-draw.ts';
import { type MoneyRoom, moneyRoom, type RowTarget, writeRow } from './write-row.ts';
import { COUNTED } from './walk.ts';

/** Runs of one piece of work; sums are kept by piece, so that threads change no digit. */
export const CHUNK = 250;

/** One run in so many also follows what would be without any programme, which only means need. */
const WITHOUT_EVERY = 25;

/** Room in which an input is run, made once for each thread. */
export interface Engine {
  readonly prepared: Prepared;
  readonly run: RunRoom;
  readonly money: MoneyRoom;
}

/** Makes room for running an input. */
export function newEngine(prepared: Prepared): Engine {
  return { prepared, run: runRoom(prepared), money: moneyRoom(prepared) };
}

/** Pieces of so many runs: the first run of each and how many. */
export function chunksOf(draws: number): { readonly first: number; readonly count: number }[] {
  return Array.from({ length: Math.ceil(draws / CHUNK) }, (_, index) => ({
    first: index * CHUNK,
    count: Math.min(CHUNK, draws - index * CHUNK),
  }));
}

/**
 * Runs one piece. `rows` holds the rows of all runs by number of the run; the sums of this piece
 * are added to `sums`.
 */
export function runChunk(
  engine: Engine,
  chunk: { readonly first: number; readonly count: number },
  rows: Float64Array,
  sums: Float64Array,
): void {
  const { prepared, run, money } = engine;
  const { layout } = money;
  const target: RowTarget = { rows, sums, at: 0 };
  for (let draw = chunk.first; draw < chunk.first + chunk.count; draw += 1) {
    drawAll(prepared, run, prepared.input.seed, draw);
    runOnce(prepared, run);
    target.at = draw * layout.length;
    writeRow(prepared, run, money, target);
    if (draw % WITHOUT_EVERY !== 0) continue;
    runWithout(prepared, run);
    addWithout(engine, sums);
  }
}

function addWithout({ prepared, run, money }: Engine, sums: Float64Array): void {
  const { without, withoutRuns } = money.layout.sums;
  sums[withoutRuns] = (sums[withoutRuns] as number) + 1;
  for (let quarter = 0; quarter < prepared.quarters; quarter += 1) {
    for (let state = 0; state < COUNTED; state += 1) {
      const place = without + state * prepared.years + (quarter >> 2);
      const children = run.without[quarter * COUNTED + state] as number;
      sums[place] = (sums[place] as number) + children / 4;
    }
  }
}
