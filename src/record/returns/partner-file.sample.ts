import assert from 'node:assert/strict';
import { day } from '../../lib/index.ts';
import type { ExplainedColumn } from './partner-file.ts';
import type { PersonStatement, Problem, ReadItem, ReturnReader } from './statement.ts';

/** A row of a partner's file like its template's, with some cells different. */
export function partnerRow(
  columns: readonly ExplainedColumn<string>[],
  cells: Readonly<Record<string, string>>,
): string {
  const headings = columns.map((one) => one.heading);
  assert.deepEqual(
    Object.keys(cells).filter((heading) => !headings.includes(heading)),
    [],
  );
  return `${columns.map((one) => cells[one.heading] ?? one.example).join(',')}\n`;
}

/** The headings of a partner's file as its first line. */
export function partnerHead(columns: readonly ExplainedColumn<string>[]): string {
  return `${columns.map((one) => one.heading).join(',')}\n`;
}

/** What a reader gives for a file with this content. */
export async function readPartner(
  reader: ReturnReader,
  name: string,
  content: string | Uint8Array,
): Promise<{
  readonly items: readonly ReadItem[];
  readonly people: readonly PersonStatement[];
  readonly faults: readonly string[];
}> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
  }
  const items: ReadItem[] = [];
  const input = { name, chunks: chunks(), today: day('2026-11-01') };
  for await (const item of reader.read(input)) items.push(item);
  const problems = items.flatMap((item): Problem[] =>
    item.type === 'problem' ? [item.problem] : item.type === 'person' ? item.problems : [],
  );
  return {
    items,
    people: items.flatMap((item) => (item.type === 'person' ? [item.person] : [])),
    faults: problems.map((one) => `${one.row} ${one.field} ${one.rule} ${one.severity}`),
  };
}
