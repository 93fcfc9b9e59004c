import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { FinancialYear } from '../src/lib/index.ts';
import type { DemoFile } from './demo-file.ts';
import { northbridge } from './northbridge.ts';
import type { SpecialRecords } from './special-records.ts';

/** Which files are wanted: those that the first page needs, a year's, or those of no year. */
export type DemoPart = 'first' | 'no year' | FinancialYear;

/** What is asked of the thread that makes files. */
export interface FilesAsked {
  readonly children: number;
  readonly part: DemoPart;
}

/** A file of Northbridge, made. */
export interface MadeFile {
  readonly name: string;
  readonly kind: DemoFile['kind'];
  readonly text: string;
}

/** The files of one part, in the order of loading, and whose records need special care. */
export interface MadeFiles {
  readonly files: readonly MadeFile[];
  readonly special: SpecialRecords;
}

/**
 * Makes files of Northbridge in a thread of their own: making a world takes a second, in which
 * whoever has a page open would wait.
 */
export function makeFiles(asked: FilesAsked): Promise<MadeFiles> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: { northbridge: asked } });
    thread.once('message', resolve);
    thread.once('error', reject);
  });
}

/** The census states no homes: loaded last, its journeys are placed in their wards at once. */
const FIRST_KINDS = ['ssda903', 'early-help', 'cin-census', 'council-spending'];

function make({ children, part }: FilesAsked): MadeFiles {
  const set = northbridge({ children });
  const ofYear = (year: FinancialYear) => set.files(year);
  let files: readonly DemoFile[];
  if (part === 'no year') files = set.filesOfNoYear();
  else if (part !== 'first') files = ofYear(part);
  else {
    const newest = ofYear(set.years.at(-1) as FinancialYear);
    files = [
      ...set.filesOfNoYear().filter((file) => file.kind === 'places'),
      ...FIRST_KINDS.flatMap((kind) => newest.filter((file) => file.kind === kind)),
    ];
  }
  return {
    files: files.map((file) => ({
      name: file.name,
      kind: file.kind,
      text: [...file.text()].join(''),
    })),
    special: set.specialRecords(),
  };
}

if (!isMainThread && workerData?.northbridge) {
  parentPort?.postMessage(make(workerData.northbridge as FilesAsked));
}
