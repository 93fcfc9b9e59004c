import {
  type Effect,
  effectOfCounts,
  poolEffects,
  type PooledEffect,
  refuse,
  standardisedDifference,
} from '../../lib/index.ts';

/** One study as typed, and the effect that it found. */
export interface TypedStudy {
  readonly text: string;
  /** Whether it compared means or counted whom something happened to. */
  readonly kind: 'means' | 'counts';
  readonly effect: Effect;
}

/** What studies found, one by one and together. */
export interface EffectOfStudies {
  readonly studies: readonly TypedStudy[];
  readonly pooled: PooledEffect;
}

const HOW_TO =
  'Write each study as those helped, a slash, the others: "60:12.1:4/58:10.3:4.2" for size, mean ' +
  'and deviation, or "100:10/100:20" for size and how many it happened to.';

/**
 * Reads studies from text, parted by blanks or commas, and pools them. Refuses text that is none,
 * and studies that cannot be worked out, with what to write instead.
 */
export function effectOfStudies(text: string): EffectOfStudies {
  const studies = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(readStudy);
  const pooled = poolEffects(studies.map(({ effect }) => effect));
  if (!pooled) throw refuse('no-study', 'invalid', `There is no study. ${HOW_TO}`);
  return { studies, pooled };
}

function readStudy(text: string): TypedStudy {
  const groups = text.split('/').map((group) => group.split(':').map(Number));
  const [helped = [], others = []] = groups;
  const isWhole = groups.length === 2 && groups.flat().every(Number.isFinite);
  if (!isWhole || helped.length !== others.length || ![2, 3].includes(helped.length)) {
    throw refuse('no-such-study', 'invalid', `"${text}" is no study. ${HOW_TO}`);
  }
  try {
    const kind = helped.length === 3 ? 'means' : 'counts';
    return {
      text,
      kind,
      effect: kind === 'means' ? ofMeans(helped, others) : ofCounts(helped, others),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refuse('no-such-study', 'invalid', `"${text}" cannot be: ${error.message}. ${HOW_TO}`);
  }
}

function ofMeans(helped: readonly number[], others: readonly number[]): Effect {
  const group = ([size = 0, mean = 0, deviation = 0]: readonly number[]) => ({
    size,
    mean,
    deviation,
  });
  return standardisedDifference(group(helped), group(others));
}

function ofCounts(helped: readonly number[], others: readonly number[]): Effect {
  const group = ([size = 0, counted = 0]: readonly number[]) => ({ size, counted });
  return effectOfCounts(group(helped), group(others));
}
