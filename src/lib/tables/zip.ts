import { inflateRawSync } from 'node:zlib';
import { TableFault } from './fault.ts';

/** What an archive may hold at most, unpacked, so that a small file cannot fill the memory. */
export interface ZipLimits {
  /** Bytes of all entries together; 300 million when left out. */
  readonly maxBytes?: number;
  /** How many times larger an entry may be than its packed form; 200 when left out. */
  readonly maxRatio?: number;
}

/** The entries of an archive by name, each unpacked when asked for; null when there is none. */
export interface Archive {
  readonly names: readonly string[];
  read(name: string): Uint8Array | null;
}

interface Entry {
  readonly method: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const LOCAL_MARK = 0x04034b50;
const MAX_ENTRIES = 10_000;
/** Below this size an entry's ratio says nothing: a short run of blanks packs very well. */
const SMALL_ENTRY = 1_000_000;

/**
 * Opens a zip archive in memory. What the directory declares is checked before anything is
 * unpacked, and unpacking stops at the declared size. Throws a `TableFault` when it is not a zip
 * archive, is damaged, encrypted or unpacks to more than the limits allow.
 */
export function openZip(bytes: Uint8Array, limits: ZipLimits = {}): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const entries = readDirectory(view, bytes);
    checkSizes(entries, limits);
    return {
      names: [...entries.keys()],
      read(name) {
        const entry = entries.get(name);
        return entry ? unpack(view, bytes, entry) : null;
      },
    };
  } catch (error) {
    throw error instanceof RangeError ? damaged() : error;
  }
}

function readDirectory(view: DataView, bytes: Uint8Array): Map<string, Entry> {
  let end = bytes.length - 22;
  const last = Math.max(0, end - 65_535);
  while (end >= last && view.getUint32(end, true) !== END_MARK) end -= 1;
  if (end < last) throw damaged();
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (at === 0xffffffff || count > MAX_ENTRIES) throw tooLarge();
  const entries = new Map<string, Entry>();
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(at, true) !== ENTRY_MARK) throw damaged();
    if (view.getUint16(at + 8, true) & 1) throw encrypted();
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (entries.has(name)) throw damaged();
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function checkSizes(entries: Map<string, Entry>, limits: ZipLimits): void {
  const maxBytes = limits.maxBytes ?? 300_000_000;
  const maxRatio = limits.maxRatio ?? 200;
  let total = 0;
  for (const { size, packedSize } of entries.values()) {
    total += size;
    const isSmall = size <= SMALL_ENTRY;
    if (total > maxBytes || (!isSmall && size > packedSize * maxRatio)) throw tooLarge();
  }
}

function unpack(view: DataView, bytes: Uint8Array, entry: Entry): Uint8Array {
  const { offset, packedSize, size } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_MARK) throw damaged();
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedSize > bytes.length) throw damaged();
  const packed = bytes.subarray(start, start + packedSize);
  const content = entry.method === 0 ? packed : inflated(packed, entry);
  if (content.length !== size) throw damaged();
  return content;
}

function inflated(packed: Uint8Array, { method, size }: Entry): Uint8Array {
  if (method !== 8) throw damaged();
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    const isLarger =
      error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isLarger ? tooLarge() : damaged();
  }
}

function damaged(): TableFault {
  return new TableFault(
    null,
    'The file is not a workbook that can be opened, or it is damaged.',
    'Open it in a spreadsheet and save it again as an Excel workbook (.xlsx).',
  );
}

function encrypted(): TableFault {
  return new TableFault(
    null,
    'The workbook is protected by a password.',
    'Take the password off and save the workbook again as .xlsx.',
  );
}

function tooLarge(): TableFault {
  return new TableFault(
    null,
    'The workbook unpacks to more than can be read safely.',
    'Save only the sheets that are needed, or save each sheet as "CSV UTF-8".',
  );
}
