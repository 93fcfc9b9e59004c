import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type CaseMix,
  type Figure,
  figureId,
  type Finding,
  type FinancialYear,
  formatFinancialYear,
  HIDDEN_ROW,
  countedHow,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { readChoice, readYear } from '../cost/cost-asked.ts';
import { checkMaySee, compareReferrers, readAgency, readTable } from './read-referrals.ts';
import { type Count, hidesNothing, nothingShare, type Referrer } from './referral-table.ts';

const NAME = 'referrals-of-agency';

const ROWS = [
  'at-referral',
  'after-assessment',
  'targeted-early-help',
  'child-in-need',
  'child-protection',
  'looked-after',
  'leaving-care',
  'none-yet',
] as const satisfies readonly Count[];

const LABELS: Readonly<Record<(typeof ROWS)[number] | 'referrals', string>> = {
  'at-referral': 'No help: closed at once',
  'after-assessment': 'No help: closed after an assessment',
  'targeted-early-help': 'Led to early help',
  'child-in-need': 'Led to help as a child in need',
  'child-protection': 'Led to a protection plan',
  'looked-after': 'The child came into care',
  'leaving-care': 'Support after care',
  'none-yet': 'Accepted; no help is on record yet',
  referrals: 'All referrals',
};

const COLUMNS = ['referrals', 'share'] as const;

interface Asked {
  readonly agency: string;
  readonly year: FinancialYear;
}

/** What one agency's referrals of a year came to. */
export const referralsOfAgencyMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'What one agency\u2019s referrals came to',
  who: thoseWhoSeeFigures,
  parameters: {
    agency: 'the number of an agency',
    year: 'a financial year such as 2024-25; the newest known by default',
    row: `one row: ${ROWS.join(', ')}, or referrals for all`,
    column: 'referrals or share',
  },
  compute: async (tx, actor, given) => {
    checkMaySee(actor, given.agency ?? '');
    const agency = await readAgency(tx, given.agency);
    const asked: Asked = { agency: String(agency.id), year: await readYear(tx, given.year) };
    const table = await readTable(tx, asked.year);
    const referrer = table.agency.find((one) => one.key === asked.agency) ?? null;
    const mix =
      referrer === null || hidesNothing(referrer)
        ? null
        : (await compareReferrers(tx, { by: 'agency', year: asked.year }))(asked.agency);
    const finding = findingOf(asked, agency.name, referrer, mix);
    if (given.row === undefined || referrer === null) return finding;
    const row = readChoice(given.row, [...ROWS, 'referrals'] as const, 'row');
    const column = readChoice(given.column ?? 'referrals', COLUMNS, 'column');
    const { total: _total, ...whole } = finding;
    return {
      ...whole,
      id: figureId(NAME, { ...asked, row, column }),
      headline: `${agency.name}: ${LABELS[row].toLowerCase()}`,
      columns: [COLUMN_LABELS[column]],
      rows: [{ label: LABELS[row], figures: [figureOf(asked, referrer, row, column)] }],
      chart: 'none',
    };
  },
});

const COLUMN_LABELS = { referrals: 'Referrals', share: 'Share' } as const;

function findingOf(
  asked: Asked,
  name: string,
  referrer: Referrer | null,
  mix: CaseMix | null,
): Finding {
  const line = (row: (typeof ROWS)[number] | 'referrals', own: Referrer) => ({
    label: LABELS[row],
    figures: COLUMNS.map((column) => figureOf(asked, own, row, column)),
  });
  const rows = referrer === null ? [] : ROWS.filter((row) => isThere(referrer, row));
  return {
    id: figureId(NAME, { ...asked }),
    headline: headlineOf(asked, name, referrer, mix),
    subtitle:
      `What referrals from ${name} in ${formatFinancialYear(asked.year)} led to: the highest ` +
      'level up to the next referral, or a year on',
    rowHeading: 'What came of them',
    columns: COLUMNS.map((column) => COLUMN_LABELS[column]),
    rows: referrer === null ? [] : rows.map((row) => line(row, referrer)),
    ...(referrer === null ? {} : { total: line('referrals', referrer) }),
    chart: referrer === null || referrer.hidden.has('referrals') ? 'none' : 'bars',
    notes: [
      'A referral that led to no help may have been right to make.',
      'Referrals late in the year have had little time to lead to anything.',
    ],
  };
}

/** Rows of nothing are left out, save those that every agency asks about. */
function isThere(referrer: Referrer, row: (typeof ROWS)[number]): boolean {
  return row !== 'leaving-care' || referrer.counts[row] > 0 || referrer.hidden.has(row);
}

/** The finding of an agency's page in one sentence, without blame. */
function headlineOf(
  { year }: Asked,
  name: string,
  referrer: Referrer | null,
  mix: CaseMix | null,
): string {
  const when = formatFinancialYear(year);
  if (referrer === null) return `No referral from ${name} is on record in ${when}`;
  const share = nothingShare(referrer);
  if (share === null || hidesNothing(referrer)) {
    return `Too few referrals from ${name} in ${when} to say what came of them`;
  }
  const { referrals } = referrer.counts;
  const about =
    `Of ${referrals.toLocaleString('en-GB')} referrals from ${name} in ${when}, ` +
    `${Math.round(100 * share.value)}% led to no help`;
  if (mix === null || mix.standing === 'too-few') return about;
  const [value, low, high] = [mix.expected.value, mix.expected.low, mix.expected.high].map((one) =>
    Math.round((100 * one) / mix.cases),
  );
  return (
    `${about}; with referrals like these from others here, ` +
    `${value}% would be expected (${low} to ${high})`
  );
}

function figureOf(
  asked: Asked,
  referrer: Referrer,
  row: (typeof ROWS)[number] | 'referrals',
  column: (typeof COLUMNS)[number],
): Figure {
  const base = {
    id: figureId(NAME, { ...asked, row, column }),
    label: `${LABELS[row]}: ${COLUMN_LABELS[column].toLowerCase()}`,
    unit: column === 'share' ? 'percent' : 'referrals',
  } as const;
  const isHidden =
    referrer.hidden.has(row) || (column === 'share' && referrer.hidden.has('referrals'));
  if (isHidden) return { ...base, value: null, absent: 'suppressed', how: { formula: HIDDEN_ROW } };
  if (column === 'referrals') {
    const value = referrer.counts[row];
    const how = countedHow(FORMULAS[row] ?? REACHED, 'Referrals in the year', value);
    return { ...base, value, how };
  }
  const of = referrer.counts.referrals;
  const inputs = ([row, 'referrals'] as const).map((one) =>
    figureOf(asked, referrer, one, 'referrals'),
  );
  return of === 0
    ? { ...base, value: null, absent: 'not-available', how: { formula: SHARE } }
    : { ...base, value: (100 * referrer.counts[row]) / of, how: { formula: SHARE, inputs } };
}

const SHARE = 'These referrals as a share of all referrals of this agency.';
const REACHED =
  'Referrals that ended in help, by the highest level of the child from that day up to the next ' +
  'referral or a year on.';
const FORMULAS: Partial<Readonly<Record<Count, string>>> = {
  referrals: 'Referrals of this agency that the loaded returns state, each counted once.',
  'at-referral': 'Referrals whose return says that no further action was taken.',
  'after-assessment':
    'Other referrals whose case was closed after an assessment with no further action, before ' +
    'the next referral.',
  'none-yet':
    'Referrals that were accepted and have no level of help on record up to the next referral or ' +
    'a year on.',
};
