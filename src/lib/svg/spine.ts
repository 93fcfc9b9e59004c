import { scaleLinear } from 'd3-scale';
import { symbol, symbolCircle, symbolDiamond2, symbolSquare } from 'd3-shape';
import type { Unit } from '../figure/figure.ts';
import { bandOf, type QuartileBand } from '../statistics/statistics.ts';
import type { ChartOptions, ChartValue } from './chart-data.ts';
import { type Drawn, emptyBody, frame, INK, keyOf } from './frame.ts';
import { PALETTE, round, shape, textBlock } from './frame.ts';
import { LINE_HEIGHT, wrapText } from './text.ts';
import { absenceLabel, valueLabel } from './values.ts';

/** One measure of an area beside its peers. */
export interface SpineRow extends ChartValue {
  readonly label: string;
  readonly unit: Unit;
  /** The middle half of the peers; null when there are none to compare with. */
  readonly peers: QuartileBand | null;
  readonly england?: number | null;
  /** Which way is better, where the measure says; left out where neither is. */
  readonly better?: 'higher' | 'lower';
}

const BAND_FILL = '#D9E3EC';
const MARKS = {
  similar: { type: symbolSquare, fill: PALETTE[4] },
  worse: { type: symbolDiamond2, fill: PALETTE[3] },
  better: { type: symbolCircle, fill: PALETTE[0] },
  higher: { type: symbolDiamond2, fill: PALETTE[2] },
  lower: { type: symbolCircle, fill: PALETTE[1] },
} as const;

/** How an area stands on a measure, by the middle half of its peers; null when unknown. */
export function standing(row: SpineRow): keyof typeof MARKS | null {
  if (row.value === null || row.peers === null) return null;
  const place = bandOf(row.value, row.peers);
  if (place === 'within') return 'similar';
  const direction = place === 'above' ? 'higher' : 'lower';
  if (row.better === undefined) return direction;
  return row.better === direction ? 'better' : 'worse';
}

/**
 * A spine chart as SVG: each measure of an area as a mark on the middle half of its peers, with
 * their median in one line down the chart. Shape and a word say how it stands, not only colour.
 */
export function spineChart(rows: readonly SpineRow[], options: ChartOptions): string {
  return frame('spine', options, summariseSpine(rows), drawSpine(rows, options.width ?? 640));
}

/** A spine chart in words: how many measures stand how, and which differ. */
export function summariseSpine(rows: readonly SpineRow[]): string {
  if (rows.length === 0) return 'There are no figures to draw.';
  const sentences = rows.map((row) => {
    if (row.value === null) return `${row.label}: ${absenceLabel(row.absent)}.`;
    const word = standing(row);
    const median = row.peers ? `, median of peers ${valueLabel(row.peers.median, row.unit)}` : '';
    return `${row.label}: ${valueLabel(row.value, row.unit)}${word ? `, ${word}` : ''}${median}.`;
  });
  return `Compared with the middle half of similar areas. ${sentences.join(' ')}`;
}

function drawSpine(rows: readonly SpineRow[], width: number): Drawn {
  if (rows.length === 0) return emptyBody();
  const isNarrow = width < 640;
  const key = keyOf(
    [
      { draw: (x, y) => bandMark(x - 10, x + 10, y), text: 'Middle half of similar areas' },
      { draw: (x, y) => line(x, y - 10, y + 10), text: 'Their median' },
      ...(rows.some((row) => typeof row.england === 'number')
        ? [{ draw: (x: number, y: number) => englandMark(x, y + 8), text: 'England' }]
        : []),
    ],
    width,
  );
  const [left, right] = isNarrow ? [12, width - 12] : [226, width - 176];
  const centre = (left + right) / 2;
  const parts = [...key.parts];
  let y = key.height + 4;
  for (const row of rows) {
    const lines = wrapText(row.label, isNarrow ? width - 8 : 210);
    const words = wrapText(standingWords(row), isNarrow ? width - 8 : 160);
    const isDrawn = row.value !== null && row.peers !== null;
    const above = isNarrow ? (lines.length + words.length) * LINE_HEIGHT + 4 : 0;
    const height = isNarrow
      ? above + (isDrawn ? 34 : 8)
      : Math.max(44, Math.max(lines.length, words.length) * LINE_HEIGHT + 12);
    const middle = isNarrow ? y + above + 14 : y + height / 2;
    const start = (count: number) => middle - (count * LINE_HEIGHT) / 2 + 15;
    parts.push(
      ...textBlock(4, isNarrow ? y + 15 : start(lines.length), lines, { isBold: isNarrow }),
      ...(isNarrow
        ? textBlock(4, y + 15 + lines.length * LINE_HEIGHT, words)
        : textBlock(right + 16, start(words.length), words)),
      ...(isNarrow ? [] : [line(centre, y, y + height)]),
      ...drawRow(row, middle, [left, right]),
    );
    y += height;
  }
  return { parts, height: y + 8 };
}

function standingWords(row: SpineRow): string {
  if (row.value === null) return absenceLabel(row.absent);
  const word = standing(row);
  return `${valueLabel(row.value, row.unit)}, ${word ?? 'nothing to compare with'}`;
}

function drawRow(row: SpineRow, y: number, [left, right]: [number, number]): string[] {
  if (row.peers === null || row.value === null) return [];
  const { lower, median, upper } = row.peers;
  const all = [row.value, lower, upper, row.low, row.high, row.england].filter(
    (one) => typeof one === 'number',
  );
  const reach = Math.max(...all.map((one) => Math.abs(one - median))) || 1;
  const x = scaleLinear()
    .domain([median - reach, median + reach])
    .range([left + 10, right - 10]);
  const parts = [bandMark(x(lower), x(upper), y), line((left + right) / 2, y - 14, y + 14)];
  if (row.low !== undefined && row.high !== undefined) {
    const d = `M${round(x(row.low))} ${y}H${round(x(row.high))}`;
    parts.push(shape('path', { class: 'hw-chart-range', d, stroke: INK, 'stroke-width': 2 }));
  }
  if (typeof row.england === 'number') parts.push(englandMark(x(row.england), y));
  const { type, fill } = MARKS[standing(row) ?? 'similar'];
  parts.push(
    shape('path', {
      class: 'hw-chart-mark',
      d: symbol(type, 180).digits(1)() ?? '',
      transform: `translate(${round(x(row.value))} ${round(y)})`,
      fill,
      stroke: '#FFFFFF',
      'stroke-width': 1.5,
    }),
  );
  return parts;
}

function bandMark(from: number, to: number, y: number): string {
  return shape('rect', {
    class: 'hw-chart-band',
    x: from,
    y: y - 8,
    width: Math.max(1, to - from),
    height: 16,
    fill: BAND_FILL,
    stroke: PALETTE[4],
    'stroke-width': 1,
  });
}

function line(x: number, y1: number, y2: number): string {
  return shape('line', { x1: x, x2: x, y1, y2, stroke: INK, 'stroke-width': 2 });
}

function englandMark(x: number, y: number): string {
  return shape('path', {
    d: `M${round(x - 6)} ${round(y - 12)}h12l-6 9z`,
    fill: '#FFFFFF',
    stroke: INK,
    'stroke-width': 1.5,
  });
}
