import { fileValue, headingWithUnit, type Table, type TableCell } from './table.ts';

/**
 * A table as comma-separated text for a download: one heading row, UTF-8 with a byte order mark
 * and CRLF, so that spreadsheets read letters rightly. Text that a spreadsheet would run as a
 * formula gets a leading apostrophe; numbers stay as they are.
 */
export function toCsv(table: Table): Uint8Array {
  const lines = [
    table.columns.map((column) => csvCell(headingWithUnit(column))).join(','),
    ...table.rows.map((row) =>
      row
        .map((cell, index) => csvCell(fileValue(cell, table.columns[index]?.kind ?? 'text')))
        .join(','),
    ),
  ];
  return new TextEncoder().encode(`\ufeff${lines.map((line) => `${line}\r\n`).join('')}`);
}

function csvCell(cell: TableCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
