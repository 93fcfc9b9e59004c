import { changeOf, type LeverBook } from './lever.ts';
import type { Scenario } from './scenario.ts';
import { effectWords } from './scenario-levers.ts';

/** What would have to be true for a scenario to be worth its money. */
export interface BreakEvenWords {
  readonly sentence: string;
  /** Each effect as it is assumed and as it would have to be, in per cent less. */
  readonly effects: readonly {
    readonly of: string;
    readonly assumed: string;
    readonly needed: string;
  }[];
}

/**
 * What would have to be true: the factor by which every effect may be multiplied before the mean is
 * no gain, said for each effect. A factor above 1 means that it must work better than assumed.
 */
export function breakEvenWords(
  factor: number | null,
  { programmes }: Scenario,
  book: Pick<LeverBook, 'outcomeLabel'>,
): BreakEvenWords {
  if (factor === null) {
    const sentence =
      'No strength of effect makes it worth its money for the public purse within these years.';
    return { sentence, effects: [] };
  }
  const effects = programmes.flatMap((programme) =>
    programme.effects.map((effect) => {
      const of = `${programme.name}: ${effectWords(effect, book)}`;
      if (effect.relativeRisk === undefined) {
        const size = effect.effectSize ?? 0;
        const needed = `effect size ${rounded(size * factor)}`;
        return { of, assumed: `effect size ${rounded(size)}`, needed };
      }
      const needed = effect.relativeRisk ** factor;
      const less = (relativeRisk: number) =>
        `${rounded(changeOf({ relativeRisk, standardError: 0 }).likely)}% less`;
      return { of, assumed: less(effect.relativeRisk), needed: less(needed) };
    }),
  );
  const share = Math.round(factor * 100);
  const sentence =
    factor <= 1
      ? `It would still be worth its money if every effect were ${share}% as strong as assumed.`
      : `To be worth its money, every effect would have to be ${rounded(factor)} times as strong ` +
        'as assumed.';
  return { sentence, effects };
}

/**
 * At what cost gains would just meet costs, from gains over costs (`ratio`), discounted; empty
 * where nothing is spent.
 */
export function breakEvenCostWords(ratio: number | null): string {
  if (ratio === null) return '';
  if (ratio <= 0) return 'It gains nothing: no price would make it worth its money.';
  if (ratio < 1) {
    const share = rounded(ratio * 100);
    return `With the gains as they are, all of it would have to cost ${share}% of what is assumed.`;
  }
  return `With the gains as they are, it could cost ${rounded(ratio)} times what is assumed.`;
}

function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
