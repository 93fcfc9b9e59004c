import type { EffectInput } from './model-input.ts';

/** Turns a standardised effect size into the logarithm of an odds ratio (Cox; WSIPP uses 1.65). */
export const COX = 1.65;

/**
 * How strongly an effect acts in the quarter that begins so many whole quarters after a child
 * began: 0 before the lag, 1 at full strength, then the mean of each quarter of an even fall to 0.
 */
export function strengthAt(
  effect: Pick<EffectInput, 'lagQuarters' | 'fullQuarters' | 'fadeQuarters'>,
  quarter: number,
): number {
  const since = quarter - effect.lagQuarters;
  if (since < 0) return 0;
  if (since < effect.fullQuarters) return 1;
  const faded = since - effect.fullQuarters;
  return faded < effect.fadeQuarters ? 1 - (faded + 0.5) / effect.fadeQuarters : 0;
}

/** Quarters after a child began from which an effect no longer acts. */
export function quartersOfEffect(
  effect: Pick<EffectInput, 'lagQuarters' | 'fullQuarters' | 'fadeQuarters'>,
): number {
  return effect.lagQuarters + effect.fullQuarters + effect.fadeQuarters;
}

/**
 * The logarithm of the relative risk or of the odds ratio that an effect comes to, `z` standard
 * errors above its middle, after the caution of its evidence: the middle shrinks by `reduction`,
 * the standard error grows by `inflation`. `multiple` scales the middle (1 as found).
 */
export function logEffect(effect: EffectInput, z: number, multiple = 1): number {
  const { kind, value, standardError } = effect.size;
  const scale = kind === 'effect-size' ? COX : 1;
  const middle = kind === 'effect-size' ? value * COX : Math.log(value);
  const { reduction, inflation } = effect.caution;
  return multiple * middle * (1 - reduction) + z * standardError * scale * inflation;
}

/**
 * The chance with an effect, of a chance without it; both between 0 and 1. `log` is that of
 * `logEffect`, `strength` that of `strengthAt`. A relative risk multiplies the chance, an effect
 * size its odds. `deadweight` (0 to 1) is the share of the change that would have come anyway.
 */
export function chanceWith(
  chance: number,
  effect: {
    readonly kind: EffectInput['size']['kind'];
    readonly log: number;
    readonly strength: number;
    readonly deadweight: number;
  },
): number {
  const times = Math.exp(effect.log * effect.strength);
  const changed =
    effect.kind === 'relative-risk'
      ? Math.min(1, chance * times)
      : (chance * times) / (1 - chance + chance * times);
  return chance + (changed - chance) * (1 - effect.deadweight);
}
