import { random } from '../random/random.ts';
import { type Interval, wilsonInterval } from './statistics.ts';

const Z_95 = 1.959963984540054;

/** A sample of so many out of so many, and the share (0 to 1) that is expected. */
export interface SamplePlan {
  readonly sample: number;
  readonly of: number;
  /** Half is the most cautious, and what is taken when nothing is said. */
  readonly share?: number;
}

/**
 * Half the width of the 95% interval of a share (0 to 1) that a simple random sample will give,
 * with the correction for a finite population (Cochran, Sampling Techniques, 3rd edition, 1977,
 * section 3.2): 0 when everyone is asked. Throws a RangeError for a sample that cannot be drawn.
 */
export function shareMargin({ sample, of, share = 0.5 }: SamplePlan): number {
  if (!(sample > 0 && sample <= of)) throw new RangeError(`${sample} cannot be drawn from ${of}`);
  if (of === sample) return 0;
  return Z_95 * Math.sqrt(((share * (1 - share)) / sample) * ((of - sample) / (of - 1)));
}

/**
 * The smallest sample whose share comes within this margin (0 to 1) of the truth in 95 of 100
 * samples, finite population corrected (Cochran, 1977, section 4.4); 0 of nobody. Throws a
 * RangeError for a margin that is not above 0.
 */
export function sampleSizeFor(asked: {
  readonly margin: number;
  readonly of: number;
  readonly share?: number;
}): number {
  const { margin, of, share = 0.5 } = asked;
  if (!(margin > 0)) throw new RangeError(`a margin is above 0, not ${margin}`);
  if (of <= 0) return 0;
  const endless = (Z_95 / margin) ** 2 * share * (1 - share);
  const size = (endless * of) / (endless + of - 1);
  return Math.min(of, Math.max(1, Math.ceil(size - 1e-9)));
}

/**
 * Shares a sample out over strata in proportion to their sizes, by largest remainder, ties to the
 * earlier one. A stratum that has anybody gets at least one place where there are enough places;
 * none gets more than it has. Throws a RangeError for a sample larger than all strata together.
 */
export function allocateSample(sizes: readonly number[], sample: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (!(sample >= 0 && sample <= total)) {
    throw new RangeError(`${sample} cannot be drawn from ${total}`);
  }
  if (total === 0) return sizes.map(() => 0);
  const filled = sizes.filter((size) => size > 0).length;
  const least = sample >= filled ? 1 : 0;
  const exact = sizes.map((size) => (size * sample) / total);
  const parts = exact.map((value, index) =>
    Math.min(sizes[index] ?? 0, Math.max(least, Math.floor(value))),
  );
  for (let left = sample - parts.reduce((sum, part) => sum + part, 0); left !== 0; ) {
    const step = Math.sign(left);
    const index = furthest(exact, parts, (part, at) =>
      step > 0 ? part < (sizes[at] ?? 0) : part > least,
    )(step);
    parts[index] = (parts[index] ?? 0) + step;
    left -= step;
  }
  return parts;
}

/** The part that is furthest below (step 1) or above (step -1) its exact size. */
function furthest(
  exact: readonly number[],
  parts: readonly number[],
  may: (part: number, index: number) => boolean,
): (step: number) => number {
  return (step) => {
    let [best, most] = [-1, -Infinity];
    for (const [index, part] of parts.entries()) {
      const short = step * ((exact[index] ?? 0) - part);
      if (may(part, index) && short > most + 1e-9) [best, most] = [index, short];
    }
    return best;
  };
}

/** Someone who may be drawn: a whole number of their own, and their stratum. */
export interface Drawable {
  readonly key: number;
  readonly stratum: string;
}

/**
 * Draws a sample that has its places in each stratum: those whose own random number, made from the
 * seed and their key alone, is lowest. So the same seed draws the same sample whatever the order of
 * the rows. Throws a RangeError where a stratum has fewer than its places.
 */
export function drawStratified<T extends Drawable>(
  frame: readonly T[],
  places: ReadonlyMap<string, number>,
  seed: number,
): T[] {
  const stream = random(seed);
  const byStratum = Map.groupBy(frame, (one) => one.stratum);
  return [...places].flatMap(([stratum, count]) => {
    const own = byStratum.get(stratum) ?? [];
    if (own.length < count) throw new RangeError(`${stratum} has fewer than ${count}`);
    return own
      .map((one) => ({ one, lot: stream.fork(one.key).next() }))
      .sort((a, b) => a.lot - b.lot || a.one.key - b.one.key)
      .slice(0, count)
      .map(({ one }) => one);
  });
}

