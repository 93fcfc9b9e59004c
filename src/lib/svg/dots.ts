import { scaleLinear } from 'd3-scale';
import type { Unit } from '../figure/figure.ts';
import type { ChartOptions } from './chart-data.ts';
import { colourOf, type Drawn, emptyBody, frame, INK } from './frame.ts';
import { keyOf, label, shape } from './frame.ts';
import { textWidth } from './text.ts';
import { tickLabel, valueLabel } from './values.ts';

const MOST_HEIGHT = 300;

/**
 * A quantile dot plot as SVG: each dot is the same share of all runs. Dots above 0 are filled
 * circles, the others hollow squares, so that they can be counted without colour.
 */
export function dotsChart(values: readonly number[], options: ChartOptions): string {
  const unit = options.unit ?? 'number';
  const body = drawDots(values, unit, options.width ?? 640);
  return frame('dots', options, summariseDots(values, unit), body);
}

/** A dot plot in words: `36 of 50 dots are above £0`, the middle, the lowest and the highest. */
export function summariseDots(values: readonly number[], unit: Unit): string {
  const sorted = values.toSorted((a, b) => a - b);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (lowest === undefined || highest === undefined) return 'There are no figures to draw.';
  const middle = sorted[Math.floor(sorted.length / 2)] ?? lowest;
  const words = (value: number) => valueLabel(value, unit);
  return (
    `${aboveWords(values, unit)} The middle dot is at ${words(middle)}, the lowest at ` +
    `${words(lowest)}, the highest at ${words(highest)}.`
  );
}

/** How many dots lie above 0, as a sentence: `36 of 50 dots are above £0.` */
export function aboveWords(values: readonly number[], unit: Unit): string {
  const above = values.filter((value) => value > 0).length;
  return `${above} of ${values.length} dots are above ${tickLabel(0, unit)}.`;
}

function drawDots(values: readonly number[], unit: Unit, width: number): Drawn {
  if (values.length === 0) return emptyBody();
  const above = values.filter((value) => value > 0).length;
  const zero = tickLabel(0, unit);
  const key = keyOf(
    [
      {
        draw: (x, y) => dot(true, { x, y, radius: 8 }),
        text: `Above ${zero}: ${above} of ${values.length}`,
      },
      {
        draw: (x, y) => dot(false, { x, y, radius: 8 }),
        text: `Not above ${zero}: ${values.length - above} of ${values.length}`,
      },
    ],
    width,
  );
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const x = scaleLinear()
    .domain(low === high ? [-1, 1] : [low, high])
    .range([30, width - 30])
    .nice(5);
  const size = width < 640 ? 18 : 25;
  const bins = binsOf(values, x, size);
  const tallest = Math.max(...bins.map((bin) => bin.values.length));
  const radius = Math.min(size / 2 - 0.5, MOST_HEIGHT / (2 * tallest));
  const bottom = key.height + 8 + tallest * 2 * radius;
  const parts = [
    ...key.parts,
    shape('line', { x1: 8, x2: width - 8, y1: bottom, y2: bottom, stroke: INK }),
    shape('line', {
      class: 'hw-chart-zero',
      x1: x(0),
      x2: x(0),
      y1: key.height,
      y2: bottom + 6,
      stroke: INK,
      'stroke-width': 2,
    }),
    ...bins.flatMap((bin) =>
      bin.values.map((value, at) => {
        const y = bottom - radius * (2 * at + 1);
        return dot(value > 0, { x: bin.middle, y, radius: radius - 1 }, 'hw-chart-dot');
      }),
    ),
    ...axisLabels(x, unit, bottom, width),
  ];
  return { parts, height: bottom + 36 };
}

interface Bin {
  readonly middle: number;
  readonly values: number[];
}

/** Values in bins of one width that meet at 0, so that no bin lies on both sides of it. */
function binsOf(values: readonly number[], x: (value: number) => number, size: number): Bin[] {
  const bins = new Map<number, Bin>();
  for (const value of values.toSorted((a, b) => a - b)) {
    const away = (x(value) - x(0)) / size;
    const place = value > 0 ? Math.max(1, Math.ceil(away)) : Math.min(-1, Math.floor(away));
    const middle = x(0) + (place > 0 ? place - 0.5 : place + 0.5) * size;
    const bin = bins.get(place) ?? { middle, values: [] };
    bin.values.push(value);
    bins.set(place, bin);
  }
  return [...bins.values()];
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A dot of the plot, or with no class one of its key. */
function dot(isAbove: boolean, { x, y, radius }: Place, name?: string): string {
  if (isAbove) return shape('circle', { class: name, cx: x, cy: y, r: radius, fill: colourOf(0) });
  const half = radius * 0.82;
  return shape('rect', {
    class: name,
    x: x - half,
    y: y - half,
    width: half * 2,
    height: half * 2,
    fill: '#FFFFFF',
    stroke: colourOf(2),
    'stroke-width': Math.min(3, Math.max(1, radius / 3)),
  });
}

/** Values under the axis, as many as fit beside each other; that of 0 is always among them. */
function axisLabels(
  x: ReturnType<typeof scaleLinear<number, number>>,
  unit: Unit,
  bottom: number,
  width: number,
): string[] {
  const taken: [number, number][] = [];
  const ticks = x.ticks(5).toSorted((a, b) => Math.abs(a) - Math.abs(b));
  return ticks.flatMap((tick) => {
    const text = tickLabel(tick, unit);
    const half = textWidth(text) / 2;
    const middle = Math.min(Math.max(x(tick), half + 2), width - 2 - half);
    const [from, to] = [middle - half - 6, middle + half + 6];
    if (taken.some(([left, right]) => from < right && to > left)) return [];
    taken.push([from, to]);
    return [
      shape('line', { x1: x(tick), x2: x(tick), y1: bottom, y2: bottom + 6, stroke: INK }),
      label(middle, bottom + 24, text, { anchor: 'middle' }),
    ];
  });
}
