/** A stream of random numbers that is the same for the same seed, on any machine. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of the items, by weight when weights are given. */
  pick<T>(items: readonly T[], weights?: readonly number[]): T;
  /** A draw from the normal distribution. */
  normal(mean: number, deviation: number): number;
  /** An independent stream named by a number: the same name gives the same stream. */
  fork(name: number): Random;
}

/** Makes a stream of random numbers from a whole-number seed (sfc32, seeded by splitmix32). */
export function random(seed: number): Random {
  const mix = splitmix(seed);
  let [a, b, c, counter] = [mix(), mix(), mix(), 1];
  const next = () => {
    const total = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + total) | 0;
    return (total >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 12; i += 1) next();
  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items, weights) => pick(next, items, weights),
    normal: (mean, deviation) => mean + deviation * standardNormal(next),
    fork: (name) => random(Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(name + 1, 0x85ebca6b)),
  };
}

function splitmix(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}

function pick<T>(next: () => number, items: readonly T[], weights?: readonly number[]): T {
  let index = items.length - 1;
  if (weights) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let left = next() * total;
    for (let i = 0; i < items.length; i += 1) {
      left -= weights[i] ?? 0;
      if (left < 0) {
        index = i;
        break;
      }
    }
  } else {
    index = Math.floor(next() * items.length);
  }
  if (items.length === 0) throw new RangeError('nothing to pick from');
  return items[index] as T;
}

function standardNormal(next: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - next()));
  return radius * Math.cos(2 * Math.PI * next());
}
