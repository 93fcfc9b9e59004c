import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  formatFinancialYear,
  oneFigure,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import {
  ALL_LINES,
  classedFigure,
  classWords,
  LINE_COLUMNS,
  type LineColumn,
  lineFigure,
  lineOf,
  SPEND_LINES,
  spendParameters,
  sumFigure,
} from './line-figures.ts';
import {
  readSpendAsked,
  readSpending,
  readSpendYear,
  type SpendAsked,
  type SpendLine,
  type SpendYear,
} from './read-lines.ts';
import { publicationOf } from './spend-classes-file.ts';

const COLUMN_WORDS = { spent: 'Net spending', early: 'Early', late: 'Late' } as const;

/** What the address of spending may say. */
export const SPEND_PARAMETERS = {
  publication: 'ro3 (revenue outturn) or s251 (DfE return); the one that is loaded by default',
  scope: 'childrens-services, or with-public-health; the first by default',
  year: 'a financial year such as 2024-25; the newest that is loaded by default',
} as const;

/** Lines of published spending by class, each with what of it is early and late. */
export const spendLinesMeasure: Measure = defineMeasure({
  name: SPEND_LINES,
  title: 'Lines of spending, early and late',
  who: thoseWhoSeeFigures,
  parameters: {
    ...SPEND_PARAMETERS,
    row: `the code of one line, or ${ALL_LINES}`,
    column: `one column of it: ${LINE_COLUMNS.join(', ')}`,
  },
  compute: async (tx, _actor, given) => {
    const asked = await readSpendAsked(tx, given);
    const year = readSpendYear(await readSpending(tx, asked), given.year);
    if (year === null) return noLines(SPEND_LINES);
    const finding = lineFinding(asked, year);
    if (given.row === undefined) return finding;
    const column = LINE_COLUMNS.find((one) => one === (given.column ?? 'spent'));
    if (!column) {
      throw refuse('no-such-column', 'invalid', `column is one of ${LINE_COLUMNS.join(', ')}.`);
    }
    const figure = cellOf(asked, year, { row: given.row, column });
    return oneFigure(finding, figure, COLUMN_WORDS[column]);
  },
});

function cellOf(
  asked: SpendAsked,
  year: SpendYear,
  at: { readonly row: string; readonly column: LineColumn },
): Figure {
  if (at.row !== ALL_LINES) return lineFigure(asked, lineOf(year, at.row), at.column);
  return at.column === 'spent' ? classedFigure(asked, year) : sumFigure(asked, year, at.column);
}

/** What is said where no spending is loaded. */
export function noLines(measure: string): Finding {
  return {
    id: measure,
    headline: 'No spending of this council is loaded',
    subtitle: 'Early and late spending on children',
    rowHeading: 'Line',
    columns: [],
    rows: [],
    chart: 'none',
  };
}

const ORDER = { early: 0, shared: 1, late: 2, 'left-out': 3 } as const;

function lineFinding(asked: SpendAsked, year: SpendYear): Finding {
  const publication = publicationOf(asked.publication);
  const counted = year.lines.filter((line) => line.class !== 'left-out');
  const rows = counted
    .toSorted((a, b) => ORDER[a.class] - ORDER[b.class] || b.amount - a.amount)
    .map((line) => rowOf(asked, line));
  const span = formatFinancialYear(year.year);
  return {
    id: figureId(SPEND_LINES, { ...spendParameters(asked), year: year.year }),
    headline: largestWords(counted),
    subtitle: `Net spending on children by line, ${publication.label}, ${span}`,
    rowHeading: 'Line',
    columns: LINE_COLUMNS.map((column) => COLUMN_WORDS[column]),
    rows,
    total: {
      label: 'All lines that count',
      figures: [
        classedFigure(asked, year),
        sumFigure(asked, year, 'early'),
        sumFigure(asked, year, 'late'),
      ],
    },
    chart: 'none',
    notes: [publication.definition, leftOutWords(year)],
  };
}

function rowOf(asked: SpendAsked, line: SpendLine): FindingRow {
  return {
    label: `${line.label} (${classWords(line).toLowerCase()})`,
    figures: LINE_COLUMNS.map((column) => lineFigure(asked, line, column)),
  };
}

function largestWords(lines: readonly SpendLine[]): string {
  const [first] = lines.toSorted((a, b) => b.amount - a.amount);
  return first ? `The largest line is ${first.label.toLowerCase()}` : 'No line counts';
}

/** Which lines are left out, in a sentence. */
export function leftOutWords({ lines }: SpendYear): string {
  const out = lines.filter((line) => line.class === 'left-out' && line.amount !== 0);
  if (out.length === 0) return 'No line is left out.';
  return `Left out, as totals or as neither early nor late: ${out
    .map(({ label }) => label.toLowerCase())
    .join('; ')}.`;
}
