import { scaleLinear } from 'd3-scale';
import type { Unit } from '../figure/figure.ts';
import type { ChartOptions, ChartValue } from './chart-data.ts';
import { colourOf, type Drawn, emptyBody, frame, INK } from './frame.ts';
import { keyOf, label, shape, swatch, textBlock } from './frame.ts';
import { LINE_HEIGHT, textWidth, wrapText } from './text.ts';
import { absenceLabel, modelledLabel, valueLabel } from './values.ts';

/** What the result becomes when one assumption alone goes to the ends of its range. */
export interface TornadoRow {
  readonly label: string;
  readonly atLow: ChartValue;
  readonly atHigh: ChartValue;
}

/** Assumptions by how much they move the result, and the result with all at their middle. */
export interface Tornado {
  readonly rows: readonly TornadoRow[];
  readonly middle: number | null;
  /** What the middle is; all at their middle when left out. */
  readonly middleLabel?: string;
}

const THICKNESS = 24;
const LOW_FILL = '#FFFFFF';
const MIDDLE_LABEL = 'All at their middle';

/**
 * A tornado as SVG: a bar for each assumption from the result at its low end (hollow) to that at
 * its high end (filled), around a line where all stand at their middle. Rows keep their order.
 */
export function tornadoChart(tornado: Tornado, options: ChartOptions): string {
  const unit = options.unit ?? 'number';
  const body = drawTornado(tornado, unit, options.width ?? 640);
  return frame('tornado', options, summariseTornado(tornado, unit), body);
}

/** A tornado in words: what moves the result most, between what, and how far the others do. */
export function summariseTornado({ rows, middle, middleLabel }: Tornado, unit: Unit): string {
  if (rows.length === 0) return 'There are no figures to draw.';
  const words = ({ value, absent }: ChartValue) =>
    value === null ? absenceLabel(absent) : valueLabel(value, unit);
  const sentences = rows.map(
    (row) => `${row.label}: ${words(row.atLow)} at its low end, ${words(row.atHigh)} at its high.`,
  );
  const start =
    middle === null ? '' : `${middleLabel ?? MIDDLE_LABEL}: ${valueLabel(middle, unit)}. `;
  return start + sentences.join(' ');
}

interface Layout {
  readonly isNarrow: boolean;
  readonly labelWidth: number;
  readonly x: (value: number) => number;
  readonly middle: number | null;
  readonly unit: Unit;
}

function drawTornado(tornado: Tornado, unit: Unit, width: number): Drawn {
  if (tornado.rows.length === 0) return emptyBody();
  const layout = layoutOf(tornado, unit, width);
  const { isNarrow, labelWidth, x, middle } = layout;
  const key = keyOf(
    [
      { draw: swatch(LOW_FILL), text: 'At its low end' },
      { draw: swatch(colourOf(0)), text: 'At its high end' },
      ...(middle === null
        ? []
        : [
            {
              draw: middleMark,
              text: `${tornado.middleLabel ?? MIDDLE_LABEL}: ${modelledLabel(middle, unit)}`,
            },
          ]),
    ],
    width,
  );
  const parts = [...key.parts];
  let y = key.height + 6;
  for (const row of tornado.rows) {
    // On narrow screens a label for both ends has room only beside the name.
    const whole = isNarrow && hasOneLabel(row, middle) ? `: ${wholeLabel(row, unit)}` : '';
    const lines = wrapText(`${row.label}${whole}`, labelWidth);
    const labelHeight = lines.length * LINE_HEIGHT;
    const tallest = Math.max(labelHeight, THICKNESS);
    const top = isNarrow ? y + labelHeight + 4 : y + (tallest - THICKNESS) / 2;
    parts.push(...textBlock(4, (isNarrow ? y : y + (tallest - labelHeight) / 2) + 15, lines));
    parts.push(...drawRow(row, top, layout));
    const bottom = isNarrow ? top + THICKNESS : y + tallest;
    if (middle !== null) parts.push(middleLine(x(middle), top - 5, top + THICKNESS + 5));
    y = bottom + (isNarrow ? 16 : 12);
  }
  return { parts, height: y };
}

function middleMark(x: number, y: number): string {
  return middleLine(x, y - 10, y + 10);
}

function middleLine(x: number, y1: number, y2: number): string {
  return shape('line', { x1: x, x2: x, y1, y2, stroke: INK, 'stroke-width': 2.5 });
}

