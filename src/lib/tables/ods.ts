import { strToU8, type Zippable, zipSync } from 'fflate';
import { type CoverLine, coverLines, sheetName } from './cover.ts';
import {
  type ColumnKind,
  fileValue,
  headingWithUnit,
  type Table,
  type TableCell,
} from './table.ts';

const MIMETYPE = 'application/vnd.oasis.opendocument.spreadsheet';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const SPACES = ['office', 'style', 'table', 'text', 'meta', 'number']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${space(name)}:1.0"`)
  .concat(
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    'office:version="1.3"',
  )
  .join(' ');

function space(name: string): string {
  return name === 'number' ? 'datastyle' : name;
}

/**
 * A table as an OpenDocument spreadsheet, the form in which government publishes tables: a cover
 * sheet with title, subtitle, notes and sources, and one sheet with the table, without merged
 * cells. Numbers stay numbers, money is in pounds. The same table gives the same bytes.
 */
export function toOds(table: Table): Uint8Array {
  return packed(table.title, [
    sheet('Cover', columnTag('cover'), coverLines(table).map(coverRow).join('')),
    tableSheet(sheetName, table),
  ]);
}

/** One of several tables of a spreadsheet, with the name of its sheet. */
export interface BookSheet {
  readonly name: string;
  readonly table: Table;
}

/**
 * Several tables as one OpenDocument spreadsheet: a cover that says what is on which sheet, with
 * notes and sources of each, then one sheet a table. The same tables give the same bytes.
 */
export function toOdsBook(
  book: { readonly title: string; readonly lines: readonly string[] },
  sheets: readonly BookSheet[],
): Uint8Array {
  const cover: CoverLine[] = [
    { text: book.title, isHeading: true },
    ...book.lines.map((text) => ({ text, isHeading: false })),
    ...sheets.flatMap(({ name, table }) => [
      { text: name, isHeading: true },
      ...[table.title, table.subtitle, ...table.notes, ...(table.source ?? [])].map((text) => ({
        text,
        isHeading: false,
      })),
    ]),
  ];
  return packed(book.title, [
    sheet('Cover', columnTag('cover'), cover.map(coverRow).join('')),
    ...sheets.map(({ name, table }) => tableSheet(name, table)),
  ]);
}

function packed(title: string, sheets: readonly string[]): Uint8Array {
  // The format wants the media type first in the archive and not packed.
  const parts: Zippable = {
    mimetype: [strToU8(MIMETYPE), { level: 0 }],
    'content.xml': strToU8(content(sheets)),
    'styles.xml': strToU8(styles()),
    'meta.xml': strToU8(meta(title)),
    'META-INF/manifest.xml': strToU8(manifest()),
  };
  return zipSync(parts, { mtime: new Date(2025, 0, 1) });
}

function content(sheets: readonly string[]): string {
  return `${HEAD}<office:document-content ${SPACES}>${automaticStyles()}<office:body>\
<office:spreadsheet>\
${sheets.join('')}\
</office:spreadsheet></office:body></office:document-content>`;
}

function sheet(name: string, columns: string, rows: string): string {
  return `<table:table table:name="${escapeXml(name)}">${columns}${rows}</table:table>`;
}

function tableSheet(name: string, table: Table): string {
  const widths = table.columns.map((_, index) => columnTag(index === 0 ? 'label' : 'value'));
  const headings = table.columns.map((column) =>
    textCell(headingWithUnit(column), column.kind === 'text' ? 'heading' : 'heading-right'),
  );
  const rows = table.rows.map((row) =>
    tableRow(row.map((cell, i) => tableCell(cell, table.columns[i]?.kind ?? 'text'))),
  );
  const header = `<table:table-header-rows>${tableRow(headings)}</table:table-header-rows>`;
  return sheet(name, widths.join(''), header + rows.join(''));
}

function coverRow({ text, isHeading }: CoverLine): string {
  return tableRow([textCell(text, isHeading ? 'title' : 'wrapped')]);
}

function tableRow(cells: readonly string[]): string {
  return `<table:table-row>${cells.join('')}</table:table-row>`;
}

function columnTag(style: string): string {
  return `<table:table-column table:style-name="${style}"/>`;
}

function tableCell(cell: TableCell, kind: ColumnKind): string {
  const value = fileValue(cell, kind);
  if (value === null) return '<table:table-cell/>';
  if (typeof value === 'string') return textCell(value, kind === 'text' ? 'plain' : 'right');
  if (!Number.isFinite(value)) return '<table:table-cell/>';
  return `<table:table-cell table:style-name="${kind}" office:value-type="float" \
office:value="${value}"><text:p>${value}</text:p></table:table-cell>`;
}

function textCell(text: string, style: string): string {
  const paragraphs = text.split('\n').map((line) => `<text:p>${escapeXml(line)}</text:p>`);
  return `<table:table-cell table:style-name="${style}" office:value-type="string">\
${paragraphs.join('')}</table:table-cell>`;
}

function automaticStyles(): string {
  const width = (name: string, cm: number) =>
    `<style:style style:name="${name}" style:family="table-column">\
<style:table-column-properties style:column-width="${cm}cm"/></style:style>`;
  const cell = (name: string, inner: string, format = '') =>
    `<style:style style:name="${name}" style:family="table-cell"${format}>${inner}</style:style>`;
  const right = '<style:paragraph-properties fo:text-align="end"/>';
  const bold = '<style:text-properties fo:font-weight="bold"/>';
  const wrap = '<style:table-cell-properties fo:wrap-option="wrap"/>';
  const decimals = (name: string, least: number, most: number) =>
    `<number:number-style style:name="${name}-format"><number:number \
number:min-decimal-places="${least}" number:decimal-places="${most}" \
number:min-integer-digits="1" number:grouping="true"/></number:number-style>`;
  const formatted = (name: string) => cell(name, '', ` style:data-style-name="${name}-format"`);
  return `<office:automatic-styles>\
${width('cover', 18)}${width('label', 8)}${width('value', 4)}\
${decimals('money', 2, 2)}${decimals('percent', 1, 1)}${decimals('number', 0, 10)}\
${formatted('money')}${formatted('percent')}${formatted('number')}\
${cell('plain', '')}${cell('right', right)}${cell('wrapped', wrap)}\
${cell('title', wrap + bold)}${cell('heading', bold)}${cell('heading-right', right + bold)}\
</office:automatic-styles>`;
}

function styles(): string {
  return `${HEAD}<office:document-styles ${SPACES}><office:styles>\
<style:default-style style:family="table-cell">\
<style:text-properties fo:language="en" fo:country="GB" fo:font-size="12pt"/>\
</style:default-style></office:styles></office:document-styles>`;
}

function meta(title: string): string {
  return `${HEAD}<office:document-meta ${SPACES}><office:meta>\
<dc:title>${escapeXml(title)}</dc:title><dc:language>en-GB</dc:language>\
</office:meta></office:document-meta>`;
}

function manifest(): string {
  const entry = (path: string, type: string) =>
    `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`;
  return `${HEAD}<manifest:manifest manifest:version="1.3" \
xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">\
${entry('/', MIMETYPE)}${entry('content.xml', 'text/xml')}${entry('styles.xml', 'text/xml')}\
${entry('meta.xml', 'text/xml')}</manifest:manifest>`;
}

/** Characters that XML cannot hold are left out; the rest is escaped. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
