import { listAgencies, thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type FinancialYear,
  type Finding,
  type FindingRow,
  formatFinancialYear,
  parseFinancialYear,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { spendingLines } from '../returns/council-spending.lines.ts';
import { sourceById } from '../returns/source.store.ts';
import { ownSpend, type SpendRow } from '../spend/spend.store.ts';
import { provisionMeasure } from './provision.measure.ts';
import { newestYear } from './provision-year.ts';

const NAME = 'provision-beside-published';
const NET = 'net-current-expenditure';

/** What services say the council pays, beside what the council publishes; never one sum. */
export const besidePublishedMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'What services say the council pays, beside what it publishes',
  who: thoseWhoSeeFigures,
  parameters: {
    year: 'a financial year such as 2024-25; the newest that services speak of by default',
    row: 'stated, or the code of a published line',
  },
  compute: async (tx, actor, given) => {
    const year = given.year === undefined ? await newestYear(tx) : parseFinancialYear(given.year);
    if (year === null) {
      throw refuse('no-such-year', 'invalid', 'year is a financial year such as 2024-25.');
    }
    const council = (await listAgencies(tx)).find((one) => one.kind === 'council');
    const asked = { by: 'payer', year, row: String(council?.id ?? 0) };
    const stated = await provisionMeasure.compute(tx, actor, asked).then(
      (found) => found.rows[0]?.figures[1] ?? null,
      () => null,
    );
    const rows: FindingRow[] = [
      { label: 'Stated by services as paid by the council', figures: [statedFigure(year, stated)] },
      ...(await publishedRows(tx, year)),
    ];
    const finding = findingOf(year, rows);
    if (given.row === undefined) return finding;
    const id = figureId(NAME, { year, row: given.row });
    const row = rows.find((one) => one.figures[0]?.id === id);
    if (row === undefined) throw refuse('no-such-row', 'not-found', 'There is no such row.');
    return { ...finding, id, headline: row.label, rows: [row] };
  },
});

function statedFigure(year: FinancialYear, stated: Figure | null): Figure {
  const formula =
    'What the directory says the council pays for services in the year, as agencies state it.';
  return {
    id: figureId(NAME, { year, row: 'stated' }),
    label: 'Stated by services as paid by the council',
    value: stated?.value ?? null,
    unit: 'pence',
    ...(stated === null || stated.value === null ? { absent: 'not-measured' as const } : {}),
    how: { formula, ...(stated === null ? {} : { inputs: [stated] }) },
  };
}

/** The published lines of the year, largest first; none where none is loaded. */
async function publishedRows(tx: Tx, year: FinancialYear): Promise<FindingRow[]> {
  const lines = (await ownSpend(tx, year, 'ro3')).filter((one) => one.measure === NET);
  const labels = new Map(spendingLines.map((one) => [one.code, one.label]));
  const sorted = lines.toSorted((a, b) => b.amount_pence - a.amount_pence);
  return Promise.all(
    sorted.map(async (line) => {
      const label = `Published: ${labels.get(line.line) ?? line.line}`;
      const source = await sourceById(tx, line.source_id);
      return { label, figures: [publishedFigure(line, label, source?.name ?? 'a loaded file')] };
    }),
  );
}

function publishedFigure(line: SpendRow, label: string, file: string): Figure {
  const row = line.source_row === null ? '' : `, row ${line.source_row}`;
  return {
    id: figureId(NAME, { year: line.year, row: line.line }),
    label,
    value: line.amount_pence,
    unit: 'pence',
    how: {
      formula: 'Net current expenditure of this line, as the council published it.',
      citations: [
        {
          title: 'Revenue outturn, children’s part (RO3)',
          publisher: 'Ministry of Housing, Communities and Local Government',
          locator: `${file}${row}, line ${line.line}`,
          date: line.year,
        },
      ],
    },
  };
}

function findingOf(year: FinancialYear, rows: readonly FindingRow[]): Finding {
  const hasPublished = rows.length > 1;
  return {
    id: figureId(NAME, { year }),
    headline: hasPublished
      ? 'What services say the council pays, beside what it publishes'
      : `No published spending of ${formatFinancialYear(year)} is loaded to hold this against`,
    subtitle: `Pounds in ${formatFinancialYear(year)}: two statements, never one sum`,
    rowHeading: 'Who says so',
    columns: ['Amount'],
    rows,
    chart: 'none',
    notes: [
      'The two need not agree. Published lines hold staff, buildings and services that nobody ' +
        'mapped; services may be paid from grants and health money outside these lines. A gap ' +
        'is a question to ask, not an error to mend.',
      'Lines that are named as part of another are within it, so that the lines do not add up.',
    ],
  };
}
