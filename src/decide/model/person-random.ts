import { random } from '../../lib/index.ts';

/** The two keys that make the streams of one draw differ from those of every other. */
export interface DrawKeys {
  readonly first: number;
  readonly second: number;
}

/** Steps in time that one child can have; a child's stream does not depend on the horizon. */
export const MOST_QUARTERS = 256;

/** Children that one run can have. */
export const MOST_CHILDREN = 2 ** 24;

/** What the counter grows by from one child to the next: 2^32 over the golden ratio, odd. */
export const CHILD_STRIDE = 0x9e3779b9 | 0;

/** The first multiplier that mixes a counter. */
export const FIRST = 0x21f0aaad | 0;

/** The second. */
export const SECOND = 0x735a2d97 | 0;

/** The keys of one draw for one stream: they follow from the seed by `lib/random` alone. */
export function drawKeys(seed: number, draw: number, stream: number): DrawKeys {
  const source = random(seed).fork(draw).fork(stream);
  const word = () => source.int(0, 4_294_967_295) | 0;
  return { first: word(), second: word() };
}

/** Where the counter of a child stands at a quarter; no two of one run are the same. */
export function counterAt(keys: DrawKeys, child: number, quarter: number): number {
  return (keys.first + Math.imul((quarter << 24) | child, CHILD_STRIDE)) | 0;
}

/**
 * Mixes a counter with the second key of a draw to 32 bits of chance, as a signed whole number (the
 * multipliers are those of `lib/random`). Small enough to be written into the loops that call it.
 */
export function mixed(counter: number, second: number): number {
  let bits = counter ^ (counter >>> 16);
  bits = (Math.imul(bits, FIRST) + second) | 0;
  bits ^= bits >>> 15;
  bits = Math.imul(bits, SECOND);
  return bits ^ (bits >>> 15);
}

/**
 * Chance as 32 bits (0 to 4,294,967,295) of a child at a quarter. A counter is mixed, so nothing is
 * kept between steps: the same child and quarter give the same number however work is cut up.
 */
export function bitsAt(keys: DrawKeys, child: number, quarter: number): number {
  return mixed(counterAt(keys, child, quarter), keys.second) >>> 0;
}

/** A chance (0 to 1) as the number of 32 bits below which it comes true; 1 is just short of all. */
export function thresholdOf(chance: number): number {
  return Math.min(4_294_967_295, Math.max(0, Math.round(chance * 4_294_967_296)));
}
