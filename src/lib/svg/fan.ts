import { area, line } from 'd3-shape';
import type { Unit } from '../figure/figure.ts';
import type { ChartOptions, ChartValue } from './chart-data.ts';
import { colourOf, type Drawn, emptyBody, frame, INK } from './frame.ts';
import { type KeyEntry, keyOf, shape, textBlock } from './frame.ts';
import { type Plot, plotOf, xAxis, yAxis } from './plot.ts';
import { LINE_HEIGHT, wrapText } from './text.ts';
import { absenceLabel, numbersOf, valueLabel } from './values.ts';

/** What all runs of a model come to at one point, such as the end of a year. */
export interface FanPoint extends ChartValue {
  /** Ends of the middle half of the runs; `low` and `high` hold nine in ten. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Of 100 runs, how many stay at 0 or above from here on; null where nobody asked. */
  readonly reached: number | null;
}

/** A result as it spreads over time: the points' names, and what the runs come to at each. */
export interface Fan {
  readonly points: readonly string[];
  readonly values: readonly FanPoint[];
  /** Values that must be seen too, so that several fans have one scale. */
  readonly among?: readonly number[];
}

/** When runs get to 0 for good: places among the points; null is later than the last. */
export interface BreakEven {
  /** One run in twenty has. */
  readonly earliest: number | null;
  /** Half have. */
  readonly likely: number | null;
  /** Nineteen in twenty have. */
  readonly latest: number | null;
}

const PLOT_HEIGHT = { 640: 320, 320: 240 } as const;

/**
 * A fan as SVG: the middle of the runs as a line, half and nine in ten of them as bands with dark
 * edges, the line of 0, and under the axis when the runs get to 0 for good.
 */
export function fanChart(fan: Fan, options: ChartOptions): string {
  const unit = options.unit ?? 'number';
  return frame('fan', options, summariseFan(fan, unit), drawFan(fan, unit, options.width ?? 640));
}

/** When the runs get to 0 for good; null where the fan does not say. */
export function breakEvenOf({ values }: Fan): BreakEven | null {
  if (!values.some(({ reached }) => reached !== null)) return null;
  const by = (share: number) => {
    const found = values.findIndex(({ reached }) => reached !== null && reached >= share);
    return found < 0 ? null : found;
  };
  return { earliest: by(5), likely: by(50), latest: by(95) };
}

