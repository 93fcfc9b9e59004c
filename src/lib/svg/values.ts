import type { Absence, Unit } from '../figure/figure.ts';
import { formatPence, pence } from '../money/money.ts';
import type { ChartValue } from './chart-data.ts';

const MINUS = '\u2212';
const ONE_DECIMAL = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const TWO_DECIMALS = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** A value as a chart's label gives it: `£1.2 million`, `24%`, `1,234.5`. */
export function valueLabel(value: number, unit: Unit): string {
  if (unit === 'pence') return formatPence(pence(Math.round(value)));
  const text = (unit === 'decimal' ? TWO_DECIMALS : ONE_DECIMAL).format(Math.abs(value));
  const signed = value < 0 && text !== '0' ? `${MINUS}${text}` : text;
  if (unit === 'us-dollars') return signed.replace(/^(\u2212?)/, '$1US$$');
  return unit === 'percent' ? `${signed}%` : signed;
}

/** A value as an axis gives it, short: `£1.5m`, `£200k`, `1,000`, `2.5m`. */
export function tickLabel(value: number, unit: Unit): string {
  const size = Math.abs(unit === 'pence' ? value / 100 : value);
  const [scale, letter] =
    size >= 1e9
      ? [1e9, 'bn']
      : size >= 1e6
        ? [1e6, 'm']
        : size >= 1e4 && unit === 'pence'
          ? [1e3, 'k']
          : [1, ''];
  const number = TWO_DECIMALS.format(size / scale);
  const sign = value < 0 && number !== '0' ? MINUS : '';
  return `${sign}${unit === 'pence' ? '£' : ''}${number}${letter}${unit === 'percent' ? '%' : ''}`;
}

/** A modelled value short enough to stand beside a thin bar, to two figures: `£1.2m`, `£260k`. */
export function modelledLabel(value: number, unit: Unit): string {
  return tickLabel(value === 0 ? 0 : Number(value.toPrecision(2)), unit);
}

const ABSENCE_WORDS: Readonly<Record<Absence, string>> = {
  suppressed: '[c] hidden',
  'not-available': 'no data',
  'not-measured': 'not measured',
};

/** What stands in a chart where a value is missing; never 0. */
export function absenceLabel(absent: Absence | undefined): string {
  return ABSENCE_WORDS[absent ?? 'not-available'];
}

/** A chart's value as its label says it, or why there is none. */
export function labelOf(value: ChartValue, unit: Unit): string {
  return value.value === null ? absenceLabel(value.absent) : valueLabel(value.value, unit);
}

/** Every number that a value needs room for: itself and the ends of its range. */
export function numbersOf(value: ChartValue): number[] {
  if (value.value === null) return [];
  return [value.value, value.low, value.high].filter((one) => one !== undefined);
}
