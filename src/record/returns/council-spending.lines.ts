/** One line of spending on children, as codes that hold from year to year. */
export interface SpendingLine {
  readonly code: string;
  readonly label: string;
  /** The heading in the revenue outturn, in lower case with plain quotes and hyphens. */
  readonly published: string;
}

const line = (code: string, label: string, published: string): SpendingLine => ({
  code,
  label,
  published,
});

/**
 * Lines of the revenue outturn's children's part and of public health for children (Ministry of
 * Housing, Communities and Local Government, revenue outturn RO3 2024-25).
 */
export const spendingLines: readonly SpendingLine[] = [
  line(
    'sure-start',
    "Children's centres and early years",
    "children's social care: sure start children's centres and early years",
  ),
  line('looked-after', 'Looked-after children', "children's social care - children looked after"),
  line(
    'looked-after-residential',
    'Looked-after children: residential care',
    "children's social care - children looked after of which residential care",
  ),
  line(
    'looked-after-fostering',
    'Looked-after children: fostering',
    "children's social care - children looked after of which fostering services",
  ),
  line(
    'looked-after-asylum',
    'Looked-after children: seeking asylum',
    "children's social care - children looked after of which " +
      'asylum seeking children who are looked after',
  ),
  line(
    'looked-after-other',
    'Looked-after children: other',
    "children's social care - children looked after of which other",
  ),
  line(
    'other-children-and-families',
    'Other services for children and families',
    "children's social care - other children's and families services",
  ),
  line('family-support', 'Family support', "children's social care - family support services"),
  line('youth-justice', 'Youth justice', "children's social care - youth justice"),
  line(
    'safeguarding',
    'Safeguarding',
    "children's social care: safeguarding children and young people's services",
  ),
  line('asylum-seekers', 'Asylum seekers', "children's social care - asylum seekers"),
  line(
    'services-for-young-people',
    'Services for young people',
    "children's social care: services for young people",
  ),
  line('total-childrens-social-care', "Total children's social care", 'total children social care'),
  line(
    'social-support-asylum',
    'Social support: asylum seekers',
    'social support: asylum seeker support',
  ),
  line(
    'child-measurement',
    'National child measurement programme',
    'national child measurement programme (prescribed functions)',
  ),
  line('obesity-children', 'Obesity: children', 'obesity - children'),
  line('physical-activity-children', 'Physical activity: children', 'physical activity - children'),
  line(
    'substance-misuse-young-people',
    'Drugs and alcohol: children and young people',
    'substance misuse - specialist drug and alcohol misuse services for children and young people',
  ),
  line('public-health-5-to-19', 'Public health: 5 to 19', 'children 5-19 public health programmes'),
  line(
    'public-health-0-to-5',
    'Public health: 0 to 5, prescribed',
    "miscellaneous public health services - children's 0-5 services (prescribed functions)",
  ),
  line(
    'public-health-0-to-5-other',
    'Public health: 0 to 5, other',
    "miscellaneous public health services - children's 0-5 services - " +
      'other (non-prescribed functions)',
  ),
  line(
    'supporting-people',
    "Supporting people, within the total of children's social care",
    'supporting people ancillary expenditure (included within total children social care)',
  ),
];

/** The columns of a line; net is total expenditure less total income. */
export type SpendingMeasure =
  | 'employees'
  | 'running-expenses'
  | 'total-expenditure'
  | 'sales-fees-charges'
  | 'other-income'
  | 'total-income'
  | 'net-current-expenditure'
  | 'agency-staff-memorandum';

const MEASURES: ReadonlyMap<string, SpendingMeasure> = new Map([
  ['employees', 'employees'],
  ['running expenses', 'running-expenses'],
  ['total expenditure', 'total-expenditure'],
  ['sales, fees and charges', 'sales-fees-charges'],
  ['other income', 'other-income'],
  ['total income', 'total-income'],
  ['net current expenditure', 'net-current-expenditure'],
  ["children's social care - agency staff cost memorandum item", 'agency-staff-memorandum'],
]);

/** A total and the parts that make it up; `sign` is -1 where a part is taken off. */
export interface SpendingTotal<Key extends string> {
  readonly total: Key;
  readonly parts: readonly { readonly key: Key; readonly sign: 1 | -1 }[];
}

const plus = <Key extends string>(key: Key) => ({ key, sign: 1 as const });

/** Totals over the columns of one line. */
export const measureTotals: readonly SpendingTotal<SpendingMeasure>[] = [
  { total: 'total-expenditure', parts: [plus('employees'), plus('running-expenses')] },
  { total: 'total-income', parts: [plus('sales-fees-charges'), plus('other-income')] },
  {
    total: 'net-current-expenditure',
    parts: [plus('total-expenditure'), { key: 'total-income', sign: -1 }],
  },
];

/** Totals over the lines of one column. */
export const lineTotals: readonly SpendingTotal<string>[] = [
  {
    total: 'total-childrens-social-care',
    parts: [
      'sure-start',
      'looked-after',
      'other-children-and-families',
      'family-support',
      'youth-justice',
      'safeguarding',
      'asylum-seekers',
      'services-for-young-people',
    ].map(plus),
  },
  {
    total: 'looked-after',
    parts: [
      'looked-after-residential',
      'looked-after-fostering',
      'looked-after-asylum',
      'looked-after-other',
    ].map(plus),
  },
];

const byPublished = new Map(spendingLines.map((one) => [one.published, one.code]));
const byCode = new Map(spendingLines.map((one) => [one.code, one]));

/**
 * Takes a published heading apart, such as `TOTAL CHILDREN SOCIAL CARE - Employees (C1)`, into the
 * line's code and its column; null where it ends in no column that is known.
 */
export function lineAndMeasure(heading: string): { line: string; measure: SpendingMeasure } | null {
  const plain = plainHeading(heading).replace(/ \(c\d[^)]*\)$/, '');
  for (const [words, measure] of MEASURES) {
    if (plain.endsWith(` - ${words}`)) {
      return { line: lineCode(plain.slice(0, -words.length - 3)), measure };
    }
  }
  return null;
}

/** The code of a line by its code or published heading; other words become a code of their own. */
export function lineCode(text: string): string {
  const plain = plainHeading(text);
  if (byCode.has(plain)) return plain;
  const known = byPublished.get(plain);
  if (known !== undefined) return known;
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 120);
}

/** What people call a line; its code where it is none of ours. */
export function lineLabel(code: string): string {
  return byCode.get(code)?.label ?? code;
}

function plainHeading(text: string): string {
  return text.toLowerCase().replace(/[‘’]/g, "'").replace(/[–—]/g, '-').replace(/\s+/g, ' ').trim();
}
