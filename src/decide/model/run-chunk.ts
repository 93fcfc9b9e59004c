import type { Prepared } from './prepare.ts';
import { drawAll, type RunRoom, runOnce, runRoom, runWithout } from './run-draw.ts';
import { type MoneyRoom, moneyRoom, type RowTarget, writeRow } from './write-row.ts';
import type { RowLayout } from './row-layout.ts';
import { COUNTED } from './walk.ts';

/** Runs of one piece of work; sums are kept by piece, so that threads change no digit. */
export const CHUNK = 250;

/** One run in so many also follows what would be without any programme, which only means need. */
const WITHOUT_EVERY = 25;

/** Of so many runs, the first, each part of the gains is kept apart: to say how far it spreads. */
export const DETAILED_RUNS = 500;

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

/** One piece of the runs: the number of its first, and how many. */
export interface Chunk {
  readonly first: number;
  readonly count: number;
}

/** Pieces of so many runs: the first run of each and how many. */
export function chunksOf(draws: number): Chunk[] {
  return Array.from({ length: Math.ceil(draws / CHUNK) }, (_, index) => ({
    first: index * CHUNK,
    count: Math.min(CHUNK, draws - index * CHUNK),
  }));
}

/** Numbers of one run that say what each agency gains from each source, by kind and year. */
export function detailLength({ sums }: RowLayout): number {
  return sums.without - sums.payments;
}

/** Room for what one piece adds up; behind it the gains of each of its runs that are kept apart. */
export function sumsOf({ money }: Engine, chunk: Chunk): Float64Array {
  const kept = Math.max(0, Math.min(chunk.count, DETAILED_RUNS - chunk.first));
  return new Float64Array(money.layout.sums.length + kept * detailLength(money.layout));
}

/**
 * Runs one piece. `rows` holds the rows of all runs by number of the run; the sums of this piece
 * are added to `sums`, which `sumsOf` makes.
 */
export function runChunk(
  engine: Engine,
  chunk: Chunk,
  rows: Float64Array,
  sums: Float64Array,
): void {
  const { prepared, run, money } = engine;
  const { layout } = money;
  const target: RowTarget = { rows, sums, at: 0 };
  const own: RowTarget = { rows, sums: new Float64Array(layout.sums.length), at: 0 };
  for (let draw = chunk.first; draw < chunk.first + chunk.count; draw += 1) {
    drawAll(prepared, run, prepared.input.seed, draw);
    runOnce(prepared, run);
    const place = layout.sums.length + (draw - chunk.first) * detailLength(layout);
    const into = place < sums.length ? own : target;
    into.at = draw * layout.length;
    writeRow(prepared, run, money, into);
    if (into === own) keepDetail(layout, own.sums, { sums, place });
    if (draw % WITHOUT_EVERY !== 0) continue;
    runWithout(prepared, run);
    addWithout(engine, sums);
  }
}

/** Keeps what one run gained apart, adds it to the sums, and clears the room for the next. */
function keepDetail(
  layout: RowLayout,
  own: Float64Array,
  { sums, place }: { readonly sums: Float64Array; readonly place: number },
): void {
  sums.set(own.subarray(layout.sums.payments, layout.sums.without), place);
  for (let i = 0; i < own.length; i += 1) sums[i] = (sums[i] as number) + (own[i] as number);
  own.fill(0);
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
