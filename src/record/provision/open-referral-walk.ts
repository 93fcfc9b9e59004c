import { checkService } from './open-referral-check.ts';
import { type FeedFault, feedFault, type ValueFault } from './open-referral-fault.ts';
import {
  differencesFromList,
  entryFault,
  type ListPage,
  listedTwice,
  readListPage,
  serviceFault,
  totalFault,
} from './open-referral-list.ts';
import { isJsonObject, type JsonObject, textIn } from './open-referral-standard.ts';

/** What one question to a feed brought: JSON, or why there is none. */
export type FeedAnswer =
  | { readonly ok: true; readonly value: unknown }
  /** `isGone` when the feed says that there is no such thing (404 or 410). */
  | { readonly ok: false; readonly fault: ValueFault; readonly isGone: boolean };

/** Whatever can be asked for lists and details: an address of the web, a folder, one file. */
export interface Feed {
  /** How the feed is known: its address, or the path of its folder. */
  readonly address: string;
  /** Answers `/services` for one page, from 1. */
  list(page: number): Promise<FeedAnswer>;
  /** Answers `/services/{id}`. */
  detail(id: string): Promise<FeedAnswer>;
}

/** One service as the feed gave it. */
export interface WalkedService {
  readonly id: string;
  readonly name: string | null;
  /** The sound part; null when the whole service is kept out. */
  readonly service: JsonObject | null;
  /** Only its entry in the list could be read: what hangs on it is not known. */
  readonly isOnlyListed: boolean;
}

/** One page of a feed, read with every service on it. */
export interface WalkedPage {
  readonly page: number;
  readonly totalPages: number | null;
  readonly services: readonly WalkedService[];
  readonly faults: readonly FeedFault[];
  /** How many entries the lists had so far, sound or not. */
  readonly listed: number;
  readonly isLast: boolean;
  /** The feed was read to its true end: what it did not name, it does not have. */
  readonly isWhole: boolean;
}

/** Where a walk begins, and what it knows from before it was cut off. */
export interface WalkStart {
  readonly page: number;
  readonly listed: number;
  /** Ids that were listed before. */
  readonly seen: ReadonlySet<string>;
  /** Throws when the walk is to stop. */
  stopIfAsked?(): void;
}

const MOST_PAGES = 10_000;

/** The most services that one page may list: more is refused, so that no page is endless. */
export const MOST_ON_A_PAGE = 1000;

/**
 * Reads a feed page by page, each service of a page whole, and checks all of it. It ends at the
 * feed's last page, at a page that cannot be read, or where pages only repeat what was listed.
 */
export async function* walkFeed(feed: Feed, start: WalkStart): AsyncGenerator<WalkedPage> {
  const seen = new Set(start.seen);
  let listed = start.listed;
  for (let number = start.page; number <= MOST_PAGES; number += 1) {
    start.stopIfAsked?.();
    const answer = await feed.list(number);
    const read = answer.ok
      ? readListPage(answer.value, number)
      : { page: null, faults: [feedFault(`services?page=${number}`, notRead(answer.fault))] };
    if (read.page === null) {
      yield { ...nothingOn(number, listed), faults: read.faults };
      return;
    }
    const { page } = read;
    const before = seen.size;
    const entries = await readEntries(feed, page, { seen, stopIfAsked: start.stopIfAsked });
    listed += page.contents.length;
    const repeats = page.contents.length > 0 && seen.size === before && number > 1;
    const isLast = page.isLast || repeats;
    const total = page.isLast ? totalFault(page, listed) : null;
    const faults = [...read.faults, ...entries.faults, ...(total === null ? [] : [total])];
    yield {
      page: number,
      totalPages: page.totalPages,
      services: entries.services,
      faults: repeats ? [feedFault(`services?page=${number}`, REPEATS)] : faults,
      listed,
      isLast,
      isWhole: page.isLast && !repeats,
    };
    if (isLast) return;
  }
}

function nothingOn(page: number, listed: number): WalkedPage {
  const rest = { totalPages: null, services: [], faults: [], isLast: true, isWhole: false };
  return { page, listed, ...rest };
}

