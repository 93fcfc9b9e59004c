import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { TableFault } from '../../lib/index.ts';
import { plainBytes, plainHead } from './gzip.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function unpacked(bytes: Uint8Array, size: number, limit?: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of plainBytes(inPieces(bytes, size), limit)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

const text = 'c0,c1\n'.concat('1,2\n'.repeat(20_000));

test('a compressed file reads as what is in it, and any other file as it is', async () => {
  for (const size of [1, 2, 3, 1000, 1_000_000]) {
    const short = 'a,b\n1,2\n';
    assert.equal(await unpacked(gzipSync(short), size), short);
    assert.equal(await unpacked(Buffer.from(short), size), short);
  }
  assert.equal(await unpacked(gzipSync(text), 50), text);
  assert.equal(await unpacked(Buffer.from('x'), 1), 'x');
  assert.equal(await unpacked(new Uint8Array(0), 1), '');
});

test('a compressed file that holds more than the limit is refused', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  const refused = (error: unknown) => error instanceof TableFault && /MB/.test(error.message);
  await assert.rejects(unpacked(bomb, 65_536, 1_000_000), refused);
});

test('a damaged or cut compressed file is refused, and reading can stop early', async () => {
  const good = gzipSync(text);
  await assert.rejects(unpacked(good.subarray(0, good.length - 10), 40), TableFault);
  const bad = Buffer.from(good);
  bad.fill(0xff, 12, 40);
  await assert.rejects(unpacked(bad, 40), TableFault);
  for await (const piece of plainBytes(inPieces(good, 10))) {
    assert.ok(piece.length > 0);
    break;
  }
});

test('a source that fails while it is unpacked fails as itself', async () => {
  async function* failing() {
    yield gzipSync(text).subarray(0, 30);
    throw new Error('the disk went away');
  }
  await assert.rejects(async () => {
    for await (const _ of plainBytes(failing()));
  }, /the disk went away/);
});

test('the first bytes of a compressed file show its headings', () => {
  const head = gzipSync(text).subarray(0, 60);
  assert.equal(Buffer.from(plainHead(head)).toString('utf8').slice(0, 5), 'c0,c1');
  assert.equal(plainHead(Buffer.from([0x1f, 0x8b, 9, 9])).length, 0);
});
