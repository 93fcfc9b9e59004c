import type { Random } from '../../lib/index.ts';

/** Below this, a draw is within the density without working it out (Marsaglia and Tsang). */
const SQUEEZE = 0.0331;

/** What is worked out once to draw from a gamma distribution of one shape, scale 1. */
export interface GammaShape {
  readonly shape: number;
  /** Shape less a third, of the shape or (below 1) of one more, and 1 over 3 times its root. */
  readonly d: number;
  readonly c: number;
}

/** Prepares draws of a shape of 0 or more; 0 gives 0. */
export function gammaShape(shape: number): GammaShape {
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  return { shape, d, c: 1 / Math.sqrt(9 * d) };
}

/** Standard normal numbers from a stream, two at a time (Marsaglia's polar method, 1964). */
export class Normals {
  private readonly chance: Random;
  private spare = 0;
  private hasSpare = false;

  constructor(chance: Random) {
    this.chance = chance;
  }

  /** A number evenly from above 0 up to 1. */
  even(): number {
    return 1 - this.chance.next();
  }

  /** A number from the standard normal distribution. */
  normal(): number {
    if (this.hasSpare) {
      this.hasSpare = false;
      return this.spare;
    }
    let a = 0;
    let b = 0;
    let square = 0;
    do {
      a = 2 * this.chance.next() - 1;
      b = 2 * this.chance.next() - 1;
      square = a * a + b * b;
    } while (square >= 1 || square === 0);
    const scale = Math.sqrt((-2 * Math.log(square)) / square);
    this.spare = b * scale;
    this.hasSpare = true;
    return a * scale;
  }
}

/**
 * A draw from a gamma distribution of scale 1, exact (Marsaglia and Tsang, A simple method for
 * generating gamma variables, 2000; shapes below 1 by their section 6).
 */
export function gammaDraw({ shape, d, c }: GammaShape, chance: Normals): number {
  if (shape === 0) return 0;
  for (;;) {
    const z = chance.normal();
    const root = 1 + c * z;
    if (root <= 0) continue;
    const cube = root * root * root;
    const even = chance.even();
    const isIn =
      even < 1 - SQUEEZE * z * z * z * z ||
      Math.log(even) < (z * z) / 2 + d * (1 - cube + Math.log(cube));
    if (!isIn) continue;
    return shape < 1 ? d * cube * chance.even() ** (1 / shape) : d * cube;
  }
}
