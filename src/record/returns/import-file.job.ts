import { rm } from 'node:fs/promises';
import { dayFromNumber } from '../../lib/index.ts';
import { type Database, defineJob, type JobKind, localFile } from '../../platform/index.ts';
import { type ImportOutcome, importFile } from './import-file.ts';
import { READERS } from './readers.ts';

/** What an import job is asked: files kept by this server, under the names that people know. */
export interface ImportPayload {
  readonly files: readonly { readonly path: string; readonly name: string }[];
}

/**
 * The order in which files of one upload are loaded: what others refer to goes first, then what
 * states homes, so that a journey is placed in its ward when it is first written.
 */
const FIRST: readonly string[] = ['places', 'ssda903', 'early-help', 'school-census', 'cin-census'];

/** The job that loads files; it goes on where it was cut off. */
export function importFilesJob(database: Database, now: () => Date): JobKind {
  return defineJob({
    name: 'import-files',
    run: async (job) => {
      const { files } = job.payload as ImportPayload;
      const opened = await Promise.all(files.map((file) => localFile(file.path, file.name)));
      const sorted = await inOrder(opened);
      const total = sorted.reduce((sum, file) => sum + file.byteCount, 0);
      const outcomes: ImportOutcome[] = [];
      let before = 0;
      for (const file of sorted) {
        job.stopIfAsked();
        const outcome = await importFile(
          {
            database,
            actor: job.actor,
            today: dayFromNumber(Math.floor(now().getTime() / 86_400_000)),
            readers: READERS,
            progress: async (bytes) => {
              job.progress(
                Math.round((before + bytes) / 1024),
                Math.round(total / 1024),
                file.name,
              );
              return job.shouldStop;
            },
          },
          file,
        );
        job.stopIfAsked();
        before += file.byteCount;
        outcomes.push(outcome);
      }
      // What was stated is in the record, with the file's hash; the copy would only be a risk.
      await Promise.all(files.map((file) => rm(file.path, { force: true })));
      const only = outcomes.length === 1 ? outcomes[0]?.sourceId : null;
      return { href: only ? `/returns/${only}` : '/returns', outcomes };
    },
  });
}

/** Files in the order of loading: what others refer to first, then by name. */
async function inOrder<T extends { name: string; head(): Promise<Uint8Array> }>(
  files: readonly T[],
): Promise<T[]> {
  const ranked = await Promise.all(
    files.map(async (file) => {
      const head = await file.head();
      const kind = READERS.find((one) => one.recognise(file.name, head))?.kind ?? '';
      const place = FIRST.indexOf(kind);
      return { file, place: place === -1 ? FIRST.length : place };
    }),
  );
  return ranked
    .sort((a, b) => a.place - b.place || (a.file.name < b.file.name ? -1 : 1))
    .map((one) => one.file);
}
