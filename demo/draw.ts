import type { Random } from '../src/lib/index.ts';

/** Something that is drawn by weight, prepared once so that each draw is quick. */
export interface Lot<T> {
  readonly items: readonly T[];
  readonly upTo: Float64Array;
}

/** Prepares a draw by weight. Weights need not add up to 1. */
export function lot<T>(weighted: readonly (readonly [T, number])[]): Lot<T> {
  const upTo = new Float64Array(weighted.length);
  let total = 0;
  weighted.forEach(([, weight], i) => {
    total += weight;
    upTo[i] = total;
  });
  for (let i = 0; i < upTo.length; i += 1) upTo[i] = (upTo[i] ?? 0) / total;
  return { items: weighted.map(([item]) => item), upTo };
}

/** A draw by weight from published counts. */
export function lotOf(counts: Readonly<Record<string, number>>): Lot<string> {
  return lot(Object.entries(counts));
}

/** Draws one item by its weight. */
export function draw<T>(from: Lot<T>, random: Random): T {
  return at(from, random.next());
}

/** The item that stands at this share (0 up to, not including, 1) of the whole. */
export function at<T>(from: Lot<T>, share: number): T {
  let i = 0;
  while (i < from.upTo.length - 1 && share >= (from.upTo[i] ?? 1)) i += 1;
  return from.items[i] as T;
}

/** A draw from the log-normal distribution with this median. */
export function logNormal(random: Random, median: number, sigma: number): number {
  return median * Math.exp(random.normal(0, sigma));
}

/** A draw from the exponential distribution with this mean. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random.next());
}

/**
 * A whole number that looks random but belongs to the key, so that a name or a school needs no
 * storage: the same key always gives the same number, from 0 up to 2 to the power of 32.
 */
export function hash(key: number, salt: number): number {
  let mixed = (Math.imul(key + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b)) | 0;
  mixed ^= mixed >>> 16;
  mixed = Math.imul(mixed, 0x21f0aaad);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** The same as a share from 0 up to, not including, 1. */
export function hashShare(key: number, salt: number): number {
  return hash(key, salt) / 4_294_967_296;
}
