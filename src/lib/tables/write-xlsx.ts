import { coverLines, sheetName } from './cover.ts';
import { type ColumnKind, fileValue, headingWithUnit, type Table } from './table.ts';

const FORMATS: Partial<Readonly<Record<ColumnKind, string>>> = {
  money: '#,##0.00',
  percent: '0.0',
  number: '#,##0.##########',
};

/**
 * A table as an Excel workbook: a cover sheet with title, subtitle, notes and sources, and one
 * sheet with the table, without merged cells. Numbers stay numbers, money is in pounds.
 */
export async function toXlsx(table: Table): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  workbook.title = table.title;
  // A fixed day, so that the same table gives the same file.
  workbook.created = new Date(Date.UTC(2025, 0, 1));
  workbook.modified = workbook.created;
  const cover = workbook.addWorksheet('Cover');
  cover.getColumn(1).width = 100;
  for (const { text, isHeading } of coverLines(table)) {
    const row = cover.addRow([text]);
    row.getCell(1).alignment = { wrapText: true, vertical: 'top' };
    if (isHeading) row.font = { bold: true, size: 14 };
  }
  const sheet = workbook.addWorksheet(sheetName, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow(table.columns.map(headingWithUnit)).font = { bold: true };
  for (const cells of table.rows) {
    sheet.addRow(cells.map((cell, i) => fileValue(cell, table.columns[i]?.kind ?? 'text')));
  }
  table.columns.forEach((column, index) => {
    const out = sheet.getColumn(index + 1);
    out.width = index === 0 ? 40 : 18;
    const format = FORMATS[column.kind];
    if (format) out.numFmt = format;
    if (column.kind !== 'text') out.alignment = { horizontal: 'right' };
  });
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
