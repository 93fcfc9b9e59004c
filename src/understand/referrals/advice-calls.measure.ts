import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  type FinancialYear,
  formatFinancialYear,
  HIDDEN_ROW,
  isSmall,
  refuse,
  type Unit,
  wilsonInterval,
  countedHow,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { ADVICE_OUTCOME_WORDS } from '../../record/index.ts';
import { readChoice, readYear, spanOf } from '../cost/cost-asked.ts';
import { adviceCounts } from './advice-calls.store.ts';
import { ADVICE_COUNTS, type AdviceRow, adviceTable } from './advice-table.ts';
import { namesOf, onlyAgencyOf, readTable, referrersFor, totalFor } from './read-referrals.ts';
import type { Referrer } from './referral-table.ts';

const NAME = 'advice-calls';

const COLUMNS = [...ADVICE_COUNTS, 'share', 'referrals-made'] as const;
type Column = (typeof COLUMNS)[number];

const LABELS: Readonly<Record<Column, string>> = {
  calls: 'Calls',
  ...ADVICE_OUTCOME_WORDS,
  share: 'Share in which advice was enough',
  'referrals-made': 'Referrals in the same year',
};

/** One caller as it is shown, with its referrals beside. */
interface Row {
  readonly calls: AdviceRow;
  readonly label: string;
  /** Null where no referral of theirs is on record. */
  readonly referrer: Referrer | null;
}

/** Calls to advice lines by who called and what came of them, beside their referrals. */
export const adviceCallsMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Calls to advice lines',
  who: thoseWhoSeeFigures,
  parameters: {
    year: 'a financial year such as 2024-25; the newest known by default',
    row: 'the number of an agency, or total',
    column: COLUMNS.join(', '),
  },
  compute: async (tx, actor, given): Promise<Finding> => {
    const year = await readYear(tx, given.year);
    const { from, to } = spanOf(year, null);
    const counted = adviceTable(await adviceCounts(tx, from, to));
    const own = onlyAgencyOf(actor);
    const rows = counted.rows.filter((one) => own === null || one.key === own);
    const total = own === null ? counted.total : totalBeside(counted.total, rows[0]);
    const nameOf = await namesOf(tx, 'agency');
    const referrers = await readTable(tx, year);
    const shown = referrersFor(actor, referrers, 'agency');
    const lines = [...rows, total].map((calls): Row => {
      if (calls.key === 'total') {
        const referrer = totalFor(actor, referrers.total, shown);
        return { calls, label: 'All callers', referrer };
      }
      const referrer = shown.find((one) => one.key === calls.key) ?? null;
      return { calls, label: nameOf(calls.key), referrer };
    });
    const finding = findingOf(year, lines, counted.total);
    if (given.row === undefined) return finding;
    const row = lines.find((one) => one.calls.key === given.row);
    if (!row) throw refuse('no-such-row', 'not-found', `There is no row "${given.row}" here.`);
    const column = readChoice(given.column ?? 'calls', COLUMNS, 'column');
    const { total: _total, ...whole } = finding;
    return {
      ...whole,
      id: figureId(NAME, { year, row: row.calls.key, column }),
      headline: `${row.label}: ${LABELS[column].toLowerCase()}`,
      columns: [LABELS[column]],
      rows: [{ label: row.label, figures: [figureOf(year, row, column)] }],
      chart: 'none',
    };
  },
});

/** The total beside one agency: what would tell of the few calls of all others is hidden. */
function totalBeside(total: AdviceRow, own: AdviceRow | undefined): AdviceRow {
  if (own === undefined) return total;
  const extra = ADVICE_COUNTS.filter((count) => isSmall(total.counts[count] - own.counts[count]));
  return { ...total, hidden: new Set([...total.hidden, ...extra]) };
}

function findingOf(year: FinancialYear, rows: readonly Row[], all: AdviceRow): Finding {
  const line = (row: Row): FindingRow => ({
    label: row.label,
    figures: COLUMNS.map((column) => figureOf(year, row, column)),
  });
  const isEmpty = all.counts.calls === 0;
  const agencies = rows.slice(0, -1);
  const total = rows.at(-1);
  return {
    id: figureId(NAME, { year }),
    headline: headlineOf(year, all),
    subtitle: `Calls to advice lines by who called, ${formatFinancialYear(year)}, beside referrals`,
    rowHeading: 'Who called',
    columns: COLUMNS.map((column) => LABELS[column]),
    rows: isEmpty ? [] : agencies.map(line),
    ...(isEmpty || total === undefined ? {} : { total: line(total) }),
    chart: agencies.length > 1 ? 'bars' : 'none',
    notes: [
      'Calls are counted without anyone\u2019s details, so nobody knows which call led to which ' +
        'referral: what came of a call is what the line wrote down.',
      'Calls stand beside referrals. That one rises as the other falls does not show why.',
    ],
  };
}

function headlineOf(year: FinancialYear, { counts, hidden }: AdviceRow): string {
  const when = formatFinancialYear(year);
  if (counts.calls === 0) return `No call to an advice line is on record in ${when}`;
  if (hidden.has('calls') || hidden.has('advice-only')) {
    return `Too few calls to an advice line in ${when} to say what came of them`;
  }
  const share = Math.round((100 * counts['advice-only']) / counts.calls);
  return (
    `Advice was enough in ${share}% of ${counts.calls.toLocaleString('en-GB')} calls to advice ` +
    `lines in ${when}`
  );
}

function figureOf(year: FinancialYear, row: Row, column: Column): Figure {
  const base = {
    id: figureId(NAME, { year, row: row.calls.key, column }),
    label: `${row.label}: ${LABELS[column].toLowerCase()}`,
    unit: UNITS[column] ?? 'number',
  } as const;
  const { counts, hidden } = row.calls;
  const suppressed: Figure = { ...base, value: null, absent: 'suppressed', how: HIDDEN };
  if (column === 'referrals-made') {
    if (row.referrer?.hidden.has('referrals')) return suppressed;
    const value = row.referrer?.counts.referrals ?? 0;
    return { ...base, value, how: countedHow(REFERRALS, 'Referrals in the year', value) };
  }
  if (column !== 'share') {
    if (hidden.has(column)) return suppressed;
    const value = counts[column];
    return { ...base, value, how: countedHow(COUNT, 'Calls in the year', value) };
  }
  if (hidden.has('calls') || hidden.has('advice-only')) return suppressed;
  const share = wilsonInterval(counts['advice-only'], counts.calls);
  const inputs = (['advice-only', 'calls'] as const).map((one) => figureOf(year, row, one));
  if (share === null) {
    return { ...base, value: null, absent: 'not-available', how: { formula: SHARE } };
  }
  const { value, low, high } = share;
  const how = { formula: SHARE, inputs };
  return { ...base, value: 100 * value, low: 100 * low, high: 100 * high, how };
}

const HIDDEN = { formula: HIDDEN_ROW };
const UNITS: Partial<Readonly<Record<Column, Unit>>> = {
  share: 'percent',
  'referrals-made': 'referrals',
};
const REFERRALS = 'Referrals of the same callers that the loaded returns state, each counted once.';
const COUNT = 'Calls that the files of the lines, and people who typed them, state.';
const SHARE =
  'Calls in which advice was enough as a share of calls, with its 95% interval (Wilson).';
