import { type Pence, pence, sumPence } from '../../lib/index.ts';
import type { OverlapRule, PenceRange, UnitCost } from './unit-cost.ts';

/** Costs that answer one question, or are steps of one process, and how they go together. */
export interface OverlapGroup {
  readonly code: string;
  readonly label: string;
  readonly rule: OverlapRule;
  readonly why: string;
  /** Groups whose prices already hold those of this one. */
  readonly heldBy: readonly string[];
}

/** What several costs come to together, and by which rule. */
export interface Combined extends PenceRange {
  readonly rule: OverlapRule;
}

/** Two chosen costs that count something twice. */
export interface OverlapProblem {
  readonly rule: 'part-and-whole' | 'one-of-group' | 'held-by-group';
  readonly codes: readonly [string, string];
  readonly message: string;
  readonly fix: string;
}

/**
 * Combines amounts by a rule. `sum` adds values and ranges (as if all were low or high at once);
 * `max` takes the largest; `range` goes from the smallest that is not 0 to the largest and, to be
 * cautious, counts the smallest. No amounts come to 0.
 */
export function combine(amounts: readonly PenceRange[], rule: OverlapRule): Combined {
  const given = amounts.filter((each) => each.pence !== 0);
  const [first, ...others] = given;
  if (!first) return { rule, pence: pence(0), low: pence(0), high: pence(0) };
  if (rule === 'sum') {
    const total = (pick: (each: PenceRange) => Pence) => sumPence(given.map(pick));
    return {
      rule,
      pence: total((each) => each.pence),
      low: total((each) => each.low),
      high: total((each) => each.high),
    };
  }
  const smallest = others.reduce((a, b) => (b.pence < a.pence ? b : a), first);
  const largest = others.reduce((a, b) => (b.pence > a.pence ? b : a), first);
  if (rule === 'max') {
    return { rule, pence: largest.pence, low: largest.low, high: largest.high };
  }
  return { rule, pence: smallest.pence, low: smallest.pence, high: largest.pence };
}

/**
 * What counts twice among chosen unit costs: a headline with its own part, two of a group of which
 * only one may stand, and a step with a price that holds the step. Kinds (fiscal, economic,
 * social) are different values of one thing and never overlap each other.
 */
export function overlapProblems(
  chosen: readonly UnitCost[],
  groups: ReadonlyMap<string, OverlapGroup>,
): OverlapProblem[] {
  return chosen.flatMap((one, index) =>
    chosen.slice(index + 1).flatMap((other) => {
      const problem = one.kind === other.kind ? overlapOf(one, other, groups) : null;
      return problem === null ? [] : [problem];
    }),
  );
}

function overlapOf(
  one: UnitCost,
  other: UnitCost,
  groups: ReadonlyMap<string, OverlapGroup>,
): OverlapProblem | null {
  const codes = [one.code, other.code] as const;
  if (one.partOf === other.code || other.partOf === one.code) {
    const [part, whole] = one.partOf === other.code ? [one, other] : [other, one];
    return {
      rule: 'part-and-whole',
      codes,
      message: `"${whole.label}" already holds "${part.label}".`,
      fix: 'Keep the whole, or all of its parts.',
    };
  }
  const group = groups.get(one.group);
  if (one.group === other.group && group && group.rule !== 'sum') {
    return {
      rule: 'one-of-group',
      codes,
      message: `"${one.label}" and "${other.label}" overlap. ${group.why}`,
      fix: group.rule === 'max' ? 'Count the larger only.' : 'Choose one, or show both as a range.',
    };
  }
  const oneHeld = group?.heldBy.includes(other.group) === true;
  if (oneHeld || groups.get(other.group)?.heldBy.includes(one.group) === true) {
    const [step, price] = oneHeld ? [one, other] : [other, one];
    return {
      rule: 'held-by-group',
      codes,
      message: `"${price.label}" already holds "${step.label}".`,
      fix: `Leave "${step.label}" out.`,
    };
  }
  return null;
}
