import Papa from 'papaparse';
import { textReader } from './decode.ts';
import { TableFault } from './fault.ts';

/**
 * One row of a table file. `row` counts from 1 at the file's first line, blank rows included, as a
 * spreadsheet numbers them: line breaks inside a cell do not start a new row.
 */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** What a table file may hold at most, so that a broken file cannot fill the memory. */
export interface CsvLimits {
  /** Characters in one cell; 1 million when left out. */
  readonly maxFieldLength?: number;
  /** Columns in one row; 16,384 when left out, the most that a spreadsheet holds. */
  readonly maxColumns?: number;
}

const CHARACTERS_A_BATCH = 1 << 16;
/** A row may be this many times as long as its longest permitted cell. */
const LONGEST_ROW_IN_FIELDS = 4;

/**
 * Reads comma-separated text row by row in constant memory. Rows without any content are left
 * out, but counted. Text is UTF-8, UTF-16 by its byte order mark, or else Windows-1252. Throws a
 * `TableFault` for binary content, an unclosed quote, a cell too long or too many columns.
 */
export async function* readCsv(
  chunks: AsyncIterable<Uint8Array>,
  limits: CsvLimits = {},
): AsyncGenerator<TableRow> {
  for await (const batch of readCsvBatches(chunks, limits)) yield* batch;
}

/** Reads as `readCsv` does, but gives rows many at a time, which is several times as fast. */
export async function* readCsvBatches(
  chunks: AsyncIterable<Uint8Array>,
  limits: CsvLimits = {},
): AsyncGenerator<TableRow[]> {
  const text = textReader();
  const rows = rowReader(limits);
  for await (const chunk of chunks) {
    // A large chunk is cut, so that what it holds is never in memory more than once as rows.
    for (let from = 0; from < chunk.length; from += CHARACTERS_A_BATCH) {
      const piece = text.push(chunk.subarray(from, from + CHARACTERS_A_BATCH));
      const batch = rows.push(piece);
      if (batch.length > 0) yield batch;
    }
  }
  const batch = rows.end(text.end());
  if (batch.length > 0) yield batch;
}

function rowReader(limits: CsvLimits) {
  const parser = new Papa.Parser({ delimiter: ',', newline: '\n' });
  const maxField = limits.maxFieldLength ?? 1_000_000;
  const maxColumns = limits.maxColumns ?? 16_384;
  let pending = '';
  let waitFor = 0;
  let rowsBefore = 0;

  const parse = (isLast: boolean): TableRow[] => {
    const result: Papa.ParseResult<string[]> = parser.parse(pending, 0, !isLast);
    const error = result.errors.find((one) => isLast || (one.row ?? 0) < result.data.length);
    if (error) throw quoteFault(rowsBefore + (error.row ?? 0) + 1, error.code === 'MissingQuotes');
    const rows: TableRow[] = [];
    for (const cells of result.data) {
      rowsBefore += 1;
      checkCells(cells, rowsBefore, { maxField, maxColumns });
      if (cells.some((cell) => cell !== '' && cell.trim() !== '')) {
        rows.push({ row: rowsBefore, cells });
      }
    }
    pending = isLast ? '' : pending.slice(result.meta.cursor);
    waitFor = pending.length * 2;
    return rows;
  };

  const checkPending = () => {
    if (pending.length <= maxField * LONGEST_ROW_IN_FIELDS) return;
    parse(false);
    if (pending.length <= maxField * LONGEST_ROW_IN_FIELDS) return;
    // The rest is one row without an end: parsing it as the last names the reason.
    parse(true);
    throw longFault(rowsBefore, maxField);
  };

  const take = (text: string) => {
    const nul = text.indexOf('\u0000');
    const joined = pending + (nul === -1 ? text : text.slice(0, nul));
    const isCut = joined.endsWith('\r') && nul === -1;
    pending = joined.includes('\r', pending.length === 0 ? 0 : pending.length - 1)
      ? withPlainLineEnds(joined, isCut)
      : joined;
    if (nul !== -1) throw binaryFault(rowsBefore + pending.split('\n').length);
  };

  return {
    push(text: string): TableRow[] {
      take(text);
      if (pending.length < waitFor) return [];
      const rows = parse(false);
      checkPending();
      return rows;
    },
    end(text: string): TableRow[] {
      take(text);
      pending = pending.replace(/\r$/, '\n');
      return pending === '' ? [] : parse(true);
    },
  };
}

/** Line ends of every kind as one; a last carriage return waits for what follows it. */
function withPlainLineEnds(text: string, isCut: boolean): string {
  const plain = text.slice(0, isCut ? -1 : undefined).replace(/\r\n?/g, '\n');
  return isCut ? `${plain}\r` : plain;
}

function checkCells(
  cells: readonly string[],
  row: number,
  limits: { maxField: number; maxColumns: number },
): void {
  if (cells.length > limits.maxColumns) {
    throw new TableFault(
      row,
      `Row ${row} has ${cells.length.toLocaleString('en-GB')} columns, more than can be read.`,
      'Check that the file is a table with one record a row, separated by commas.',
    );
  }
  for (const cell of cells)
    if (cell.length > limits.maxField) throw longFault(row, limits.maxField);
}

function longFault(row: number, maxField: number): TableFault {
  return new TableFault(
    row,
    `Row ${row} has a cell of more than ${maxField.toLocaleString('en-GB')} characters.`,
    'Look in this row for a quotation mark that is not closed, or shorten the text.',
  );
}

function quoteFault(row: number, isUnclosed: boolean): TableFault {
  return isUnclosed
    ? new TableFault(
        row,
        `Row ${row} opens a quotation mark that is never closed.`,
        'Close the quotation mark in this row, or take it out.',
      )
    : new TableFault(
        row,
        `Row ${row} has a quotation mark in the middle of a quoted cell.`,
        'Write a quotation mark inside a quoted cell twice (""), or save the file again as CSV.',
      );
}

function binaryFault(row: number): TableFault {
  return new TableFault(
    row,
    'The file is not text: it looks like a workbook or another kind of file.',
    'Save the table as "CSV UTF-8" and load that file.',
  );
}
