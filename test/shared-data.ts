import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The one place that names the folder of published files; docs/test-data.md says what it is. */
const folder = fileURLToPath(new URL('../../shared/data/', import.meta.url));

/** A published test file: its path, or the reason why tests that need it are skipped. */
export interface SharedFile {
  readonly path: string;
  readonly skip: string | false;
}

/**
 * Finds a published test file. Where the whole folder is missing (a user's machine has none) the
 * test is skipped with that reason; where the folder is there but the file is not, nothing is
 * skipped, so that the test fails.
 */
export function sharedData(name: string): SharedFile {
  return {
    path: folder + name,
    skip: existsSync(folder) ? false : 'the folder of published test files is not on this machine',
  };
}

/** Whether the folder of published test files is on this machine. */
export function sharedFolderIsHere(): boolean {
  return existsSync(folder);
}
