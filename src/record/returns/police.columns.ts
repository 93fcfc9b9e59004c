import type { TableSpec } from './columns.ts';
import {
  type ExplainedColumn,
  explainedColumn,
  type PartnerField,
  partnerColumns,
  partnerTemplate,
} from './partner-file.ts';

/** The columns of the police file. */
export type PoliceField =
  | PartnerField
  | 'incidentDay'
  | 'incidentType'
  | 'involvement'
  | 'route'
  | 'outcome';

/**
 * The columns of the police file, in the order of the template: one row for each child in each
 * incident. No statutory return holds incidents, so the file is ours.
 */
export const policeColumns: readonly ExplainedColumn<PoliceField>[] = [
  ...partnerColumns('PO10001'),
  explainedColumn('incidentDay', 'incident_date', {
    need: 'must',
    explanation: 'The day of the incident.',
    example: '2024-11-05',
  }),
  explainedColumn('incidentType', 'incident_type', {
    need: 'must',
    explanation: 'What it was about, as a word of the list.',
    example: 'domestic-abuse',
  }),
  explainedColumn('involvement', 'involvement', {
    need: 'must',
    explanation: 'What part the child had: suspect, victim, witness or present.',
    example: 'present',
  }),
  explainedColumn('route', 'route', {
    need: 'may',
    explanation: 'How the police and the child came together.',
    example: 'call',
  }),
  explainedColumn('outcome', 'outcome', {
    need: 'should',
    explanation: 'What the police did; empty while undecided.',
    example: 'notified',
  }),
];

/** The police file as a table to read. */
export const policeTable: TableSpec<PoliceField> = {
  part: 'police',
  label: 'police file',
  headings: 'exact',
  columns: policeColumns,
};

/** The headings of the police file and one made-up row, as CSV to fill in. */
export function policeTemplate(): string {
  return partnerTemplate(policeColumns);
}
