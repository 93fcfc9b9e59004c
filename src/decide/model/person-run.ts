import { AGE_BANDS, type ModelInput, type ProgrammeInput, STATES } from './model-input.ts';
import { drawPersons, type DrawSource, drawSource, type PersonDraw } from './person-draws.ts';
import {
  beginnerOf,
  begunInQuarter,
  type EntrantMix,
  entrantMix,
  type HelpKeys,
  helpKeys,
  kindAt,
} from './person-help.ts';
import { emptyWalk, type Walk } from './person-kernel.ts';
import { type Beginner, emptyRow, type PairWalk, walkPair } from './person-pairs.ts';
import { type PersonPlan, planPersons } from './person-plan.ts';
import { clearQueue, emptyQueue, type Queue, stepQueue } from './person-queue.ts';
import { bitsAt, drawKeys } from './person-random.ts';
import { fillTables } from './person-tables.ts';
import { countYears, walkPersons } from './person-walk.ts';

/** How a run person by person is made. */
export interface PersonOptions {
  /** Children simulated of those who stand on the first day; null: one for each of them. */
  readonly children: number | null;
  /** How many draws, and the number of the first: chunks of draws join to the same whole. */
  readonly draws: number;
  readonly firstDraw?: number;
  /**
   * Whether places are limited and children wait for them, longest first. Without a queue those
   * who begin are as in the matrix engine: so many a quarter, in the mix of the first day.
   */
  readonly queue?: boolean;
  /**
   * By how much the chance of a new start is multiplied for a child who is back at universal after
   * help (1: history plays no role). Neither rates nor evidence of ours hold it, so keep it between
   * 0.8 and 1.25 and show results with 1 beside it.
   */
  readonly historyMultiplier?: number;
  /** All assumptions at their middle, so that only the children's own chance is left. */
  readonly atMiddle?: boolean;
}

/** What one programme did in each draw. */
export interface ProgrammeRuns {
  readonly programme: string;
  /** Children who begin, `draw * years + year`. */
  readonly begun: Float64Array;
  /** Quarters that those who began had waited, summed; and who left the queue, by draw. */
  readonly waitedQuarters: Float64Array;
  readonly left: Float64Array;
  /** Children who still wait at the end of the programme's last year, by draw. */
  readonly stillWaiting: Float64Array;
}

/** What a run person by person found: numbers of the authority's children, draw by draw. */
export interface PersonRuns {
  readonly seed: number;
  readonly firstDraw: number;
  readonly draws: number;
  readonly years: number;
  /** How many children each of those simulated stands for. */
  readonly weight: number;
  /** Quarters at each state in each year, `(draw * years + year) * STATES.length + state`. */
  readonly without: Float64Array;
  /** The same with all programmes, less without. */
  readonly difference: Float64Array;
  readonly programmes: readonly ProgrammeRuns[];
}

interface Bench {
  readonly input: ModelInput;
  readonly options: PersonOptions;
  readonly source: DrawSource;
  readonly plan: PersonPlan;
  readonly walk: Walk;
  readonly row: Float64Array;
  readonly helped: Uint8Array;
  readonly queues: readonly Queue[];
  readonly mixes: readonly EntrantMix[];
}

/**
 * Runs the children of an input one by one, without and with its programmes under the same chance.
 * Each draw takes its assumptions and its children's chance from streams of its own, so that any
 * cutting up of the draws gives the same numbers. Throws a RangeError for what cannot run.
 */
export function runPersons(input: ModelInput, options: PersonOptions): PersonRuns {
  const bench = setUp(input, options);
  const { draws } = options;
  const { years } = input;
  const size = years * STATES.length;
  const runs: PersonRuns = {
    seed: input.seed,
    firstDraw: options.firstDraw ?? 0,
    draws,
    years,
    weight: bench.plan.weight,
    without: new Float64Array(draws * size),
    difference: new Float64Array(draws * size),
    programmes: input.programmes.map(({ code }) => ({
      programme: code,
      begun: new Float64Array(draws * years),
      waitedQuarters: new Float64Array(draws),
      left: new Float64Array(draws),
      stillWaiting: new Float64Array(draws),
    })),
  };
  for (let index = 0; index < draws; index += 1) runDraw(bench, runs, index);
  return runs;
}

function setUp(input: ModelInput, options: PersonOptions): Bench {
  const plan = planPersons(input.rates, input.years, options.children);
  return {
    input,
    options,
    source: drawSource(input, options.atMiddle ?? false),
    plan,
    walk: emptyWalk(plan.slots, AGE_BANDS.length),
    row: emptyRow(),
    helped: new Uint8Array(options.queue ? plan.slots : 0),
    queues: options.queue ? input.programmes.map((one) => emptyQueue(plan, one)) : [],
    mixes: input.programmes.map(({ who }) => entrantMix(input.rates, who)),
  };
}

