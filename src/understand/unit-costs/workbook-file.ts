import { readFile } from 'node:fs/promises';
import { localFile } from '../../platform/index.ts';

const MOST_BYTES = 20_000_000;

/** A workbook's bytes with their hash, or the sentence that says why it cannot be read. */
export type WorkbookFile =
  | { readonly bytes: Uint8Array; readonly sha256: string }
  | { readonly refused: string };

/** Reads a workbook whole; one over 20 MB is refused, as no edition is nearly that large. */
export async function readWorkbookFile(path: string, name: string): Promise<WorkbookFile> {
  const file = await localFile(path, name).catch(() => null);
  if (file === null) return { refused: `There is no file ${name}.` };
  if (file.byteCount > MOST_BYTES) {
    return { refused: `${name} is over 20 MB: it cannot be the Unit Cost Database.` };
  }
  return { bytes: await readFile(path), sha256: await file.sha256() };
}
