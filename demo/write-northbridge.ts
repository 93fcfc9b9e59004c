import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { type DemoFile, northbridge } from './northbridge.ts';

const USAGE = 'node demo/write-northbridge.ts OUTFOLDER [--children N] [--seed S] [--years N]';

/** Writes all files of Northbridge into a folder: one below it for each year. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      children: { type: 'string' },
      seed: { type: 'string' },
      years: { type: 'string' },
    },
  });
  const [folder] = positionals;
  if (!folder) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const started = performance.now();
  const set = northbridge({
    ...(values.children ? { children: Number(values.children) } : {}),
    ...(values.seed ? { seed: Number(values.seed) } : {}),
    ...(values.years ? { years: Number(values.years) } : {}),
  });
  await writeFiles(folder, set.filesOfNoYear());
  for (const year of set.years) await writeFiles(join(folder, year), set.files(year));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`Northbridge, which does not exist, is written to ${folder} (${seconds} s).`);
}

async function writeFiles(folder: string, files: readonly DemoFile[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const file of files) {
    await pipeline(Readable.from(file.text()), createWriteStream(join(folder, file.name)));
    console.log(join(folder, file.name));
  }
}

if (import.meta.main) await main();
