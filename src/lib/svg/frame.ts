import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare } from 'd3-shape';
import { symbolStar, symbolTriangle } from 'd3-shape';
import type { ChartOptions } from './chart-data.ts';
import { escapeText, LINE_HEIGHT, TEXT_SIZE, textWidth, wrapText } from './text.ts';

/**
 * The Analysis Function's colours for categories (2023): each has at least 3:1 against white.
 */
export const PALETTE = ['#12436D', '#28A197', '#801650', '#F46A25', '#3D3D3D', '#A285D1'] as const;
/** Text on a colour of the palette, with at least 4.5:1. */
const ON_PALETTE = ['#FFFFFF', '#0B0C0C', '#FFFFFF', '#0B0C0C', '#FFFFFF', '#0B0C0C'] as const;
/** Lines that need contrast, such as axes and whiskers. */
export const INK = '#0B0C0C';
/** Light lines of the grid, behind everything. */
export const GRID = '#D9D9D9';

/** The colour of a series by its place; the seventh starts again. */
export function colourOf(index: number): string {
  return PALETTE[index % PALETTE.length] ?? INK;
}

/** The colour of text that stands on a series' colour. */
export function textColourOn(index: number): string {
  return ON_PALETTE[index % ON_PALETTE.length] ?? INK;
}

/** What a chart draws: its parts, and the height that they need. */
export interface Drawn {
  readonly parts: readonly string[];
  readonly height: number;
}

/** The whole SVG of a chart: named, described, on white, without any style of its own. */
export function frame(kind: string, options: ChartOptions, summary: string, body: Drawn): string {
  const width = options.width ?? 640;
  const id = safeId(options.idPrefix);
  const heading = options.withHeading ? headingOf(options, width) : { parts: [], height: 0 };
  const height = Math.ceil(heading.height + body.height);
  const moved =
    heading.height === 0
      ? body.parts
      : [`<g transform="translate(0 ${heading.height})">`, ...body.parts, '</g>'];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="hw-chart hw-chart-${kind}" role="img"`,
    ` aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}"`,
    ` font-family="Helvetica Neue, Arial, sans-serif" font-size="${TEXT_SIZE}">`,
    `<title id="${id}-title">${escapeText(options.headline)}</title>`,
    `<desc id="${id}-desc">${escapeText(options.summary ?? summary)}</desc>`,
    `<rect class="hw-chart-ground" width="${width}" height="${height}" fill="#FFFFFF"/>`,
    ...heading.parts,
    ...moved,
    '</svg>',
  ].join('');
}

function headingOf(options: ChartOptions, width: number): Drawn {
  const size = 19;
  const title = wrapText(options.headline, (width - 8) * 0.94, size);
  const subtitle = wrapText(options.subtitle ?? '', width - 8);
  const parts = [
    ...title.map((line, i) => label(4, 22 + i * 24, line, { size, isBold: true })),
    ...textBlock(4, 20 + title.length * 24, subtitle),
  ];
  return { parts, height: 16 + title.length * 24 + subtitle.length * LINE_HEIGHT };
}

/** An id made of letters, digits and dashes only. */
export function safeId(text: string): string {
  return `hw-${text.replace(/[^A-Za-z0-9_-]+/g, '-')}`;
}

/** How a piece of text is set. */
export interface TextOptions {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly fill?: string;
  readonly isBold?: boolean;
  /** A white edge, for text that may lie on marks. */
  readonly hasHalo?: boolean;
  readonly size?: number;
}

/** One line of text, `y` being its baseline. */
export function label(x: number, y: number, text: string, options: TextOptions = {}): string {
  const { anchor = 'start', fill = 'currentColor', isBold, hasHalo, size } = options;
  const halo = hasHalo
    ? ' paint-order="stroke" stroke="#FFFFFF" stroke-width="4" stroke-linejoin="round"'
    : '';
  return `<text class="hw-chart-text" x="${round(x)}" y="${round(y)}" fill="${fill}"${
    anchor === 'start' ? '' : ` text-anchor="${anchor}"`
  }${isBold ? ' font-weight="bold"' : ''}${size ? ` font-size="${size}"` : ''}${halo}>${escapeText(
    text,
  )}</text>`;
}

/** Lines of text, the first with its baseline at `y`. */
export function textBlock(
  x: number,
  y: number,
  lines: readonly string[],
  options: TextOptions = {},
): string[] {
  return lines.map((line, index) => label(x, y + index * LINE_HEIGHT, line, options));
}

/** Attributes of a shape; undefined ones are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One shape, such as `rect`, with its attributes. */
export function shape(name: string, attributes: Attributes): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}="${typeof value === 'number' ? round(value) : value}"`);
  return `<${name} ${written.join(' ')}/>`;
}

const SYMBOLS = [
  symbolCircle,
  symbolSquare,
  symbolTriangle,
  symbolDiamond,
  symbolCross,
  symbolStar,
] as const;

/** The mark of a series at a point: each of the first six has its own shape and colour. */
export function mark(index: number, x: number, y: number): string {
  const path = symbol(SYMBOLS[index % SYMBOLS.length] ?? symbolCircle, 90).digits(1)();
  return shape('path', {
    class: 'hw-chart-mark',
    d: path ?? '',
    transform: `translate(${round(x)} ${round(y)})`,
    fill: colourOf(index),
    stroke: '#FFFFFF',
    'stroke-width': 1,
  });
}

/** One entry of a key: a small drawing around a point, and what it means. */
export interface KeyEntry {
  readonly draw: (x: number, y: number) => string;
  readonly text: string;
}

const KEY_SYMBOL = 28;

/** A key whose entries flow in lines from the top left. */
export function keyOf(entries: readonly KeyEntry[], width: number): Drawn {
  const parts: string[] = [];
  let x = 4;
  let y = 0;
  let isFirst = true;
  for (const { draw, text } of entries) {
    const lines = wrapText(text, width - KEY_SYMBOL - 8);
    const wide = KEY_SYMBOL + Math.max(...lines.map((line) => textWidth(line)), 0);
    if (!isFirst && x + wide > width - 4) {
      x = 4;
      y += LINE_HEIGHT + 4;
    }
    parts.push(draw(x + 10, y + 12), ...textBlock(x + KEY_SYMBOL, y + 18, lines));
    y += (Math.max(lines.length, 1) - 1) * LINE_HEIGHT;
    x += wide + 20;
    isFirst = false;
  }
  return { parts, height: entries.length === 0 ? 0 : y + LINE_HEIGHT + 14 };
}

/** A filled square of a key. */
export function swatch(fill: string, stroke = INK): KeyEntry['draw'] {
  return (x, y) =>
    shape('rect', { x: x - 9, y: y - 9, width: 18, height: 18, fill, stroke, 'stroke-width': 1 });
}

/** A chart without anything to draw says so. */
export function emptyBody(): Drawn {
  return { parts: [label(4, 24, 'There are no figures to draw.')], height: 36 };
}

/** A length in pixels with one decimal. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
