import type { ReturnKind } from '../src/record/index.ts';

/** One file of the made-up authority: its name, what it is, and its text, made when asked for. */
export interface DemoFile {
  readonly name: string;
  readonly kind: ReturnKind;
  /** Chunks of text; asked for again, the same again. */
  text(): Iterable<string>;
}

/** A file of comma-separated values; cells that need it are quoted. */
export function* csv(columns: string, rows: Iterable<readonly string[]>): Generator<string> {
  let chunk = `${columns}\n`;
  for (const row of rows) {
    for (let i = 0; i < row.length; i += 1) {
      const cell = row[i] as string;
      chunk += i === 0 ? '' : ',';
      chunk += /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    }
    chunk += '\n';
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}
