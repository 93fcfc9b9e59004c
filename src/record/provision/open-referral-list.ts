import { type FeedFault, feedFault, type ValueFault } from './open-referral-fault.ts';
import {
  isJsonObject,
  type Json,
  type JsonObject,
  STANDARD,
  textIn,
} from './open-referral-standard.ts';
import { shown, typeWords } from './open-referral-values.ts';

/** One page of a feed's list of services, as it was answered. */
export interface ListPage {
  /** The page that was asked for, from 1. */
  readonly asked: number;
  readonly contents: readonly Json[];
  /** How many services and pages the feed says there are; null when it does not say. */
  readonly totalItems: number | null;
  readonly totalPages: number | null;
  readonly isLast: boolean;
}

/** Reads one answer to `/services`: the page (null if it is none), and what is wrong with it. */
export function readListPage(
  value: unknown,
  asked: number,
): { readonly page: ListPage | null; readonly faults: readonly FeedFault[] } {
  const path = `services?page=${asked}`;
  if (!isJsonObject(value) || !Array.isArray(value.contents)) {
    const what = isJsonObject(value) ? 'an object without the list "contents"' : 'no object';
    return { page: null, faults: [feedFault(path, noPage(what))] };
  }
  const contents: readonly Json[] = value.contents;
  const whole = (name: string) => {
    const number = value[name];
    return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : null;
  };
  const totalPages = whole('total_pages');
  const page: ListPage = {
    asked,
    contents,
    totalItems: whole('total_items'),
    totalPages,
    isLast:
      contents.length === 0 || (totalPages === null ? lastByFlag(value) : asked >= totalPages),
  };
  return {
    page,
    faults: envelopeFaults(value, page).map((one) => feedFault(path, one, 'warning')),
  };
}

function lastByFlag(value: JsonObject): boolean {
  return value.last_page !== false;
}

function noPage(what: string): ValueFault {
  return {
    rule: 'open-referral/not-a-page',
    message: `The list of services answered ${what}, so nothing on it or after it could be read.`,
    fix: 'Answer with a page as the standard has it: total_items, page_number, contents and so on.',
  };
}

const ENVELOPE = {
  total_items: 'integer',
  total_pages: 'integer',
  page_number: 'integer',
  size: 'integer',
  first_page: 'boolean',
  last_page: 'boolean',
  empty: 'boolean',
} as const;

function envelopeFaults(value: JsonObject, page: ListPage): ValueFault[] {
  const wrong = Object.entries(ENVELOPE).filter(([name, type]) => {
    const given = value[name];
    return type === 'integer' ? !Number.isInteger(given) : typeof given !== 'boolean';
  });
  const found = wrong.map(([name, type]) => envelopeFault(name, type, value[name]));
  const sound = (name: string) => !wrong.some(([one]) => one === name);
  const { contents, asked, totalPages } = page;
  if (sound('page_number') && value.page_number !== asked) {
    found.push(lie(`Page ${asked} was asked for and page ${value.page_number} came.`));
  }
  if (sound('size') && value.size !== contents.length) {
    found.push(lie(`The page says that it holds ${value.size} and holds ${contents.length}.`));
  }
  if (sound('empty') && value.empty !== (contents.length === 0)) {
    found.push(lie(`The page says that it is ${value.empty ? '' : 'not '}empty, which is wrong.`));
  }
  if (sound('first_page') && value.first_page !== (asked === 1)) {
    found.push(lie(`first_page is ${value.first_page} on page ${asked}.`));
  }
  if (sound('last_page') && totalPages !== null && contents.length > 0) {
    const isLast = asked >= totalPages;
    if (value.last_page !== isLast) {
      found.push(lie(`last_page is ${value.last_page} on page ${asked} of ${totalPages}.`));
    }
  }
  return found;
}

function envelopeFault(name: string, type: string, given: Json | undefined): ValueFault {
  const wanted = type === 'integer' ? 'a whole number' : 'true or false';
  return {
    rule: 'open-referral/page-field',
    message:
      given === undefined
        ? `The page has no ${name}.`
        : `${name} is ${typeWords(given)}, where the standard wants ${wanted}.`,
    fix: `Write ${name} as ${wanted}.`,
  };
}

function lie(message: string): ValueFault {
  return {
    rule: 'open-referral/page-lies',
    message: `${message} Whoever reads by it misses services or reads them twice.`,
    fix: 'Correct how the list is paged.',
  };
}

/** What the last page shows: whether as many services came as were promised. */
export function totalFault(page: ListPage, listed: number): FeedFault | null {
  if (page.totalItems === null || page.totalItems === listed) return null;
  return feedFault(
    'services',
    {
      rule: 'open-referral/page-lies',
      message: `The feed says that it has ${page.totalItems} services; its pages list ${listed}.`,
      fix: 'Correct total_items, or the pages that leave services out.',
    },
    'warning',
  );
}

/** An entry of the list that names no service: it cannot be asked for. */
export function entryFault(page: number, index: number, entry: Json): FeedFault {
  const what = isJsonObject(entry) ? 'It has no id' : `It is ${typeWords(entry)}`;
  return {
    ...feedFault(`services?page=${page}#contents[${index}]`, {
      rule: 'open-referral/entry-without-id',
      message: `${what}, so the service cannot be asked for. The whole service is kept out.`,
      fix: 'List each service with the id by which it can be asked for.',
    }),
    serviceName: isJsonObject(entry) ? textIn(entry, 'name') : null,
    leftOut: 'service',
  };
}

/** A service that the list names a second time. */
export function listedTwice(of: ServiceNamed): FeedFault {
  return serviceFault(of, 'warning', {
    rule: 'open-referral/listed-twice',
    message: 'The list names this service twice. The first is read.',
    fix: 'List each service once, in an order that does not change from page to page.',
  });
}

/** A service by the id and the name that a list gives it. */
export interface ServiceNamed {
  readonly serviceId: string;
  readonly serviceName: string | null;
}

/** A fault that concerns one service and no field of it. */
export function serviceFault(
  of: ServiceNamed,
  severity: 'error' | 'warning',
  fault: ValueFault,
  leftOut: FeedFault['leftOut'] = 'nothing',
): FeedFault {
  const { serviceId, serviceName } = of;
  return { ...feedFault('', fault, severity), serviceId, serviceName, leftOut };
}

/** Where the list says other than the service itself; the service itself is believed. */
export function differencesFromList(entry: JsonObject, detail: JsonObject): readonly FeedFault[] {
  const of = { serviceId: textIn(entry, 'id') ?? '', serviceName: textIn(detail, 'name') };
  return Object.entries(STANDARD.service).flatMap(([name, field]) => {
    const [listed, whole] = [entry[name] ?? null, detail[name] ?? null];
    if (field.kind === 'many' || field.kind === 'one') return [];
    if (listed === null || listed === whole) return [];
    const message =
      whole === null
        ? `The list says ${shown(listed)}; the service itself does not say.`
        : `The list says ${shown(listed)}, the service itself ${shown(whole)}. The second is read.`;
    const fault = {
      rule: 'open-referral/list-differs',
      message,
      fix: 'Make both from the same record, at the same time.',
    };
    return [{ ...serviceFault(of, 'warning', fault), path: name }];
  });
}
