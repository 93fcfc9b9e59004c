/** A form in which a figure can be downloaded. */
export type DownloadFormat = 'csv' | 'ods' | 'xlsx' | 'svg' | 'json';

/** Which column a table is sorted by, and which way. */
export interface Sort {
  readonly key: string;
  readonly direction: 'ascending' | 'descending';
}

/** The address at which a figure or finding explains itself: its id under `/figures/`. */
export function figureAddress(id: string): string {
  return `/figures/${id}`;
}

/**
 * The address of a download: `late-help-cost?year=2024-25` gives
 * `/figures/late-help-cost.csv?year=2024-25`.
 */
export function downloadAddress(id: string, format: DownloadFormat): string {
  const [measure, ...query] = id.split('?');
  return `/figures/${[`${measure}.${format}`, ...query].join('?')}`;
}

/** An id as a name for an element of a page: letters, digits and hyphens only, never empty. */
export function elementId(id: string): string {
  return id.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'part';
}

/** One value of an address's query; empty when it has none of this name. */
export function valueIn(url: string, name: string): string {
  return new URLSearchParams(url.split('?', 2)[1] ?? '').get(name) ?? '';
}

/** The same address with one query value set, on the first page of results. */
export function withChoice(url: string, name: string, value: string): string {
  return changed(url, (query) => {
    query.set(name, value);
    query.delete('page');
  });
}

/** The same address without one choice: one value of a name, or every value of it. */
export function withoutChoice(url: string, name: string, value?: string): string {
  return changed(url, (query) => {
    query.delete(name, value);
    query.delete('page');
  });
}

/** The address that sorts by a column: ascending first, then the other way round. */
export function sortAddress(url: string, key: string, current: Sort | null): string {
  const turn = current?.key === key && current.direction === 'ascending';
  return withChoice(url, 'sort', turn ? `-${key}` : key);
}

/** Reads `waiting` or `-waiting` of an address; a column that may not be sorted by gives null. */
export function readSort(value: string | undefined, allowed: readonly string[]): Sort | null {
  const key = value?.replace(/^-/, '') ?? '';
  if (!allowed.includes(key)) return null;
  return { key, direction: value?.startsWith('-') ? 'descending' : 'ascending' };
}

/** The address of one page of results; the first page needs no number. */
export function pageAddress(url: string, page: number): string {
  return changed(url, (query) => {
    if (page <= 1) query.delete('page');
    else query.set('page', String(page));
  });
}

function changed(url: string, change: (query: URLSearchParams) => void): string {
  const [path = '', text = ''] = url.split('?', 2);
  const query = new URLSearchParams(text);
  change(query);
  const left = query.toString();
  return left === '' ? path : `${path}?${left}`;
}

/** Which part of a long list is shown; pages count from 1. */
export interface ResultPage {
  readonly number: number;
  readonly size: number;
  readonly total: number;
}

/** How many pages a list has. */
export function pageCount(page: ResultPage): number {
  return Math.ceil(page.total / page.size);
}

/** One step in a row of page links: a page's number, or a gap. */
export type PageStep = number | 'gap';

/** Which pages to offer: the first, the last, and those beside the current one. */
export function pageSteps(current: number, count: number): PageStep[] {
  const steps: PageStep[] = [];
  for (let page = 1; page <= count; page += 1) {
    const near = Math.abs(page - current) <= 1 || page === 1 || page === count;
    if (near) steps.push(page);
    else if (steps.at(-1) !== 'gap') steps.push('gap');
  }
  return steps;
}
