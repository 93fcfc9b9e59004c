import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, formatFinancialYear } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { ownSpend, provisionMeasure } from '../../record/index.ts';
import { type KeyedRow, narrowed } from './keyed-finding.ts';
import { readProvision } from './read-spend-map.ts';

const NAME = 'spend-reconciled';
const NET = 'net-current-expenditure';

/** What services say the council pays beside what the council publishes as spent; never added. */
export const spendReconciledMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'What services say the council pays, beside what it publishes',
  who: thoseWhoSeeFigures,
  parameters: {
    year: 'a financial year such as 2025-26; the newest that services speak of by default',
    row: 'services, or one line of the publication',
  },
  compute: async (tx, actor, given) => {
    const provision = await readProvision(tx, actor, given.year);
    const { year, agencies } = provision;
    const council = agencies.find((one) => one.kind === 'council');
    const payers = await provisionMeasure.compute(tx, actor, { by: 'payer', year });
    const id = figureId('provision', {
      by: 'payer',
      year,
      row: String(council?.id),
      column: 'spend',
    });
    const stated = payers.rows.flatMap((row) => row.figures).find((one) => one.id === id);
    const published = (await ownSpend(tx, year, 'ro3')).filter((one) => one.measure === NET);
    const rows: KeyedRow[] = [
      servicesRow(year, stated),
      ...published.map((line): KeyedRow => {
        const figure: Figure = {
          id: figureId(NAME, { year, row: line.line }),
          label: `Published: ${lineWords(line.line)}`,
          value: Number(line.amount_pence),
          unit: 'pence',
          how: {
            formula:
              'Net current expenditure as the council publishes it: all spending less income, ' +
              'staff and overheads included, whatever service it went to.',
            rows: {
              question: 'The line of the loaded file',
              count: 1,
              href: `/returns/${line.source_id}`,
            },
          },
        };
        return { key: line.line, label: figure.label, figures: [figure] };
      }),
    ];
    return narrowed(
      {
        name: NAME,
        asked: { year },
        headline: 'What services say and what the council publishes are two statements',
        subtitle: `Spending by the council, ${formatFinancialYear(year)}; not to be added`,
        rowHeading: 'Statement',
        columns: ['Amount'],
        columnKeys: ['amount'],
        rows,
        chart: 'none',
        notes: [
          'Services state what payers spend on them, other agencies too. The outturn states what ' +
            'the council alone spent net of income, on services here and on much else. Neither ' +
            'corrects the other.',
          ...(published.length === 0 ? ['No published outturn of this year is loaded.'] : []),
        ],
      },
      { row: given.row },
    );
  },
});

function servicesRow(year: string, stated: Figure | undefined): KeyedRow {
  const label = 'Services on offer: paid by the council';
  const figure: Figure = {
    id: figureId(NAME, { year, row: 'services' }),
    label,
    value: stated?.value ?? null,
    unit: 'pence',
    ...(stated?.value == null ? { absent: 'not-measured' as const } : {}),
    how: {
      formula: 'What services on offer say that the council pays for them in the year.',
      ...(stated ? { inputs: [stated] } : {}),
    },
  };
  return { key: 'services', label, figures: [figure] };
}

function lineWords(line: string): string {
  return line.replaceAll('-', ' ');
}
