import type { TableSpec } from './columns.ts';
import { coded, type EarlyHelpCode } from './early-help.codes.ts';
import {
  type ExplainedColumn,
  explainedColumn,
  type PartnerField,
  partnerColumns,
  partnerTemplate,
} from './partner-file.ts';

/** The columns of the file of services received. */
export type ServicesReceivedField =
  | PartnerField
  | 'familyReference'
  | 'serviceCode'
  | 'serviceName'
  | 'provider'
  | 'agency'
  | 'startDay'
  | 'endDay'
  | 'outcome';

/** How help from a service may end, with other spellings of each word. */
export const serviceOutcomes: readonly EarlyHelpCode<true>[] = [
  coded('completed', 'Completed as planned', true, 'complete needs-met finished'),
  coded('part-completed', 'Completed in part', true, 'partly-completed'),
  coded('stopped', 'Stopped by the family', true, 'withdrew dropped-out disengaged'),
  coded('moved', 'The family moved away', true, 'moved-away'),
  coded('passed-on', 'Passed on to other help', true, 'stepped-up stepped-down referred-on'),
  coded('ended-by-service', 'Ended by the service', true, 'service-closed'),
  coded('other', 'Another ending', true),
];

/**
 * The columns of the file of services received, in the order of the template: one row for each
 * child and each stretch of help from one service. No return holds this, so the file is ours.
 */
export const servicesReceivedColumns: readonly ExplainedColumn<ServicesReceivedField>[] = [
  ...partnerColumns('SR10001'),
  explainedColumn('familyReference', 'family_reference', {
    need: 'should',
    explanation:
      'A reference that the children of one family share, the same as in the early help file: ' +
      'without it each child counts as a family.',
    example: 'FAM2001',
  }),
  explainedColumn('serviceCode', 'service_code', {
    need: 'should',
    explanation: 'The code of the service, as the directory of services states it.',
    example: 'PAR-01',
  }),
  explainedColumn('serviceName', 'service_name', {
    need: 'must',
    explanation: 'What the service is called, as in the directory.',
    example: 'Strong Start parenting course',
  }),
  explainedColumn('provider', 'provider', {
    need: 'should',
    explanation: 'The organisation that the family meets, as in the directory.',
    example: 'Harbour Families',
  }),
  explainedColumn('agency', 'agency', {
    need: 'should',
    explanation: 'The kind of agency that gives it.',
    example: 'charities',
  }),
  explainedColumn('startDay', 'start_date', {
    need: 'must',
    explanation: 'The first day of help.',
    example: '2025-05-06',
  }),
  explainedColumn('endDay', 'end_date', {
    need: 'must',
    explanation: 'The day on which it ended; empty while it goes on.',
    example: '2025-07-22',
  }),
  explainedColumn('outcome', 'outcome', {
    need: 'should',
    explanation: 'How it ended, as a word of the list; empty while it goes on.',
    example: 'completed',
  }),
];

/** The file of services received as a table to read. */
export const servicesReceivedTable: TableSpec<ServicesReceivedField> = {
  part: 'services-received',
  label: 'file of services received',
  headings: 'exact',
  columns: servicesReceivedColumns,
};

/** The headings of the file of services received and one made-up row, as CSV to fill in. */
export function servicesReceivedTemplate(): string {
  return partnerTemplate(servicesReceivedColumns);
}