function runDraw(bench: Bench, runs: PersonRuns, index: number): void {
  const { input, options, plan, source, row } = bench;
  const draw = runs.firstDraw + index;
  const drawn = drawPersons(source, draw);
  const historyMultiplier = options.historyMultiplier ?? 1;
  const walk: Walk = { ...bench.walk, keys: drawKeys(input.seed, draw, 0) };
  fillTables(walk.tables, drawn.chances, historyMultiplier);
  const size = runs.years * STATES.length;
  const count = countYears(plan, walk, runs.without.subarray(index * size, (index + 1) * size));
  const difference = runs.difference.subarray(index * size, (index + 1) * size);
  const pairs: PairWalk = { ...walk, ...plan, ...drawn, historyMultiplier, difference, row };
  const help: DrawOfHelp = { bench, runs, index, drawn, walk, pairs };
  bench.helped.fill(0);
  for (const queue of bench.queues) clearQueue(queue);
  walkPersons(plan, walk, (quarter) => {
    count(quarter);
    if (bench.queues.length > 0) offerPlaces(help, quarter);
  });
  if (bench.queues.length === 0) beginFreely(help);
  for (const [place, queue] of bench.queues.entries()) {
    const own = runs.programmes[place] as ProgrammeRuns;
    own.waitedQuarters[index] = queue.waitedQuarters * plan.weight;
    own.left[index] = queue.left * plan.weight;
    own.stillWaiting[index] = queue.length * plan.weight;
  }
}

interface DrawOfHelp {
  readonly bench: Bench;
  readonly runs: PersonRuns;
  readonly index: number;
  readonly drawn: PersonDraw;
  readonly walk: Walk;
  readonly pairs: PairWalk;
}

/** Lets a child begin: counts it, and walks both lives to the end. */
function begin(help: DrawOfHelp, place: number, beginner: Beginner): void {
  const { runs, index, drawn, pairs, bench } = help;
  const { begun } = runs.programmes[place] as ProgrammeRuns;
  const year = index * runs.years + Math.floor(beginner.quarter / 4);
  begun[year] = (begun[year] as number) + bench.plan.weight;
  walkPair(pairs, beginner, drawn.programmes[place]?.effects ?? [], bench.plan.weight);
}

function offerPlaces(help: DrawOfHelp, quarter: number): void {
  const { bench, drawn, walk } = help;
  for (const [place, queue] of bench.queues.entries()) {
    const draw = drawn.programmes[place];
    if (!draw) continue;
    const keys = keysOf(help, queue.programme);
    const { plan, helped } = bench;
    const at = { plan, positions: walk.positions, helped, draw, keys, quarter };
    stepQueue(queue, at, (beginner) => begin(help, place, beginner));
  }
}

function keysOf({ bench, runs, index }: DrawOfHelp, programme: ProgrammeInput): HelpKeys {
  return helpKeys(bench.input.seed, runs.firstDraw + index, programme.code);
}

/** Without a queue: so many begin each quarter, spread over the mix of the first day. */
function beginFreely(help: DrawOfHelp): void {
  const { bench, drawn } = help;
  let child = bench.plan.slots;
  for (const [place, programme] of bench.input.programmes.entries()) {
    const draw = drawn.programmes[place];
    const mix = bench.mixes[place];
    if (!draw || !mix || mix.upTo.length === 0) continue;
    const keys = keysOf(help, programme);
    const share = (name: number, quarter: number) =>
      bitsAt(keys.begin, name, quarter) / 4_294_967_296;
    let owed = share(0, 0);
    for (let quarter = 0; quarter < bench.plan.quarters; quarter += 1) {
      owed += begunInQuarter(programme, draw, quarter) / bench.plan.weight;
      const begins = Math.floor(owed);
      owed -= begins;
      const shift = share(1, quarter);
      for (let i = 0; i < begins; i += 1, child += 1) {
        const kind = kindAt(mix, (i + shift) / begins);
        const ageQuarters = mix.ageQuarters[kind] as number;
        const at = { child, quarter, ageQuarters, position: mix.positions[kind] as number };
        begin(help, place, beginnerOf(at, programme, draw, keys));
      }
    }
  }
}

/** Joins chunks of one run, in order of their draws. Throws a RangeError if one is missing. */
export function joinPersonRuns(chunks: readonly PersonRuns[]): PersonRuns {
  const sorted = [...chunks].sort((a, b) => a.firstDraw - b.firstDraw);
  const [first] = sorted;
  if (!first) throw new RangeError('there are no chunks to join');
  let next = first.firstDraw;
  for (const { firstDraw, draws } of sorted) {
    if (firstDraw !== next) throw new RangeError(`draw ${next} is missing or stands twice`);
    next += draws;
  }
  const join = (part: (runs: PersonRuns) => Float64Array) =>
    Float64Array.from(sorted.flatMap((runs) => [...part(runs)]));
  return {
    ...first,
    draws: next - first.firstDraw,
    without: join(({ without }) => without),
    difference: join(({ difference }) => difference),
    programmes: first.programmes.map(({ programme }, place) => {
      const own = (part: keyof Omit<ProgrammeRuns, 'programme'>) =>
        join((runs) => runs.programmes[place]?.[part] ?? new Float64Array());
      return {
        programme,
        begun: own('begun'),
        waitedQuarters: own('waitedQuarters'),
        left: own('left'),
        stillWaiting: own('stillWaiting'),
      };
    }),
  };
}
