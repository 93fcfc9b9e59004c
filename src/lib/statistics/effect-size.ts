/** Standard deviations of the logistic distribution in those of the normal one: Cox's 1.65. */
const COX = 1.65;

/** One group of a study: how many, their mean and standard deviation on the measure. */
export interface StudyGroup {
  readonly size: number;
  readonly mean: number;
  readonly deviation: number;
}

/** One group of a study of something that happens or not: how many, and to how many it happened. */
export interface CountedGroup {
  readonly size: number;
  readonly counted: number;
}

/** A standardised effect (0 is no change) with its standard error; both without a unit. */
export interface Effect {
  readonly value: number;
  readonly standardError: number;
}

/**
 * The standardised difference of two means, corrected for small samples: Hedges' g = d(1 - 3/(4N -
 * 9)), N both groups together (Hedges, Journal of Educational Statistics 6, 1981). Its error is
 * Hedges' large-sample one. Throws a RangeError for groups without two people or without spread.
 */
export function standardisedDifference(helped: StudyGroup, others: StudyGroup): Effect {
  const [a, b] = [helped.size, others.size];
  const pooled = Math.sqrt(
    ((a - 1) * helped.deviation ** 2 + (b - 1) * others.deviation ** 2) / (a + b - 2),
  );
  if (!(a >= 2 && b >= 2 && pooled > 0)) throw new RangeError('both groups need people and spread');
  const correction = 1 - 3 / (4 * (a + b) - 9);
  const value = correction * ((helped.mean - others.mean) / pooled);
  return { value, standardError: Math.sqrt((a + b) / (a * b) + value ** 2 / (2 * (a + b))) };
}

/**
 * The standardised effect on something that happens or not: the logarithm of the odds ratio over
 * 1.65 (Sanchez-Meca and others, Psychological Methods 8, 2003, index d-Cox; used by the Washington
 * State Institute for Public Policy). Half a person is added to each cell where one is empty.
 * Throws a RangeError where more were counted than there are.
 */
export function effectOfCounts(helped: CountedGroup, others: CountedGroup): Effect {
  for (const { size, counted } of [helped, others]) {
    if (!(size > 0 && counted >= 0 && counted <= size)) {
      throw new RangeError(`${counted} cannot be counted of ${size}`);
    }
  }
  const cells = [helped, others].flatMap(({ size, counted }) => [counted, size - counted]);
  const extra = cells.includes(0) ? 0.5 : 0;
  const [a = 0, b = 0, c = 0, d = 0] = cells.map((cell) => cell + extra);
  return {
    value: Math.log((a * d) / (b * c)) / COX,
    standardError: Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d) / COX,
  };
}

/**
 * The chance with an effect of this standardised size, of a chance without it; both 0 to 1. The
 * other way round from `effectOfCounts`: odds are multiplied by e to the 1.65 times the effect.
 */
export function chanceAfter(chance: number, effect: number): number {
  const times = Math.exp(COX * effect);
  return (chance * times) / (1 - chance + chance * times);
}

/**
 * The relative risk of a standardised effect at a chance without it (0 to 1, above 0). The same
 * effect is another relative risk at another chance.
 */
export function relativeRiskOf(chance: number, effect: number): number {
  if (!(chance > 0 && chance <= 1)) throw new RangeError(`no chance to compare with: ${chance}`);
  return chanceAfter(chance, effect) / chance;
}

/** What several studies find together, and how far they disagree beyond chance. */
export interface PooledEffect extends Effect {
  /** Variance between studies; 0 where they differ no more than chance does. */
  readonly between: number;
}

/**
 * Pools effects of several studies with random effects: weights 1/(error^2 + tau^2), with tau^2 by
 * DerSimonian and Laird (Controlled Clinical Trials 7, 1986). Null of no studies.
 */
export function poolEffects(studies: readonly Effect[]): PooledEffect | null {
  if (studies.length === 0) return null;
  const sum = (of: (study: Effect) => number) => studies.reduce((all, one) => all + of(one), 0);
  const weigh = (between: number) => (study: Effect) => 1 / (study.standardError ** 2 + between);
  const meanBy = (weight: (study: Effect) => number) =>
    sum((study) => weight(study) * study.value) / sum(weight);
  const fixed = weigh(0);
  const middle = meanBy(fixed);
  const spread = sum((study) => fixed(study) * (study.value - middle) ** 2);
  const room = sum(fixed) - sum((study) => fixed(study) ** 2) / sum(fixed);
  const between = room > 0 ? Math.max(0, (spread - (studies.length - 1)) / room) : 0;
  const weight = weigh(between);
  return { value: meanBy(weight), standardError: Math.sqrt(1 / sum(weight)), between };
}
