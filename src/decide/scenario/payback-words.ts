import type { FinancialYear } from '../../lib/index.ts';
import type { PerspectiveResult } from '../model/model-result.ts';

/** By when runs have paid for themselves for good; null where the years are too few. */
export interface PaybackYears {
  /** 5 of 100 runs have. */
  readonly earliest: FinancialYear | null;
  /** Half have. */
  readonly likely: FinancialYear | null;
  /** 95 of 100 have. */
  readonly latest: FinancialYear | null;
  /** Of all runs, the share (0 to 1) that has by the last year. */
  readonly share: number;
}

/** When runs of a perspective pay back, of all runs and not only of those that do. */
export function paybackYears(
  { chancePaidBack }: Pick<PerspectiveResult, 'chancePaidBack'>,
  years: readonly FinancialYear[],
): PaybackYears {
  const by = (share: number) => {
    const place = chancePaidBack.findIndex((chance) => chance >= share);
    return place < 0 ? null : (years[place] ?? null);
  };
  return {
    earliest: by(0.05),
    likely: by(0.5),
    latest: by(0.95),
    share: chancePaidBack.at(-1) ?? 0,
  };
}

/** Ends of the bands of the yardstick of the Professional Head of Intelligence Assessment. */
const YARDSTICK = [
  { from: 0.925, words: 'Almost certain to pay back' },
  { from: 0.775, words: 'Highly likely to pay back' },
  { from: 0.525, words: 'Likely to pay back' },
  { from: 0.375, words: 'A realistic possibility that it pays back' },
  { from: 0.225, words: 'Unlikely to pay back' },
  { from: 0.075, words: 'Highly unlikely to pay back' },
  { from: 0, words: 'A remote chance that it pays back' },
] as const;

/**
 * When and how surely a scenario pays back, in two sentences: words of the yardstick, years, then
 * the share of runs as people count them.
 */
export function paybackSentence(payback: PaybackYears, years: readonly FinancialYear[]): string {
  const { earliest, likely, latest, share } = payback;
  const last = years.at(-1) ?? '';
  const word = YARDSTICK.find(({ from }) => share >= from)?.words ?? YARDSTICK[6].words;
  const within = `within ${years.length} ${years.length === 1 ? 'year' : 'years'}`;
  const runs = `In ${Math.round(share * 100)} of 100 runs it breaks even ${within}.`;
  if (likely === null || earliest === null) {
    const first = earliest === null ? '' : `; at the earliest in ${earliest}`;
    return `${word} ${within}${first}. ${runs}`;
  }
  const end = latest === null ? `after ${last}` : latest;
  const range = earliest === latest ? '' : ` (between ${earliest} and ${end})`;
  return `${word}, in half of the runs by ${likely}${range}. ${runs}`;
}
