import { scaleLinear } from 'd3-scale';
import type { Unit } from '../figure/figure.ts';
import type { Bar, ChartOptions } from './chart-data.ts';
import { colourOf, type Drawn, emptyBody, frame, INK } from './frame.ts';
import { label, shape, textBlock } from './frame.ts';
import { summariseBars } from './summary.ts';
import { LINE_HEIGHT, textWidth, wrapText } from './text.ts';
import { labelOf, numbersOf } from './values.ts';

const THICKNESS = 24;

/**
 * Horizontal bars with their values beside them and whiskers for ranges, as SVG. A missing value
 * is a label, never a bar of 0. Values are in the unit of the options.
 */
export function barsChart(bars: readonly Bar[], options: ChartOptions): string {
  const unit = options.unit ?? 'number';
  return frame('bars', options, summariseBars(bars, unit), drawBars(bars, unit, options.width));
}

function drawBars(bars: readonly Bar[], unit: Unit, width = 640): Drawn {
  if (bars.length === 0) return emptyBody();
  const layout = layoutOf(bars, unit, width);
  const parts: string[] = [];
  let y = 8;
  for (const bar of bars) {
    const lines = wrapText(bar.label, layout.labelWidth);
    const labelHeight = lines.length * LINE_HEIGHT;
    const barTop = layout.isNarrow
      ? y + labelHeight + 4
      : y + Math.max(0, (labelHeight - THICKNESS) / 2);
    const textTop = layout.isNarrow ? y : y + Math.max(0, (THICKNESS - labelHeight) / 2);
    parts.push(...textBlock(4, textTop + 15, lines));
    parts.push(...drawBar(bar, unit, barTop, layout));
    const bottom = Math.max(barTop + THICKNESS, textTop + labelHeight);
    const gap = layout.isNarrow ? 14 : 10;
    // On narrow screens names stand between the bars, so that the line of 0 stops at each bar.
    const [from, to] = layout.isNarrow
      ? [barTop - 3, barTop + THICKNESS + 3]
      : [y - 5, bottom + gap / 2];
    parts.push(shape('line', { x1: layout.x(0), x2: layout.x(0), y1: from, y2: to, stroke: INK }));
    y = bottom + gap;
  }
  return { parts, height: y };
}

interface Layout {
  readonly isNarrow: boolean;
  readonly labelWidth: number;
  readonly x: (value: number) => number;
}

function layoutOf(bars: readonly Bar[], unit: Unit, width: number): Layout {
  const isNarrow = width < 640;
  const numbers = [0, ...bars.flatMap(numbersOf)];
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const widest = (all: readonly Bar[]) =>
    Math.max(0, ...all.map((bar) => textWidth(labelOf(bar, unit)) + 12));
  const labelWidth = isNarrow
    ? width - 8
    : Math.min(230, Math.max(...bars.map((bar) => textWidth(bar.label))) + 4);
  const left = isNarrow ? 4 : labelWidth + 16;
  const before = widest(bars.filter((bar) => (bar.value ?? 0) < 0));
  const after = widest(bars.filter((bar) => (bar.value ?? 0) >= 0));
  const x = scaleLinear()
    .domain(low === high ? [0, 1] : [low, high])
    .range([left + before, width - after - 4]);
  return { isNarrow, labelWidth, x };
}

function drawBar(bar: Bar, unit: Unit, top: number, { x }: Layout): string[] {
  const text = labelOf(bar, unit);
  const baseline = top + THICKNESS / 2 + 6;
  if (bar.value === null) return [label(x(0) + 8, baseline, text)];
  const [from, to] = [x(Math.min(0, bar.value)), x(Math.max(0, bar.value))];
  const parts = [
    shape('rect', {
      class: 'hw-chart-bar',
      x: from,
      y: top,
      width: bar.value === 0 ? 0 : Math.max(1, to - from),
      height: THICKNESS,
      fill: colourOf(0),
    }),
  ];
  const { low = bar.value, high = bar.value } = bar;
  if (low !== high) parts.push(...whisker(x(low), x(high), top + THICKNESS / 2));
  parts.push(
    bar.value < 0
      ? label(x(Math.min(bar.value, low)) - 8, baseline, text, { anchor: 'end' })
      : label(x(Math.max(bar.value, high)) + 8, baseline, text),
  );
  return parts;
}

/** A range as a line with caps, edged in white so that it shows on a bar and beside it. */
function whisker(from: number, to: number, y: number): string[] {
  const d =
    `M${from.toFixed(1)} ${y - 6}v12M${to.toFixed(1)} ${y - 6}v12M${from.toFixed(1)} ` +
    `${y}H${to.toFixed(1)}`;
  return [
    shape('path', { d, stroke: '#FFFFFF', 'stroke-width': 5, fill: 'none' }),
    shape('path', { class: 'hw-chart-range', d, stroke: INK, 'stroke-width': 2, fill: 'none' }),
  ];
}
