import { refuse } from '../../lib/index.ts';
import {
  EVIDENCE,
  type EvidenceSource,
  type Programme,
  type ProgrammeOutcome,
  type ProgrammeRating,
} from './evidence-file.ts';
import {
  type CausalConfidence,
  causalConfidence,
  COMPARED,
  isRating,
  surest,
} from './evidence-scales.ts';

/** The designs in which those helped were compared with others who were not. */
export const COMPARED_DESIGNS = ['pooled', 'random', 'matched-over-time', 'comparison'] as const;

/** A programme of the library by its code; refuses one that is not there. */
export function programmeEvidence(code: string): Programme {
  const found = EVIDENCE.programmes.find((one) => one.code === code);
  if (found) return found;
  const sentence = `There is no programme "${code}" in the library. All of them: /evidence.`;
  throw refuse('no-such-programme', 'not-found', sentence);
}

/** A source of the library by its code; the file is checked, so a missing one is our fault. */
export function evidenceSource(code: string): EvidenceSource {
  const found = EVIDENCE.sources.find((one) => one.code === code);
  if (found) return found;
  throw new Error(`the library has no source ${code}`);
}

/** The ratings of evidence of a programme, without bands of cost, as published. */
export function evidenceRatings(programme: Programme): ProgrammeRating[] {
  return programme.ratings.filter(isRating);
}

/** The band of cost that the Guidebook gives a programme; null where none is known. */
export function costBand(programme: Programme): ProgrammeRating | null {
  return programme.ratings.find((one) => !isRating(one)) ?? null;
}

/**
 * Whether anybody tried the programme against others who did not have it: by a rating that asks for
 * a comparison, or by an outcome that was found against one and was read here.
 */
export function wasCompared(programme: Programme): boolean {
  const best = surest(evidenceRatings(programme));
  if (best && causalConfidence(best.scheme, best.level) >= COMPARED) return true;
  return programme.outcomes.some(
    (one) => isComparedDesign(one.design) && one.direction !== 'not-read',
  );
}

/** What studies against others found: all better, some of it, none of it, or nothing was read. */
export type Verdict = 'better' | 'differs' | 'no-better' | 'not-read';

/** Schemes whose higher levels say that a comparison found a better outcome. */
const FOUND_BETTER: readonly string[] = ['eif', 'title-iv-e'];

/**
 * What studies against others found of a programme; null where nobody tried it so. A level that
 * asks for a comparison with a better outcome counts as one; a pooled result alone does not say.
 */
export function verdictOf(programme: Programme): Verdict | null {
  if (!wasCompared(programme)) return null;
  const read = programme.outcomes.filter(
    (one) => isComparedDesign(one.design) && one.direction !== 'not-read',
  );
  const isBetter =
    read.some((one) => one.direction === 'better') ||
    evidenceRatings(programme).some(
      ({ scheme, level }) =>
        FOUND_BETTER.includes(scheme) && causalConfidence(scheme, level) >= COMPARED,
    );
  const isContradicted = read.some((one) => one.direction !== 'better');
  if (isBetter) return isContradicted ? 'differs' : 'better';
  return isContradicted ? 'no-better' : 'not-read';
}

/** Whether any study against others found something better, even if another did not. */
export function hasHelped(programme: Programme): boolean {
  const verdict = verdictOf(programme);
  return verdict === 'better' || verdict === 'differs';
}

/** Whether a design compares those helped with others. */
export function isComparedDesign(design: string): boolean {
  return COMPARED_DESIGNS.some((one) => one === design);
}

/** The highest confidence that any of the ratings of a programme stands for; null where unrated. */
export function confidenceOf(programme: Programme): CausalConfidence | null {
  const best = surest(evidenceRatings(programme));
  return best ? causalConfidence(best.scheme, best.level) : null;
}

/**
 * The effect of an outcome as a relative risk, where shares with and without are known: below 1 is
 * fewer. Null where the source prints no shares. Derived, so it carries no interval of its own.
 */
export function relativeRiskOf({ size }: Pick<ProgrammeOutcome, 'size'>): number | null {
  if (size?.kind === 'relative-risk') return size.value;
  if (size?.withPercent === undefined || !size.withoutPercent) return null;
  return size.withPercent / size.withoutPercent;
}

/** How many standard errors an interval of 95 in 100 reaches to each side. */
const REACH_95 = 1.959964;

/**
 * The standard error behind a size: as printed, or from its interval of 95 in 100; that of the
 * logarithm where the size is a ratio. Null where the source prints neither.
 */
export function standardErrorOf({ size }: Pick<ProgrammeOutcome, 'size'>): number | null {
  if (size === undefined) return null;
  if (size.standardError !== undefined) return size.standardError;
  const { low, high, kind } = size;
  if (low === undefined || high === undefined) return null;
  const isRatio = kind === 'relative-risk' || kind === 'odds-ratio';
  if (!isRatio) return (high - low) / (2 * REACH_95);
  return low > 0 ? (Math.log(high) - Math.log(low)) / (2 * REACH_95) : null;
}
