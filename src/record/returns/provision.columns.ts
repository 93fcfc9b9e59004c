import type { Column, TableSpec } from './columns.ts';

/** The columns of the provision file, by the field that each fills. */
export type ProvisionField =
  | 'name'
  | 'provider'
  | 'agency'
  | 'description'
  | 'themes'
  | 'level'
  | 'status'
  | 'fromAge'
  | 'toAge'
  | 'eligibility'
  | 'referralRoute'
  | 'areas'
  | 'address'
  | 'postcode'
  | 'url'
  | 'email'
  | 'phone'
  | 'accountableName'
  | 'accountableRole'
  | 'evidence'
  | 'programme'
  | 'code'
  | 'year'
  | 'paidBy'
  | 'budget'
  | 'spent'
  | 'capacityFamilies'
  | 'reachedFamilies'
  | 'capacityChildren'
  | 'reachedChildren'
  | 'confirmed'
  | 'needs';

/** A column with what a person who fills it in needs to know. */
export interface ProvisionColumn extends Column<ProvisionField> {
  readonly heading: string;
  readonly explanation: string;
  readonly example?: string;
}

const column = (
  field: ProvisionField,
  heading: string,
  need: Column['need'],
  ...[explanation, example]: [string, string?]
): ProvisionColumn => ({
  field,
  heading,
  headings: [heading],
  need,
  explanation,
  ...(example === undefined ? {} : { example }),
});

/** The columns of the provision file: one row for each service, payer and year. */
export const provisionColumns: readonly ProvisionColumn[] = [
  column('name', 'service_name', 'must', 'What the service is called.'),
  column('provider', 'provider', 'must', 'The organisation that families meet.'),
  column(
    'agency',
    'responsible_agency',
    'should',
    'The agency of the partnership that answers for it, as it is named here; empty for nobody.',
  ),
  column('description', 'description', 'may', 'What it does, in a sentence or two.'),
  column(
    'themes',
    'themes',
    'should',
    'What it is meant to help with, separated by semicolons.',
    'parenting;domestic-abuse',
  ),
  column('level', 'level', 'should', 'At which level it works.', 'targeted-early-help'),
  column('status', 'status', 'may', 'active, planned, paused or closed; active when empty.'),
  column('fromAge', 'from_age', 'may', 'The youngest age in years; empty for no limit.'),
  column('toAge', 'to_age', 'may', 'The oldest age in years; empty for no limit.'),
  column('eligibility', 'eligibility', 'may', 'Who can use it.'),
  column('referralRoute', 'referral_route', 'may', 'How a family gets there.'),
  column(
    'areas',
    'areas',
    'may',
    'Codes or names of wards, separated by semicolons; empty for the whole authority.',
  ),
  column('address', 'address', 'may', 'Where families come.'),
  column('postcode', 'postcode', 'may', 'The postcode of that place.'),
  column('url', 'url', 'may', 'A web address.'),
  column('email', 'email', 'may', 'The email address of the service, not of a person.'),
  column('phone', 'phone', 'may', 'The phone number of the service.'),
  column('accountableName', 'accountable_name', 'may', 'Who answers for it.'),
  column('accountableRole', 'accountable_role', 'may', 'Their job.'),
  column('evidence', 'evidence', 'may', 'none, local-results, promising or strong.'),
  column('programme', 'programme', 'may', 'The programme that it follows, by name.'),
  column('code', 'service_code', 'may', 'Its code in the files that state who receives it.'),
  column('year', 'year', 'should', 'The financial year of money and families.', '2025-26'),
  column('paidBy', 'paid_by', 'should', 'Who pays: an agency as it is named here, or another.'),
  column('budget', 'budget_pounds', 'should', 'Budget of that payer for the year, in pounds.'),
  column('spent', 'spent_pounds', 'may', 'What that payer actually spent, in pounds.'),
  column('capacityFamilies', 'capacity_families', 'may', 'How many families it could take.'),
  column('reachedFamilies', 'reached_families', 'may', 'How many families came.'),
  column('capacityChildren', 'capacity_children', 'may', 'How many children it could take.'),
  column('reachedChildren', 'reached_children', 'may', 'How many children came.'),
  column('confirmed', 'last_confirmed', 'may', 'The last day on which someone said it is right.'),
  column('needs', 'needs_services', 'may', 'Names of services that it cannot work without.'),
];

/** The provision file as a table to read. */
export const provisionTable: TableSpec<ProvisionField> = {
  part: 'provision',
  label: 'provision file',
  headings: 'exact',
  columns: provisionColumns,
};

/** A cell of a CSV file; what a spreadsheet would run as a formula is made plain text. */
export function provisionCell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Rows of the provision file as CSV, its headings first; a field that is left out is empty. */
export function provisionCsv(
  rows: readonly Readonly<Partial<Record<ProvisionField, string>>>[],
): string {
  const lines = [
    provisionColumns.map((one) => one.heading),
    ...rows.map((row) => provisionColumns.map((one) => provisionCell(row[one.field] ?? ''))),
  ];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** The headings of the provision file and one made-up row, as CSV to fill in. */
export function provisionTemplate(): string {
  return provisionCsv([
    {
      name: 'Family coaching',
      provider: 'Harbour Families',
      agency: 'Charities and community groups',
      themes: 'parenting;mental-health',
      level: 'targeted-early-help',
      status: 'active',
      fromAge: '0',
      toAge: '11',
      year: '2025-26',
      paidBy: 'A trust',
      budget: '48000',
      capacityFamilies: '60',
      reachedFamilies: '52',
      evidence: 'local-results',
    },
  ]);
}
