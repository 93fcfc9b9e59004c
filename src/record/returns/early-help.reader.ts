import { readCsv } from '../../lib/index.ts';
import { headingsOf, matchHeadings, readTable } from './columns.ts';
import { earlyHelpTable } from './early-help.columns.ts';
import { earlyHelpStatement } from './early-help.statements.ts';
import { plainBytes, plainHead } from './gzip.ts';
import { rowValues } from './row-values.ts';
import type { ReadItem, ReturnInput, ReturnReader } from './statement.ts';

/** Reads the early help file of our own: one row for each request for each child. */
export const earlyHelpReader: ReturnReader = {
  kind: 'early-help',
  label: 'Early help',
  recognise(_name, head) {
    const match = matchHeadings(headingsOf(plainHead(head)), earlyHelpTable);
    const isOurs = ['childId', 'requestDay', 'requestedBy'] as const;
    return isOurs.every((field) => match.positions.has(field));
  },
  read: readEarlyHelp,
};

async function* readEarlyHelp(input: ReturnInput): AsyncGenerator<ReadItem> {
  const rows = readCsv(plainBytes(input.chunks));
  for await (const item of readTable(input.name, rows, [earlyHelpTable])) {
    if (item.type === 'problem') yield item;
    else if (item.type === 'table') {
      yield {
        type: 'file',
        header: { part: 'early-help', year: null, asOf: null, authorityCode: null },
      };
    } else {
      const cells = rowValues(input.name, item, earlyHelpTable);
      const person = earlyHelpStatement(cells, input.today);
      if (person !== null) yield { type: 'person', person, problems: cells.problems };
      else for (const problem of cells.problems) yield { type: 'problem', problem };
    }
  }
}
