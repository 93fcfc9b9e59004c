import { scaleLinear, scalePoint } from 'd3-scale';
import type { Unit } from '../figure/figure.ts';
import { type Drawn, GRID, INK, label, shape } from './frame.ts';
import { textWidth } from './text.ts';
import { tickLabel } from './values.ts';

/** Where points and values lie in a chart over named points, such as years. */
export interface Plot {
  readonly x: (index: number) => number;
  readonly y: ReturnType<typeof scaleLinear<number, number>>;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

/** What a plot must hold, and the box that it may fill; lengths in pixels. */
export interface PlotBox {
  readonly points: readonly string[];
  /** Every value that must be seen; 0 is always among them. */
  readonly numbers: readonly number[];
  readonly unit: Unit;
  readonly top: number;
  readonly height: number;
  readonly right: number;
}

/** The scales of a chart over named points: values upwards, with round ends that include 0. */
export function plotOf({ points, numbers, unit, top, height, right }: PlotBox): Plot {
  const all = [0, ...numbers];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const bottom = top + height;
  const y = scaleLinear()
    .domain(low === high ? [0, 1] : [low, high])
    .range([bottom, top + 8])
    .nice(5);
  const ticks = y.ticks(5).map((tick) => textWidth(tickLabel(tick, unit)));
  const left = Math.max(...ticks) + 16;
  const inset = textWidth(points[0] ?? '') / 2 - left;
  const x = scalePoint<number>()
    .domain(points.map((_, index) => index))
    .range([left + Math.max(12, inset), right - 12]);
  return { x: (index) => x(index) ?? left, y, left, right, bottom };
}

/** Light lines across with their values at the left; that of 0 is dark. */
export function yAxis({ y, left, right }: Plot, unit: Unit): string[] {
  return y.ticks(5).flatMap((tick) => [
    shape('line', {
      class: 'hw-chart-grid',
      x1: left,
      x2: right,
      y1: y(tick),
      y2: y(tick),
      stroke: tick === 0 ? INK : GRID,
    }),
    label(left - 8, y(tick) + 5, tickLabel(tick, unit), { anchor: 'end' }),
  ]);
}

/** Names of the points, as many as fit beside each other; the last one is always among them. */
export function xAxis(points: readonly string[], { x, bottom }: Plot, width: number): Drawn {
  const parts: string[] = [];
  let free = width - 2;
  for (let index = points.length - 1; index >= 0; index -= 1) {
    const text = points[index] ?? '';
    const half = textWidth(text) / 2;
    const middle = Math.min(Math.max(x(index), half + 2), width - 2 - half);
    if (middle + half > free) continue;
    free = middle - half - 10;
    parts.push(
      shape('line', { x1: x(index), x2: x(index), y1: bottom, y2: bottom + 6, stroke: INK }),
      label(middle, bottom + 24, text, { anchor: 'middle' }),
    );
  }
  return { parts, height: 32 };
}
