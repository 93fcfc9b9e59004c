import { sum } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import type { Unit } from '../figure/figure.ts';
import type { ChartOptions, ChartValue, Stacks } from './chart-data.ts';
import { colourOf, type Drawn, emptyBody, frame, INK } from './frame.ts';
import { keyOf, label, shape, swatch, textBlock, textColourOn } from './frame.ts';
import { summariseStacks } from './summary.ts';
import { LINE_HEIGHT, textWidth, unbroken, wrapText } from './text.ts';
import { absenceLabel, valueLabel } from './values.ts';

const THICKNESS = 32;
const MOST_PARTS = 6;

/**
 * Horizontal bars made of parts, with a key and each bar's total, as SVG. From the seventh part
 * on, parts are drawn together as "All other". A missing part is named beside the total.
 */
export function stackedBarsChart(stacks: Stacks, options: ChartOptions): string {
  const unit = options.unit ?? 'number';
  const body = drawStacks(withinSix(stacks), unit, options.width);
  return frame('stacked-bars', options, summariseStacks(stacks, unit), body);
}

function withinSix(stacks: Stacks): Stacks {
  if (stacks.parts.length <= MOST_PARTS) return stacks;
  const kept = MOST_PARTS - 1;
  return {
    parts: [...stacks.parts.slice(0, kept), 'All other'],
    bars: stacks.bars.map((bar) => {
      const rest = bar.values.slice(kept);
      const missing = rest.find((one) => one.value === null);
      const other = { value: sum(rest, (one) => one.value ?? 0) };
      return {
        ...bar,
        values: [...bar.values.slice(0, kept), other, ...(missing ? [missing] : [])],
      };
    }),
  };
}

function drawStacks(stacks: Stacks, unit: Unit, width = 640): Drawn {
  if (stacks.bars.length === 0) return emptyBody();
  const key = keyOf(
    stacks.parts.map((text, index) => ({ draw: swatch(colourOf(index)), text })),
    width,
  );
  const isNarrow = width < 640;
  const totals = stacks.bars.map((bar) => totalLabel(bar.values, unit));
  const labelWidth = isNarrow
    ? width - 8
    : Math.min(200, Math.max(...stacks.bars.map((bar) => textWidth(bar.label))) + 4);
  const after = Math.min(150, Math.max(...totals.map((text) => textWidth(text)))) + 16;
  const largest = Math.max(...stacks.bars.map((bar) => sum(bar.values, positive)));
  const x = scaleLinear()
    .domain([0, largest || 1])
    .range([isNarrow ? 4 : labelWidth + 16, width - (isNarrow ? 8 : after)]);
  const parts = [...key.parts];
  let y = key.height + 4;
  stacks.bars.forEach((bar, index) => {
    const lines = wrapText(isNarrow ? `${bar.label}: ${totals[index]}` : bar.label, labelWidth);
    const labelHeight = lines.length * LINE_HEIGHT;
    const total = isNarrow ? [] : wrapText(totals[index] ?? '', after - 12);
    const tallest = Math.max(labelHeight, total.length * LINE_HEIGHT, THICKNESS);
    const top = isNarrow ? y + labelHeight + 4 : y + (tallest - THICKNESS) / 2;
    const textTop = isNarrow ? y : y + (tallest - labelHeight) / 2;
    parts.push(...textBlock(4, textTop + 15, lines), ...drawStack(bar.values, unit, top, x));
    const end = x(sum(bar.values, positive)) + 8;
    parts.push(...textBlock(end, top + 32 - total.length * 10, total));
    parts.push(
      shape('line', { x1: x(0), x2: x(0), y1: top - 3, y2: top + THICKNESS + 3, stroke: INK }),
    );
    y = (isNarrow ? top + THICKNESS : y + tallest) + 12;
  });
  return { parts, height: y };
}

function drawStack(
  values: readonly ChartValue[],
  unit: Unit,
  top: number,
  x: (value: number) => number,
): string[] {
  const parts: string[] = [];
  let before = 0;
  values.forEach((value, index) => {
    const size = positive(value);
    const [from, to] = [x(before), x(before + size)];
    before += size;
    if (size === 0) return;
    parts.push(
      shape('rect', {
        class: 'hw-chart-bar',
        x: from,
        y: top,
        width: Math.max(0.5, to - from),
        height: THICKNESS,
        fill: colourOf(index),
        stroke: '#FFFFFF',
        'stroke-width': 1,
      }),
    );
    const text = valueLabel(size, unit);
    if (textWidth(text) + 8 > to - from) return;
    const fill = textColourOn(index);
    parts.push(label((from + to) / 2, top + 22, text, { anchor: 'middle', fill }));
  });
  return parts;
}

function positive(value: ChartValue): number {
  return Math.max(0, value.value ?? 0);
}

/** The sum of what is known, and what is not: `£1.2 million and [c] hidden`. */
function totalLabel(values: readonly ChartValue[], unit: Unit): string {
  const missing = new Set(values.filter((one) => one.value === null).map((one) => one.absent));
  const words = [...missing].map((absent) => absenceLabel(absent));
  const isKnown = values.some((one) => one.value !== null);
  const known = isKnown ? [valueLabel(sum(values, positive), unit)] : [];
  return [...known, ...words].map(unbroken).join(' and ');
}
