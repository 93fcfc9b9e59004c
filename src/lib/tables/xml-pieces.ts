import { SaxesParser } from 'saxes';
import { TableFault } from './fault.ts';

/** What is told of an XML document while it is read; names come without their prefixes. */
export interface XmlListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

const BYTES_A_PIECE = 1 << 16;

/**
 * Reads an XML part of a workbook piece by piece; gives control back after each piece. Throws a
 * `TableFault` for XML that is not well-formed or UTF-8, or that declares a document type or
 * entities, which workbooks never do and attacks do.
 */
export function* xmlPieces(bytes: Uint8Array, listener: XmlListener): Generator<void> {
  const parser = new SaxesParser();
  parser.on('error', () => {
    throw malformed();
  });
  parser.on('doctype', () => {
    throw malformed();
  });
  parser.on('opentag', (tag) => listener.open?.(withoutPrefix(tag.name), tag.attributes));
  parser.on('closetag', (tag) => listener.close?.(withoutPrefix(tag.name)));
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let from = 0; from < bytes.length; from += BYTES_A_PIECE) {
    parser.write(decode(decoder, bytes.subarray(from, from + BYTES_A_PIECE)));
    yield;
  }
  parser.close();
}

/** Reads a whole XML part at once; see `xmlPieces`. */
export function readXml(bytes: Uint8Array, listener: XmlListener): void {
  for (const _ of xmlPieces(bytes, listener));
}

/** The value of an attribute by its name without prefix, such as `id` for `r:id`. */
export function attributeOf(
  attributes: Readonly<Record<string, string>>,
  name: string,
): string | undefined {
  return (
    attributes[name] ?? Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1]
  );
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch {
    throw malformed();
  }
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function malformed(): TableFault {
  return new TableFault(
    null,
    'The workbook holds XML that is damaged or not safe to read.',
    'Open it in a spreadsheet and save it again as an Excel workbook (.xlsx).',
  );
}
