import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';

/** A file on this machine that can be read from its start as often as needed. */
export interface ReadableFile {
  readonly name: string;
  readonly byteCount: number;
  /** The first bytes, up to 64 KB. */
  head(): Promise<Uint8Array>;
  sha256(): Promise<string>;
  chunks(): AsyncIterable<Uint8Array>;
}

const HEAD_BYTES = 65_536;

/** A file by its path; `name` is what people call it, where the path does not say. */
export async function localFile(path: string, name = basename(path)): Promise<ReadableFile> {
  const { size } = await stat(path);
  const chunks = () => createReadStream(path, { highWaterMark: 262_144 });
  return {
    name,
    byteCount: size,
    chunks,
    head: async () => {
      const handle = await open(path);
      try {
        const buffer = new Uint8Array(Math.min(HEAD_BYTES, size));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    sha256: async () => {
      const hash = createHash('sha256');
      for await (const chunk of chunks()) hash.update(chunk);
      return hash.digest('hex');
    },
  };
}

/** A file whose text is made as it is read, such as one of the demo's. */
export function generatedFile(name: string, text: () => Iterable<string>): ReadableFile {
  const encoder = new TextEncoder();
  async function* chunks() {
    let held = '';
    for (const piece of text()) {
      held += piece;
      if (held.length < 65_536) continue;
      yield encoder.encode(held);
      held = '';
    }
    if (held) yield encoder.encode(held);
  }
  return {
    name,
    byteCount: [...text()].reduce((sum, piece) => sum + Buffer.byteLength(piece), 0),
    chunks,
    head: async () => {
      for await (const chunk of chunks()) return chunk.subarray(0, HEAD_BYTES);
      return new Uint8Array();
    },
    sha256: async () => {
      const hash = createHash('sha256');
      for await (const chunk of chunks()) hash.update(chunk);
      return hash.digest('hex');
    },
  };
}
