import { plainBytes } from './gzip.ts';
import { isRecord, type OutlineFault, outlineOf, placeOf } from './places.outlines.ts';
import { fileProblem, unreadableFile } from './row-values.ts';
import type { Problem, ReadItem, ReturnInput } from './statement.ts';

/** A map of one authority is read at once; the largest published ward file holds under 1 MB. */
const LARGEST_MAP_BYTES = 64 * 1_048_576;

/** Longitude and latitude in degrees, the only reference system of GeoJSON (RFC 7946). */
const DEGREES = /CRS84|EPSG:{1,2}4326|WGS ?84/i;

/** Reads a GeoJSON feature collection of outlines; each feature counts as one row. */
export async function* readOutlines(input: ReturnInput): AsyncGenerator<ReadItem> {
  const collection = await parsedFile(input);
  if ('problem' in collection) {
    yield { type: 'problem', problem: collection.problem };
    return;
  }
  yield {
    type: 'file',
    header: { part: 'outlines', year: null, asOf: null, authorityCode: null },
  };
  for (const [index, feature] of collection.features.entries()) {
    yield* featureItems(input.name, index + 1, feature);
  }
}

type Parsed = { readonly features: readonly unknown[] } | { readonly problem: Problem };

async function parsedFile(input: ReturnInput): Promise<Parsed> {
  const { name } = input;
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of plainBytes(input.chunks, LARGEST_MAP_BYTES)) {
      pieces.push(piece);
      length += piece.length;
      if (length > LARGEST_MAP_BYTES) return { problem: tooLarge(name) };
    }
  } catch (error) {
    return { problem: unreadableFile(name, error) };
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder().decode(Buffer.concat(pieces)));
  } catch {
    return { problem: notJson(name) };
  }
  if (!isRecord(parsed) || !Array.isArray(parsed.features)) {
    return { problem: notAMap(name) };
  }
  const system =
    isRecord(parsed.crs) && isRecord(parsed.crs.properties) ? parsed.crs.properties : {};
  if (typeof system.name === 'string' && !DEGREES.test(system.name)) {
    return { problem: notDegrees(name, null) };
  }
  return { features: parsed.features };
}

function* featureItems(file: string, row: number, feature: unknown): Generator<ReadItem> {
  const drawn = isRecord(feature) ? feature : {};
  const place = isRecord(drawn.properties) ? placeOf(drawn.properties) : null;
  if (place === null) {
    yield { type: 'problem', problem: unnamed(file, row) };
    return;
  }
  const outline = outlineOf(drawn.geometry);
  if (outline === 'form' || outline === 'degrees') {
    yield { type: 'problem', problem: badOutline(file, row, outline) };
    return;
  }
  yield { type: 'place', place: { row, ...place, outline } };
}

function tooLarge(file: string): Problem {
  return fileProblem(file, {
    rule: 'structure/too-large',
    message: 'The map is larger than 64 MB, more than is read.',
    fix: 'Keep only the places of your authority, or use the generalised outlines.',
  });
}

function notJson(file: string): Problem {
  return fileProblem(file, {
    rule: 'structure/unreadable',
    message: 'The file is not whole JSON: it may have been cut off or changed.',
    fix: 'Download or export it again.',
  });
}

function notAMap(file: string): Problem {
  return fileProblem(file, {
    rule: 'structure/unknown-table',
    message: 'The file is JSON but not a GeoJSON collection of features.',
    fix: 'Export the outlines as a GeoJSON FeatureCollection (not TopoJSON).',
  });
}

function notDegrees(file: string, row: number | null): Problem {
  return fileProblem(file, {
    ...(row === null ? {} : { row }),
    rule: 'type/coordinates',
    message: 'The coordinates are not longitude and latitude; they may be metres on a grid.',
    fix: 'Export the outlines in WGS 84 (EPSG:4326).',
  });
}

function unnamed(file: string, row: number): Problem {
  return fileProblem(file, {
    row,
    rule: 'structure/no-place',
    message: 'The feature does not say which place it draws, so it was left out.',
    fix: 'Give it kind, code and name, or the code and name of the Office for National Statistics.',
  });
}

function badOutline(file: string, row: number, fault: OutlineFault): Problem {
  if (fault === 'degrees') return notDegrees(file, row);
  return fileProblem(file, {
    row,
    rule: 'type/outline',
    message: 'The outline is not a polygon with closed rings, so the place was left out.',
    fix: 'Export the place as a Polygon or MultiPolygon.',
  });
}
