import { readCsvBatches, type TableRow } from '../../lib/index.ts';
import { plainBytes } from './gzip.ts';
import { fileProblem, unreadableFile } from './row-values.ts';
import type { AreaFactsStatement, Problem, ReadItem, ReturnInput } from './statement.ts';

type Fact = AreaFactsStatement['fact'];
type Area = AreaFactsStatement['areas'][number];
type Layout = Pick<AreaFactsStatement, 'fact' | 'edition' | 'census'> & {
  /** What one row says; null where it holds no code of an area or no value that can be read. */
  readonly read: (row: TableRow) => Area | null;
};

/** Areas in one statement: one insert of the record. */
const AREAS_A_STATEMENT = 1000;
const AREA_CODE = /^[EW]\d{8}$/;

/** Whether these headings are those of a published file about small areas. */
export function isAreaFile(headings: readonly string[]): boolean {
  return layoutOf(headings, '') !== null;
}

/**
 * Reads what is published of small areas (LSOAs) as CSV, all of England in one file: the lookup to
 * wards and that from the areas of 2011 to those of 2021 (Office for National Statistics), people
 * by single year of age, and the indices of deprivation (Ministry of Housing). Headings are those
 * of the publishers or, in lower case, those of the R package geographr.
 */
export async function* readAreas(input: ReturnInput): AsyncGenerator<ReadItem> {
  let layout: Layout | null = null;
  let areas: Area[] = [];
  let unread = 0;
  try {
    for await (const batch of readCsvBatches(plainBytes(input.chunks))) {
      for (const row of batch) {
        if (layout === null) {
          layout = layoutOf(row.cells, input.name);
          if (layout === null) return;
          const year = { year: null, asOf: null, authorityCode: null };
          yield { type: 'file', header: { part: PARTS[layout.fact], ...year } };
          continue;
        }
        const area = layout.read(row);
        if (area === null) unread += 1;
        else areas.push(area);
        if (areas.length < AREAS_A_STATEMENT) continue;
        yield statementOf(layout, areas);
        areas = [];
      }
    }
  } catch (error) {
    yield { type: 'problem', problem: unreadableFile(input.name, error) };
  }
  if (layout !== null && areas.length > 0) yield statementOf(layout, areas);
  if (unread > 0) yield { type: 'problem', problem: notRead(input.name, unread) };
}

const PARTS: Readonly<Record<Fact, string>> = {
  ward: 'wards of small areas',
  successor: 'small areas of 2011 and 2021',
  population: 'people of small areas',
  deprivation: 'deprivation of small areas',
};

function statementOf({ fact, edition, census }: Layout, areas: readonly Area[]): ReadItem {
  return { type: 'areas', areas: { row: areas[0]?.row ?? 0, fact, edition, census, areas } };
}

function notRead(file: string, rows: number): Problem {
  return fileProblem(file, {
    severity: 'warning',
    rule: 'structure/area-left-out',
    message: `${rows} rows hold no code of a small area or no number, so they were left out.`,
    fix: 'Load the file as published.',
  });
}

