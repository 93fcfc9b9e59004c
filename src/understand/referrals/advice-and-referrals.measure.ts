import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FinancialYear,
  formatFinancialYear,
  HIDDEN_ROW,
  refuse,
  countedHow,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { readChoice, readYear, spanOf } from '../cost/cost-asked.ts';
import { adviceCounts, referralsByMonth } from './advice-calls.store.ts';
import { adviceTable, type QuarterRow, quarterTable } from './advice-table.ts';
import { checkMaySee, readAgency, readTable } from './read-referrals.ts';

const NAME = 'advice-and-referrals';

const COLUMNS = ['calls', 'referrals'] as const;
type Column = (typeof COLUMNS)[number];

const LABELS: Readonly<Record<Column, string>> = {
  calls: 'Calls to advice lines',
  referrals: 'Referrals',
};

const QUARTERS = ['April to June', 'July to September', 'October to December', 'January to March'];

/** Calls to advice lines beside referrals, quarter by quarter of a year. */
export const adviceAndReferralsMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Calls to advice lines beside referrals, by quarter',
  who: thoseWhoSeeFigures,
  parameters: {
    agency: 'the number of an agency; all when left out',
    year: 'a financial year such as 2024-25; the newest known by default',
    row: '1 to 4, a quarter of the year',
    column: COLUMNS.join(' or '),
  },
  compute: async (tx, actor, given): Promise<Finding> => {
    const year = await readYear(tx, given.year);
    let name = 'all agencies';
    if (given.agency !== undefined) {
      checkMaySee(actor, given.agency);
      name = (await readAgency(tx, given.agency)).name;
    }
    const { from, to } = spanOf(year, null);
    const calls = await adviceCounts(tx, from, to);
    const referrals = await referralsByMonth(tx, from, to);
    const { agency } = await readTable(tx, year);
    const key = given.agency ?? 'total';
    const sums: Quarters = {
      calls:
        quarterTable(
          calls.map((row) => ({ ...row, count: row.calls })),
          keysHidden(adviceTable(calls).rows, 'calls'),
        ).get(key) ?? NOTHING,
      referrals:
        quarterTable(
          referrals.map((row) => ({ ...row, count: row.referrals })),
          keysHidden(agency, 'referrals'),
        ).get(key) ?? NOTHING,
    };
    const finding = findingOf({ agency: given.agency, year }, name, sums);
    if (given.row === undefined) return finding;
    const line = finding.rows[Number(given.row) - 1];
    if (!line) throw refuse('no-such-row', 'not-found', 'row is 1 to 4, a quarter of the year.');
    const column = readChoice(given.column ?? 'calls', COLUMNS, 'column');
    const figure = line.figures[COLUMNS.indexOf(column)];
    return {
      ...finding,
      id: figure?.id ?? finding.id,
      headline: `${LABELS[column]}, ${line.label}, ${name}`,
      columns: [LABELS[column]],
      rows: [{ label: line.label, figures: figure ? [figure] : [] }],
      chart: 'none',
    };
  },
});

type Quarters = Readonly<Record<Column, QuarterRow>>;

const NOTHING: QuarterRow = { counts: [0, 0, 0, 0], hidden: [false, false, false, false] };

/** Agencies whose count of the year is hidden, so that their quarters must be too. */
function keysHidden<C extends string>(
  rows: readonly { readonly key: string; readonly hidden: ReadonlySet<C> }[],
  count: C,
): ReadonlySet<string> {
  return new Set(rows.filter((row) => row.hidden.has(count)).map((row) => row.key));
}

function findingOf(
  asked: { readonly agency: string | undefined; readonly year: FinancialYear },
  name: string,
  sums: Quarters,
): Finding {
  const figureOf = (quarter: number, column: Column): Figure => {
    const base = {
      id: figureId(NAME, { ...asked, row: String(quarter + 1), column }),
      label: `${QUARTERS[quarter]}: ${LABELS[column].toLowerCase()}`,
      unit: column === 'calls' ? 'number' : 'referrals',
    } as const;
    if (sums[column].hidden[quarter]) {
      return { ...base, value: null, absent: 'suppressed', how: { formula: HIDDEN_ROW } };
    }
    return {
      ...base,
      value: sums[column].counts[quarter] ?? 0,
      how: countedHow(FORMULAS[column], 'In the quarter', sums[column].counts[quarter] ?? 0),
    };
  };
  const isEmpty = sums.calls.counts.every((one) => one === 0);
  const when = formatFinancialYear(asked.year);
  return {
    id: figureId(NAME, asked),
    headline: isEmpty
      ? `No call to an advice line from ${name} is on record in ${when}`
      : `Calls to advice lines and referrals of ${name}, side by side, ${when}`,
    subtitle: 'Calls and referrals by quarter. Side by side does not mean one causes the other',
    rowHeading: 'Quarter',
    columns: COLUMNS.map((column) => LABELS[column]),
    rows: isEmpty
      ? []
      : QUARTERS.map((label, quarter) => ({
          label,
          figures: COLUMNS.map((column) => figureOf(quarter, column)),
        })),
    chart: 'none',
    notes: [
      'Whether advice leads to fewer or to better referrals cannot be told from this: other ' +
        'things change as well, and calls hold nobody\u2019s details.',
    ],
  };
}

const FORMULAS: Readonly<Record<Column, string>> = {
  calls: 'Calls that the files of the lines, and people who typed them, state.',
  referrals: 'Referrals that the loaded returns state, each counted once.',
};
