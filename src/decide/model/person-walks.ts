import { AGE_BANDS, type Rates, STATES } from './model-input.ts';
import { drawChances, movesSource } from './person-draws.ts';
import { ARRIVAL, emptyTables, emptyWalk, GROWN_UP, STATE_AT, type Walk } from './person-kernel.ts';
import { type PersonPlan, planPersons } from './person-plan.ts';
import { drawKeys } from './person-random.ts';
import { fillTables } from './person-tables.ts';
import { walkPersons } from './person-walk.ts';

/** How much is walked: draws from `firstDraw` on. */
export interface WalksAsked {
  readonly children: number;
  readonly years: number;
  readonly draws: number;
  readonly firstDraw?: number;
  readonly seed: number;
}

/** What is walked, prepared so that ours and the peers begin with the same numbers. */
export interface PreparedWalks {
  readonly plan: PersonPlan;
  readonly walks: readonly Walk[];
}

/** Rates, thresholds and keys of each draw: the same for ours and for the peers. */
export function prepareWalks(rates: Rates, asked: WalksAsked): PreparedWalks {
  const { children, years, draws, firstDraw = 0, seed } = asked;
  const plan = planPersons({ ...rates, birthsAYear: 0 }, years, children);
  const source = movesSource(rates, seed);
  const room = emptyWalk(plan.slots, 0);
  const walks = Array.from({ length: draws }, (_, index): Walk => {
    const draw = firstDraw + index;
    const tables = emptyTables(AGE_BANDS.length);
    fillTables(tables, drawChances(source, draw), 1);
    return { ...room, tables, keys: drawKeys(seed, draw, 0) };
  });
  return { plan, walks };
}

/** Children at each state, added up over the quarters of the draws given. */
export function walkAll({ plan, walks }: PreparedWalks): number[] {
  const totals = STATES.map(() => 0);
  for (const walk of walks) {
    walkPersons(plan, walk, () => {
      for (let state = 0; state < totals.length; state += 1) {
        totals[state] = (totals[state] ?? 0) + (walk.counts[state] ?? 0);
      }
    });
  }
  return totals;
}

/** The work as a file for programs in other languages; `bench/draws.c` says how it is laid out. */
export function fileOfWalks({ plan, walks }: PreparedWalks): Buffer {
  const { slots, quarters, blocks, schedule, positions } = plan;
  const ints = (numbers: Iterable<number>) => Buffer.from(Int32Array.from(numbers).buffer);
  return Buffer.concat([
    ints([slots, quarters, walks.length, AGE_BANDS.length, blocks.length]),
    ints(blocks.flatMap(({ from, to }) => [from, to])),
    ints(schedule),
    ...[GROWN_UP, STATE_AT, ARRIVAL].map(ints),
    Buffer.from(positions),
    ints(walks.flatMap(({ keys }) => [keys.first, keys.second])),
    ...walks.map(({ tables }) => Buffer.from(tables.stay.buffer)),
    ...walks.map(({ tables }) => Buffer.from(tables.upTo.buffer)),
  ]);
}
