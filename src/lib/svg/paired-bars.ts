import { symbol, symbolDiamond } from 'd3-shape';
import { scaleLinear } from 'd3-scale';
import type { Unit } from '../figure/figure.ts';
import type { ChartOptions, ChartValue } from './chart-data.ts';
import { colourOf, type Drawn, emptyBody, frame, INK } from './frame.ts';
import { keyOf, label, round, shape, swatch, textBlock } from './frame.ts';
import { LINE_HEIGHT, textWidth, wrapText } from './text.ts';
import { labelOf, numbersOf, modelledLabel } from './values.ts';

/** Groups, such as agencies, each with two or three values that are to be compared. */
export interface Pairs {
  /** Names of the values: two bars, such as `Pays` and `Gains`, and at most one mark. */
  readonly names: readonly string[];
  readonly groups: readonly { readonly label: string; readonly values: readonly ChartValue[] }[];
}

const THICKNESS = 20;
const STEP = 24;
const MOST_VALUES = 3;

/**
 * Bars in pairs as SVG: for each group a hollow bar above a filled one, and a diamond on a line
 * where there is a third value; ranges are whiskers. A missing value is words, never a bar of 0.
 * @throws {RangeError} for more than three values a group.
 */
export function pairedBarsChart(pairs: Pairs, options: ChartOptions): string {
  if (pairs.names.length > MOST_VALUES) throw new RangeError('a pair has at most a third value');
  const unit = options.unit ?? 'number';
  const body = drawPairs(pairs, unit, options.width ?? 640);
  return frame('paired-bars', options, summarisePairs(pairs, unit), body);
}

/** Pairs in words, a sentence for each group. */
export function summarisePairs({ names, groups }: Pairs, unit: Unit): string {
  if (groups.length === 0) return 'There are no figures to draw.';
  return groups
    .map((group) => {
      const words = names.map((name, index) => {
        const value = group.values[index] ?? { value: null };
        return `${name.toLowerCase()} ${labelOf(value, unit)}`;
      });
      return `${group.label}: ${words.join(', ')}.`;
    })
    .join(' ');
}

interface Layout {
  readonly isNarrow: boolean;
  readonly labelWidth: number;
  readonly x: (value: number) => number;
  readonly unit: Unit;
}

function drawPairs(pairs: Pairs, unit: Unit, width: number): Drawn {
  if (pairs.groups.length === 0) return emptyBody();
  const layout = layoutOf(pairs, unit, width);
  const draws = [swatch('#FFFFFF'), swatch(colourOf(0)), (x: number, y: number) => diamond(x, y)];
  const key = keyOf(
    pairs.names.map((text, index) => ({ draw: draws[index] ?? diamond, text })),
    width,
  );
  const parts = [...key.parts];
  let y = key.height + 6;
  for (const group of pairs.groups) {
    const lines = wrapText(group.label, layout.labelWidth);
    const labelHeight = lines.length * LINE_HEIGHT;
    const barsHeight = pairs.names.length * STEP;
    const top = layout.isNarrow
      ? y + labelHeight + 2
      : y + Math.max(0, labelHeight - barsHeight) / 2;
    const textTop = layout.isNarrow ? y : y + Math.max(0, barsHeight - labelHeight) / 2;
    parts.push(...textBlock(4, textTop + 15, lines, { isBold: layout.isNarrow }));
    pairs.names.forEach((_, index) => {
      const value = group.values[index] ?? { value: null };
      parts.push(...drawValue(value, index, top + index * STEP, layout));
    });
    const zero = layout.x(0);
    const line = { x1: zero, x2: zero, y1: top - 3, y2: top + barsHeight, stroke: INK };
    parts.push(shape('line', line));
    y = Math.max(top + barsHeight, textTop + labelHeight) + (layout.isNarrow ? 12 : 14);
  }
  return { parts, height: y };
}

function layoutOf({ groups }: Pairs, unit: Unit, width: number): Layout {
  const isNarrow = width < 640;
  const values = groups.flatMap((group) => group.values);
  const all = [0, ...values.flatMap(numbersOf)];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const widest = (some: readonly ChartValue[]) =>
    Math.max(0, ...some.map((one) => textWidth(shortLabel(one, unit)) + 12));
  const labelWidth = isNarrow
    ? width - 8
    : Math.min(190, Math.max(...groups.map((group) => textWidth(group.label))) + 4);
  const left = isNarrow ? 4 : labelWidth + 16;
  const before = widest(values.filter((one) => (one.value ?? 0) < 0));
  const after = widest(values.filter((one) => (one.value ?? 0) >= 0));
  const x = scaleLinear()
    .domain(low === high ? [0, 1] : [low, high])
    .range([left + before, Math.max(left + before + 20, width - after - 4)]);
  return { isNarrow, labelWidth, x, unit };
}

/** A value short enough to stand beside a thin bar. */
function shortLabel(value: ChartValue, unit: Unit): string {
  return value.value === null ? labelOf(value, unit) : modelledLabel(value.value, unit);
}

function drawValue(value: ChartValue, index: number, top: number, layout: Layout): string[] {
  const { x, unit } = layout;
  const middle = top + THICKNESS / 2;
  const text = shortLabel(value, unit);
  if (value.value === null) return [label(x(0) + 8, middle + 6, text)];
  const ends = [value.value, value.low ?? value.value, value.high ?? value.value];
  const range = Math.min(...ends) === Math.max(...ends) ? [] : whisker(ends.map(x), middle);
  const place =
    value.value < 0
      ? label(Math.min(...ends.map(x)) - 8, middle + 6, text, { anchor: 'end' })
      : label(Math.max(...ends.map(x)) + (index === 2 ? 12 : 8), middle + 6, text);
  const [from, to] = [x(Math.min(0, value.value)), x(Math.max(0, value.value))];
  if (index === 2) {
    const line = { x1: from, x2: to, y1: middle, y2: middle, stroke: INK, 'stroke-width': 2 };
    return [shape('line', line), ...range, diamond(x(value.value), middle), place];
  }
  const bar = shape('rect', {
    class: 'hw-chart-bar',
    x: from,
    y: top + 1,
    width: value.value === 0 ? 0 : Math.max(1, to - from),
    height: THICKNESS - 2,
    fill: index === 0 ? '#FFFFFF' : colourOf(0),
    stroke: INK,
    'stroke-width': 1.5,
  });
  return [bar, ...range, place];
}

function diamond(x: number, y: number): string {
  return shape('path', {
    class: 'hw-chart-mark',
    d: symbol(symbolDiamond, 110).digits(1)() ?? '',
    transform: `translate(${round(x)} ${round(y)})`,
    fill: colourOf(2),
    stroke: '#FFFFFF',
    'stroke-width': 1,
  });
}

/** A range as a line with caps, edged in white so that it shows on a bar and beside it. */
function whisker(places: readonly number[], y: number): string[] {
  const [from, to] = [Math.min(...places).toFixed(1), Math.max(...places).toFixed(1)];
  const d = `M${from} ${y - 5}v10M${to} ${y - 5}v10M${from} ${y}H${to}`;
  return [
    shape('path', { d, stroke: '#FFFFFF', 'stroke-width': 5, fill: 'none' }),
    shape('path', { class: 'hw-chart-range', d, stroke: INK, 'stroke-width': 2, fill: 'none' }),
  ];
}
