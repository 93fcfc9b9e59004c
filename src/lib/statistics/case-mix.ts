import { countInterval, type Interval } from './statistics.ts';

/** How many cases of one kind there were, and how many of them had the outcome. */
export interface CaseCount {
  /**
   * The kind of case: parts from the most to the least important, such as
   * `['5-9', 'new', 'fifth 1']`. The last parts are dropped where too few others are like it.
   */
  readonly kind: readonly string[];
  readonly cases: number;
  readonly outcomes: number;
}

/** How an observed count lies against what the same cases had elsewhere. */
export type Standing =
  | 'too-few'
  | 'as-expected'
  | 'perhaps-above'
  | 'perhaps-below'
  | 'above'
  | 'below';

/** What was observed beside what the same cases had elsewhere; all in cases, not shares. */
export interface CaseMix {
  readonly cases: number;
  readonly observed: number;
  /** What chance alone would give around the expected count in 95 of 100 such years. */
  readonly expected: Interval;
  /** The same in 998 of 1,000: the limits beyond which a difference is worth a talk. */
  readonly wide: Interval;
  /** Observed over expected with its 95% interval (Byar); null where nothing was expected. */
  readonly ratio: Interval | null;
  readonly standing: Standing;
}

const Z_95 = 1.959963984540054;
const Z_998 = 3.090232306167813;

/** Below so many expected with, or without, the outcome, limits by the normal curve mislead. */
const FEWEST_EXPECTED = 5;

/** Below so many like cases elsewhere, a kind takes the rate of the next wider kind. */
const FEWEST_ALIKE = 20;

/**
 * Compares one group with others by indirect standardisation: each of its cases is given the
 * chance that cases of the same kind had elsewhere, and these add up to the expected count. Limits
 * are those of a funnel plot (Spiegelhalter, 2005): binomial, plus that the rates elsewhere rest on
 * finite counts; so a small group is rarely called different. Null without cases on either side.
 */
export function compareCaseMix(
  own: readonly CaseCount[],
  elsewhere: readonly CaseCount[],
): CaseMix | null {
  const cases = own.reduce((sum, one) => sum + one.cases, 0);
  const observed = own.reduce((sum, one) => sum + one.outcomes, 0);
  const rates = ratesOf(elsewhere);
  if (cases === 0 || rates.get('') === undefined) return null;
  // Own cases by the kind whose rate they are given: its error is shared by all of them.
  const given = new Map<string, number>();
  for (const one of own) {
    const key = kindUsed(one.kind, rates);
    given.set(key, (given.get(key) ?? 0) + one.cases);
  }
  let expected = 0;
  let variance = 0;
  for (const [key, count] of given) {
    const rate = rates.get(key);
    if (rate === undefined) continue;
    const chance = rate.outcomes / rate.cases;
    expected += count * chance;
    variance += chance * (1 - chance) * (count + (count * count) / rate.cases);
  }
  const limits = (z: number): Interval => ({
    value: expected,
    low: Math.max(0, expected - z * Math.sqrt(variance)),
    high: Math.min(cases, expected + z * Math.sqrt(variance)),
  });
  const [narrow, wide] = [limits(Z_95), limits(Z_998)];
  const standing = standingOf({ cases, observed, expected, narrow, wide });
  return { cases, observed, expected: narrow, wide, ratio: ratioTo(observed, expected), standing };
}

/** An observed count over an expected one, with Byar's 95% interval; null if 0 was expected. */
export function ratioTo(observed: number, expected: number): Interval | null {
  if (!(expected > 0)) return null;
  const { low, high } = countInterval(observed);
  return { value: observed / expected, low: low / expected, high: high / expected };
}

interface Rate {
  cases: number;
  outcomes: number;
}

/** The counts of every kind and of every wider kind, down to all together under ''. */
function ratesOf(counts: readonly CaseCount[]): Map<string, Rate> {
  const rates = new Map<string, Rate>();
  for (const { kind, cases, outcomes } of counts) {
    if (cases === 0) continue;
    for (let parts = 0; parts <= kind.length; parts += 1) {
      const key = keyOf(kind.slice(0, parts));
      const rate = rates.get(key) ?? { cases: 0, outcomes: 0 };
      rate.cases += cases;
      rate.outcomes += outcomes;
      rates.set(key, rate);
    }
  }
  return rates;
}

function kindUsed(kind: readonly string[], rates: ReadonlyMap<string, Rate>): string {
  for (let parts = kind.length; parts > 0; parts -= 1) {
    const key = keyOf(kind.slice(0, parts));
    if ((rates.get(key)?.cases ?? 0) >= FEWEST_ALIKE) return key;
  }
  return '';
}

function keyOf(parts: readonly string[]): string {
  return parts.map((part) => `/${part}`).join('');
}

function standingOf(of: {
  readonly cases: number;
  readonly observed: number;
  readonly expected: number;
  readonly narrow: Interval;
  readonly wide: Interval;
}): Standing {
  const { cases, observed, expected, narrow, wide } = of;
  if (Math.min(expected, cases - expected) < FEWEST_EXPECTED) return 'too-few';
  if (observed > wide.high) return 'above';
  if (observed < wide.low) return 'below';
  if (observed > narrow.high) return 'perhaps-above';
  if (observed < narrow.low) return 'perhaps-below';
  return 'as-expected';
}
