import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  formatFinancialYear,
  formatPence,
  HIDDEN_ROW,
  pence,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Parameters } from '../../platform/index.ts';
import { readChoice } from '../cost/cost-asked.ts';
import { LATE_HELP } from '../unit-costs/reference-books.ts';
import { priceBase } from '../unit-costs/unit-cost-figures.ts';
import {
  countFigure,
  END_LABELS,
  type EndCount,
  NO_FURTHER_ACTION,
  priceInputs,
  referralPrices,
} from './no-further-action-figures.ts';
import { costOfNothing } from './no-further-action.ts';
import {
  namesOf,
  readReferrersAsked,
  readTable,
  type ReferrersAsked,
  referrersFor,
  totalFor,
} from './read-referrals.ts';
import { hidesNothing, ledToNothing, nothingShare, type Referrer } from './referral-table.ts';

const COLUMNS = ['referrals', 'at-referral', 'after-assessment', 'share', 'cost'] as const;
type Column = (typeof COLUMNS)[number];

const LABELS: Readonly<Record<Column, string>> = {
  ...END_LABELS,
  share: 'Share that led to nothing',
  cost: 'Cost of those that led to nothing',
};

/** One referrer as it is shown. */
interface Row {
  readonly referrer: Referrer;
  readonly label: string;
}

/** What referrals cost that led to no help, by who referred. */
export const noFurtherActionCostMeasure: Measure = defineMeasure({
  name: NO_FURTHER_ACTION,
  title: 'Cost of referrals that led to nothing',
  who: thoseWhoSeeFigures,
  parameters: {
    by: 'agency or source (the census\u2019s list of who referred); agency by default',
    year: 'a financial year such as 2024-25; the newest known by default',
    row: 'one row, or total',
    column: 'one column of that row: referrals, at-referral, after-assessment, share or cost',
  },
  compute: async (tx, actor, given) => {
    const asked = await readReferrersAsked(tx, given);
    const table = await readTable(tx, asked.year);
    const nameOf = await namesOf(tx, asked.by);
    const shown = referrersFor(actor, table, asked.by);
    const rows = shown
      .map((referrer): Row => ({ referrer, label: nameOf(referrer.key) }))
      .sort((a, b) => costOf(b) - costOf(a) || (a.label < b.label ? -1 : 1));
    const total: Row = {
      referrer: totalFor(actor, table.total, shown),
      label: 'All referrers',
    };
    const finding = findingOf(asked, rows, total);
    return given.row === undefined ? finding : cellOf(asked, given, finding, [...rows, total]);
  },
});

function costOf({ referrer }: Row): number {
  return costOfNothing(referrer.counts, referralPrices()).pence;
}

function findingOf(asked: ReferrersAsked, rows: readonly Row[], total: Row): Finding {
  const line = (row: Row): FindingRow => ({
    label: row.label,
    figures: COLUMNS.map((column) => figureOf(asked, row, column)),
  });
  const isEmpty = total.referrer.counts.referrals === 0;
  return {
    id: figureId(NO_FURTHER_ACTION, { by: asked.by, year: asked.year }),
    headline: headlineOf(asked, rows, total),
    subtitle:
      `Referrals and what came of them by who referred, ${formatFinancialYear(asked.year)}, ` +
      `cost in ${priceBase()}`,
    rowHeading: asked.by === 'agency' ? 'Referring agency' : 'Who referred',
    columns: COLUMNS.map((column) => LABELS[column]),
    rows: rows.map(line),
    ...(isEmpty ? {} : { total: line(total) }),
    chart: rows.length === 0 ? 'none' : 'bars',
    notes: [
      ...LATE_HELP.noFurtherAction.map((one) => `${one.label}: costs ${one.events.join(' and ')}.`),
      'A referral that led to nothing may have been right to make; the cost is of the process.',
      'Closed after an assessment: the first closure before the next referral says so.',
      'These are a view on the cost of late help, never added to it.',
    ],
  };
}

function headlineOf(asked: ReferrersAsked, rows: readonly Row[], total: Row): string {
  const year = formatFinancialYear(asked.year);
  if (total.referrer.counts.referrals === 0) return `No referral is on record in ${year}`;
  const share = nothingShare(total.referrer);
  if (share === null || hidesNothing(total.referrer)) {
    return `Too few referrals in ${year} to say what came of them`;
  }
  const cost = formatPence(pence(Math.round(Number(costOf(total).toPrecision(2)))));
  const percent = Math.round(share.value * 100);
  const about = `${percent}% of referrals in ${year} led to nothing, at a cost of about ${cost}`;
  const most = rows.find((row) => !hidesNothing(row.referrer) && ledToNothing(row.referrer) > 0);
  return most && rows.length > 1 ? `${about}; most of it from ${most.label}` : about;
}

function figureOf(asked: ReferrersAsked, row: Row, column: Column): Figure {
  if (column !== 'share' && column !== 'cost') return countFigure(asked, { ...row, count: column });
  const base = {
    id: figureId(NO_FURTHER_ACTION, { ...asked, row: row.referrer.key, column }),
    label: `${row.label}: ${LABELS[column].toLowerCase()}`,
    unit: column === 'share' ? 'percent' : 'pence',
  } as const;
  if (hidesNothing(row.referrer)) {
    return { ...base, value: null, absent: 'suppressed', how: { formula: HIDDEN_ROW } };
  }
  const counts = (names: readonly EndCount[]) =>
    names.map((count) => countFigure(asked, { ...row, count }));
  if (column === 'share') {
    const inputs = counts(['referrals', 'at-referral', 'after-assessment']);
    return { ...base, ...shareOf(row.referrer), how: { formula: SHARE, inputs } };
  }
  const cost = costOfNothing(row.referrer.counts, referralPrices());
  const inputs = [...counts(['at-referral', 'after-assessment']), ...priceInputs()];
  return {
    ...base,
    value: cost.pence,
    low: cost.low,
    high: cost.high,
    how: { formula: COST, inputs },
  };
}

const SHARE = 'Both kinds together as a share of referrals, with its 95% interval (Wilson).';
const COST =
  'Both kinds times the price of a referral, and those assessed times that of an assessment.';

function shareOf(referrer: Referrer) {
  const share = nothingShare(referrer);
  if (share === null) return { value: null, absent: 'not-available' as const };
  return { value: 100 * share.value, low: 100 * share.low, high: 100 * share.high };
}

function cellOf(
  asked: ReferrersAsked,
  given: Parameters,
  { total: _total, ...finding }: Finding,
  rows: readonly Row[],
): Finding {
  const row = rows.find((one) => one.referrer.key === given.row);
  if (!row) throw refuse('no-such-row', 'not-found', `There is no row "${given.row}" here.`);
  const column = readChoice(given.column ?? 'cost', COLUMNS, 'column');
  return {
    ...finding,
    id: figureId(NO_FURTHER_ACTION, { ...asked, row: given.row, column }),
    headline: `${row.label}: ${LABELS[column].toLowerCase()}`,
    columns: [LABELS[column]],
    rows: [{ label: row.label, figures: [figureOf(asked, row, column)] }],
    chart: 'none',
  };
}
