import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { day } from '../src/lib/index.ts';
import { localFile } from '../src/platform/index.ts';
import { checkFile, READERS } from '../src/record/index.ts';
import { sharedData } from '../test/shared-data.ts';
import { parse } from './bare-parse.ts';
import { type Row, say, sayRatio, sideBySide } from './measure.ts';
import { multipliedCensus } from './multiply-cin.ts';

/** As many problems as the command lists; all are counted. */
const LISTED = 1000;
const SAMPLE = 'cin-census/fake_CIN_data.xml';

/** A children in need census, read and checked by every rule, beside a bare parse of the file. */
export const returns: Row = {
  id: 'returns',
  work: 'a children in need census of 10,000 children: read, check every rule in force, report',
  aim: 'at most 4 times the bare parse; under 150 MB; 100,000 children in the same memory',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'headwater-bench-'));
    try {
      const file = await writeCensus(folder, 10_000);
      let problems = 0;
      sayRatio(
        await sideBySide(
          {
            label: 'read, checked and reported',
            work: async () => {
              problems = await check(file);
            },
          },
          { label: 'peer: bare streaming parse', work: () => parse(file) },
        ),
      );
      say(`  ${problems.toLocaleString('en-GB')} problems found`);
      const large = await writeCensus(folder, 100_000);
      for (const [children, path] of [
        ['10,000', file],
        ['100,000', large],
      ] as const) {
        say(`  memory, ${children} children: ${memoryOf('check', path)} MB`);
        say(`  peer: bare parse, ${children} children: ${memoryOf('parse', path)} MB`);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** Writes a census of so many children, made of the published sample; gives its path. */
export async function writeCensus(folder: string, children: number): Promise<string> {
  const sample = sharedData(SAMPLE);
  if (sample.skip) throw new Error(`This row needs the published sample: ${sample.skip}`);
  const path = join(folder, `cin-census-${children}.xml`);
  await writeFile(path, multipliedCensus(sample.path, children));
  return path;
}

/** Reads and checks a file by every rule in force; gives how many problems it found. */
export async function check(path: string): Promise<number> {
  const found = await checkFile(await localFile(path), READERS, day('2026-11-22'), LISTED);
  return found.errors + found.warnings;
}

/** The most memory that a process of its own took for the work, in MB. */
function memoryOf(work: 'check' | 'parse', path: string): string {
  const program = fileURLToPath(new URL('once.ts', import.meta.url));
  return execFileSync(process.execPath, [program, work, path], { encoding: 'utf8' }).trim();
}
