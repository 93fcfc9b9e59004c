import {
  lineTotals,
  measureTotals,
  type SpendingMeasure,
  type SpendingTotal,
} from './council-spending.lines.ts';
import type { SpendStatement } from './statement.ts';

/** A stated total that its parts do not add up to, in pence. */
export interface SpendingMismatch {
  readonly row: number;
  readonly line: string;
  readonly measure: string;
  readonly statedPence: number;
  readonly addedPence: number;
}

/** Each stated amount may have been rounded to the nearest thousand pounds. */
const ROUNDING_PENCE = 50_000;

/**
 * Adds up the totals of one authority's spending again, over columns and over lines, and gives
 * those that differ by more than rounding to thousands explains. A total is checked only where it
 * and every part of it are stated.
 */
export function spendingMismatches(spending: readonly SpendStatement[]): SpendingMismatch[] {
  const stated = new Map(spending.map((one) => [`${one.line}|${one.measure}`, one]));
  const lines = [...new Set(spending.map((one) => one.line))];
  const measures = [...new Set(spending.map((one) => one.measure))];
  const overColumns = lines.flatMap((line) =>
    mismatches(measureTotals, (measure: SpendingMeasure) => stated.get(`${line}|${measure}`)),
  );
  const overLines = measures.flatMap((measure) =>
    mismatches(lineTotals, (line: string) => stated.get(`${line}|${measure}`)),
  );
  return [...overColumns, ...overLines];
}

function mismatches<Key extends string>(
  totals: readonly SpendingTotal<Key>[],
  find: (key: Key) => SpendStatement | undefined,
): SpendingMismatch[] {
  return totals.flatMap(({ total, parts }) => {
    const whole = find(total);
    let added = 0;
    for (const { key, sign } of parts) {
      const part = find(key);
      if (part === undefined) return [];
      added += sign * part.amountPence;
    }
    if (whole === undefined) return [];
    const off = Math.abs(whole.amountPence - added);
    if (off <= ROUNDING_PENCE * (parts.length + 1)) return [];
    const { row, line, measure, amountPence } = whole;
    return [{ row, line, measure, statedPence: amountPence, addedPence: added }];
  });
}
