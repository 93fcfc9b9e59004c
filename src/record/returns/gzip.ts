import { createGunzip, constants as zlib, gunzipSync } from 'node:zlib';
import { TableFault } from '../../lib/index.ts';

/** How much a compressed file may hold once unpacked: 1 GB, far above any published table. */
export const UNPACKED_LIMIT_BYTES = 1_073_741_824;

const HEAD_BYTES = 8192;

/**
 * The bytes of a file, unpacked while they are read where the file is gzip (known by its first two
 * bytes), else as they are. Throws a `TableFault` for a damaged file and for one that holds more
 * than `limitBytes`, so that a file made to fill the memory or the disk cannot.
 */
export async function* plainBytes(
  chunks: AsyncIterable<Uint8Array>,
  limitBytes: number = UNPACKED_LIMIT_BYTES,
): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  try {
    const first = await firstBytes(source);
    if (first === null) return;
    const whole = withFirst(first, source);
    yield* isGzip(first) ? ungzip(whole, limitBytes) : whole;
  } finally {
    await source.return?.();
  }
}

/** Unpacks gzip as it comes, in constant memory; throws a `TableFault` as `plainBytes` does. */
export async function* ungzip(
  chunks: AsyncIterable<Uint8Array>,
  limitBytes: number = UNPACKED_LIMIT_BYTES,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  let inputError: unknown = null;
  const feeding = feed(chunks, gunzip).catch((error: unknown) => {
    inputError = error;
    gunzip.destroy();
  });
  let given = 0;
  try {
    for await (const piece of gunzip) {
      given += piece.length;
      if (given > limitBytes) throw tooLarge(limitBytes);
      yield piece;
    }
  } catch (error) {
    if (inputError !== null) throw inputError;
    throw error instanceof TableFault ? error : damaged();
  } finally {
    gunzip.destroy();
    await feeding;
  }
  if (inputError !== null) throw inputError;
}

/**
 * The first bytes of a file as they would be once unpacked, for recognising what it is; an empty
 * array where they cannot be unpacked.
 */
export function plainHead(head: Uint8Array): Uint8Array {
  if (!isGzip(head)) return head;
  try {
    return gunzipSync(head.subarray(0, HEAD_BYTES), { finishFlush: zlib.Z_SYNC_FLUSH });
  } catch {
    return new Uint8Array(0);
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function firstBytes(source: AsyncIterator<Uint8Array>): Promise<Uint8Array | null> {
  let first = new Uint8Array(0);
  while (first.length < 2) {
    const next = await source.next();
    if (next.done) return first.length > 0 ? first : null;
    first = first.length === 0 ? new Uint8Array(next.value) : Buffer.concat([first, next.value]);
  }
  return first;
}

async function* withFirst(
  first: Uint8Array,
  source: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
}

async function feed(
  chunks: AsyncIterable<Uint8Array>,
  gunzip: ReturnType<typeof createGunzip>,
): Promise<void> {
  for await (const chunk of chunks) {
    if (gunzip.destroyed) return;
    if (!gunzip.write(chunk)) {
      await drainOrClose(gunzip);
    }
  }
  gunzip.end();
}

function drainOrClose(gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      gunzip.off('drain', done);
      gunzip.off('close', done);
      resolve();
    };
    gunzip.on('drain', done);
    gunzip.on('close', done);
  });
}

function damaged(): TableFault {
  return new TableFault(
    null,
    'The compressed file is damaged or cut off, so it cannot be unpacked to its end.',
    'Download or export the file again, or unpack it yourself and load what is in it.',
  );
}

function tooLarge(limitBytes: number): TableFault {
  const megabytes = Math.round(limitBytes / 1_048_576).toLocaleString('en-GB');
  return new TableFault(
    null,
    `The compressed file holds more than ${megabytes} MB once unpacked, more than is read.`,
    'Check that this is the right file; split it if it is.',
  );
}
