import type { TableSpec } from './columns.ts';
import {
  type ExplainedColumn,
  explainedColumn,
  type PartnerField,
  partnerColumns,
  partnerTemplate,
} from './partner-file.ts';

/** The columns of the youth justice file. */
export type YouthJusticeField =
  | PartnerField
  | 'startDay'
  | 'endDay'
  | 'outcome'
  | 'firstTimeEntrant'
  | 'closure';

/**
 * The columns of the youth justice file, in the order of the template: one row for each piece of
 * work with each young person. The return of the service to its board names nobody, so the file is
 * ours.
 */
export const youthJusticeColumns: readonly ExplainedColumn<YouthJusticeField>[] = [
  ...partnerColumns('YJ10001'),
  explainedColumn('startDay', 'start_date', {
    need: 'must',
    explanation: 'When the service began to work with the young person.',
    example: '2024-06-03',
  }),
  explainedColumn('endDay', 'end_date', {
    need: 'must',
    explanation: 'When the work ended; empty while it goes on.',
    example: '2024-11-29',
  }),
  explainedColumn('outcome', 'outcome', {
    need: 'must',
    explanation: 'Under what the service works: diversion, a caution, an order or custody.',
    example: 'diversion',
  }),
  explainedColumn('firstTimeEntrant', 'first_time_entrant', {
    need: 'should',
    explanation:
      'yes where this is the first caution or conviction of the young person, else no. ' +
      'Diversion makes nobody a first-time entrant.',
    example: 'no',
  }),
  explainedColumn('closure', 'closure_reason', {
    need: 'should',
    explanation: 'How the work ended.',
    example: 'completed',
  }),
];

/** The youth justice file as a table to read. */
export const youthJusticeTable: TableSpec<YouthJusticeField> = {
  part: 'youth-justice',
  label: 'youth justice file',
  headings: 'exact',
  columns: youthJusticeColumns,
};

/** The headings of the youth justice file and one made-up row, as CSV to fill in. */
export function youthJusticeTemplate(): string {
  return partnerTemplate(youthJusticeColumns);
}
