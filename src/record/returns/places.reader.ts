import { readCsv } from '../../lib/index.ts';
import { headingsOf, matchHeadings, readTable, type TableRecord } from './columns.ts';
import { plainBytes, plainHead } from './gzip.ts';
import { type PlaceField, placesTable, postcodesTable } from './places.columns.ts';
import { isAreaFile, readAreas } from './places.areas.ts';
import { readOutlines } from './places.geojson.ts';
import { postcodeOf, type RowValues, rowValues } from './row-values.ts';
import type { PlaceStatement, ReadItem, ReturnInput, ReturnReader } from './statement.ts';

const tables = [placesTable, postcodesTable];
const KINDS: ReadonlyMap<string, PlaceStatement['kind']> = new Map(
  (['authority', 'locality', 'ward', 'lsoa', 'school-cluster'] as const).map((kind) => [
    kind,
    kind,
  ]),
);
const POSTCODES_A_STATEMENT = 2000;

/**
 * Reads places: the places file and the list of postcodes (CSV), outlines (GeoJSON), those of the
 * Office for National Statistics included, and what is published of small areas: their wards, what
 * became of them, their people and their deprivation (CSV); each also packed with gzip.
 */
export const placesReader: ReturnReader = {
  kind: 'places',
  label: 'Places',
  recognise(name, head) {
    if (isMap(name)) return true;
    const headings = headingsOf(plainHead(head));
    if (isAreaFile(headings)) return true;
    return tables.some((table) =>
      matchHeadings(headings, table).missing.every((column) => column.need !== 'must'),
    );
  },
  read: readAny,
};

async function* readAny(input: ReturnInput): AsyncGenerator<ReadItem> {
  if (isMap(input.name)) return yield* readOutlines(input);
  const { head, chunks } = await peek(input.chunks);
  const whole = { ...input, chunks };
  yield* isAreaFile(headingsOf(plainHead(head))) ? readAreas(whole) : readPlaces(whole);
}

const HEAD_BYTES = 65_536;

/** The first bytes of a file, and the whole of it still to be read. */
async function peek(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; chunks: AsyncIterable<Uint8Array> }> {
  const first: Uint8Array[] = [];
  const rest = chunks[Symbol.asyncIterator]();
  for (let bytes = 0; bytes < HEAD_BYTES; ) {
    const { done, value } = await rest.next();
    if (done) break;
    first.push(value);
    bytes += value.length;
  }
  async function* whole() {
    yield* first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  }
  return { head: Buffer.concat(first), chunks: whole() };
}

function isMap(name: string): boolean {
  return /\.geojson(?:\.gz)?$/i.test(name);
}

async function* readPlaces(input: ReturnInput): AsyncGenerator<ReadItem> {
  const order = { seen: new Set<string>(), awaited: new Set<string>() };
  let postcodes: LsoaPostcodes | null = null;
  let spec = placesTable;
  for await (const item of readTable(input.name, readCsv(plainBytes(input.chunks)), tables)) {
    if (item.type === 'problem') yield item;
    else if (item.type === 'table') {
      spec = item.spec;
      yield {
        type: 'file',
        header: { part: spec.part, year: null, asOf: null, authorityCode: null },
      };
    } else {
      const cells = rowValues(input.name, item, spec);
      if (spec === placesTable) {
        const place = placeStatement(cells, order);
        yield* problemsOf(cells);
        if (place !== null) yield { type: 'place', place };
      } else {
        const added = addPostcode(postcodes, cells, item);
        if (postcodes !== null && added !== postcodes) yield postcodeItem(postcodes);
        postcodes = added;
        yield* problemsOf(cells);
      }
    }
  }
  if (postcodes !== null) yield postcodeItem(postcodes);
}

interface Order {
  readonly seen: Set<string>;
  readonly awaited: Set<string>;
}

function placeStatement(cells: RowValues<PlaceField>, order: Order): PlaceStatement | null {
  const kind = cells.code('kind', KINDS);
  const code = cells.text('code');
  const name = cells.text('name');
  if (kind === null || !isCode(code) || name === '') {
    const field = kind === null ? 'kind' : name === '' ? 'name' : 'code';
    cells.report({
      field,
      rule: 'structure/no-place',
      severity: 'error',
      message: 'A place needs its kind, a code of letters, digits and hyphens, and a name.',
      fix: 'Fill in the cell; the page about this file shows the kinds.',
    });
    return null;
  }
  const within = cells.text('within');
  checkOrder(cells, { code, within }, order);
  return {
    row: cells.row,
    kind,
    code,
    name,
    withinCode: within === '' || within === code ? null : within,
    ...(cells.text('cluster') === '' ? {} : { clusterCode: cells.text('cluster') }),
    ...populationOf(cells),
    deprivationDecile: decileOf(cells),
    outline: null,
    ...(kind === 'lsoa' ? { postcodes: postcodesOf(cells) } : {}),
  };
}

