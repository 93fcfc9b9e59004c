import { type ProgrammeInput, STATES } from './model-input.ts';
import { beginnerOf, type HelpKeys } from './person-help.ts';
import type { ProgrammeDraw } from './person-draws.ts';
import { STATE_AT } from './person-kernel.ts';
import type { Beginner } from './person-pairs.ts';
import type { PersonPlan } from './person-plan.ts';
import { bitsAt, thresholdOf } from './person-random.ts';
import { placesIn, programmeYear } from './served.ts';

/** Where a child is with regard to one programme. */
const NEW = 0;
const WAITS = 1;
const DONE = 2;

/** Children who wait for one programme, longest first, and what came of the others. */
export interface Queue {
  readonly programme: ProgrammeInput;
  /** By state, whether the programme is for it. */
  readonly states: Uint8Array;
  /** By child: NEW, WAITS, or DONE with it (begun, declined, not to be reached). */
  readonly standing: Uint8Array;
  /** Children who wait, in order, and the quarter in which each came. */
  readonly waiting: Int32Array;
  readonly since: Int32Array;
  length: number;
  /** Part of a place left over from the quarter before, 0 to 1. */
  carried: number;
  /** Quarters waited by those who began, and by those whose state or age changed first. */
  waitedQuarters: number;
  /** Children who ceased to be eligible while they waited. */
  left: number;
}

/** A queue with nobody in it, for a plan. */
export function emptyQueue(plan: PersonPlan, programme: ProgrammeInput): Queue {
  return {
    programme,
    states: Uint8Array.from(STATES, (state) => (programme.who.states.includes(state) ? 1 : 0)),
    standing: new Uint8Array(plan.slots),
    waiting: new Int32Array(plan.slots),
    since: new Int32Array(plan.slots),
    length: 0,
    carried: 0,
    waitedQuarters: 0,
    left: 0,
  };
}

/** Empties a queue before the next draw. */
export function clearQueue(queue: Queue): void {
  queue.standing.fill(NEW);
  queue.length = 0;
  queue.carried = 0;
  queue.waitedQuarters = 0;
  queue.left = 0;
}

/** What a quarter of a queue needs to know. */
export interface QueueQuarter {
  readonly plan: PersonPlan;
  readonly positions: Uint8Array;
  /** By child: 1 once any programme helps them; nobody is helped by two at once. */
  readonly helped: Uint8Array;
  readonly draw: ProgrammeDraw;
  readonly keys: HelpKeys;
  readonly quarter: number;
}

/**
 * One quarter of a programme with limited places: children who have become eligible and can be
 * reached join (in an order that chance decides), those who no longer are eligible leave, and the
 * places of the quarter are offered to who has waited longest. Who declines does not come again; a
 * declined place is lost, as in the matrix engine. Gives those who begin to `begins`.
 */
export function stepQueue(
  queue: Queue,
  at: QueueQuarter,
  begins: (beginner: Beginner) => void,
): void {
  const year = programmeYear(queue.programme, Math.floor(at.quarter / 4));
  if (year === null) return;
  leave(queue, at);
  join(queue, at);
  queue.carried += placesIn(queue.programme, year) / 4 / at.plan.weight;
  const places = Math.floor(queue.carried);
  queue.carried -= places;
  offer(queue, at, places, begins);
}

function leave(queue: Queue, at: QueueQuarter): void {
  const { waiting, since, standing } = queue;
  let kept = 0;
  for (let i = 0; i < queue.length; i += 1) {
    const child = waiting[i] as number;
    if (isEligible(queue, at, child)) {
      waiting[kept] = child;
      since[kept] = since[i] as number;
      kept += 1;
    } else {
      standing[child] = NEW;
      queue.left += 1;
    }
  }
  queue.length = kept;
}

function join(queue: Queue, at: QueueQuarter): void {
  const { waiting, since, standing } = queue;
  const { plan, quarter, keys } = at;
  const { from, to } = queue.programme.who.ages;
  const reached = thresholdOf(at.draw.reach);
  const before = queue.length;
  for (const block of plan.blocks) {
    const age = block.ageQuarters + quarter;
    if (age < from * 4 || age >= (to + 1) * 4) continue;
    for (let child = block.from; child < block.to; child += 1) {
      if (standing[child] !== NEW || !isEligible(queue, at, child)) continue;
      if (bitsAt(keys.offer, child, 0) >= reached) {
        standing[child] = DONE;
        continue;
      }
      standing[child] = WAITS;
      waiting[queue.length] = child;
      since[queue.length] = quarter;
      queue.length += 1;
    }
  }
  shuffle(queue, at, before);
}

/** Puts those who joined in the same quarter into an order by chance. */
function shuffle({ waiting, length }: Queue, at: QueueQuarter, from: number): void {
  for (let i = length - 1; i > from; i -= 1) {
    const bits = bitsAt(at.keys.offer, i, at.quarter + 1);
    const other = from + Math.floor((bits / 4_294_967_296) * (i - from + 1));
    const child = waiting[i] as number;
    waiting[i] = waiting[other] as number;
    waiting[other] = child;
  }
}

function offer(
  queue: Queue,
  at: QueueQuarter,
  places: number,
  begins: (beginner: Beginner) => void,
): void {
  const { waiting, since, standing, programme } = queue;
  const { plan, quarter, keys, draw, helped, positions } = at;
  const engaged = thresholdOf(draw.engagement);
  const offered = Math.min(places, queue.length);
  for (let i = 0; i < offered; i += 1) {
    const child = waiting[i] as number;
    standing[child] = DONE;
    if (bitsAt(keys.begin, child, quarter) >= engaged) continue;
    helped[child] = 1;
    queue.waitedQuarters += quarter - (since[i] as number);
    const ageQuarters = (plan.ages[child] as number) + quarter;
    const position = positions[child] as number;
    begins(beginnerOf({ child, quarter, ageQuarters, position }, programme, draw, keys));
  }
  waiting.copyWithin(0, offered, queue.length);
  since.copyWithin(0, offered, queue.length);
  queue.length -= offered;
}

function isEligible(
  queue: Queue,
  { plan, positions, helped, quarter }: QueueQuarter,
  child: number,
) {
  const { from, to } = queue.programme.who.ages;
  const age = (plan.ages[child] as number) + quarter;
  if (age < from * 4 || age >= (to + 1) * 4 || helped[child] === 1) return false;
  return queue.states[STATE_AT[positions[child] as number] as number] === 1;
}
