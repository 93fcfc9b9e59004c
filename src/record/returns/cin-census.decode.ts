/** The encodings a census may have: those that councils' systems write. */
const READABLE = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15'];

/** Which encoding a file has, or the name of one that is not read. */
export type Encoding =
  | { readonly readable: true; readonly label: string }
  | { readonly readable: false; readonly label: string };

/**
 * Finds the encoding of an XML file from its first bytes (at least 4, better 200): byte order mark,
 * the width of the first `<`, then the declaration. A file that declares UTF-16 but is written in
 * single bytes (some systems do so) is read as UTF-8.
 */
export function encodingOf(head: Uint8Array): Encoding {
  const [a = -1, b = -1, c = -1] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { readable: true, label: 'utf-8' };
  if (a === 0xff && b === 0xfe) return { readable: true, label: 'utf-16le' };
  if (a === 0xfe && b === 0xff) return { readable: true, label: 'utf-16be' };
  if (a === 0x3c && b === 0) return { readable: true, label: 'utf-16le' };
  if (a === 0 && b === 0x3c) return { readable: true, label: 'utf-16be' };
  const start = new TextDecoder('latin1').decode(head.subarray(0, 200));
  const declared = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(start);
  return declared?.[1] ? named(declared[1]) : { readable: true, label: 'utf-8' };
}

function named(declared: string): Encoding {
  if (/^utf-?16/i.test(declared)) return { readable: true, label: 'utf-8' };
  try {
    const label = new TextDecoder(declared).encoding;
    return { readable: READABLE.includes(label), label };
  } catch {
    return { readable: false, label: declared };
  }
}

/** The first bytes of a file as text, in whatever encoding it has; for recognising it. */
export function headText(head: Uint8Array): string {
  const encoding = encodingOf(head);
  return encoding.readable ? new TextDecoder(encoding.label).decode(head, { stream: true }) : '';
}

const PIECE_BYTES = 65_536;

/**
 * Cuts what a file gives into pieces of at most 64 KB, so that one enormous chunk is read as
 * steadily as a stream; the first piece holds at least 200 bytes unless the file is shorter.
 */
export async function* inPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | null = new Uint8Array(0);
  for await (const chunk of chunks) {
    let bytes = chunk;
    if (head !== null) {
      bytes = head.length === 0 ? chunk : joined(head, chunk);
      head = bytes.length < 200 ? bytes : null;
      if (head !== null) continue;
    }
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      yield bytes.subarray(at, at + PIECE_BYTES);
    }
  }
  if (head !== null && head.length > 0) yield head;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
