/** Steps of halving: to the last digit of a number. */
const HALVINGS = 80;
/** Beyond this lies less than one in a million for any freedom but 1 and 2, which are exact. */
const MOST = 1000;
/** Even steps of Simpson's rule; the density is smooth. */
const STEPS = 400;

/**
 * Student's t within which a share (above 0, below 1) of the distribution lies, half on either
 * side, for degrees of freedom of 1 or more: 2.571 for 95% and 5. Exact for 1 and 2; else the
 * density is added up by Simpson's rule over the angle whose tangent, times the root of the
 * freedom, is t. Throws a RangeError for another share or no freedom.
 */
export function studentWithin(share: number, freedom: number): number {
  if (!(share > 0 && share < 1 && freedom >= 1)) {
    throw new RangeError(`no t within ${share} for ${freedom} degrees of freedom`);
  }
  const outside = 1 - share;
  if (freedom === 1) return 1 / Math.tan((outside * Math.PI) / 2);
  if (freedom === 2) return Math.sqrt(2 / (outside * (2 - outside)) - 2);
  const whole = upTo(Math.PI / 2, freedom);
  let [low, high] = [0, Math.atan(MOST)];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (upTo(middle, freedom) < share * whole) low = middle;
    else high = middle;
  }
  return Math.sqrt(freedom) * Math.tan((low + high) / 2);
}

/** The density over the angle is a power of its cosine. */
function upTo(angle: number, freedom: number): number {
  const step = angle / STEPS;
  let sum = 0;
  for (let index = 0; index <= STEPS; index += 1) {
    const weight = index === 0 || index === STEPS ? 1 : index % 2 === 1 ? 4 : 2;
    sum += weight * Math.cos(index * step) ** (freedom - 1);
  }
  return (sum * step) / 3;
}
