import type { CalendarDay } from '../../lib/index.ts';
import type { ReadableFile } from '../../platform/index.ts';
import { keptOutIfNobody } from './kept-out.ts';
import type { Problem, ReturnHeader, ReturnReader } from './statement.ts';

/** What a check of one file found; nothing is loaded. */
export interface FileCheck {
  readonly file: string;
  readonly kind: string | null;
  readonly label: string | null;
  readonly header: ReturnHeader | null;
  /** How many rows, or children, the file states. */
  readonly rows: number;
  readonly quarantined: number;
  readonly errors: number;
  readonly warnings: number;
  /** The first of them, as many as were to be kept. */
  readonly problems: readonly Problem[];
}

/**
 * Checks one file by every rule in force, without loading it. Every problem is counted, and the
 * first `keep` of them are given: a file may have more problems than fit in memory.
 */
export async function checkFile(
  file: ReadableFile,
  readers: readonly ReturnReader[],
  today: CalendarDay,
  keep: number = Number.POSITIVE_INFINITY,
): Promise<FileCheck> {
  const head = await file.head();
  const reader = readers.find((one) => one.recognise(file.name, head));
  if (!reader) {
    return { ...EMPTY, errors: 1, file: file.name, problems: [notRecognised(file, readers)] };
  }
  const problems: Problem[] = [];
  const counts = { error: 0, warning: 0 };
  const note = (problem: Problem) => {
    counts[problem.severity] += 1;
    if (problems.length < keep) problems.push(problem);
  };
  let header: ReturnHeader | null = null;
  let rows = 0;
  let quarantined = 0;
  for await (const read of reader.read({ name: file.name, chunks: file.chunks(), today })) {
    const item = keptOutIfNobody(read, file.name);
    if (item.type === 'file') header = item.header;
    else if (item.type === 'problem') note(item.problem);
    else rows += 1;
    if (item.type !== 'person') continue;
    item.problems.forEach(note);
    if (item.quarantine) quarantined += 1;
  }
  const { kind, label } = reader;
  const { error: errors, warning: warnings } = counts;
  return { file: file.name, kind, label, header, rows, quarantined, errors, warnings, problems };
}

const EMPTY = { kind: null, label: null, header: null, rows: 0, quarantined: 0, warnings: 0 };

/** The problem of a file that is none of those that can be read. */
export function notRecognised(
  file: Pick<ReadableFile, 'name' | 'byteCount'>,
  readers: readonly ReturnReader[],
): Problem {
  const labels = readers.map((reader) => reader.label).join('; ');
  return {
    file: file.name,
    row: null,
    field: null,
    rule: 'structure/not-recognised',
    severity: 'error',
    message:
      file.byteCount === 0
        ? 'The file is empty.'
        : 'This file is none of those that Headwater reads, by its name and its first lines.',
    fix:
      'Check that it is the right file and that its first line holds the headings. Files that ' +
      `can be read: ${labels}.`,
  };
}
