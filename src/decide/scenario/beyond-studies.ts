import {
  EVIDENCE,
  isComparedDesign,
  type ProgrammeOutcome,
  relativeRiskOf,
} from '../../understand/index.ts';
import type { Scenario, ScenarioEffect } from './scenario.ts';

/** What the studies of the library found at most, and how many they are. */
interface Strongest {
  readonly studies: number;
  readonly most: number;
}

/**
 * Warns of each effect that is stronger than any published study of the library found against
 * others: it may be true, but nobody has seen it. Empty where none is.
 */
export function beyondStudies({ programmes }: Pick<Scenario, 'programmes'>): readonly string[] {
  return programmes.flatMap(({ name, effects }) =>
    effects.flatMap((effect) => {
      const sentence = strongerThanStudies(effect);
      return sentence === null ? [] : [`${name}, effect ${effect.code}: ${sentence}`];
    }),
  );
}

/** In a sentence, how far an effect goes beyond the library; null where a study found as much. */
export function strongerThanStudies(
  effect: Pick<ScenarioEffect, 'relativeRisk' | 'effectSize'>,
): string | null {
  const { relativeRisk, effectSize = 0 } = effect;
  if (relativeRisk !== undefined) {
    const less = 100 * (1 - relativeRisk);
    return words(less, STUDIES.less, (most) => `${Math.round(most)}% less`);
  }
  return words(Math.abs(effectSize), STUDIES.sizes, (most) => `an effect size of ${most}`);
}

function words(
  assumed: number,
  { studies, most }: Strongest,
  inWords: (most: number) => string,
): string | null {
  if (studies === 0 || assumed <= most) return null;
  return (
    `stronger than any of ${studies} studies in the library that compared with others, of which ` +
    `the strongest found ${inWords(most)}. Say why it should be so here, or take a smaller effect.`
  );
}

const STUDIES = {
  less: strongest(lessIn),
  sizes: strongest(({ size }) => (size?.kind === 'effect-size' ? Math.abs(size.value) : null)),
};

function strongest(of: (outcome: ProgrammeOutcome) => number | null): Strongest {
  const found = EVIDENCE.programmes
    .flatMap(({ outcomes }) => outcomes)
    .filter(({ design }) => isComparedDesign(design))
    .flatMap((outcome) => of(outcome) ?? []);
  return { studies: found.length, most: Math.max(0, ...found) };
}

/** How much less of what is not wanted, in per cent: of a good thing, those who are without it. */
function lessIn(outcome: ProgrammeOutcome): number | null {
  const risk = relativeRiskOf(outcome);
  if (risk === null) return null;
  const { size, direction } = outcome;
  if (direction !== 'better' || risk <= 1) return 100 * (1 - risk);
  if (size?.withPercent === undefined || size.withoutPercent === undefined) return null;
  return 100 * (1 - (100 - size.withPercent) / (100 - size.withoutPercent));
}