function notRead(fault: ValueFault): ValueFault {
  const message = `${fault.message} The feed was read up to here; what was read is kept.`;
  return { ...fault, message };
}

const REPEATS: ValueFault = {
  rule: 'open-referral/page-repeats',
  message:
    'This page lists only services that earlier pages listed, so reading stopped here. Services ' +
    'further on, if there are any, cannot be reached.',
  fix: 'Let the parameter page choose which page is answered.',
};

interface Walking {
  readonly seen: Set<string>;
  readonly stopIfAsked: (() => void) | undefined;
}

async function readEntries(
  feed: Feed,
  page: ListPage,
  walking: Walking,
): Promise<{ readonly services: WalkedService[]; readonly faults: FeedFault[] }> {
  const services: WalkedService[] = [];
  const faults: FeedFault[] = [];
  for (const [index, entry] of page.contents.slice(0, MOST_ON_A_PAGE).entries()) {
    const id = isJsonObject(entry) ? textIn(entry, 'id') : null;
    if (!isJsonObject(entry) || id === null || id.trim() === '') {
      faults.push(entryFault(page.asked, index, entry));
      continue;
    }
    if (walking.seen.has(id)) {
      faults.push(listedTwice({ serviceId: id, serviceName: textIn(entry, 'name') }));
      continue;
    }
    walking.seen.add(id);
    walking.stopIfAsked?.();
    const read = await readService(feed, id, entry);
    services.push(read.service);
    faults.push(...read.faults);
  }
  if (page.contents.length > MOST_ON_A_PAGE) {
    faults.push(feedFault(`services?page=${page.asked}`, tooMany(page.contents.length)));
  }
  return { services, faults };
}

function tooMany(count: number): ValueFault {
  return {
    rule: 'open-referral/page-too-long',
    message: `The page lists ${count} services; only the first ${MOST_ON_A_PAGE} were read.`,
    fix: `List at most ${MOST_ON_A_PAGE} services on a page.`,
  };
}

async function readService(
  feed: Feed,
  id: string,
  entry: JsonObject,
): Promise<{ readonly service: WalkedService; readonly faults: readonly FeedFault[] }> {
  const answer = await feed.detail(id);
  const named = { serviceId: id, serviceName: textIn(entry, 'name') };
  if (!answer.ok) {
    const checked = checkService(entry);
    const message = `${answer.fault.message} Only what the list says of it is known.`;
    const fault = { ...answer.fault, message };
    const faults = [serviceFault(named, 'error', fault, 'part'), ...checked.faults];
    const { service } = checked;
    return { service: { id, name: named.serviceName, service, isOnlyListed: true }, faults };
  }
  const given = isJsonObject(answer.value) ? textIn(answer.value, 'id') : id;
  if (given !== null && given !== id) {
    const faults = [serviceFault(named, 'error', anotherService(given), 'service')];
    return { service: { id, name: named.serviceName, service: null, isOnlyListed: false }, faults };
  }
  const checked = checkService(answer.value);
  const faults = checked.faults.map((fault) =>
    fault.serviceId === null ? { ...fault, ...named } : fault,
  );
  const differing = checked.service === null ? [] : differencesFromList(entry, checked.service);
  const name = checked.service === null ? named.serviceName : textIn(checked.service, 'name');
  const service = { id, name, service: checked.service, isOnlyListed: false };
  return { service, faults: [...faults, ...soundDifferences(differing, faults)] };
}

/** A field that is faulty in the service is not also told to differ from the list. */
function soundDifferences(
  differing: readonly FeedFault[],
  faults: readonly FeedFault[],
): readonly FeedFault[] {
  return differing.filter(({ path }) => !faults.some((fault) => fault.path === path));
}

function anotherService(given: string): ValueFault {
  return {
    rule: 'open-referral/another-service',
    message:
      `When the service was asked for, another one came (its id is “${given.slice(0, 60)}”). ` +
      'The whole service is kept out.',
    fix: 'Let /services/{id} answer with the service of that id.',
  };
}
