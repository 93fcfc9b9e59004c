import { parseDay } from '../../lib/index.ts';
import type { JsonObject } from './open-referral-standard.ts';
import { isMoment, isUuid } from './open-referral-values.ts';

/** What a question to the directory asks for, by the parameters of the standard's OpenAPI. */
export interface DirectoryQuery {
  readonly page: number;
  readonly perPage: number;
  readonly search: string | null;
  readonly modifiedAfter: string | null;
  readonly taxonomyTermId: string | null;
  readonly taxonomyId: string | null;
  readonly organizationId: string | null;
  readonly parentId: string | null;
  readonly postcode: string | null;
  /** In metres. */
  readonly proximity: number | null;
  readonly isMinimal: boolean;
  readonly isFull: boolean;
  readonly isFullService: boolean;
  readonly isTopOnly: boolean;
}

const STANDARD_SIZE = 50;
const MOST = 500;
const MOST_WHOLE = 100;
const FURTHEST_METRES = 200_000;

/** Reads the parameters of a question; a sentence for each that cannot be read. */
export function readDirectoryQuery(
  query: Readonly<Record<string, string>>,
):
  | { readonly ok: true; readonly value: DirectoryQuery }
  | { readonly ok: false; readonly sentences: readonly string[] } {
  const sentences: string[] = [];
  const text = (name: string) => query[name] || null;
  const id = (name: string) => {
    const given = text(name);
    if (given !== null && !isUuid(given)) sentences.push(`${name} must be a UUID.`);
    return given;
  };
  const number = (name: string, most: number) => {
    const given = text(name);
    if (given === null) return null;
    if (/^\d{1,9}$/.test(given) && Number(given) >= 1 && Number(given) <= most) {
      return Number(given);
    }
    sentences.push(`${name} must be a whole number from 1 to ${most}.`);
    return null;
  };
  const yes = (name: string) => {
    const given = text(name)?.toLowerCase() ?? 'false';
    if (given !== 'true' && given !== 'false') sentences.push(`${name} must be true or false.`);
    return given === 'true';
  };
  const [isFull, isFullService] = [yes('full'), yes('full_service')];
  const most = isFull || isFullService ? MOST_WHOLE : MOST;
  const value: DirectoryQuery = {
    page: number('page', 1_000_000) ?? 1,
    perPage: number('per_page', most) ?? Math.min(STANDARD_SIZE, most),
    search: text('search')?.slice(0, 200) ?? null,
    modifiedAfter: moment(text('modified_after'), sentences),
    taxonomyTermId: id('taxonomy_term_id'),
    taxonomyId: id('taxonomy_id'),
    organizationId: id('organization_id'),
    parentId: id('parent_id'),
    postcode: postcode(text('postcode'), sentences),
    proximity: number('proximity', FURTHEST_METRES),
    isMinimal: yes('minimal'),
    isFull,
    isFullService,
    isTopOnly: yes('top_only'),
  };
  if (value.proximity !== null && value.postcode === null && text('postcode') === null) {
    sentences.push('proximity needs a postcode beside it.');
  }
  if ((text('format') ?? 'json') !== 'json') sentences.push('format can only be json here.');
  return sentences.length > 0 ? { ok: false, sentences } : { ok: true, value };
}

function moment(given: string | null, sentences: string[]): string | null {
  // A plus sign of an address that was not encoded comes as a space.
  const text = given?.replace(' ', '+') ?? null;
  if (text === null || isMoment(text)) return text;
  if (parseDay(text) !== null) return `${text}T00:00:00Z`;
  sentences.push('modified_after must be a date and time, such as 2026-04-01T09:30:00Z.');
  return null;
}

function postcode(given: string | null, sentences: string[]): string | null {
  if (given === null) return null;
  const plain = given.toUpperCase().replaceAll(/\s+/g, '');
  if (/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(plain)) return plain;
  sentences.push('postcode must be a full postcode, such as NB1 1AA.');
  return null;
}

/** The ways in which a postcode without its space may stand in the record. */
export function spellingsOf(plain: string): readonly string[] {
  return [plain, `${plain.slice(0, -3)} ${plain.slice(-3)}`];
}

/** A page of a list as the standard frames it. */
export function pageOf(
  contents: readonly JsonObject[],
  of: { readonly page: number; readonly perPage: number; readonly total: number },
): JsonObject {
  const pages = Math.ceil(of.total / of.perPage);
  return {
    total_items: of.total,
    total_pages: pages,
    page_number: of.page,
    size: contents.length,
    first_page: of.page === 1,
    last_page: of.page >= pages,
    empty: contents.length === 0,
    contents,
  };
}

/** The middle of an outline (GeoJSON, degrees): of the box around it; null where there is none. */
export function middleOf(
  outline: unknown,
): { readonly latitude: number; readonly longitude: number } | null {
  const box = { west: 180, east: -180, south: 90, north: -90 };
  const look = (value: unknown, depth: number): void => {
    if (!Array.isArray(value) || depth > 6) return;
    const [longitude, latitude] = value as unknown[];
    if (typeof longitude === 'number' && typeof latitude === 'number') {
      box.west = Math.min(box.west, longitude);
      box.east = Math.max(box.east, longitude);
      box.south = Math.min(box.south, latitude);
      box.north = Math.max(box.north, latitude);
    } else for (const one of value) look(one, depth + 1);
  };
  const geometry = typeof outline === 'string' ? parsed(outline) : outline;
  look((geometry as { coordinates?: unknown } | null)?.coordinates, 0);
  if (box.west > box.east) return null;
  return { latitude: (box.south + box.north) / 2, longitude: (box.west + box.east) / 2 };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
