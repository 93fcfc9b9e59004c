import { extent } from 'd3-array';
import { type GeoPermissibleObjects, geoIdentity, geoPath } from 'd3-geo';
import { scaleQuantile } from 'd3-scale';
import type { Unit } from '../figure/figure.ts';
import type { ChartOptions, ChartValue } from './chart-data.ts';
import { type Drawn, emptyBody, frame, INK, keyOf } from './frame.ts';
import { label, safeId, shape, swatch } from './frame.ts';
import { summariseBars } from './summary.ts';
import { LINE_HEIGHT, textWidth, unbroken, wrapText } from './text.ts';
import { absenceLabel, valueLabel } from './values.ts';

/** The outline of a place as GeoJSON has it, in degrees or in metres of a national grid. */
export type Outline =
  | { readonly type: 'Polygon'; readonly coordinates: number[][][] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: number[][][][] };

/** One area of a map. */
export interface MapArea extends ChartValue {
  readonly label: string;
  readonly outline: Outline;
  /** Hatched, as one that stands out; where any area says so, the highest class is not. */
  readonly isMarked?: boolean;
}

/** What a map is told beside what every chart is. */
export interface MapOptions extends ChartOptions {
  /** What the hatch of marked areas means, for the key. */
  readonly marked?: string;
}

/** From low to high; the darkest is hatched too. */
const SHADES = ['#DCE9F4', '#A9CBE8', '#6BACE6', '#2073BC', '#12436D'] as const;

/** Reads the text of a GeoJSON polygon or multipolygon; null when it is not one. */
export function readOutline(text: string): Outline | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('coordinates' in value)) return null;
    const { type, coordinates } = value as { type?: unknown; coordinates: unknown };
    const isOutline = (type === 'Polygon' || type === 'MultiPolygon') && Array.isArray(coordinates);
    return isOutline ? (value as Outline) : null;
  } catch {
    return null;
  }
}

/**
 * A map of areas in at most five classes with about as many areas each, outlined, the highest
 * hatched, named where there is room, as SVG. An area without a value is white and says so.
 */
export function mapChart(areas: readonly MapArea[], options: MapOptions): string {
  const unit = options.unit ?? 'number';
  const body = drawMap(areas, unit, options);
  const marked = areas.filter((one) => one.isMarked).map((one) => one.label);
  const words =
    options.marked && marked.length > 0 ? ` ${options.marked}: ${marked.join(', ')}.` : '';
  return frame('map', options, summariseBars(areas, unit) + words, body);
}

function drawMap(areas: readonly MapArea[], unit: Unit, options: MapOptions): Drawn {
  if (areas.length === 0) return emptyBody();
  const width = options.width ?? 640;
  const hatch = `${safeId(options.idPrefix)}-hatch`;
  const { marked } = options;
  const isMarked = marked !== undefined;
  const { classOf, key } = classesOf(areas, unit, { width, hatch, marked });
  const outlines = flattened(areas);
  const most = width < 640 ? 340 : 560;
  const all: GeoPermissibleObjects = { type: 'GeometryCollection', geometries: outlines };
  const top = key.height + 8;
  const projection = geoIdentity()
    .reflectY(true)
    .fitSize([width - 16, 1e6], all);
  const [[, upper], [, lower]] = geoPath(projection).bounds(all);
  const height = Math.min(most, lower - upper);
  projection.fitExtent(
    [
      [8, top],
      [width - 8, top + height],
    ],
    all,
  );
  const path = geoPath(projection).digits(1);
  const parts = [hatchPattern(hatch), ...key.parts];
  const centres: Placed[] = [];
  areas.forEach((one, index) => {
    const outline = outlines[index];
    const d = outline ? path(outline) : null;
    if (!outline || !d) return;
    const fill = fillOf(classOf(one), hatch, isMarked ? one.isMarked === true : null);
    for (const colour of fill) {
      const edge = { stroke: INK, 'stroke-width': 1, 'stroke-linejoin': 'round' };
      parts.push(shape('path', { class: 'hw-chart-area', d, fill: colour, ...edge }));
    }
    const [x, y] = path.centroid(outline);
    const [[x0], [x1]] = path.bounds(outline);
    const absent = one.value === null ? `, ${unbroken(absenceLabel(one.absent))}` : '';
    centres.push({ text: one.label + absent, x, y, across: x1 - x0, weight: path.area(outline) });
  });
  parts.push(...names(centres, { width, top, bottom: top + height }));
  return { parts, height: top + height + 12 };
}

