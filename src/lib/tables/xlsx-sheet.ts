import type { TableRow } from './csv.ts';
import { TableFault } from './fault.ts';
import { columnIndex, type DateSystem, type FormatKind } from './xlsx-cells.ts';
import { serialText, unescapeText } from './xlsx-cells.ts';
import { xmlPieces } from './xml-pieces.ts';

/** What the cells of a sheet refer to: texts by number, and formats by style number. */
export interface SheetContext {
  readonly strings: readonly string[];
  readonly formats: readonly FormatKind[];
  readonly system: DateSystem;
}

const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;
const MAX_CELLS = 50_000_000;

/** The rows of a worksheet part, read while they are gone through; see `readXlsx`. */
export function* sheetRows(part: Uint8Array, context: SheetContext): Generator<TableRow> {
  const reader = sheetReader(context);
  for (const _ of xmlPieces(part, reader.listener)) yield* reader.take();
  yield* reader.take();
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string;
}

function sheetReader(context: SheetContext) {
  let ready: TableRow[] = [];
  let cells: string[] = [];
  let row = 0;
  let nextColumn = 0;
  let cell: OpenCell | null = null;
  let isValue = false;
  let isPhonetic = false;
  let cellsSoFar = 0;

  const openCell = (attributes: Readonly<Record<string, string>>) => {
    const column = attributes.r === undefined ? nextColumn : columnIndex(attributes.r);
    if (column < 0 || column >= MAX_COLUMNS) throw unreadable(row);
    nextColumn = column + 1;
    cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '' };
  };
  const closeCell = (closed: OpenCell) => {
    cell = null;
    const text = cellText(closed, context);
    if (text === '') return;
    cellsSoFar += Math.max(0, closed.column + 1 - cells.length);
    if (cellsSoFar > MAX_CELLS) throw unreadable(row);
    while (cells.length < closed.column) cells.push('');
    cells[closed.column] = text;
  };
  return {
    listener: {
      open(name: string, attributes: Readonly<Record<string, string>>) {
        if (name === 'row') {
          row = attributes.r === undefined ? row + 1 : Number(attributes.r);
          if (!(row >= 1 && row <= MAX_ROWS)) throw unreadable(null);
          cells = [];
          nextColumn = 0;
        } else if (name === 'c') openCell(attributes);
        else if (name === 'rPh') isPhonetic = true;
        isValue = (name === 'v' || name === 't') && cell !== null && !isPhonetic;
      },
      text(text: string) {
        if (isValue && cell !== null) cell.value += text;
      },
      close(name: string) {
        isValue = false;
        if (name === 'rPh') isPhonetic = false;
        else if (name === 'c' && cell !== null) closeCell(cell);
        else if (name === 'row' && cells.some((one) => one.trim() !== '')) {
          ready.push({ row, cells });
        }
      },
    },
    take(): TableRow[] {
      const taken = ready;
      ready = [];
      return taken;
    },
  };
}

function cellText({ type, style, value }: OpenCell, context: SheetContext): string {
  if (type === 's') return context.strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'true' : value === '0' ? 'false' : value;
  if (type === 'd') return value.replace(/T00:00:00(\.0+)?Z?$/, '');
  if (type !== 'n') return unescapeText(value);
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number)) return value.trim();
  return serialText(number, context.formats[style] ?? 'other', context.system);
}

function unreadable(row: number | null): TableFault {
  return new TableFault(
    row,
    'A sheet of the workbook has cells outside of what a spreadsheet can hold, or too many.',
    'Save only the cells that are needed, or save the sheet as "CSV UTF-8".',
  );
}
