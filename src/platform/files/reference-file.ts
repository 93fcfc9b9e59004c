import { readFileSync } from 'node:fs';
import { type FieldReader, parseReference, readingValue } from '../../lib/index.ts';

const FOLDER = new URL('../../../reference/', import.meta.url);

/** Reads one file of `reference/` whole and checks it; throws with every fault found in it. */
export function readReferenceFile<T>(name: string, reader: FieldReader<T>): T {
  const text = readFileSync(new URL(name, FOLDER), 'utf8');
  return readingValue(parseReference(`reference/${name}`, text, reader));
}
