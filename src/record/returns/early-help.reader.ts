import { type CalendarDay, readCsv } from '../../lib/index.ts';
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
  let isFirst = true;
  for await (const item of readTable(input.name, rows, [earlyHelpTable])) {
    if (item.type === 'problem') yield item;
    else if (item.type === 'row') {
      const cells = rowValues(input.name, item, earlyHelpTable);
      // Up to which day a file knows stands in its rows; the header waits for the first of them.
      if (isFirst) yield header(cells.day('asOfDay', input.today));
      isFirst = false;
      const person = earlyHelpStatement(cells, input.today);
      if (person !== null) yield { type: 'person', person, problems: cells.problems };
      else for (const problem of cells.problems) yield { type: 'problem', problem };
    }
  }
  if (isFirst) yield header(null);
}

function header(asOf: CalendarDay | null): ReadItem {
  return { type: 'file', header: { part: 'early-help', year: null, asOf, authorityCode: null } };
}
