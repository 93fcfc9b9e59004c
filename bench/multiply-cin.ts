import { readFileSync } from 'node:fs';

/**
 * Makes a census of as many children as wanted out of a sample, as pieces of XML of about 64 KB:
 * the children of the sample over and over, each with a new local identifier and pupil number. The
 * sample is read when it is needed, and nothing of it is kept.
 */
export function* multipliedCensus(samplePath: string, children: number): Generator<string> {
  const sample = readFileSync(samplePath, 'utf8');
  const start = sample.indexOf('<Child>');
  const end = sample.lastIndexOf('</Child>') + '</Child>'.length;
  const parts = sample.slice(start, end).split('<Child>').slice(1);
  let piece = sample.slice(0, start);
  for (let number = 0; number < children; number++) {
    const part = parts[number % parts.length] ?? '';
    piece += `<Child>${renumbered(part, number)}`;
    if (piece.length > 65_536) {
      yield piece;
      piece = '';
    }
  }
  yield piece + sample.slice(end);
}

function renumbered(child: string, number: number): string {
  const id = String(number).padStart(12, '0');
  return child
    .replace(/<LAchildID>[^<]*</, `<LAchildID>RND${id}<`)
    .replace(/<UPN>[^<]*</, `<UPN>A${id}<`);
}

/** The same census as a file is read: a stream of bytes. */
export async function* multipliedBytes(
  samplePath: string,
  children: number,
): AsyncGenerator<Uint8Array> {
  for (const piece of multipliedCensus(samplePath, children)) yield Buffer.from(piece, 'utf8');
}