/** A heading as it is compared: small letters and digits only. */
function plain(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Finds the column of a heading; groups of the pattern are years. */
class Headings {
  readonly #all: readonly string[];

  constructor(headings: readonly string[]) {
    this.#all = headings.map(plain);
  }

  /** The place of the first heading of these patterns, and the year that it names. */
  find(...patterns: readonly RegExp[]): { at: number; year: string } | null {
    for (const pattern of patterns) {
      const at = this.#all.findIndex((heading) => pattern.test(heading));
      if (at >= 0) return { at, year: pattern.exec(this.#all[at] ?? '')?.[1] ?? '' };
    }
    return null;
  }
}

const LSOA_CODES = [/^lsoa(\d\d)(?:code|cd)$/, /^lsoacode20(\d\d)$/] as const;

/** The layout that these headings fit; the name of the file tells the year of an estimate. */
function layoutOf(cells: readonly string[], name: string): Layout | null {
  const headings = new Headings(cells);
  return (
    successorLayout(headings) ??
    wardLayout(headings) ??
    deprivationLayout(headings, name) ??
    populationLayout(headings, name)
  );
}

function censusOf(year: string): 2011 | 2021 {
  return year === '11' ? 2011 : 2021;
}

function successorLayout(headings: Headings): Layout | null {
  const from = headings.find(/^lsoa(11)(?:code|cd)$/);
  const to = headings.find(/^lsoa(21)(?:code|cd)$/);
  if (from === null || to === null) return null;
  const change = headings.find(/^(?:changecode|chgind)$/);
  const council = headings.find(/^(?:ltla|lad)\d\d(?:code|cd)$/);
  return {
    fact: 'successor',
    edition: '2011-2021',
    census: 2011,
    read: ({ row, cells }) => {
      const [code, other] = [cells[from.at] ?? '', cells[to.at] ?? ''];
      if (!AREA_CODE.test(code) || !AREA_CODE.test(other)) return null;
      const value = { change: textAt(cells, change), council: textAt(cells, council) };
      return { row, code, other, value };
    },
  };
}

function wardLayout(headings: Headings): Layout | null {
  const area = headings.find(...LSOA_CODES);
  const ward = headings.find(/^(?:ward|wd)(\d\d)(?:code|cd)$/);
  const name = headings.find(/^(?:ward|wd)\d\d(?:name|nm)$/);
  const areaName = headings.find(/^lsoa\d\d(?:name|nm)$/);
  const council = headings.find(/^(?:ltla|lad)\d\d(?:code|cd)$/);
  const councilName = headings.find(/^(?:ltla|lad)\d\d(?:name|nm)$/);
  if (area === null || ward === null || name === null || council === null) return null;
  return {
    fact: 'ward',
    edition: `20${ward.year}`,
    census: censusOf(area.year),
    read: ({ row, cells }) => {
      const [code, other] = [cells[area.at] ?? '', cells[ward.at] ?? ''];
      if (!AREA_CODE.test(code) || !AREA_CODE.test(other)) return null;
      const value = {
        name: textAt(cells, areaName),
        ward: textAt(cells, name),
        council: textAt(cells, council),
        councilName: textAt(cells, councilName),
      };
      return { row, code, other, value };
    },
  };
}

function deprivationLayout(headings: Headings, name: string): Layout | null {
  const area = headings.find(...LSOA_CODES);
  const decile = headings.find(/^imddecile$/, /^indexofmultipledeprivationimddecile/);
  const score = headings.find(/^imdscore$/, /^indexofmultipledeprivationimdscore$/);
  if (area === null || decile === null) return null;
  const census = censusOf(area.year);
  return {
    fact: 'deprivation',
    edition: /20(?:15|19|25)/.exec(name)?.[0] ?? (census === 2011 ? '2019' : '2025'),
    census,
    read: ({ row, cells }) => {
      const code = cells[area.at] ?? '';
      const value = { decile: numberAt(cells, decile), score: numberAt(cells, score) };
      const isDecile = value.decile !== null && value.decile >= 1 && value.decile <= 10;
      return AREA_CODE.test(code) && isDecile ? { row, code, other: '', value } : null;
    },
  };
}

const BANDS = [
  ['0-4', 0, 4],
  ['5-10', 5, 10],
  ['11-15', 11, 15],
  ['16-17', 16, 17],
] as const;

function populationLayout(headings: Headings, name: string): Layout | null {
  const area = headings.find(...LSOA_CODES);
  const all = headings.find(/^(?:totalpopulation|total|allages)$/);
  const ages = Array.from({ length: 18 }, (_, age) =>
    headings.find(new RegExp(`^(?:age)?${age}$`)),
  );
  if (area === null || all === null || ages.some((age) => age === null)) return null;
  const census = censusOf(area.year);
  return {
    fact: 'population',
    edition: /mid[-_ ]?(20\d\d)/i.exec(name)?.[1] ?? 'a year that the file does not state',
    census,
    read: ({ row, cells }) => {
      const code = cells[area.at] ?? '';
      const people = ages.map((age) => numberAt(cells, age));
      const total = numberAt(cells, all);
      if (!AREA_CODE.test(code) || total === null || people.includes(null)) return null;
      const sum = (from: number, to: number) =>
        people.slice(from, to + 1).reduce<number>((added, one) => added + (one ?? 0), 0);
      const bands = BANDS.map(([name, from, to]) => [name, sum(from, to)] as const);
      return { row, code, other: '', value: { all: total, ...Object.fromEntries(bands) } };
    },
  };
}

type Column = { readonly at: number } | null;

function textAt(cells: readonly string[], column: Column): string {
  return column === null ? '' : (cells[column.at] ?? '').trim();
}

function numberAt(cells: readonly string[], column: Column): number | null {
  const text = textAt(cells, column).replace(/,(?=\d{3}\b)/g, '');
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
}
