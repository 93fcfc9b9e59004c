import type { TableSpec } from './columns.ts';
import {
  type ExplainedColumn,
  explainedColumn,
  type PartnerField,
  partnerColumns,
  partnerTemplate,
} from './partner-file.ts';

/** The columns of the early years file. */
export type EarlyYearsField =
  | PartnerField
  | 'expectedBirthDay'
  | 'ethnicity'
  | 'asOf'
  | 'item'
  | 'itemDay'
  | 'result'
  | 'site'
  | 'times';

const EXAMPLES: Readonly<Record<string, string>> = { birth_date: '2024-06-03' };

/**
 * The columns of the early years file, in the order of the template: one row for each check,
 * registration, year of use and result of each child. No return states them by child, so the file
 * is ours.
 */
export const earlyYearsColumns: readonly ExplainedColumn<EarlyYearsField>[] = [
  ...partnerColumns('EY10001').map((one) => ({
    ...one,
    example: EXAMPLES[one.heading] ?? one.example,
    explanation:
      one.field === 'birthDay' ? 'Date of birth; empty for an unborn child.' : one.explanation,
  })),
  explainedColumn('expectedBirthDay', 'expected_birth_date', {
    need: 'may',
    explanation: 'When an unborn child is expected.',
    example: '',
  }),
  explainedColumn('ethnicity', 'ethnicity', {
    need: 'may',
    explanation: 'Four-letter code of the school census.',
    example: 'WBRI',
  }),
  explainedColumn('asOf', 'as_of_date', {
    need: 'must',
    explanation: 'The day of the export: what is not done by then is missed or not yet due.',
    example: '2025-03-31',
  }),
  explainedColumn('item', 'item', {
    need: 'must',
    explanation: 'What the row speaks of, as a word of the list.',
    example: 'new-birth',
  }),
  explainedColumn('itemDay', 'item_date', {
    need: 'must',
    explanation: 'When it was done, registered or assessed; empty for what was not done.',
    example: '2024-06-15',
  }),
  explainedColumn('result', 'result', {
    need: 'should',
    explanation: 'What came of a check or a profile, as a word of the list.',
    example: 'done',
  }),
  explainedColumn('site', 'site', {
    need: 'may',
    explanation: 'The hub or centre, by the name under which it is known. No name of a person.',
    example: '',
  }),
  explainedColumn('times', 'times', {
    need: 'may',
    explanation: 'Of hub-use: how many times the child was there in the year up to as_of_date.',
    example: '',
  }),
];

/** The early years file as a table to read. */
export const earlyYearsTable: TableSpec<EarlyYearsField> = {
  part: 'early-years',
  label: 'early years file',
  headings: 'exact',
  columns: earlyYearsColumns,
};

/** The headings of the early years file and one made-up row, as CSV to fill in. */
export function earlyYearsTemplate(): string {
  return partnerTemplate(earlyYearsColumns);
}