/** A fan in words: start, lowest point, end with its range, and when runs get to 0. */
export function summariseFan(fan: Fan, unit: Unit): string {
  const known = fan.values.flatMap((one, index) =>
    one.value === null ? [] : [{ ...one, value: one.value, point: fan.points[index] ?? '' }],
  );
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return 'There are no figures to draw.';
  const lowest = known.reduce((least, one) => (one.value < least.value ? one : least), first);
  const words = (value: number) => valueLabel(value, unit);
  return [
    `The middle of the runs starts at ${words(first.value)} in ${first.point}.`,
    lowest === first || lowest === last
      ? ''
      : `It is lowest at ${words(lowest.value)} in ${lowest.point}.`,
    last === first ? '' : `It ends at ${words(last.value)} in ${last.point}.`,
    last.low === undefined || last.high === undefined
      ? ''
      : `Nine in ten runs end between ${words(last.low)} and ${words(last.high)}.`,
    ...breakEvenSentences(fan),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** When the runs get to 0 for good, in sentences; none where the fan does not say. */
function breakEvenSentences(fan: Fan): string[] {
  const found = breakEvenOf(fan);
  if (found === null) return [];
  const name = (index: number) => fan.points[index] ?? '';
  const last = fan.points.at(-1) ?? '';
  if (found.earliest === null) return [`Fewer than 5 in 100 runs get back to 0 by ${last}.`];
  return [
    found.likely === null
      ? `Fewer than half of the runs are back at 0 by ${last}.`
      : `Half of the runs are back at 0 by ${name(found.likely)}.`,
    `In 5 of 100 it takes until ${name(found.earliest)} or less; 95 of 100 are back ` +
      (found.latest === null ? `only after ${last}.` : `by ${name(found.latest)}.`),
  ];
}

function drawFan(fan: Fan, unit: Unit, width: 640 | 320): Drawn {
  if (fan.values.every((one) => one.value === null)) return emptyBody();
  const key = keyOf(KEY, width);
  const plot = plotOf({
    points: fan.points,
    numbers: [...numbersOfFan(fan), ...(fan.among ?? [])],
    unit,
    top: key.height + 4,
    height: PLOT_HEIGHT[width],
    right: width - 8,
  });
  const axis = xAxis(fan.points, plot, width);
  const below = drawBreakEven(fan, plot, plot.bottom + axis.height, width);
  const zero = plot.y(0);
  return {
    parts: [
      ...key.parts,
      ...yAxis(plot, unit),
      ...axis.parts,
      ...drawBand(fan, plot, '0.16', (one) => [one.low ?? null, one.high ?? null]),
      ...drawBand(fan, plot, '0.34', (one) => [one.lower, one.upper]),
      shape('line', {
        class: 'hw-chart-zero',
        x1: plot.left,
        x2: plot.right,
        y1: zero,
        y2: zero,
        stroke: INK,
        'stroke-width': 2,
      }),
      ...drawMiddle(fan, plot),
      ...below.parts,
    ],
    height: plot.bottom + axis.height + below.height,
  };
}

/** Every number that a fan needs room for. */
export function numbersOfFan({ values }: Fan): number[] {
  return values.flatMap((one) => [
    ...numbersOf(one),
    ...[one.lower, one.upper].filter((end) => end !== null),
  ]);
}

const KEY: readonly KeyEntry[] = [
  { draw: (x, y) => middleMark(x - 12, x + 12, y), text: 'Middle run' },
  { draw: bandMark('0.5'), text: 'Half of the runs' },
  { draw: bandMark('0.16'), text: 'Nine in ten runs' },
];

function middleMark(from: number, to: number, y: number): string {
  const style = { stroke: colourOf(0), 'stroke-width': 4 };
  return shape('line', { x1: from, x2: to, y1: y, y2: y, ...style });
}

function bandMark(opacity: string): KeyEntry['draw'] {
  return (x, y) =>
    shape('rect', {
      x: x - 11,
      y: y - 8,
      width: 22,
      height: 16,
      fill: colourOf(0),
      'fill-opacity': opacity,
      stroke: colourOf(0),
      'stroke-width': 1.5,
    });
}

function drawBand(
  { values }: Fan,
  { x, y }: Plot,
  opacity: string,
  ends: (one: FanPoint) => [low: number | null, high: number | null],
): string[] {
  const band = area<FanPoint>()
    .defined((one) => ends(one).every((end) => end !== null))
    .x((_, at) => x(at))
    .y0((one) => y(ends(one)[0] ?? 0))
    .y1((one) => y(ends(one)[1] ?? 0))
    .digits(1);
  const d = band([...values]);
  const edges = [band.lineY0(), band.lineY1()].map((edge) => edge.digits(1)([...values]));
  if (!d) return [];
  const colour = colourOf(0);
  return [
    shape('path', { class: 'hw-chart-band', d, fill: colour, 'fill-opacity': opacity }),
    ...edges.map((edge) =>
      shape('path', { d: edge ?? '', fill: 'none', stroke: colour, 'stroke-width': 1.5 }),
    ),
  ];
}

function drawMiddle({ values }: Fan, { x, y }: Plot): string[] {
  const d = line<FanPoint>()
    .defined((one) => one.value !== null)
    .x((_, at) => x(at))
    .y((one) => y(one.value ?? 0))
    .digits(1)([...values]);
  const style = { fill: 'none', stroke: colourOf(0), 'stroke-width': 4 };
  return [shape('path', { class: 'hw-chart-line', d: d ?? '', ...style })];
}

/** Under the axis: from when 5 to when 95 in 100 runs are back at 0, and half of them; in words. */
function drawBreakEven(fan: Fan, { x, right }: Plot, top: number, width: number): Drawn {
  const found = breakEvenOf(fan);
  const missing = fan.values.findIndex((one) => one.value === null);
  const note =
    missing < 0 ? [] : [`× ${fan.points[missing]}: ${absenceLabel(fan.values[missing]?.absent)}.`];
  const lines = wrapText([...breakEvenSentences(fan), ...note].join(' '), width - 8);
  const hasBar = found !== null && found.earliest !== null;
  const textTop = top + (hasBar ? 44 : 20);
  const parts = textBlock(4, textTop, lines);
  if (hasBar && found.earliest !== null) {
    const y = top + 14;
    const from = x(found.earliest);
    const to = found.latest === null ? right : Math.max(x(found.latest), from + 2);
    const likely = found.likely === null ? null : x(found.likely);
    parts.unshift(...breakEvenBar([from, to], y, { likely, isOpen: found.latest === null }));
  }
  return { parts, height: textTop - top + lines.length * LINE_HEIGHT - 8 };
}

/** A bar with caps and a diamond; where the end is not known yet, an arrow in place of the cap. */
function breakEvenBar(
  [from, to]: readonly [number, number],
  y: number,
  marks: { likely: number | null; isOpen: boolean },
): string[] {
  const [a, b] = [from.toFixed(1), to.toFixed(1)];
  const end = marks.isOpen
    ? `M${(to - 8).toFixed(1)} ${y - 7}L${b} ${y}l-8 7`
    : `M${b} ${y - 8}v16`;
  const d = `M${a} ${y - 8}v16M${a} ${y}H${b}${end}`;
  const bar = shape('path', {
    class: 'hw-chart-range',
    d,
    fill: 'none',
    stroke: INK,
    'stroke-width': 3,
  });
  if (marks.likely === null) return [bar];
  const diamond = `M${marks.likely.toFixed(1)} ${y - 10}l10 10l-10 10l-10 -10z`;
  return [bar, shape('path', { d: diamond, fill: colourOf(2), stroke: '#FFFFFF' })];
}
