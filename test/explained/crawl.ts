import type { FastifyInstance } from 'fastify';
import type { Page } from '../../src/platform/index.ts';
import { numbersOf, type BareNumber } from './numbers.ts';

/** At most so many addresses of one page are opened for a role: two children, two wards. */
const ADDRESSES_OF_A_PAGE = 2;
/** At most so many figures of one measure. */
const FIGURES_OF_A_MEASURE = 2;

/** One page as a role saw it. */
export interface Seen {
  readonly address: string;
  /** The page that led here. */
  readonly from: string;
  readonly status: number;
  readonly bare: readonly BareNumber[];
  /** Figures that a part of the page speaks of, with no link to them. */
  readonly unled: readonly string[];
}

/** What somebody finds who follows every link from the home page. */
export interface Walk {
  readonly seen: readonly Seen[];
  /** Addresses of figures that pages led to, a few for each measure. */
  readonly figures: readonly string[];
}

/** How a crawler asks the site: the app, and the cookie of whoever crawls. */
export interface Site {
  readonly app: FastifyInstance;
  readonly cookie: string;
  readonly pages: readonly Page[];
  /** Pages that show examples: their numbers and links are of nobody. */
  readonly examples: readonly string[];
  /** Pages of rows as they were recorded, whose numbers are no figures but facts of a row. */
  readonly records: readonly string[];
  /** One address of each page is enough: another role walked all ways of asking. */
  readonly isQuick: boolean;
  /** Addresses to which no link leads: forms as somebody would fill them in. */
  readonly filled: readonly string[];
}

/** Follows every link from the home page and from filled forms, and gives what stood there. */
export async function walk(site: Site): Promise<Walk> {
  const starts = ['/', ...site.filled];
  const queue = starts.map((address) => ({ address, from: 'the beginning' }));
  const known = new Set(starts);
  const opened = new Map<string, number>();
  const figures = new Map<string, string>();
  const seen: Seen[] = [];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { address, from } = next;
    const page = pageOf(site.pages, address);
    if (!page || !isWorthOpening(page, address, { opened, isQuick: site.isQuick })) continue;
    const { statusCode, body, headers } = await get(site, address);
    const isPage = String(headers['content-type']).includes('text/html');
    const isRead = isPage && !site.examples.includes(address);
    const found = isRead ? numbersOf(body) : NOTHING;
    const isRecord = site.records.includes(page.url);
    seen.push({
      address,
      from,
      status: statusCode,
      bare: isRecord ? [] : found.bare,
      unled: found.marks.filter((mark) => !leadsTo(found.figures, mark)),
    });
    keepFew(found.figures, figures);
    const isFilled = site.filled.includes(address);
    for (const link of found.links) {
      // A link by which a filled form takes one of its answers back leads to what is missing.
      if (known.has(link) || (isFilled && pageOf(site.pages, link) === page)) continue;
      known.add(link);
      queue.push({ address: link, from: address });
    }
  }
  return { seen, figures: [...figures.values()] };
}

const NOTHING = { bare: [], marks: [], figures: [], links: [] } as const;

/** Whether a page leads to the figure it speaks of, to one of the same measure, or to it frozen. */
function leadsTo(figures: readonly string[], mark: string): boolean {
  const measure = (address: string) => address.replace(/^\/(?:figures|frozen)\//, '').split('?')[0];
  return figures.some(
    (address) => measure(address) === measure(mark) || address.startsWith('/frozen/'),
  );
}

function isWorthOpening(
  page: Page,
  address: string,
  { opened, isQuick }: { readonly opened: Map<string, number>; readonly isQuick: boolean },
): boolean {
  if (!page.get || page.url === '/figures/:measure') return false;
  // Of each page some addresses, and of each way of asking it.
  const asked = [...new URLSearchParams(address.split('?')[1] ?? '').keys()].sort().join(' ');
  const key = isQuick ? page.url : `${page.url} ${asked}`;
  const times = opened.get(key) ?? 0;
  opened.set(key, times + 1);
  return times < (isQuick ? 1 : ADDRESSES_OF_A_PAGE);
}

function keepFew(addresses: readonly string[], kept: Map<string, string>): void {
  for (const address of addresses) {
    const [path = ''] = address.split('?');
    for (let place = 0; place < FIGURES_OF_A_MEASURE; place += 1) {
      const key = `${path} ${place}`;
      if (kept.get(key) === address) break;
      if (kept.has(key)) continue;
      kept.set(key, address);
      break;
    }
  }
}

/** The page that answers an address. */
export function pageOf(pages: readonly Page[], address: string): Page | undefined {
  const [path = ''] = address.split('?');
  const parts = path.split('/');
  const fits = (page: Page): boolean => {
    const pattern = page.url.split('/');
    if (pattern.length !== parts.length) return false;
    return pattern.every((part, index) => part.startsWith(':') || part === parts[index]);
  };
  return pages.find((page) => page.url === path) ?? pages.find(fits);
}

/** Asks for one address as whoever crawls. */
export function get({ app, cookie }: Pick<Site, 'app' | 'cookie'>, url: string) {
  return app.inject({ url, headers: { cookie } });
}
