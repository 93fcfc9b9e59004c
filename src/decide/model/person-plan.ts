import type { Rates, Standing } from './model-input.ts';
import { STATES } from './model-input.ts';
import { ADULT_POSITION, type Block } from './person-kernel.ts';
import { MOST_CHILDREN, MOST_QUARTERS } from './person-random.ts';
import { ageBandAt, DURATIONS, QUARTERS_TO_EIGHTEEN, QUARTERS_TO_TWENTY_FIVE } from './states.ts';

/** What happens to a block in a quarter, added to its age band: NO_STEP where nobody moves. */
export const NO_STEP = 15;
/** The children turn 18 as the quarter begins. */
export const TURNS = 16;
/** The children come into the model as the quarter begins. */
export const COMES = 32;
/** The children turn 25 as the quarter begins. */
export const GROWN = 64;

/** Children of one age in quarters on the first day (or born in one quarter, below 0 before). */
export interface AgeBlock extends Block {
  /** Age in quarters on the first day; -3 is born at the beginning of the fourth quarter. */
  readonly ageQuarters: number;
}

/** Who is simulated: where each child stands on the first day, and what each quarter brings. */
export interface PersonPlan {
  readonly quarters: number;
  /** Children in the model over all quarters, those born later included. */
  readonly children: number;
  /** Bytes that they take: a block begins at a multiple of 4, empty ones are adults who stay. */
  readonly slots: number;
  /** How many children of the authority one of them stands for. */
  readonly weight: number;
  readonly blocks: readonly AgeBlock[];
  /** By block and quarter: an age band (or NO_STEP) plus what happens; -1 where nobody is yet. */
  readonly schedule: Int32Array;
  readonly positions: Uint8Array;
  /** By child: age in quarters on the first day, below 0 before birth. */
  readonly ages: Int16Array;
}

/**
 * Lays out `children` who stand on the first day like those of the rates (all of them, one for
 * one, if null), and those who are born in each quarter. A year of age is parted evenly into its
 * four quarters, and fractions are rounded so that every age and state keeps its share.
 *
 * @throws RangeError if nobody stands anywhere, or there are more children or quarters than fit
 */
export function planPersons(rates: Rates, years: number, children: number | null): PersonPlan {
  const quarters = years * 4;
  const cells = cellsOf(rates.standing);
  const standing = cells.reduce((sum, cell) => sum + cell.children, 0);
  if (standing <= 0) throw new RangeError('nobody stands in any state on the first day');
  const asked = children ?? Math.max(1, Math.round(standing));
  const weight = standing / asked;
  const births = birthsOf(rates.birthsAYear / 4 / weight, quarters);
  const all = asked + births.reduce((sum, born) => sum + born, 0);
  if (all > MOST_CHILDREN) throw new RangeError(`${all} children are more than fit`);
  if (quarters > MOST_QUARTERS) throw new RangeError(`${quarters} quarters are more than fit`);
  const groups = [...standingGroups(cells, weight), ...birthGroups(births)];
  return { quarters, children: all, weight, ...layOut(groups, quarters) };
}

/** Puts groups side by side, each from a multiple of 4 on. */
function layOut(groups: readonly AgeGroup[], quarters: number) {
  let slots = 0;
  const blocks = groups.map(({ ageQuarters, parts }): AgeBlock => {
    const from = slots;
    const to = from + parts.reduce((sum, { children }) => sum + children, 0);
    slots = (to + 3) & ~3;
    return { from, to, ageQuarters };
  });
  const positions = new Uint8Array(slots).fill(ADULT_POSITION);
  const ages = new Int16Array(slots);
  for (const [index, { from, to, ageQuarters }] of blocks.entries()) {
    ages.fill(ageQuarters, from, to);
    let at = from;
    for (const { position, children } of groups[index]?.parts ?? []) {
      positions.fill(position, at, at + children);
      at += children;
    }
  }
  return { slots, blocks, schedule: scheduleOf(blocks, quarters), positions, ages };
}

/** What a block does in a quarter, from its age as the quarter begins. */
function codeAt(ageQuarters: number, isFirst: boolean, isSecond: boolean): number {
  if (ageQuarters < 0) return -1;
  if (ageQuarters >= QUARTERS_TO_TWENTY_FIVE) {
    if (isFirst) return NO_STEP | COMES | GROWN;
    return ageQuarters === QUARTERS_TO_TWENTY_FIVE ? NO_STEP | GROWN : -1;
  }
  const band = ageBandAt(ageQuarters) ?? NO_STEP;
  if (isFirst) return band | COMES;
  const isTurning = ageQuarters === QUARTERS_TO_EIGHTEEN;
  return isTurning || (isSecond && ageQuarters > QUARTERS_TO_EIGHTEEN) ? band | TURNS : band;
}

function scheduleOf(blocks: readonly AgeBlock[], quarters: number): Int32Array {
  const schedule = new Int32Array(blocks.length * quarters);
  for (const [index, { ageQuarters }] of blocks.entries()) {
    const first = Math.max(0, -ageQuarters);
    for (let quarter = 0; quarter < quarters; quarter += 1) {
      const age = ageQuarters + quarter;
      schedule[index * quarters + quarter] = codeAt(age, quarter === first, quarter === first + 1);
    }
  }
  return schedule;
}

interface Cell {
  readonly ageQuarters: number;
  readonly position: number;
  readonly children: number;
}

function cellsOf(standing: readonly Standing[]): Cell[] {
  return standing
    .filter(({ children }) => children > 0)
    .flatMap(({ age, state, quarters, children }) =>
      [0, 1, 2, 3].map((quarter) => ({
        ageQuarters: age * 4 + quarter,
        position: STATES.indexOf(state) * DURATIONS + Math.min(DURATIONS - 1, quarters),
        children: children / 4,
      })),
    )
    .sort((a, b) => a.ageQuarters - b.ageQuarters || a.position - b.position);
}

/** Children of one age, by where they stand. */
interface AgeGroup {
  readonly ageQuarters: number;
  readonly parts: { readonly position: number; readonly children: number }[];
}

/** Whole children of each age; where a fraction is left, the next cell begins with it. */
function standingGroups(cells: readonly Cell[], weight: number): AgeGroup[] {
  const groups: AgeGroup[] = [];
  let sum = 0;
  let filled = 0;
  for (const { ageQuarters, position, children } of cells) {
    sum += children / weight;
    const part = { position, children: Math.round(sum) - filled };
    filled += part.children;
    const last = groups.at(-1);
    if (last?.ageQuarters === ageQuarters) last.parts.push(part);
    else groups.push({ ageQuarters, parts: [part] });
  }
  return groups;
}

function birthsOf(bornAQuarter: number, quarters: number): number[] {
  return Array.from(
    { length: quarters },
    (_, quarter) => Math.round(bornAQuarter * (quarter + 1)) - Math.round(bornAQuarter * quarter),
  );
}

function birthGroups(births: readonly number[]): AgeGroup[] {
  return births.map((children, quarter) => ({
    ageQuarters: -quarter,
    parts: [{ position: 0, children }],
  }));
}
