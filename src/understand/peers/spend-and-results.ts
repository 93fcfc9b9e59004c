import { bandOf, type QuartileBand, quartileBand } from '../../lib/index.ts';
import type { Standing } from './peer-standing.ts';

/** Where spending stands by the middle half of the neighbours. */
export type SpendPlace = 'more' | 'similar' | 'less';

/** An amount by area: a number in pounds, or null where there is none. */
export type AmountOf = ReadonlyMap<string, number | null>;

/** Fewer neighbours than this have no middle half. */
const FEWEST_NEIGHBOURS = 3;

/** The middle half of what neighbours spend; null where fewer than three tell. */
export function spendBand(neighbours: readonly (number | null)[]): QuartileBand | null {
  const known = neighbours.filter((one) => one !== null);
  return known.length < FEWEST_NEIGHBOURS ? null : quartileBand(known);
}

/** Where the own spending stands; null where it or the neighbours' is not known. */
export function spendPlaceOf(own: number | null, band: QuartileBand | null): SpendPlace | null {
  if (own === null || band === null) return null;
  const place = bandOf(own, band);
  if (place === 'within') return 'similar';
  return place === 'above' ? 'more' : 'less';
}

/** How results of an area stand. */
export interface ResultCounts {
  readonly better: number;
  readonly similar: number;
  readonly worse: number;
}

/** Counts how results stand; those that cannot be compared are left out. */
export function countResults(standings: readonly (Standing | null)[]): ResultCounts {
  const count = (standing: Standing) => standings.filter((one) => one === standing).length;
  return { better: count('better'), similar: count('similar'), worse: count('worse') };
}

/**
 * What spending and results say together, in a sentence about an area; high spend with results
 * that do not stand out is what the study of local decision-making (section 3) calls high spend,
 * variable performance. Neither says that the one causes the other.
 */
export function verdictOf(place: SpendPlace | null, results: ResultCounts): string {
  const of = results.better + results.similar + results.worse;
  const outcome = of === 0 ? null : outcomeWords(results, of);
  if (place === null) {
    return outcome === null ? 'neither spending nor results can be compared' : `does ${outcome}`;
  }
  const spends = SPEND_WORDS[place];
  return outcome === null
    ? `${spends}; results cannot be compared`
    : `${spends} and does ${outcome}`;
}

function outcomeWords({ better, worse }: ResultCounts, of: number): string {
  if (worse === 0 && better === 0) return 'much the same';
  if (worse === 0) return `better in ${better} of ${of} results`;
  if (better === 0) return `worse in ${worse} of ${of} results`;
  return `better in ${better} and worse in ${worse} of ${of} results`;
}

const SPEND_WORDS: Readonly<Record<SpendPlace, string>> = {
  more: 'spends more than most neighbours',
  similar: 'spends much as its neighbours do',
  less: 'spends less than most neighbours',
};

/** Whether an area spends more than most and does worse in some result: look here first. */
export function isHighAndVariable(place: SpendPlace | null, results: ResultCounts): boolean {
  return place === 'more' && results.worse > 0;
}
