import { importsOf, isForTests, isTest, type TreeFile } from './tidy/tree.ts';

/** The test files by how they run. */
export interface TestFiles {
  /** Need no database: each has a process of its own. */
  readonly apart: readonly string[];
  /** Use the database of the test process: together, once on each engine. */
  readonly stores: readonly string[];
  /** Drive a browser: together, on the embedded engine. */
  readonly browser: readonly string[];
}

const DATABASE = 'test/database.ts';

/** Sorts the test files, of which the path holds one of some parts where any are given. */
export function sortTestFiles(files: readonly TreeFile[], parts: readonly string[]): TestFiles {
  const known = new Map(files.map((one) => [one.path, one]));
  const paths = files
    .filter(isTest)
    .map(({ path }) => path)
    .filter((path) => parts.length === 0 || parts.some((part) => path.includes(part)));
  const browser = paths.filter((path) => path.startsWith('test/browser/'));
  const others = paths.filter((path) => !browser.includes(path));
  const stores = others.filter((path) => usesDatabase(path, known));
  const apart = others.filter((path) => !stores.includes(path));
  return { apart, stores, browser };
}

/** Whether a test imports `test/database.ts`, by itself or through something else of the tests. */
function usesDatabase(path: string, known: ReadonlyMap<string, TreeFile>): boolean {
  const seen = new Set<string>();
  const reach = (one: string): boolean => {
    if (one === DATABASE) return true;
    const file = known.get(one);
    if (seen.has(one) || !file || !isForTests(file)) return false;
    seen.add(one);
    return importsOf(file).some(({ target }) => target !== null && reach(target));
  };
  return reach(path);
}
