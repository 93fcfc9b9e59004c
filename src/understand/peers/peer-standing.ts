import { bandOf, type QuartileBand, quartileBand, type Unit } from '../../lib/index.ts';
import type { IndicatorValueRow } from '../../record/index.ts';

/** National code of England in published files. */
export const ENGLAND = 'E92000001';

/** One period of an indicator: the own value, England's, and those of the neighbours. */
export interface PeriodValues {
  readonly period: string;
  readonly own: IndicatorValueRow | null;
  readonly england: IndicatorValueRow | null;
  readonly neighbours: readonly IndicatorValueRow[];
  /** Quartiles of the neighbours with a value; null under three of them. */
  readonly band: QuartileBand | null;
}

const FEWEST_NEIGHBOURS = 3;

/** The values of one indicator by period, oldest first. */
export function byPeriod(
  values: readonly IndicatorValueRow[],
  own: readonly string[],
): PeriodValues[] {
  const periods = Map.groupBy(values, (value) => value.period);
  return [...periods]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([period, rows]) => {
      const isOwn = (row: IndicatorValueRow) => own.includes(row.area_code ?? '');
      const neighbours = rows.filter((row) => !isOwn(row) && row.area_code !== ENGLAND);
      const known = neighbours.flatMap((row) => row.value ?? []);
      return {
        period,
        own: rows.find(isOwn) ?? null,
        england: rows.find((row) => row.area_code === ENGLAND) ?? null,
        neighbours,
        band: known.length < FEWEST_NEIGHBOURS ? null : quartileBand(known),
      };
    });
}

/** How an area stands beside its neighbours; better or worse only where the publisher says. */
export type Standing = 'better' | 'worse' | 'higher' | 'lower' | 'similar';

/** How the own value stands by the middle half of the neighbours; null where it cannot be said. */
export function standingOf(
  { own, band }: PeriodValues,
  polarity: IndicatorValueRow['polarity'],
): Standing | null {
  if (own?.value == null || band === null) return null;
  const place = bandOf(own.value, band);
  if (place === 'within') return 'similar';
  const isHigher = place === 'above';
  if (polarity === null) return isHigher ? 'higher' : 'lower';
  return isHigher === (polarity === 'high') ? 'better' : 'worse';
}

/** The unit of an indicator by the words of its publisher. */
export function unitOf(words: string | null): Unit {
  if (words !== null && /per 10[, ]?000/i.test(words)) return 'per-10000';
  if (words !== null && /%|per ?cent/i.test(words)) return 'percent';
  return 'number';
}

/** What a publisher's mark means where there is no value. */
export function markWords(mark: string | null): string {
  return (mark !== null && MARKS[mark.toLowerCase()]) || 'No value was published.';
}

const MARKS: Readonly<Record<string, string>> = {
  c: 'Hidden by its publisher to protect people (c).',
  z: 'Does not apply here (z).',
  x: 'Not available (x).',
  u: 'Not reliable enough to publish (u).',
  low: 'Nearly zero, below what the publisher prints (low).',
  ':': 'Not available (:).',
  '-': 'No value was published (-).',
};