/** A place finds the one it lies in only if that comes first. */
function checkOrder(
  cells: RowValues<PlaceField>,
  { code, within }: { readonly code: string; readonly within: string },
  order: Order,
): void {
  if (within === code) {
    cells.report({
      field: 'within',
      rule: 'structure/within-itself',
      message: 'The place is said to lie in itself, so that was left out.',
      fix: 'Give the code of the larger place.',
    });
  }
  if (order.awaited.has(code)) {
    cells.report({
      field: 'code',
      rule: 'structure/parent-after-child',
      message: 'Places that lie in this one stand above it, so they may not be tied to it.',
      fix: 'Move this row above them: authority, localities, wards, then lsoas.',
    });
  }
  order.seen.add(code);
  if (within !== '' && !order.seen.has(within)) order.awaited.add(within);
}

type Population = Pick<PlaceStatement, 'population0to17' | 'populationByAge'>;

/** People under 18 and, where all four are stated, their ages; the total may come from the ages. */
function populationOf(cells: RowValues<PlaceField>): Population {
  const total = cells.count('population');
  const first = cells.count('aged0to4');
  const second = cells.count('aged5to10');
  const third = cells.count('aged11to15');
  const fourth = cells.count('aged16to17');
  if (first === null || second === null || third === null || fourth === null) {
    return { population0to17: total };
  }
  const added = first + second + third + fourth;
  if (total !== null && total !== added) {
    cells.report({
      field: 'population',
      rule: 'total/does-not-add-up',
      message: `The ages add up to ${added}, not to the number of people under 18.`,
      fix: 'Check the numbers; they were read as they stand.',
    });
  }
  return {
    population0to17: total ?? added,
    populationByAge: { '0-4': first, '5-10': second, '11-15': third, '16-17': fourth },
  };
}

function decileOf(cells: RowValues<PlaceField>): number | null {
  const decile = cells.count('decile');
  if (decile === null || (decile >= 1 && decile <= 10)) return decile;
  cells.report({
    field: 'decile',
    rule: 'type/decile',
    message: 'A decile is a number from 1 to 10, so this was left out.',
    fix: 'Give the decile, not the rank or the score.',
  });
  return null;
}

function postcodesOf(cells: RowValues<PlaceField>): string[] {
  const stated = cells
    .text('postcodes')
    .split(';')
    .filter((one) => one.trim() !== '');
  const postcodes = stated.map(postcodeOf).filter((one) => one !== null);
  if (postcodes.length < stated.length) {
    cells.report({
      field: 'postcodes',
      rule: 'type/postcode',
      message: `${stated.length - postcodes.length} of the postcodes cannot be one; left out.`,
      fix: 'Separate postcodes by semicolons and check their spelling.',
    });
  }
  return [...new Set(postcodes)];
}

interface LsoaPostcodes {
  readonly row: number;
  readonly code: string;
  readonly name: string;
  readonly postcodes: string[];
}

function addPostcode(
  current: LsoaPostcodes | null,
  cells: RowValues<PlaceField>,
  record: TableRecord<PlaceField>,
): LsoaPostcodes | null {
  const postcode = postcodeOf(cells.text('postcode'));
  const code = cells.text('lsoaCode');
  const name = cells.text('lsoaName');
  if (postcode === null || !isCode(code) || name === '') {
    cells.report({
      field: postcode === null ? 'postcode' : name === '' ? 'lsoaName' : 'lsoaCode',
      rule: 'structure/no-place',
      severity: 'error',
      message: 'The row needs a postcode and the code and name of the area it lies in.',
      fix: 'Fill in the cell, or take the row out.',
    });
    return current;
  }
  const isFull = (current?.postcodes.length ?? 0) >= POSTCODES_A_STATEMENT;
  if (current !== null && current.code === code && !isFull) {
    current.postcodes.push(postcode);
    return current;
  }
  return { row: record.row, code, name, postcodes: [postcode] };
}

function postcodeItem({ row, code, name, postcodes }: LsoaPostcodes): ReadItem {
  return {
    type: 'place',
    place: {
      row,
      kind: 'lsoa',
      code,
      name,
      withinCode: null,
      population0to17: null,
      deprivationDecile: null,
      outline: null,
      postcodes,
    },
  };
}

function isCode(text: string): boolean {
  return /^[A-Za-z0-9-]{2,20}$/.test(text);
}

function* problemsOf(cells: RowValues<PlaceField>): Generator<ReadItem> {
  for (const problem of cells.problems) yield { type: 'problem', problem };
}
