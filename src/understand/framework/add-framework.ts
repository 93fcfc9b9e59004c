import { authorityOf } from '../../govern/index.ts';
import { type CalendarDay, readCsv, type TableRow } from '../../lib/index.ts';
import type { Actor, CommandProblem, ReadableFile, Tx } from '../../platform/index.ts';
import { insertFramework, insertIndicator } from './frameworks.store.ts';
import { type NewFramework, readFrameworkRows } from './local-framework.ts';

export { insertIndicator as addIndicator } from './frameworks.store.ts';

/** Adds a framework of the actor's authority; false when its name is taken. */
export function addFramework(tx: Tx, actor: Actor, asked: NewFramework): Promise<boolean> {
  return insertFramework(tx, authorityOf(actor), { ...asked, madeBy: actor.id });
}

/** What loading a file of frameworks came to. */
export interface LoadedFrameworks {
  readonly frameworks: number;
  readonly indicators: number;
  readonly problems: readonly CommandProblem[];
}

const MOST_ROWS = 2000;

/** Loads frameworks and indicators from comma-separated text; names that are taken are told. */
export async function loadFrameworkFile(
  tx: Tx,
  actor: Actor,
  { file, today }: { readonly file: ReadableFile; readonly today: CalendarDay },
): Promise<LoadedFrameworks> {
  const rows: TableRow[] = [];
  for await (const row of readCsv(file.chunks(), { maxFieldLength: 10_000 })) {
    rows.push(row);
    if (rows.length > MOST_ROWS) break;
  }
  const of = { file: file.name, publisher: 'This partnership', today };
  const read = readFrameworkRows(rows, of);
  const problems = [...read.problems];
  const taken = (label: string) =>
    problems.push({
      file: file.name,
      row: null,
      field: null,
      rule: 'name-taken',
      severity: 'error',
      message: `"${label}" is there already, so it was left as it is.`,
      fix: 'Give it another name.',
    });
  const counts = { frameworks: 0, indicators: 0 };
  for (const one of read.frameworks) {
    if (await addFramework(tx, actor, one)) counts.frameworks += 1;
    else taken(one.label);
  }
  for (const one of read.indicators) {
    if (await insertIndicator(tx, authorityOf(actor), { ...one, madeBy: actor.id })) {
      counts.indicators += 1;
    } else taken(one.label);
  }
  return { ...counts, problems };
}
