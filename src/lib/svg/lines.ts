import { area, curveLinear, curveStepAfter, line } from 'd3-shape';
import type { Unit } from '../figure/figure.ts';
import type { ChartOptions, ChartValue, Lines } from './chart-data.ts';
import { colourOf, type Drawn, emptyBody, frame } from './frame.ts';
import { type KeyEntry, keyOf, label, mark, round, shape, textBlock } from './frame.ts';
import { type Plot, plotOf, xAxis, yAxis } from './plot.ts';
import { summariseLines } from './summary.ts';
import { LINE_HEIGHT, textWidth, unbroken, wrapText } from './text.ts';
import { absenceLabel, labelOf, numbersOf } from './values.ts';

const DASHES = [undefined, '9 4', '3 3', '12 4 3 4', '6 2', '16 6'] as const;
const PLOT_HEIGHT = { 640: 300, 320: 240 } as const;

/**
 * Lines from 0 up, each with its own colour, dash and mark and named beside its end, as SVG; a
 * range is an outlined band. Where a value is missing the line breaks and a label says why.
 */
export function linesChart(lines: Lines, options: ChartOptions): string {
  const unit = options.unit ?? 'number';
  const body = drawLines(lines, unit, options.width ?? 640);
  return frame('lines', options, summariseLines(lines, unit), body);
}

/** A plot, and how its lines go from point to point. */
interface Curved extends Plot {
  readonly curve: typeof curveLinear;
}

function drawLines(data: Lines, unit: Unit, width: 640 | 320): Drawn {
  if (data.lines.length === 0 || data.points.length === 0) return emptyBody();
  const names = data.lines.map(({ label: name, values }) => {
    const last = values[data.points.length - 1] ?? { value: null };
    return `${name}, ${unbroken(labelOf(last, unit))}`;
  });
  const isNarrow = width < 640;
  const key = isNarrow ? keyOf(keyEntries(names), width) : { parts: [], height: 12 };
  const nameWidth = isNarrow
    ? 0
    : Math.min(170, Math.max(...names.map((one) => textWidth(one))) + 2);
  const wrapped = names.map((name) => wrapText(name, nameWidth || width));
  const needed = wrapped.reduce((total, lines) => total + lines.length * LINE_HEIGHT + 4, 0);
  const height = Math.max(PLOT_HEIGHT[width], isNarrow ? 0 : needed);
  const right = width - (isNarrow ? 12 : nameWidth + 40);
  const plot = plotOf({
    points: data.points,
    numbers: data.lines.flatMap(({ values }) => values.flatMap(numbersOf)),
    unit,
    top: key.height + 4,
    height,
    right,
  });
  const curve = data.isStepped ? curveStepAfter : curveLinear;
  const marks = absenceMarks(data, plot);
  const axis = xAxis(data.points, plot, width);
  const parts = [
    ...key.parts,
    ...yAxis(plot, unit),
    ...axis.parts,
    ...data.lines.flatMap(({ values }, index) => drawBand(values, index, { ...plot, curve })),
    ...data.lines.flatMap(({ values }, index) => drawLine(values, index, { ...plot, curve })),
    ...marks.parts,
    ...(isNarrow ? [] : endNames(data, wrapped, plot)),
  ];
  const below = plot.bottom + axis.height;
  const note = wrapText(marks.note, width - 8);
  parts.push(...textBlock(4, below + 18, note));
  return { parts, height: below + note.length * LINE_HEIGHT + 8 };
}

function keyEntries(names: readonly string[]): KeyEntry[] {
  return names.map((text, index) => ({
    draw: (x, y) => `${dashSample(x, y, index)}${mark(index, x, y)}`,
    text,
  }));
}

function dashSample(x: number, y: number, index: number): string {
  return shape('line', {
    x1: x - 12,
    x2: x + 12,
    y1: y,
    y2: y,
    stroke: colourOf(index),
    'stroke-width': 3,
    'stroke-dasharray': DASHES[index % DASHES.length],
  });
}

function drawBand(values: readonly ChartValue[], index: number, curved: Curved): string[] {
  const { x, y, curve } = curved;
  const band = area<ChartValue>()
    .defined((one) => one.value !== null && (one.low !== undefined || one.high !== undefined))
    .x((_, at) => x(at))
    .y0((one) => y(one.low ?? one.value ?? 0))
    .y1((one) => y(one.high ?? one.value ?? 0))
    .curve(curve)
    .digits(1)([...values]);
  if (!band) return [];
  const colour = colourOf(index);
  const style = { fill: colour, 'fill-opacity': '0.18', stroke: colour, 'stroke-width': 1 };
  return [shape('path', { class: 'hw-chart-band', d: band, ...style })];
}

function drawLine(values: readonly ChartValue[], index: number, curved: Curved): string[] {
  const { x, y, curve } = curved;
  const d = line<ChartValue>()
    .defined((one) => one.value !== null)
    .x((_, at) => x(at))
    .y((one) => y(one.value ?? 0))
    .curve(curve)
    .digits(1)([...values]);
  const path = shape('path', {
    class: 'hw-chart-line',
    d: d ?? '',
    fill: 'none',
    stroke: colourOf(index),
    'stroke-width': 3,
    'stroke-dasharray': DASHES[index % DASHES.length],
  });
  const marks = values.flatMap((one, at) =>
    one.value === null ? [] : [mark(index, x(at), y(one.value))],
  );
  return d ? [path, ...marks] : marks;
}

/** The signs where values are missing, and one sentence that says what they mean. */
function absenceMarks(data: Lines, { x, y }: Plot): { parts: string[]; note: string } {
  const parts: string[] = [];
  const words = new Set<string>();
  let free = 0;
  data.points.forEach((_, at) => {
    const missing = data.lines.filter(({ values }) => (values[at]?.value ?? null) === null);
    if (missing.length === 0) return;
    for (const { label: name, values } of missing) {
      words.add(`${name}: ${absenceLabel(values[at]?.absent)}`);
    }
    if (x(at) - 6 < free) return;
    free = x(at) + 8;
    parts.push(label(x(at), y(0) - 6, '×', { anchor: 'middle', isBold: true, hasHalo: true }));
  });
  const note = words.size === 0 ? '' : `× ${[...words].join('; ')}.`;
  return { parts, note };
}

/** Names beside the lines' ends, moved apart where lines end close to each other. */
function endNames(data: Lines, names: readonly string[][], plot: Plot): string[] {
  const top = plot.y.range()[1] ?? 0;
  const ends = data.lines.map(({ values }, index) => {
    const last = values.findLast((one) => one.value !== null)?.value ?? 0;
    return { index, y: plot.y(last), height: (names[index]?.length ?? 1) * LINE_HEIGHT + 4 };
  });
  ends.sort((a, b) => a.y - b.y);
  let free = top - 8;
  for (const end of ends) {
    end.y = Math.max(end.y - end.height / 2, free);
    free = end.y + end.height;
  }
  let limit = plot.bottom + 12;
  for (const end of ends.toReversed()) {
    end.y = Math.min(end.y, limit - end.height);
    limit = end.y;
  }
  return ends.flatMap(({ index, y }) => [
    mark(index, plot.right + 16, round(y + 11)),
    ...textBlock(plot.right + 30, y + 17, names[index] ?? []),
  ]);
}