/** The shade of an area, and the hatch: of those marked or, where none is, of the highest. */
function fillOf(shade: number | null, hatch: string, isMarked: boolean | null): string[] {
  const colour = shade === null ? '#FFFFFF' : (SHADES[shade] ?? '#FFFFFF');
  const isHatched = isMarked ?? shade === SHADES.length - 1;
  return isHatched ? [colour, `url(#${hatch})`] : [colour];
}

function classesOf(
  areas: readonly MapArea[],
  unit: Unit,
  { width, hatch, marked }: { width: number; hatch: string; marked: string | undefined },
): { classOf: (area: MapArea) => number | null; key: Drawn } {
  const values = areas.map((one) => one.value).filter((value) => value !== null);
  const distinct = new Set(values).size;
  // Fewer values than classes leave out the lower shades, so that the highest is hatched; where
  // all are the same, none is the highest.
  const first = Math.max(0, SHADES.length - distinct);
  const scale = scaleQuantile<number>()
    .domain(values)
    .range(distinct === 1 ? [2] : SHADES.map((_, index) => index).slice(first));
  const classOf = (one: MapArea) => (one.value === null ? null : scale(one.value));
  const entries = SHADES.flatMap((shade, index) => {
    const [low, high] = extent(values.filter((value) => scale(value) === index));
    if (low === undefined || high === undefined) return [];
    const text =
      low === high
        ? valueLabel(low, unit)
        : `${valueLabel(low, unit)} to ${valueLabel(high, unit)}`;
    const isHighest = marked === undefined && index === SHADES.length - 1;
    const draw: typeof plain = (x, y) =>
      isHighest ? plain(x, y) + swatch(`url(#${hatch})`)(x, y) : plain(x, y);
    const plain = swatch(shade);
    return [{ draw, text: isHighest ? `${text} (highest)` : text }];
  });
  const missing = new Set(areas.filter((one) => one.value === null).map((one) => one.absent));
  const absent = [...missing].map((reason) => ({
    draw: swatch('#FFFFFF'),
    text: absenceLabel(reason),
  }));
  const hatched = {
    draw: (x: number, y: number) => swatch(SHADES[3])(x, y) + swatch(`url(#${hatch})`)(x, y),
    text: marked ?? '',
  };
  const all = [...entries, ...(marked === undefined ? [] : [hatched]), ...absent];
  return { classOf, key: keyOf(all, width) };
}

function hatchPattern(id: string): string {
  return `<defs><pattern id="${id}" width="8" height="8" patternUnits="userSpaceOnUse" \
patternTransform="rotate(45)"><line x1="0" x2="0" y1="0" y2="8" stroke="#FFFFFF" \
stroke-width="3"/></pattern></defs>`;
}

/** Outlines on a flat plane: degrees are squeezed so that a mile is as long both ways. */
function flattened(areas: readonly MapArea[]): Outline[] {
  const polygons = (outline: Outline) =>
    outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates;
  const points = areas.flatMap((one) => polygons(one.outline).flat(2));
  const isDegrees = points.every(([x = 0, y = 0]) => Math.abs(x) <= 180 && Math.abs(y) <= 90);
  const [south = 0, north = 0] = extent(points, ([, y = 0]) => y);
  const squeeze = isDegrees ? Math.cos((((south + north) / 2) * Math.PI) / 180) : 1;
  return areas.map(({ outline }) => ({
    type: 'MultiPolygon',
    coordinates: polygons(outline).map((rings) =>
      rings.map((ring) => ring.map(([x = 0, y = 0]) => [x * squeeze, y])),
    ),
  }));
}

interface Placed {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly across: number;
  readonly weight: number;
}

/** Names on the areas, the largest first; one that would cover another is left to the table. */
function names(
  places: readonly Placed[],
  room: { width: number; top: number; bottom: number },
): string[] {
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  return places
    .toSorted((a, b) => b.weight - a.weight)
    .flatMap(({ text, x, y, across }) => {
      const lines = wrapText(text, Math.max(across, 90));
      const half = Math.max(...lines.map((line) => textWidth(line)), 0) / 2 + 2;
      const middle = Math.min(Math.max(x, half + 2), room.width - half - 2);
      const top = y - (lines.length * LINE_HEIGHT) / 2;
      const box = { left: middle - half, right: middle + half, top, bottom: 2 * y - top };
      const isCovered = taken.some(
        (one) =>
          box.left < one.right &&
          one.left < box.right &&
          box.top < one.bottom &&
          one.top < box.bottom,
      );
      const isOutside = top < room.top - 4 || box.bottom > room.bottom + 8;
      if (isCovered || isOutside || half * 2 > across * 1.6) return [];
      taken.push(box);
      const anchor = { anchor: 'middle', hasHalo: true } as const;
      return lines.map((line, i) => label(middle, top + 15 + i * LINE_HEIGHT, line, anchor));
    });
}
