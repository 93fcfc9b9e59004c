import { readCsv, readXlsx, type TableRow } from '../../lib/index.ts';
import { headingsOf } from './columns.ts';
import { areaByNumber } from './dfe-indicators.areas.ts';
import { plainBytes, plainHead } from './gzip.ts';
import { fileProblem, unreadableFile } from './row-values.ts';
import type { Problem, ReadItem, ReturnInput, ReturnReader } from './statement.ts';

const MAX_WORKBOOK_BYTES = 20_000_000;
/** The neighbour model names ten. */
const NEIGHBOURS = 10;
const TITLE_ROWS = 10;
const CLOSENESS = new Set([
  'extremely close',
  'very close',
  'close',
  'somewhat close',
  'not close',
]);

/**
 * Reads statistical neighbours as published: one row for each council, its ten nearest beside it
 * with how near they are, as CSV (`SN_1`, `SN_1P`) or as a workbook (`SN1`, `SNP`).
 */
export const statisticalNeighboursReader: ReturnReader = {
  kind: 'statistical-neighbours',
  label: 'Statistical neighbours',
  recognise(name, head) {
    if (isZip(head)) return /(?:^|[^a-z])sn[_ -]|neighbour/i.test(name.replace(/^.*[/\\]/, ''));
    return layoutOf(headingsOf(plainHead(head))) !== null;
  },
  read: readNeighbours,
};

async function* readNeighbours(input: ReturnInput): AsyncGenerator<ReadItem> {
  let layout: Layout | null = null;
  let above = 0;
  try {
    for await (const row of rowsOf(input)) {
      if (layout !== null) {
        yield* rowItems(input.name, layout, row);
        continue;
      }
      layout = layoutOf(row.cells);
      above += 1;
      if (layout !== null) yield header();
      else if (above >= TITLE_ROWS) break;
    }
  } catch (error) {
    yield { type: 'problem', problem: unreadableFile(input.name, error) };
    return;
  }
  if (layout === null) yield { type: 'problem', problem: unknownTable(input.name, above) };
}

async function* rowsOf(input: ReturnInput): AsyncGenerator<TableRow> {
  const chunks = input.chunks[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const whole = again(first.value, chunks);
  if (!isZip(first.value)) {
    yield* readCsv(plainBytes(whole));
    return;
  }
  for (const sheet of await readXlsx(await allBytes(whole))) {
    const rows = [...sheet.rows];
    if (rows.slice(0, TITLE_ROWS).some(hasNeighbours)) return yield* rows;
  }
}

async function* again(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** The bytes of a workbook; a neighbour model of more than 20 MB is cut off and so unreadable. */
async function allBytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of chunks) {
    pieces.push(piece);
    length += piece.length;
    if (length > MAX_WORKBOOK_BYTES) break;
  }
  return Buffer.concat(pieces);
}

function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b;
}

/** Where a row states its council and each neighbour; how near stands beside the neighbour. */
interface Layout {
  readonly council: number;
  readonly neighbours: readonly number[];
}

function hasNeighbours(row: TableRow): boolean {
  return layoutOf(row.cells) !== null;
}

/** Columns are found by number, since the workbook gives all ten closeness columns one heading. */
function layoutOf(headings: readonly string[]): Layout | null {
  const plain = headings.map((heading) => heading.toLowerCase().replace(/[\s_]+/g, ''));
  const council = plain.findIndex((heading) =>
    ['oldlacode', 'lanum', 'lanumber'].includes(heading),
  );
  const neighbours = Array.from({ length: NEIGHBOURS }, (_, index) =>
    plain.indexOf(`sn${index + 1}`),
  );
  return council === -1 || neighbours.includes(-1) ? null : { council, neighbours };
}

function* rowItems(file: string, layout: Layout, { row, cells }: TableRow): Generator<ReadItem> {
  const stated = [layout.council, ...layout.neighbours].some(
    (at) => (cells[at] ?? '').trim() !== '',
  );
  // A row without any number is a title between the rows, such as that of councils now merged.
  if (!stated) return;
  const council = areaCodeOf(cells[layout.council] ?? '');
  if (council === null) {
    yield { type: 'problem', problem: unknownCouncil(file, row) };
    return;
  }
  const seen = new Set([council]);
  for (const [index, position] of layout.neighbours.entries()) {
    const number = (cells[position] ?? '').trim();
    if (number === '' || number === '-') continue;
    const neighbour = areaCodeOf(number);
    const closeness = (cells[position + 1] ?? '').trim().toLowerCase();
    if (neighbour === null || seen.has(neighbour)) {
      yield { type: 'problem', problem: badNeighbour(file, row, index + 1) };
      continue;
    }
    seen.add(neighbour);
    if (!CLOSENESS.has(closeness)) {
      yield { type: 'problem', problem: badCloseness(file, row, index + 1) };
    }
    yield {
      type: 'neighbour',
      neighbour: {
        row,
        authorityCode: council,
        neighbourCode: neighbour,
        rank: index + 1,
        closeness: CLOSENESS.has(closeness) ? closeness : 'not stated',
      },
    };
  }
}

/** The code of a council by its number; the number itself for one that is new or made up. */
function areaCodeOf(cell: string): string | null {
  const number = cell.trim();
  return areaByNumber(number)?.code ?? (/^[1-9]\d{2}$/.test(number) ? number : null);
}

function header(): ReadItem {
  return {
    type: 'file',
    header: { part: 'statistical-neighbours', year: null, asOf: null, authorityCode: null },
  };
}

function unknownTable(file: string, rows: number): Problem {
  return fileProblem(file, {
    rule: rows === 0 ? 'structure/empty-file' : 'structure/unknown-table',
    message:
      rows === 0
        ? 'The file holds no rows at all.'
        : 'The file has no row of headings with the council and its neighbours SN1 to SN10.',
    fix: 'Load the neighbour model as published by the Department for Education.',
  });
}

function unknownCouncil(file: string, row: number): Problem {
  return fileProblem(file, {
    row,
    rule: 'code/authority',
    message: 'The council has no number of three digits, so its neighbours are left out.',
    fix: 'Use the three digits of the Department for Education, such as 302.',
  });
}

function badNeighbour(file: string, row: number, rank: number): Problem {
  return fileProblem(file, {
    row,
    field: `SN${rank}`,
    rule: 'code/neighbour',
    message: 'The neighbour is the council itself, named twice, or not a number of a council.',
    fix: 'Check the number; the other neighbours were read.',
  });
}

function badCloseness(file: string, row: number, rank: number): Problem {
  return fileProblem(file, {
    row,
    field: `SN${rank}`,
    rule: 'code/closeness',
    severity: 'warning',
    message: 'How near the neighbour is was not stated in the words of the model.',
    fix: 'Use extremely close, very close, close, somewhat close or not close.',
  });
}
