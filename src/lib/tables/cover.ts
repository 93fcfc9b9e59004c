import type { Table } from './table.ts';

/** The name of the sheet that holds the table, beside the cover. */
export const sheetName = 'Table';

/** A line of a workbook's cover sheet. */
export interface CoverLine {
  readonly text: string;
  readonly isHeading: boolean;
}

/** What a workbook's cover sheet says, line by line: title, subtitle, notes and sources. */
export function coverLines(table: Table): CoverLine[] {
  const section = (heading: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [title(heading), ...lines.map(line)];
  return [
    title(table.title),
    line(table.subtitle),
    line(`The figures are on the sheet "${sheetName}".`),
    ...section('Notes', table.notes),
    ...section('Sources', table.source ?? []),
  ];
}

const title = (text: string): CoverLine => ({ text, isHeading: true });
const line = (text: string): CoverLine => ({ text, isHeading: false });