/** One stratum of a sample that was asked: how many there are, were asked, and said yes. */
export interface AskedStratum {
  readonly size: number;
  readonly sample: number;
  readonly counted: number;
}

/**
 * The share (0 to 1) of a population from a stratified sample: each stratum weighs as it does in
 * the population. The 95% interval is Wilson's at the effective size of the sample (Korn and
 * Graubard, 1998), finite population corrected; a stratum of which fewer than two were asked is
 * put with its neighbour. Null where nobody was asked.
 */
export function stratifiedShare(strata: readonly AskedStratum[]): Interval | null {
  const joined = joinThin(strata.filter(({ size }) => size > 0));
  const size = joined.reduce((sum, one) => sum + one.size, 0);
  const sample = joined.reduce((sum, one) => sum + one.sample, 0);
  if (sample === 0) return null;
  let [share, variance] = [0, 0];
  for (const one of joined) {
    const own = one.counted / one.sample;
    const left = 1 - one.sample / one.size;
    share += (one.size / size) * own;
    variance += (one.size / size) ** 2 * left * ((own * (1 - own)) / Math.max(1, one.sample - 1));
  }
  if (sample >= size) return { value: share, low: share, high: share };
  const simple = sample / (1 - sample / size);
  const effective = variance > 0 ? (share * (1 - share)) / variance : simple;
  const asked = Math.min(effective, 2 * simple);
  const interval = wilsonInterval(Math.min(asked, share * asked), asked);
  return interval && { ...interval, value: share };
}

/** Puts a stratum of which fewer than two were asked with its neighbour. */
function joinThin(strata: readonly AskedStratum[]): AskedStratum[] {
  const joined: AskedStratum[] = [];
  for (const one of strata) {
    const last = joined.at(-1);
    if (last && last.sample < 2) joined[joined.length - 1] = together(last, one);
    else joined.push(one);
  }
  const last = joined.at(-1);
  if (last && last.sample < 2 && joined.length > 1) {
    joined.pop();
    joined[joined.length - 1] = together(joined.at(-1) as AskedStratum, last);
  }
  return joined;
}

function together(one: AskedStratum, other: AskedStratum): AskedStratum {
  return {
    size: one.size + other.size,
    sample: one.sample + other.sample,
    counted: one.counted + other.counted,
  };
}

/** One stratum of amounts: how many there are, were asked, their sum and their sum of squares. */
export interface AmountStratum {
  readonly size: number;
  readonly sample: number;
  readonly sum: number;
  readonly squares: number;
}

/**
 * The total of a population from a stratified sample of amounts that are 0 or more: each stratum's
 * mean times its size (Cochran, 1977, section 5.4), with a 95% interval that never falls below what
 * the sample itself holds. Strata without a sample are put at the mean of the others; of a stratum
 * of one, the spread of all stands for its own. Null where nobody was asked.
 */
export function stratifiedTotal(strata: readonly AmountStratum[]): Interval | null {
  const asked = strata.filter(({ size, sample }) => size > 0 && sample > 0);
  const sample = asked.reduce((total, one) => total + one.sample, 0);
  if (sample === 0) return null;
  const held = asked.reduce((total, one) => total + one.sum, 0);
  const overall = spreadOf({
    size: 0,
    sample,
    sum: held,
    squares: asked.reduce((total, one) => total + one.squares, 0),
  });
  let [value, variance, reached] = [0, 0, 0];
  for (const one of asked) {
    const spread = one.sample > 1 ? spreadOf(one) : overall;
    value += (one.size * one.sum) / one.sample;
    variance += (one.size ** 2 * (1 - one.sample / one.size) * spread) / one.sample;
    reached += one.size;
  }
  const scale = strata.reduce((total, one) => total + one.size, 0) / reached;
  const half = Z_95 * Math.sqrt(variance) * scale;
  const low = Math.min(value * scale, Math.max(held, value * scale - half));
  return { value: value * scale, low, high: value * scale + half };
}

function spreadOf({ sample, sum, squares }: AmountStratum): number {
  return sample < 2 ? 0 : Math.max(0, (squares - sum ** 2 / sample) / (sample - 1));
}
