import { readCsv, readXlsx, type TableRow } from '../../lib/index.ts';
import { headingsOf, matchHeadings, readTable } from './columns.ts';
import { plainBytes, plainHead } from './gzip.ts';
import { provisionTable } from './provision.columns.ts';
import { provisionStatement } from './provision.statements.ts';
import { rowValues, unreadableFile } from './row-values.ts';
import type { ReadItem, ReturnInput, ReturnReader } from './statement.ts';

const MAX_WORKBOOK_BYTES = 20_000_000;

/** Reads the provision file: services with their money, as CSV or as a workbook. */
export const provisionReader: ReturnReader = {
  kind: 'provision',
  label: 'Provision of services',
  recognise(name, head) {
    if (isZip(head)) return /provision/i.test(name) && /\.xlsx$/i.test(name);
    const match = matchHeadings(headingsOf(plainHead(head)), provisionTable);
    return match.positions.has('name') && match.positions.has('provider');
  },
  read: readProvision,
};

async function* readProvision(input: ReturnInput): AsyncGenerator<ReadItem> {
  let rows: AsyncIterable<TableRow>;
  try {
    rows = await rowsOf(input);
  } catch (error) {
    yield { type: 'problem', problem: unreadableFile(input.name, error) };
    return;
  }
  for await (const item of readTable(input.name, rows, [provisionTable])) {
    if (item.type === 'problem') yield item;
    else if (item.type === 'table') {
      yield {
        type: 'file',
        header: { part: 'provision', year: null, asOf: null, authorityCode: null },
      };
    } else {
      const cells = rowValues(input.name, item, provisionTable);
      const provision = provisionStatement(cells, input.today);
      for (const problem of cells.problems) yield { type: 'problem', problem };
      if (provision !== null) yield { type: 'provision', provision };
    }
  }
}

/** The rows of the text, or of the first sheet of a workbook that has the headings. */
async function rowsOf(input: ReturnInput): Promise<AsyncIterable<TableRow>> {
  const chunks = input.chunks[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return readCsv(again(new Uint8Array(), chunks));
  const whole = again(first.value, chunks);
  if (!isZip(first.value)) return readCsv(plainBytes(whole));
  return sheetRows(await readXlsx(await allBytes(whole)));
}

async function* sheetRows(
  sheets: readonly { readonly rows: Iterable<TableRow> }[],
): AsyncGenerator<TableRow> {
  const read = sheets.map((sheet) => [...sheet.rows]);
  const ours = read.find((rows) => rows.slice(0, 10).some(hasHeadings));
  yield* ours ?? read[0] ?? [];
}

function hasHeadings(row: TableRow): boolean {
  const { positions } = matchHeadings(row.cells, provisionTable);
  return positions.has('name') && positions.has('provider');
}

async function* again(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** A workbook of more than 20 MB is cut off, and so unreadable. */
async function allBytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of chunks) {
    size += piece.length;
    if (size > MAX_WORKBOOK_BYTES) break;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b;
}
