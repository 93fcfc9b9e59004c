import type { SpendingMeasure } from './council-spending.lines.ts';
import type { TableSpec } from './columns.ts';

/** What the columns of our own spending file hold, besides the amounts. */
export type SpendingField =
  | 'authorityCode'
  | 'authorityName'
  | 'year'
  | 'publication'
  | 'line'
  | SpendingMeasure;

/** The columns of amounts, in the order of the template. */
export const amountColumns = [
  'employees',
  'running-expenses',
  'total-expenditure',
  'sales-fees-charges',
  'other-income',
  'total-income',
  'net-current-expenditure',
] as const satisfies readonly SpendingMeasure[];

const heading = (measure: SpendingMeasure) => `${measure.replaceAll('-', '_')}_thousands`;

/** Our own spending file: a row for each line, a column for each amount in thousands of pounds. */
export const spendingTable: TableSpec<SpendingField> = {
  part: 'spending',
  label: 'council spending file',
  headings: 'exact',
  columns: [
    { field: 'authorityCode', headings: ['authority_code'], need: 'must' },
    { field: 'authorityName', headings: ['authority_name'], need: 'must' },
    { field: 'year', headings: ['year'], need: 'must' },
    { field: 'publication', headings: ['publication'], need: 'must' },
    { field: 'line', headings: ['line'], need: 'must' },
    ...amountColumns.map((measure) => ({
      field: measure,
      headings: [heading(measure)],
      need: measure === 'net-current-expenditure' ? ('must' as const) : ('may' as const),
    })),
  ],
};

/** The headings of our own spending file and one made-up row, as CSV to fill in. */
export function councilSpendingTemplate(): string {
  const headings = spendingTable.columns.map((column) => column.headings[0]);
  const example = [
    ...['E06999999', 'Northbridge', '2024-25', 'ro3', 'family-support'],
    ...['5200.5', '3100', '8300.5', '40', '260.5', '300.5', '8000'],
  ];
  return `${headings.join(',')}\r\n${example.join(',')}\r\n`;
}
