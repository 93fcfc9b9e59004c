import { ADVICE_ABOUT, ADVICE_OUTCOMES } from '../advice/advice-call.ts';
import type { Column, TableSpec } from './columns.ts';

/** The columns of the advice line file. */
export type AdviceLineField =
  | 'callNumber'
  | 'line'
  | 'callDay'
  | 'caller'
  | 'about'
  | 'outcome'
  | 'minutes';

/** A column of the advice line file with what a person who fills it in needs to know. */
export interface AdviceLineColumn extends Column<AdviceLineField> {
  readonly heading: string;
  readonly explanation: string;
  readonly example: string;
}

const column = (
  field: AdviceLineField,
  heading: string,
  facts: Pick<AdviceLineColumn, 'need' | 'explanation' | 'example'>,
): AdviceLineColumn => ({ field, heading, headings: [heading], ...facts });

/** The columns of the advice line file: one row for each call, without any person's details. */
export const adviceLineColumns: readonly AdviceLineColumn[] = [
  column('callNumber', 'call_number', {
    need: 'must',
    explanation: 'Your own number of the call. Never a child\u2019s number.',
    example: 'C-1001',
  }),
  column('line', 'advice_line', {
    need: 'must',
    explanation: 'The name of the line.',
    example: 'Consultation line',
  }),
  column('callDay', 'call_date', {
    need: 'must',
    explanation: 'When the call was made.',
    example: '2024-09-12',
  }),
  column('caller', 'caller', {
    need: 'should',
    explanation: 'The kind of agency that called.',
    example: 'schools',
  }),
  column('about', 'about', {
    need: 'should',
    explanation: `What it was about: ${ADVICE_ABOUT.join(', ')}.`,
    example: 'attendance',
  }),
  column('outcome', 'outcome', {
    need: 'must',
    explanation: `What came of it: ${ADVICE_OUTCOMES.join(', ')}.`,
    example: 'advice-only',
  }),
  column('minutes', 'minutes', {
    need: 'may',
    explanation: 'How long it took.',
    example: '20',
  }),
];

/** The advice line file as a table to read. */
export const adviceLineTable: TableSpec<AdviceLineField> = {
  part: 'advice-line',
  label: 'advice line file',
  headings: 'exact',
  columns: adviceLineColumns,
};

/** The headings of the advice line file and one made-up row, as CSV to fill in. */
export function adviceLineTemplate(): string {
  const row = (cells: readonly string[]) => `${cells.join(',')}\r\n`;
  return (
    row(adviceLineColumns.map((one) => one.heading)) +
    row(adviceLineColumns.map((one) => one.example))
  );
}
