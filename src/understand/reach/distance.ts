/** A point on the globe in degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** The mean radius of the earth in kilometres (International Union of Geodesy and Geophysics). */
const EARTH_KM = 6371.0088;

/** Kilometres between two points along a great circle, by the haversine formula. */
export function kilometresBetween(a: Point, b: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [up, across] = [
    radians(b.latitude - a.latitude) / 2,
    radians(b.longitude - a.longitude) / 2,
  ];
  const half =
    Math.sin(up) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(across) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Where some children live (the middle of their area), and how many they are. */
export interface Home {
  readonly at: Point;
  readonly children: number;
}

/** How far children live from the nearest site. */
export interface Distance {
  /** Mean kilometres, weighted by children. */
  readonly km: number;
  /** Children whose area lies further than asked. */
  readonly far: number;
  readonly children: number;
}

/** How far children live from the nearest site; null without sites or without children. */
export function distanceTo(
  homes: readonly Home[],
  sites: readonly Point[],
  farKm: number,
): Distance | null {
  const children = homes.reduce((sum, home) => sum + home.children, 0);
  if (sites.length === 0 || children === 0) return null;
  let [weighted, far] = [0, 0];
  for (const { at, children: own } of homes) {
    const km = Math.min(...sites.map((site) => kilometresBetween(at, site)));
    weighted += km * own;
    if (km > farKm) far += own;
  }
  return { km: weighted / children, far, children };
}
