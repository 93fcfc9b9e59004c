import { type CalendarDay, readCsv } from '../../lib/index.ts';
import {
  ADVICE_ABOUT,
  ADVICE_OUTCOMES,
  type AdviceCallStatement,
  LONGEST_LINE,
} from '../advice/advice-call.ts';
import { type AdviceLineField, adviceLineTable } from './advice-line.columns.ts';
import { headingsOf, matchHeadings, readTable } from './columns.ts';
import { codesOf, earlyHelpAgencies } from './early-help.codes.ts';
import { plainBytes, plainHead } from './gzip.ts';
import { type RowValues, rowValues } from './row-values.ts';
import type { ReadItem, ReturnInput, ReturnReader } from './statement.ts';

const CALLERS = codesOf(earlyHelpAgencies);
const ABOUT = new Map(ADVICE_ABOUT.map((one) => [one as string, one]));
const OUTCOMES = new Map(ADVICE_OUTCOMES.map((one) => [one as string, one]));

/** Reads the advice line file of ours: one row for each call, nobody's details. */
export const adviceLineReader: ReturnReader = {
  kind: 'advice-line',
  label: 'Advice line',
  recognise(_name, head) {
    const match = matchHeadings(headingsOf(plainHead(head)), adviceLineTable);
    const isOurs = ['callNumber', 'line', 'callDay'] as const;
    return isOurs.every((field) => match.positions.has(field));
  },
  read: readAdviceLine,
};

async function* readAdviceLine(input: ReturnInput): AsyncGenerator<ReadItem> {
  const rows = readCsv(plainBytes(input.chunks));
  for await (const item of readTable(input.name, rows, [adviceLineTable])) {
    if (item.type === 'problem') yield item;
    else if (item.type === 'table') {
      const header = { part: 'advice-line', year: null, asOf: null, authorityCode: null };
      yield { type: 'file', header };
    } else {
      const cells = rowValues(input.name, item, adviceLineTable);
      const call = callOf(cells, input.today);
      for (const problem of cells.problems) yield { type: 'problem', problem };
      if (call !== null) yield { type: 'advice-call', call };
    }
  }
}

/** What one row states; null, with an error, where it is unusable. */
function callOf(cells: RowValues<AdviceLineField>, today: CalendarDay): AdviceCallStatement | null {
  const callNumber = cells.text('callNumber');
  const line = cells.text('line');
  const day = cells.day('callDay', today);
  const outcome = cells.code('outcome', OUTCOMES);
  if (callNumber === '' || line === '' || line.length > LONGEST_LINE) {
    cells.report({
      field: callNumber === '' ? 'callNumber' : 'line',
      rule: 'structure/no-identifier',
      severity: 'error',
      message: 'The row has no number of the call or no name of the line, so it would count twice.',
      fix: 'Give each call a number of your own and the name of the line.',
    });
    return null;
  }
  if (day === null || outcome === null) {
    cells.report({
      field: day === null ? 'callDay' : 'outcome',
      rule: 'structure/no-date',
      severity: 'error',
      message: 'The row does not say when the call was made or what came of it.',
      fix: 'Give the date of the call and one of the outcomes of the template.',
    });
    return null;
  }
  const minutes = cells.count('minutes');
  return {
    row: cells.row,
    callNumber,
    line,
    day,
    agencyKind: cells.code('caller', CALLERS)?.meaning ?? null,
    about: cells.code('about', ABOUT) ?? 'other',
    outcome,
    minutes: minutes !== null && minutes <= 600 ? minutes : null,
  };
}
