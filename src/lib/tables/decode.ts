import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { TableFault } from './fault.ts';

/** Turns the bytes of a file into text, piece by piece; `end` gives what was held back. */
export interface TextReader {
  push(chunk: Uint8Array): string;
  end(): string;
}

/**
 * Reads text as UTF-8, as UTF-16 where a byte order mark says so, and as Windows-1252 from the
 * first bytes that are not UTF-8. A file that mixes UTF-8 letters with other bytes is refused with
 * a `TableFault`, because either reading would spell some words wrongly.
 */
export function textReader(): TextReader {
  let inner: TextReader | null = null;
  let head: Uint8Array = new Uint8Array(0);
  const start = () => {
    inner = head.length >= 2 ? byMark(head) : utf8Reader();
    return inner.push(head);
  };
  return {
    push(chunk) {
      if (inner) return inner.push(chunk);
      head = joined(head, chunk);
      return head.length >= 3 ? start() : '';
    },
    end() {
      const text = inner ? '' : start();
      return text + (inner?.end() ?? '');
    },
  };
}

function byMark(head: Uint8Array): TextReader {
  if (head[0] === 0xff && head[1] === 0xfe) return decoderReader(new TextDecoder('utf-16le'));
  if (head[0] === 0xfe && head[1] === 0xff) return decoderReader(new TextDecoder('utf-16be'));
  return utf8Reader();
}

function decoderReader(decoder: TextDecoder): TextReader {
  return {
    push: (chunk) => decoder.decode(chunk, { stream: true }),
    end: () => decoder.decode(),
  };
}

function utf8Reader(): TextReader {
  let held: Uint8Array = new Uint8Array(0);
  let isFirst = true;
  let hasLetters = false;
  let fallback: TextDecoder | null = null;
  const decode = (bytes: Uint8Array): string => {
    if (fallback === null && isUtf8(bytes)) {
      hasLetters ||= !isAscii(isFirst ? withoutMark(bytes) : bytes);
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
      const unmarked = isFirst && text.startsWith('\ufeff') ? text.slice(1) : text;
      isFirst = false;
      return unmarked;
    }
    if (fallback === null && (hasLetters || mixesLetters(bytes))) throw mixedFault();
    fallback ??= new TextDecoder('windows-1252');
    return fallback.decode(bytes, { stream: true });
  };
  return {
    push(chunk) {
      const bytes = joined(held, chunk);
      const cut = fallback ? bytes.length : wholeCharacters(bytes);
      held = bytes.slice(cut);
      return decode(bytes.subarray(0, cut));
    },
    end() {
      return held.length > 0 ? decode(held) : '';
    },
  };
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** The length of the bytes up to the last character that is whole. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

function mixesLetters(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  return /[\u0080-\ufffc]/.test(text);
}

function mixedFault(): TableFault {
  return new TableFault(
    null,
    'The file mixes two ways of writing letters such as é and £, so some words cannot be read.',
    'Open the file in a spreadsheet, check the letters, and save it as "CSV UTF-8".',
  );
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
