import { STATES } from './model-input.ts';
import { ADULT_POSITION, GROWN_UP, STATE_AT, stepBlock, type Walk } from './person-kernel.ts';
import { type AgeBlock, COMES, GROWN, NO_STEP, type PersonPlan, TURNS } from './person-plan.ts';

/** What looks at the children as a quarter begins, before anybody moves. */
export type AtQuarter = (quarter: number) => void;

/**
 * Walks all children of a plan through the quarters of one draw. `look` is called as each quarter
 * begins, when those who are born have come and birthdays are counted.
 */
export function walkPersons(plan: PersonPlan, walk: Walk, look: AtQuarter): void {
  const { blocks, quarters, schedule } = plan;
  walk.positions.set(plan.positions);
  walk.counts.fill(0);
  walk.stay.set(walk.tables.stay);
  for (let quarter = 0; quarter < quarters; quarter += 1) {
    for (let index = 0; index < blocks.length; index += 1) {
      const code = schedule[index * quarters + quarter] as number;
      if (code >= 0 && code > NO_STEP) change(walk, blocks[index] as AgeBlock, code);
    }
    look(quarter);
    for (let index = 0; index < blocks.length; index += 1) {
      const code = schedule[index * quarters + quarter] as number;
      const ageBand = code & NO_STEP;
      if (code >= 0 && ageBand !== NO_STEP) {
        stepBlock(walk, blocks[index] as AgeBlock, quarter, ageBand);
      }
    }
  }
}

/** Lets a block come, or come of age. */
function change({ positions, counts }: Walk, { from, to }: AgeBlock, code: number): void {
  for (let child = from; child < to; child += 1) {
    const before = positions[child] as number;
    const after =
      code & GROWN ? ADULT_POSITION : code & TURNS ? (GROWN_UP[before] as number) : before;
    const was = STATE_AT[before] as number;
    const is = STATE_AT[after] as number;
    if (!(code & COMES)) counts[was] = (counts[was] as number) - 1;
    counts[is] = (counts[is] as number) + 1;
    positions[child] = after;
  }
}

/** Children at each state, summed over a year's quarters: `year * STATES.length + state`. */
export function countYears(plan: PersonPlan, walk: Walk, into: Float64Array): AtQuarter {
  return (quarter) => {
    const start = Math.floor(quarter / 4) * STATES.length;
    for (let state = 0; state < STATES.length; state += 1) {
      const count = (walk.counts[state] as number) * plan.weight;
      into[start + state] = (into[start + state] as number) + count;
    }
  };
}
