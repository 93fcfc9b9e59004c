import type { TableRow } from './csv.ts';
import { TableFault } from './fault.ts';
import { type DateSystem, type FormatKind, formatKind, unescapeText } from './xlsx-cells.ts';
import { type SheetContext, sheetRows } from './xlsx-sheet.ts';
import { attributeOf, readXml } from './xml-pieces.ts';
import { type Archive, openZip, type ZipLimits } from './zip.ts';

/** One sheet of a workbook; `rows` is read while it is gone through, anew each time. */
export interface Sheet {
  readonly name: string;
  /** Rows without content are left out. Going through it may throw a `TableFault`. */
  readonly rows: Iterable<TableRow>;
}

/**
 * Opens an Excel workbook (.xlsx). Cells are text: days as `2025-03-31`, numbers in full
 * precision, booleans as `true` and `false`, formulas as their last result, errors as `#N/A`.
 * Throws a `TableFault` when it is no workbook, is damaged, protected, unsafe or too large.
 */
export async function readXlsx(bytes: Uint8Array, limits: ZipLimits = {}): Promise<Sheet[]> {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw oldWorkbook();
  const archive = openZip(bytes, limits);
  const path = targetsOf(archive, '').find((one) => one.type === 'officeDocument')?.path;
  const part = path === undefined ? null : archive.read(path);
  if (path === undefined || part === null) throw noWorkbook();
  const { names, system } = readWorkbook(part);
  const targets = targetsOf(archive, path);
  const pathOf = (type: string) => targets.find((one) => one.type === type)?.path;
  const context: SheetContext = {
    strings: sharedStrings(archive.read(pathOf('sharedStrings') ?? '')),
    formats: cellFormats(archive.read(pathOf('styles') ?? '')),
    system,
  };
  return names.flatMap(({ name, id }) => {
    const target = targets.find((one) => one.id === id);
    if (target?.type !== 'worksheet') return [];
    return [{ name, rows: lazyRows(archive, target.path, context) }];
  });
}

function lazyRows(archive: Archive, path: string, context: SheetContext): Iterable<TableRow> {
  return {
    [Symbol.iterator]() {
      const part = archive.read(path);
      if (part === null) throw noWorkbook();
      return sheetRows(part, context);
    },
  };
}

interface Target {
  readonly id: string;
  readonly type: string;
  readonly path: string;
}

/** What a part of the archive points to, with paths from the archive's root. */
function targetsOf(archive: Archive, path: string): Target[] {
  const cut = path.lastIndexOf('/') + 1;
  const folder = path.slice(0, cut);
  const part = archive.read(`${folder}_rels/${path.slice(cut)}.rels`);
  const targets: Target[] = [];
  if (part === null) return targets;
  readXml(part, {
    open(name, attributes) {
      const { Id, Type, Target, TargetMode } = attributes;
      if (name !== 'Relationship' || TargetMode === 'External' || !Id || !Type || !Target) return;
      const full = resolved(folder, Target);
      targets.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), path: full });
    },
  });
  return targets;
}

/** A path relative to a folder of the archive, or from its root when it starts with a slash. */
function resolved(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function readWorkbook(part: Uint8Array) {
  const names: { name: string; id: string }[] = [];
  let system: DateSystem = 1900;
  readXml(part, {
    open(name, attributes) {
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? '')) system = 1904;
      const id = attributeOf(attributes, 'id');
      if (name === 'sheet' && id !== undefined) names.push({ name: attributes.name ?? '', id });
    },
  });
  return { names, system: system as DateSystem };
}

function sharedStrings(part: Uint8Array | null): string[] {
  const strings: string[] = [];
  if (part === null) return strings;
  let text = '';
  let isText = false;
  let isPhonetic = false;
  readXml(part, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') isPhonetic = true;
      isText = name === 't' && !isPhonetic;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(name) {
      isText = false;
      if (name === 'rPh') isPhonetic = false;
      if (name === 'si') strings.push(unescapeText(text));
    },
  });
  return strings;
}

function cellFormats(part: Uint8Array | null): FormatKind[] {
  const formats: FormatKind[] = [];
  const codes = new Map<string, string>();
  let isCellFormats = false;
  if (part === null) return formats;
  readXml(part, {
    open(name, { numFmtId = '0', formatCode }) {
      if (name === 'numFmt' && formatCode !== undefined) codes.set(numFmtId, formatCode);
      if (name === 'cellXfs') isCellFormats = true;
      if (name === 'xf' && isCellFormats) {
        formats.push(formatKind(Number(numFmtId), codes.get(numFmtId)));
      }
    },
    close(name) {
      if (name === 'cellXfs') isCellFormats = false;
    },
  });
  return formats;
}

function oldWorkbook(): TableFault {
  return new TableFault(
    null,
    'The workbook is protected by a password or has the old Excel form (.xls).',
    'Take the password off and save the workbook again as .xlsx.',
  );
}

function noWorkbook(): TableFault {
  return new TableFault(
    null,
    'The file is an archive, but not an Excel workbook.',
    'Open it in a spreadsheet and save it as an Excel workbook (.xlsx).',
  );
}
