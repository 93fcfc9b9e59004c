import { type Interval, projectYears, type ProjectedYear, trendOf } from '../../lib/index.ts';
import type { IndicatorValueRow } from '../../record/index.ts';
import type { PeriodValues } from './peer-standing.ts';

/** One published value by the year in which its period starts. */
export interface PublishedYear {
  readonly year: number;
  readonly period: string;
  readonly value: number;
}

/** The own published values in order; pooled years and periods without a value are left out. */
export function ownYears(periods: readonly PeriodValues[]): PublishedYear[] {
  return periods.flatMap(({ period, own }) => {
    const year = /^(\d{4})(?:-\d\d)?$/.exec(period)?.[1];
    return own?.value == null || year === undefined
      ? []
      : [{ year: Number(year), period, value: own.value }];
  });
}

/** Which way a series goes, as far as chance leaves it clear. */
export type Trend = 'rising' | 'falling' | 'not-clear' | 'too-few';

/** The trend of the own values: a slope whose interval leaves nothing out decides, else none. */
export function ownTrend(years: readonly PublishedYear[]): {
  readonly trend: Trend;
  readonly slope: Interval | null;
} {
  const slope = trendOf(years);
  if (slope === null) return { trend: 'too-few', slope };
  if (slope.low > 0) return { trend: 'rising', slope };
  return { trend: slope.high < 0 ? 'falling' : 'not-clear', slope };
}

/** A trend in words; better or worse only where the publisher says which way is good. */
export function trendWords(trend: Trend, polarity: IndicatorValueRow['polarity']): string {
  switch (trend) {
    case 'too-few':
      return 'Too few years are published to see a trend.';
    case 'not-clear':
      return 'Over the years published it goes neither clearly up nor clearly down.';
    default: {
      const way = trend === 'rising' ? 'It has been rising' : 'It has been falling';
      if (polarity === null) return `${way}; the publisher takes no side on whether that is good.`;
      const isBetter = (trend === 'rising') === (polarity === 'high');
      return `${way}, which is ${isBetter ? 'better' : 'worse'}.`;
    }
  }
}

/** Where the own value stands among the neighbours', in words; empty where it cannot be said. */
export function quarterWords({ own, band }: PeriodValues): string {
  if (own?.value == null || band === null) return '';
  if (own.value > band.upper) return 'In the highest quarter of its neighbours.';
  if (own.value < band.lower) return 'In the lowest quarter of its neighbours.';
  return 'In the middle half of its neighbours.';
}

/** How many years ahead are told: further ahead the range says nothing any more. */
const YEARS_AHEAD = 3;

/** The years ahead with their range; null for too few years or where a value is not above 0. */
export function ownProjection(years: readonly PublishedYear[]): ProjectedYear[] | null {
  return projectYears(
    years.map(({ year, value }) => ({ year, value, counted: null })),
    YEARS_AHEAD,
  );
}
