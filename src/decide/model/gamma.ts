import type { Random } from '../../lib/index.ts';

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

/**
 * A draw from a gamma distribution of scale 1, exact (Marsaglia and Tsang, A simple method for
 * generating gamma variables, 2000; shapes below 1 by their section 6).
 */
export function gammaDraw({ shape, d, c }: GammaShape, chance: Random): number {
  if (shape === 0) return 0;
  for (;;) {
    const z = chance.normal(0, 1);
    const root = 1 + c * z;
    if (root <= 0) continue;
    const cube = root * root * root;
    const even = 1 - chance.next();
    const isIn =
      even < 1 - 0.0331 * z * z * z * z ||
      Math.log(even) < 0.5 * z * z + d * (1 - cube + Math.log(cube));
    if (!isIn) continue;
    return shape < 1 ? d * cube * (1 - chance.next()) ** (1 / shape) : d * cube;
  }
}
