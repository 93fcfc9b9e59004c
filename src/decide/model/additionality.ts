/**
 * The share (0 to 1) of a gross benefit that a programme may claim: the product of the shares that
 * are left after each deduction, such as 0.6 after 40% that would have come about anyway
 * (deadweight), and after what only moved elsewhere (displacement), left the area (leakage),
 * replaced something else (substitution) or is due to others (attribution). Deductions multiply,
 * since each is taken from what the one before it leaves (Additionality Guide, Homes and
 * Communities Agency). Throws a RangeError for a share outside of 0 to 1.
 */
export function additionality(kept: readonly number[]): number {
  return kept.reduce((product, share) => {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`a share is from 0 to 1, not ${share}`);
    return product * share;
  }, 1);
}

/**
 * A benefit year by year that lasts `years` and loses the same share (`dropOff`, 0 to 1) of what is
 * left each year after the first; in the unit of `first`.
 */
export function lastingBenefit({
  first,
  dropOff,
  years,
}: {
  readonly first: number;
  readonly dropOff: number;
  readonly years: number;
}): number[] {
  return Array.from({ length: years }, (_, year) => first * (1 - dropOff) ** year);
}
