import type { Column, TableSpec } from './columns.ts';

/** The columns of the early help file. */
export type EarlyHelpField =
  | 'childId'
  | 'upn'
  | 'nhsNumber'
  | 'givenName'
  | 'familyName'
  | 'birthDay'
  | 'expectedBirthDay'
  | 'sex'
  | 'ethnicity'
  | 'postcode'
  | 'familyReference'
  | 'requestDay'
  | 'requestedBy'
  | 'decision'
  | 'decisionDay'
  | 'assessmentDay'
  | 'needs'
  | 'leadAgency'
  | 'startDay'
  | 'status'
  | 'closureDay'
  | 'closureReason'
  | 'strengths'
  | 'asOfDay';

/** A column of the early help file with what a person who fills it in needs to know. */
export interface EarlyHelpColumn extends Column<EarlyHelpField> {
  readonly heading: string;
  readonly explanation: string;
  /** What the made-up row of the template holds. */
  readonly example: string;
}

interface ColumnFacts {
  readonly need: Column['need'];
  readonly explanation: string;
  readonly example: string;
}

const column = (field: EarlyHelpField, heading: string, facts: ColumnFacts): EarlyHelpColumn => ({
  field,
  heading,
  headings: [heading],
  ...facts,
});

/**
 * The columns of the early help file, in the order of the template: one row for each request for
 * each child. No statutory return holds early help, so the file is ours.
 */
export const earlyHelpColumns: readonly EarlyHelpColumn[] = [
  column('childId', 'child_id', {
    need: 'must',
    explanation: "The council's own id of the child, the same as in its other returns.",
    example: 'EH10001',
  }),
  column('upn', 'upn', {
    need: 'may',
    explanation: 'Unique pupil number.',
    example: '',
  }),
  column('nhsNumber', 'nhs_number', {
    need: 'may',
    explanation: 'NHS number, ten digits.',
    example: '',
  }),
  column('givenName', 'given_name', {
    need: 'may',
    explanation: 'First name. Only those who may see the child see it.',
    example: 'Wren',
  }),
  column('familyName', 'family_name', {
    need: 'may',
    explanation: 'Family name.',
    example: 'Ashdown',
  }),
  column('birthDay', 'birth_date', {
    need: 'must',
    explanation: 'Date of birth; empty for an unborn child.',
    example: '2016-04-23',
  }),
  column('expectedBirthDay', 'expected_birth_date', {
    need: 'may',
    explanation: 'When an unborn child is expected.',
    example: '',
  }),
  column('sex', 'sex', { need: 'should', explanation: 'M, F or U.', example: 'F' }),
  column('ethnicity', 'ethnicity', {
    need: 'may',
    explanation: 'Four-letter code of the school census.',
    example: 'WBRI',
  }),
  column('postcode', 'postcode', {
    need: 'should',
    explanation: 'Where the child lives; gives the ward.',
    example: 'NB1 2XY',
  }),
  column('familyReference', 'family_reference', {
    need: 'may',
    explanation: 'A reference that the children of one family share.',
    example: 'FAM2001',
  }),
  column('requestDay', 'request_date', {
    need: 'must',
    explanation: 'When help was asked for.',
    example: '2024-09-12',
  }),
  column('requestedBy', 'requested_by', {
    need: 'must',
    explanation: 'Who asked: the kind of agency, or family.',
    example: 'schools',
  }),
  column('decision', 'decision', {
    need: 'should',
    explanation: 'What was decided; empty while undecided.',
    example: 'accepted',
  }),
  column('decisionDay', 'decision_date', {
    need: 'may',
    explanation: 'When it was decided.',
    example: '2024-09-16',
  }),
  column('assessmentDay', 'assessment_date', {
    need: 'should',
    explanation: 'When the assessment was completed.',
    example: '2024-10-02',
  }),
  column('needs', 'needs', {
    need: 'should',
    explanation: 'What was found, separated by semicolons: needs, or factor codes of the census.',
    example: 'parenting;attendance',
  }),
  column('leadAgency', 'lead_agency', {
    need: 'should',
    explanation: 'The kind of agency of the lead practitioner.',
    example: 'schools',
  }),
  column('startDay', 'start_date', {
    need: 'must',
    explanation: 'When targeted early help began; empty if it did not.',
    example: '2024-10-09',
  }),
  column('status', 'status', {
    need: 'should',
    explanation: 'waiting, open or closed, on the day of the export.',
    example: 'closed',
  }),
  column('closureDay', 'closure_date', {
    need: 'must',
    explanation: 'When it ended; empty while it goes on.',
    example: '2025-02-20',
  }),
  column('closureReason', 'closure_reason', {
    need: 'should',
    explanation: 'Why it ended.',
    example: 'needs-met',
  }),
  column('strengths', 'strengths', {
    need: 'may',
    explanation:
      'What is going well, separated by semicolons: strengths that the assessment found beside ' +
      'needs.',
    example: 'social-connections',
  }),
  column('asOfDay', 'as_of_date', {
    need: 'may',
    explanation:
      'The day up to which the file knows, in the first row; without it, the day of loading. A ' +
      'file that knows less never replaces what one that knows more has stated.',
    example: '2025-03-31',
  }),
];

/** The early help file as a table to read. */
export const earlyHelpTable: TableSpec<EarlyHelpField> = {
  part: 'early-help',
  label: 'early help file',
  headings: 'exact',
  columns: earlyHelpColumns,
};

/** The headings of the early help file and one made-up row, as CSV to fill in. */
export function earlyHelpTemplate(): string {
  const row = (cells: readonly string[]) => `${cells.join(',')}\r\n`;
  return (
    row(earlyHelpColumns.map((one) => one.heading)) +
    row(earlyHelpColumns.map((one) => one.example))
  );
}
