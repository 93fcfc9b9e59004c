import type { Figure, Finding } from '../figure/figure.ts';
import type { ChartValue } from './chart-data.ts';
import type { Fan } from './fan.ts';
import type { Pairs } from './paired-bars.ts';
import type { Tornado } from './tornado.ts';

/** A figure as charts take it: its value with its range, or why there is none. */
export function chartValue(figure: Figure | undefined): ChartValue {
  if (figure === undefined) return { value: null, absent: 'not-available' };
  const { value, low, high, absent } = figure;
  return {
    value,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    ...(absent === undefined ? {} : { absent }),
  };
}

/**
 * A finding as a fan: rows are points such as years; columns the middle with the range of nine in
 * ten runs, the lower and the upper end of the middle half and, if given, of 100 runs how many are
 * at 0 or above for good.
 */
export function fanOf({ rows }: Finding): Fan {
  return {
    points: rows.map((row) => row.label),
    values: rows.map(({ figures: [middle, lower, upper, reached] }) => ({
      ...chartValue(middle),
      lower: lower?.value ?? null,
      upper: upper?.value ?? null,
      reached: reached?.value ?? null,
    })),
  };
}

/** A finding as dots: the first column of each row is one dot; absent values have none. */
export function dotsOf({ rows }: Finding): number[] {
  return rows.flatMap(({ figures: [figure] }) => figure?.value ?? []);
}

/**
 * A finding as a tornado: rows are assumptions; columns the result at the low and at the high end
 * of each; the total's first figure is the result with all at their middle.
 */
export function tornadoOf({ rows, total }: Finding): Tornado {
  return {
    rows: rows.map(({ label, figures: [atLow, atHigh] }) => ({
      label,
      atLow: chartValue(atLow),
      atHigh: chartValue(atHigh),
    })),
    middle: total?.figures[0]?.value ?? null,
    ...(total ? { middleLabel: total.label } : {}),
  };
}

/** A finding as paired bars: rows are groups, the first two or three columns their values. */
export function pairsOf({ columns, rows }: Finding): Pairs {
  const names = columns.slice(0, 3);
  return {
    names,
    groups: rows.map(({ label, figures }) => ({
      label,
      values: names.map((_, index) => chartValue(figures[index])),
    })),
  };
}