function layoutOf({ rows, middle }: Tornado, unit: Unit, width: number): Layout {
  const isNarrow = width < 640;
  const ends = rows.flatMap(({ atLow, atHigh }) => [atLow.value, atHigh.value]);
  const all = [...ends, middle].filter((one) => one !== null);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const oneEnd = Math.max(0, ...all.map((one) => textWidth(modelledLabel(one, unit)))) + 12;
  const whole = (some: readonly TornadoRow[]) =>
    isNarrow ? 0 : Math.max(0, ...some.map((row) => textWidth(wholeLabel(row, unit)) + 12));
  const single = rows.filter((row) => hasOneLabel(row, middle));
  const before = Math.max(oneEnd, whole(single.filter((row) => isLeftOf(row, middle))));
  const after = Math.max(oneEnd, whole(single.filter((row) => !isLeftOf(row, middle))));
  const labelWidth = isNarrow
    ? width - 8
    : Math.min(210, Math.max(...rows.map((row) => textWidth(row.label))) + 4);
  const left = isNarrow ? 4 : labelWidth + 16;
  const x = scaleLinear()
    .domain(all.length === 0 || low === high ? [(low || 0) - 1, (low || 0) + 1] : [low, high])
    .range([left + before, Math.max(left + before + 20, width - after - 4)]);
  return { isNarrow, labelWidth, x, middle, unit };
}

/** Whether both ends are told by one label: they lie on one side, or one is missing. */
function hasOneLabel(row: TornadoRow, middle: number | null): boolean {
  return sideOf(row, middle) !== 0 || isMissing(row);
}

function isLeftOf(row: TornadoRow, middle: number | null): boolean {
  return sideOf(row, middle) < 0;
}

function isMissing({ atLow, atHigh }: TornadoRow): boolean {
  return atLow.value === null || atHigh.value === null;
}

/** Which side of the middle both ends lie on: 1 above, -1 below, 0 on both sides. */
function sideOf({ atLow, atHigh }: TornadoRow, middle: number | null): -1 | 0 | 1 {
  if (middle === null || atLow.value === null || atHigh.value === null) return 0;
  if (atLow.value > middle && atHigh.value > middle) return 1;
  return atLow.value < middle && atHigh.value < middle ? -1 : 0;
}

/** Both ends of a row in one label, where they lie on one side or one is missing. */
function wholeLabel({ atLow, atHigh }: TornadoRow, unit: Unit): string {
  const end = ({ value, absent }: ChartValue) =>
    value === null ? absenceLabel(absent) : modelledLabel(value, unit);
  return end(atLow) === end(atHigh) ? end(atLow) : `${end(atLow)} to ${end(atHigh)}`;
}

function drawRow(row: TornadoRow, top: number, layout: Layout): string[] {
  const { x, middle, unit, isNarrow } = layout;
  const base = middle ?? row.atLow.value ?? row.atHigh.value;
  const baseline = top + THICKNESS / 2 + 6;
  if (base === null) {
    return isNarrow ? [] : [label(x(0) + 8, baseline, wholeLabel(row, unit))];
  }
  const bars = [
    { end: row.atLow.value, fill: LOW_FILL },
    { end: row.atHigh.value, fill: colourOf(0) },
  ]
    .flatMap(({ end, fill }) => (end === null ? [] : [{ end, fill }]))
    // The longer first, so that the shorter one is seen where both lie on one side.
    .toSorted((a, b) => Math.abs(b.end - base) - Math.abs(a.end - base));
  const parts = bars.map(({ end, fill }) => {
    const [from, to] = [x(Math.min(base, end)), x(Math.max(base, end))];
    return shape('rect', {
      class: 'hw-chart-bar',
      x: from,
      y: top,
      width: to - from,
      height: THICKNESS,
      fill,
      stroke: INK,
      'stroke-width': 1.5,
    });
  });
  return [
    ...parts,
    ...(isNarrow && hasOneLabel(row, middle) ? [] : endLabels(row, base, layout, baseline)),
  ];
}

function endLabels(
  row: TornadoRow,
  base: number,
  { x, middle, unit }: Layout,
  y: number,
): string[] {
  const ends = [row.atLow.value, row.atHigh.value].filter((one) => one !== null);
  const [low, high] = [Math.min(base, ...ends), Math.max(base, ...ends)];
  if (hasOneLabel(row, middle)) {
    const isLeft = isLeftOf(row, middle);
    const text = wholeLabel(row, unit);
    return isLeft ? [label(x(low) - 6, y, text, { anchor: 'end' })] : [label(x(high) + 6, y, text)];
  }
  return [
    label(x(low) - 6, y, modelledLabel(Math.min(...ends), unit), { anchor: 'end' }),
    label(x(high) + 6, y, modelledLabel(Math.max(...ends), unit)),
  ];
}
