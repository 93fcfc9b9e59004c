import { refuse } from '../../lib/index.ts';
import { type EvidenceLevel, type EvidenceScheme, SCALES } from './evidence-scales-file.ts';

/**
 * How sure we can be that a programme itself brought a change about: 0 is not shown, or shown not
 * to work, 5 is shown more than once. Our ladder; what each step means is in
 * `reference/evidence-scales.yaml`.
 */
export type CausalConfidence = 0 | 1 | 2 | 3 | 4 | 5;

/** The steps of the ladder, the surest first. */
export const CONFIDENCES: readonly CausalConfidence[] = [5, 4, 3, 2, 1, 0];

/** From this confidence on, a programme was tried against others who did not have it. */
export const COMPARED: CausalConfidence = 3;

/** A rating as its publisher states it. */
export interface RatingName {
  readonly scheme: string;
  readonly level: string;
}

/** A scheme by its code; refuses one that is not there and names those that are. */
export function schemeOf(code: string): EvidenceScheme {
  const scheme = SCALES.schemes.find((one) => one.code === code);
  if (scheme) return scheme;
  const known = SCALES.schemes.map((one) => one.code).join(', ');
  throw refuse('no-such-scheme', 'not-found', `There is no scheme "${code}". Known: ${known}.`);
}

/** A level of a scheme; refuses a level that the scheme does not have and names those it has. */
export function levelOf(scheme: string, level: string): EvidenceLevel {
  const of = schemeOf(scheme);
  const found = of.levels.find((one) => one.level === level);
  if (found) return found;
  const known = of.levels.map((one) => one.level).join(', ');
  throw refuse(
    'no-such-level',
    'not-found',
    `The scheme "${scheme}" has no level "${level}". It has: ${known}.`,
  );
}

/** Whether the scheme knows the level, and says something of evidence by it. */
export function isRating({ scheme, level }: RatingName): boolean {
  const of = SCALES.schemes.find((one) => one.code === scheme);
  return of?.levels.some((one) => one.level === level && one.confidence !== undefined) === true;
}

/** The step of the ladder on which a rating is read; refuses a scheme or level not known. */
export function causalConfidence(scheme: string, level: string): CausalConfidence {
  const { confidence } = levelOf(scheme, level);
  const step = CONFIDENCES.find((one) => one === confidence);
  if (step !== undefined) return step;
  const sentence = `The scheme "${scheme}" is about cost and says nothing about evidence.`;
  throw refuse('not-about-evidence', 'invalid', sentence);
}

/** Why the rating stands on that step, in a sentence; empty for bands of cost. */
export function whyConfidence(scheme: string, level: string): string {
  return levelOf(scheme, level).why ?? '';
}

/**
 * What caution a confidence asks of a model: `reduction` of the effect (0 to 0.4 of it) and
 * `inflation` of its standard error (1 or more). The range of the reduction is published, the steps
 * are our judgement: see `reference/evidence-scales.yaml`.
 */
export interface Caution {
  readonly reduction: number;
  readonly inflation: number;
}

/** The caution that a confidence asks for. */
export function cautionOf(confidence: CausalConfidence): Caution {
  const { reduction, inflation } = stepOf(confidence);
  return { reduction: reduction / 100, inflation };
}

/** One step of the ladder with its words. */
export function stepOf(confidence: CausalConfidence): (typeof SCALES.ladder.steps)[number] {
  const step = SCALES.ladder.steps.find((one) => one.confidence === confidence);
  if (step) return step;
  throw new Error(`the ladder has no step ${confidence}`);
}

/** The surest of several ratings of evidence, bands of cost left out; null where none is known. */
export function surest<R extends RatingName>(ratings: readonly R[]): R | null {
  const rated = ratings.filter(isRating);
  const order = (one: R) => causalConfidence(one.scheme, one.level);
  return rated.reduce<R | null>(
    (best, one) => (best === null || order(one) > order(best) ? one : best),
    null,
  );
}
