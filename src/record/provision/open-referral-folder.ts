import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { refuse } from '../../lib/index.ts';
import { isJsonObject, type JsonObject, textIn } from './open-referral-standard.ts';
import type { Feed, FeedAnswer } from './open-referral-walk.ts';

const LARGEST_FILE_BYTES = 50 * 1_048_576;
const LIST_FILE = /^services?(?:[-_]list)?(?:[-_ ]?(?:page)?[-_ ]?(\d+))?\.json$/i;
const DETAIL_FILE = /^service_full.*\.json$/i;

/**
 * A feed that was saved to disk, for councils behind a firewall, known by the address it was saved
 * from, else by its name: a folder with the answers of the list (`services.json`,
 * `services-2.json`; or `service_list.json`) and of each service (`services/<id>.json`, or
 * `service_full.json`), or one file with a list of whole services. Refuses a path where nothing of
 * the kind stands.
 */
export async function folderFeed(path: string, savedFrom: string | null = null): Promise<Feed> {
  const found = await stat(path).catch(() => null);
  if (found === null) {
    throw refuse('no-such-feed', 'not-found', `There is no file or folder ${basename(path)}.`);
  }
  const feed = await (found.isDirectory() ? openFolder(path) : openFile(path));
  return { ...feed, address: savedFrom ?? `folder:${basename(path)}` };
}

type Saved = Omit<Feed, 'address'>;

async function openFile(path: string): Promise<Saved> {
  const read = await readJson(path);
  if (!read.ok)
    throw refuse('feed-not-read', 'invalid', `${basename(path)}: ${read.fault.message}`);
  const { value } = read;
  const isPage = isJsonObject(value) && Array.isArray(value.contents);
  const services = isPage ? value.contents : Array.isArray(value) ? value : [value];
  const byId = new Map(
    (services as readonly unknown[]).filter(isJsonObject).map((one) => [textIn(one, 'id'), one]),
  );
  return {
    list: async (page) => ({
      ok: true,
      value: isPage && page === 1 ? value : pageOf(services as readonly unknown[], page),
    }),
    detail: async (id) => given(byId.get(id)),
  };
}

/** What stands in one file without the frame of a page, as the one page that it is. */
function pageOf(services: readonly unknown[], page: number) {
  const contents = page === 1 ? services : [];
  return {
    total_items: services.length,
    total_pages: 1,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: true,
    empty: contents.length === 0,
    contents,
  };
}

async function openFolder(path: string): Promise<Saved> {
  const names = (await readdir(path)).sort();
  const pages = new Map<number, string>();
  for (const name of names) {
    const match = LIST_FILE.exec(name);
    if (match) pages.set(Number(match[1] ?? '1'), join(path, name));
  }
  if (pages.size === 0) {
    throw refuse(
      'no-such-feed',
      'invalid',
      'The folder holds no list of services. Save the answer of /services as services.json, ' +
        'and of each service as services/<id>.json.',
    );
  }
  const details = new Map<string, JsonObject>();
  for (const name of names.filter((one) => DETAIL_FILE.test(one))) {
    const read = await readJson(join(path, name));
    const id = read.ok && isJsonObject(read.value) ? textIn(read.value, 'id') : null;
    if (read.ok && id !== null) details.set(id, read.value as JsonObject);
  }
  return {
    list: async (page) => {
      const file = pages.get(page);
      return file === undefined ? missing('page', page) : readJson(file);
    },
    detail: async (id) => {
      const known = details.get(id);
      if (known !== undefined) return { ok: true, value: known };
      const file = join(path, 'services', `${id}.json`);
      const isName = /^[\w-]+$/.test(id);
      return isName && (await stat(file).catch(() => null)) ? readJson(file) : missing('file', id);
    },
  };
}

function given(value: JsonObject | undefined): FeedAnswer {
  return value === undefined ? missing('entry', '') : { ok: true, value };
}

function missing(what: string, which: string | number): FeedAnswer {
  return {
    ok: false,
    isGone: true,
    fault: {
      rule: 'open-referral/not-found',
      message: which === '' ? `There is no ${what} for it.` : `There is no ${what} for ${which}.`,
      fix: 'Save the answer of the feed beside the others.',
    },
  };
}

async function readJson(path: string): Promise<FeedAnswer> {
  const failed = (message: string): FeedAnswer => ({
    ok: false,
    isGone: false,
    fault: { rule: 'open-referral/not-json', message, fix: 'Save the answer again as it came.' },
  });
  try {
    const { size } = await stat(path);
    if (size > LARGEST_FILE_BYTES) return failed(`${basename(path)} is larger than 50 MB.`);
    const text = await readFile(path, 'utf8');
    return { ok: true, value: JSON.parse(text.replace(/^\uFEFF/, '')) };
  } catch {
    return failed(`${basename(path)} is no JSON that can be read.`);
  }
}
