import { sum } from 'd3-array';
import type { Unit } from '../figure/figure.ts';
import type { Bar, ChartValue, Lines, Stacks } from './chart-data.ts';
import { absenceLabel, valueLabel } from './values.ts';

const NOTHING = 'There are no figures to draw.';

type Known = Bar & { readonly value: number };

/** Bars or areas in words: the highest, the lowest, the ranges and what is missing. */
export function summariseBars(bars: readonly Bar[], unit: Unit): string {
  const known = bars.filter((bar): bar is Known => bar.value !== null);
  const [highest, ...rest] = known.toSorted((a, b) => b.value - a.value);
  if (highest === undefined) return joined([NOTHING, missingSentence(bars)]);
  const lowest = rest.at(-1);
  const sentences = [
    lowest === undefined
      ? `${highest.label}: ${words(highest, unit)}.`
      : lowest.value === highest.value
        ? `All ${known.length} are the same: ${words(highest, unit)}.`
        : `Highest: ${highest.label}, ${words(highest, unit)}. Lowest: ${lowest.label}, ` +
          `${words(lowest, unit)}.`,
    known.some(hasRange) ? 'The ranges show how uncertain the values are.' : '',
    missingSentence(bars),
  ];
  return joined(sentences);
}

/** Bars made of parts in words: each part's sum, and the largest and smallest bar. */
export function summariseStacks(stacks: Stacks, unit: Unit): string {
  const totals = stacks.bars.map(({ label, values }) => ({
    label,
    value: sum(values, (one) => one.value ?? 0),
  }));
  const parts = stacks.parts.map((label, index) => ({
    label,
    value: sum(stacks.bars, (bar) => bar.values[index]?.value ?? 0),
  }));
  if (totals.length === 0) return NOTHING;
  const largest = parts.toSorted((a, b) => b.value - a.value)[0];
  const missing = stacks.bars.flatMap(({ label, values }) =>
    values.map((one, index) => ({ ...one, label: `${label}, ${stacks.parts[index] ?? ''}` })),
  );
  return joined([
    summariseBars(totals, unit),
    largest ? `Largest part: ${largest.label}, ${valueLabel(largest.value, unit)} in all.` : '',
    missingSentence(missing),
  ]);
}

/** Lines in words: where each starts and ends, its highest and lowest, and how it moved. */
export function summariseLines(data: Lines, unit: Unit): string {
  if (data.lines.length === 0) return NOTHING;
  const sentences = data.lines.map(({ label, values }) => {
    const all = values.map((one, index) => ({ ...one, label: data.points[index] ?? '' }));
    return `${label}: ${lineWords(all, unit)}`;
  });
  const isUncertain = data.lines.some(({ values }) => values.some(hasRange));
  return joined([...sentences, isUncertain ? 'Bands show how uncertain the values are.' : '']);
}

function lineWords(points: readonly Bar[], unit: Unit): string {
  const known = points.filter((point): point is Known => point.value !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined)
    return joined(['no values.', missingSentence(points)]);
  if (first === last) return joined([`${at(first, unit)}.`, missingSentence(points)]);
  const sorted = known.toSorted((a, b) => a.value - b.value);
  const [lowest, highest] = [sorted[0] ?? first, sorted.at(-1) ?? last];
  return joined([
    `${trend(first.value, last.value)} from ${at(first, unit)} to ${at(last, unit)}.`,
    highest.value > Math.max(first.value, last.value) ? `Highest: ${at(highest, unit)}.` : '',
    lowest.value < Math.min(first.value, last.value) ? `Lowest: ${at(lowest, unit)}.` : '',
    hasRange(last) ? `The last value may lie ${rangeWords(last, unit)}.` : '',
    missingSentence(points),
  ]);
}

/** How a line moved from its first to its last value; within 2% it is about the same. */
function trend(first: number, last: number): string {
  if (Math.abs(last - first) <= Math.abs(first) * 0.02) return 'about the same,';
  return last > first ? 'up' : 'down';
}

function at(point: Known, unit: Unit): string {
  return `${valueLabel(point.value, unit)} in ${point.label}`;
}

function words(bar: Known, unit: Unit): string {
  const value = valueLabel(bar.value, unit);
  return hasRange(bar) ? `${value} (${rangeWords(bar, unit)})` : value;
}

function hasRange(value: ChartValue): boolean {
  return value.value !== null && value.low !== undefined && value.high !== undefined;
}

function rangeWords({ value, low, high }: ChartValue, unit: Unit): string {
  return (
    `between ${valueLabel(low ?? value ?? 0, unit)} and ` +
    `${valueLabel(high ?? value ?? 0, unit)}`
  );
}

/** Which values are missing and why; empty when none is. */
function missingSentence(values: readonly Bar[]): string {
  const byReason = new Map<string, string[]>();
  for (const one of values) {
    if (one.value !== null) continue;
    const reason = absenceLabel(one.absent);
    byReason.set(reason, [...(byReason.get(reason) ?? []), one.label]);
  }
  return [...byReason].map(([reason, labels]) => `${labels.join(', ')}: ${reason}.`).join(' ');
}

function joined(sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
