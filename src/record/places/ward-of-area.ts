import type { Outline } from '../../lib/index.ts';

type Point = readonly [x: number, y: number];

/**
 * The middle of an outline (centre of gravity of its largest part), in its own units. Null for an
 * outline without any extent.
 */
export function middleOf(outline: Outline): Point | null {
  let best: { area: number; middle: Point } | null = null;
  for (const [ring] of polygonsOf(outline)) {
    const found = ring ? ringMiddle(ring) : null;
    if (found && (best === null || found.area > best.area)) best = found;
  }
  return best?.middle ?? null;
}

function polygonsOf(outline: Outline): number[][][][] {
  return outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates;
}

function ringMiddle(ring: readonly number[][]): { area: number; middle: Point } | null {
  let [twice, x, y] = [0, 0, 0];
  const [startX = 0, startY = 0] = ring[0] ?? [];
  for (const [index, [x0 = 0, y0 = 0]] of ring.entries()) {
    const [x1 = 0, y1 = 0] = ring[index + 1] ?? ring[0] ?? [];
    const cross = (x0 - startX) * (y1 - startY) - (x1 - startX) * (y0 - startY);
    twice += cross;
    x += (x0 + x1 - 2 * startX) * cross;
    y += (y0 + y1 - 2 * startY) * cross;
  }
  if (twice === 0) return null;
  const middle = [startX + x / (3 * twice), startY + y / (3 * twice)] as const;
  return { area: Math.abs(twice) / 2, middle };
}

/** Whether a point lies within an outline, holes left out: a ray from it crosses an odd number. */
export function isWithin([x, y]: Point, outline: Outline): boolean {
  return polygonsOf(outline).some((rings) => {
    let crossings = 0;
    for (const ring of rings) {
      for (const [index, [x0 = 0, y0 = 0]] of ring.entries()) {
        const [x1 = 0, y1 = 0] = ring[index + 1] ?? ring[0] ?? [];
        if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) crossings += 1;
      }
    }
    return crossings % 2 === 1;
  });
}

/** The place whose outline holds the middle of this one; null where none does. */
export function wardOfArea<T extends { readonly outline: Outline }>(
  area: Outline,
  wards: readonly T[],
): T | null {
  const middle = middleOf(area);
  if (middle === null) return null;
  return wards.find((ward) => isWithin(middle, ward.outline)) ?? null;
}
