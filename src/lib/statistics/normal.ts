/** The density of the standard normal distribution at `z`. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The share (0 to 1) of the standard normal distribution below `z`, to about 15 digits (Marsaglia,
 * Evaluating the normal distribution, 2004); beyond 8 in either direction it is 0 or 1 to 15
 * digits.
 */
export function normalShareBelow(z: number): number {
  if (z < -8) return 0;
  if (z > 8) return 1;
  let [sum, term, odd] = [z, z, 3];
  for (let before = 0; sum !== before; odd += 2) {
    before = sum;
    term *= (z * z) / odd;
    sum += term;
  }
  return 0.5 + sum * normalDensity(z);
}
