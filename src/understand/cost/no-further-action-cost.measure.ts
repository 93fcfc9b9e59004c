import { listAgencies, thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  formatFinancialYear,
  formatPence,
  type FinancialYear,
  pence,
  refuse,
  HIDDEN_ROW,
  isSmall,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Parameters, type Tx } from '../../platform/index.ts';
import { codeWords, REFERRAL_SOURCE_CODES } from '../../record/index.ts';
import type { Price } from '../unit-costs/price-list.ts';
import { LATE_HELP, pricesOf } from '../unit-costs/reference-books.ts';
import { priceBase } from '../unit-costs/unit-cost-figures.ts';
import { readChoice, readYear, spanOf } from './cost-asked.ts';
import { priceFigure } from './cost-figures.ts';
import { costOf, countsBy, type ReferrerRow, referrerRows } from './no-further-action.ts';
import { readActivity } from './read-activity.ts';
import { referralEnds } from './referral-ends.store.ts';

const COLUMNS = ['referrals', 'at-referral', 'after-assessment', 'share', 'cost'] as const;
type Column = (typeof COLUMNS)[number];

const COLUMN_LABELS: Readonly<Record<Column, string>> = {
  referrals: 'Referrals',
  'at-referral': 'Closed at once',
  'after-assessment': 'Closed after an assessment',
  share: 'Share that led to nothing',
  cost: 'Cost of those',
};

interface Asked {
  readonly by: 'agency' | 'source';
  readonly year: FinancialYear;
}

/** What referrals cost that led to no help, by who referred. */
export const noFurtherActionCostMeasure: Measure = defineMeasure({
  name: 'no-further-action-cost',
  title: 'Cost of referrals that led to nothing',
  who: thoseWhoSeeFigures,
  parameters: {
    by: 'agency or source (the census\u2019s list of who referred); agency by default',
    year: 'a financial year such as 2024-25; the newest known by default',
    row: 'one row, or total',
    column: 'one column of that row: referrals, at-referral, after-assessment, share or cost',
  },
  compute: async (tx, _actor, given) => {
    const asked: Asked = {
      by: readChoice(given.by ?? 'agency', ['agency', 'source'] as const, 'by'),
      year: await readYear(tx, given.year),
    };
    const { from, to } = spanOf(asked.year, null);
    const ends = await referralEnds(tx, from, to);
    const prices = referralPrices();
    const counts = countsBy(ends, (row) =>
      asked.by === 'agency' ? String(row.agency_id) : row.source || 'none',
    );
    const rows = referrerRows(counts, prices);
    const total: ReferrerRow = totalOf(
      costOf(countsBy(ends, () => 'total').get('total') ?? NONE, prices),
    );
    const finding = findingOf(asked, rows, total, await namesOf(tx, asked.by));
    return given.row === undefined ? finding : cellOf(asked, given, rows.concat(total), finding);
  },
});

const NONE = { 'at-referral': 0, 'after-assessment': 0, 'in-help': 0 };

function totalOf(costed: ReturnType<typeof costOf>): ReferrerRow {
  const referrals = isSmall(costed.referrals);
  const atOnce = isSmall(costed.ends['at-referral']);
  const later = isSmall(costed.ends['after-assessment']);
  const rest = referrals || atOnce || later;
  const hidden = { referrals, 'at-referral': atOnce, 'after-assessment': later, rest };
  return { key: 'total', ...costed, hidden };
}

function referralPrices(): { readonly referral: Price; readonly assessment: Price } {
  const { events } = pricesOf();
  const [referral, assessment] = [events.get('referral'), events.get('assessment')];
  if (!referral || !assessment) throw new Error('late-help.yaml prices referral and assessment');
  return { referral, assessment };
}

async function namesOf(tx: Tx, by: Asked['by']): Promise<(key: string) => string> {
  if (by === 'source') {
    return (key) => (key === 'none' ? 'Not recorded' : codeWords(REFERRAL_SOURCE_CODES, key));
  }
  const names = new Map((await listAgencies(tx)).map((agency) => [String(agency.id), agency.name]));
  return (key) => names.get(key) ?? 'Not recorded';
}

function findingOf(
  asked: Asked,
  rows: readonly ReferrerRow[],
  total: ReferrerRow,
  nameOf: (key: string) => string,
): Finding {
  const line = (row: ReferrerRow, label: string): FindingRow => ({
    label,
    figures: COLUMNS.map((column) => figureOf(asked, row, label, column)),
  });
  return {
    id: figureId('no-further-action-cost', { by: asked.by, year: asked.year }),
    headline: headlineOf(asked, rows, total, nameOf),
    subtitle:
      `Referrals and what came of them by who referred, ${formatFinancialYear(asked.year)}, ` +
      `cost in ${priceBase()}`,
    rowHeading: asked.by === 'agency' ? 'Referring agency' : 'Who referred',
    columns: COLUMNS.map((column) => COLUMN_LABELS[column]),
    rows: rows.map((row) => line(row, nameOf(row.key))),
    ...(rows.length === 0 ? {} : { total: line(total, 'All referrers') }),
    chart: rows.length === 0 ? 'none' : 'bars',
    notes: [
      ...LATE_HELP.noFurtherAction.map((one) => `${one.label}: costs ${one.events.join(' and ')}.`),
      'A referral that led to nothing may have been right to make; the cost is of the process.',
      'Closed after an assessment: the first closure before the next referral says so.',
      'These are a view on the cost of late help, never added to it.',
    ],
  };
}

function headlineOf(
  asked: Asked,
  rows: readonly ReferrerRow[],
  total: ReferrerRow,
  nameOf: (key: string) => string,
): string {
  const year = formatFinancialYear(asked.year);
  if (total.referrals === 0) return `No referral is on record in ${year}`;
  if (total.share === null || total.hidden.rest)
    return `Too few referrals in ${year} to say what came of them`;
  const share = Math.round(100 * total.share.value);
  const cost = formatPence(twoFigures(total.cost.pence));
  const about = `${share}% of referrals in ${year} led to nothing, at a cost of about ${cost}`;
  const most = rows.find((row) => !row.hidden.rest && row.cost.pence > 0);
  return most ? `${about}; most of it from ${nameOf(most.key)}` : about;
}

function twoFigures(amount: number) {
  return pence(Math.round(Number(amount.toPrecision(2))));
}

function figureOf(asked: Asked, row: ReferrerRow, label: string, column: Column): Figure {
  const id = figureId('no-further-action-cost', { ...asked, row: row.key, column });
  const title = `${label}: ${COLUMN_LABELS[column].toLowerCase()}`;
  const isHidden = column === 'share' || column === 'cost' ? row.hidden.rest : row.hidden[column];
  const base = { id, label: title };
  if (isHidden) {
    const unit = column === 'share' ? 'percent' : column === 'cost' ? 'pence' : 'referrals';
    return { ...base, value: null, unit, absent: 'suppressed', how: { formula: HIDDEN_ROW } };
  }
  const counts = () =>
    (['referrals', 'at-referral', 'after-assessment'] as const).map((one) =>
      figureOf(asked, row, label, one),
    );
  switch (column) {
    case 'referrals':
      return {
        ...base,
        value: row.referrals,
        unit: 'referrals',
        how: { formula: FORMULAS.referrals },
      };
    case 'at-referral':
    case 'after-assessment':
      return {
        ...base,
        value: row.ends[column],
        unit: 'referrals',
        how: { formula: FORMULAS[column] },
      };
    case 'share':
      return {
        ...base,
        ...shareOf(row),
        unit: 'percent',
        how: { formula: FORMULAS.share, inputs: counts() },
      };
    case 'cost':
      return {
        ...base,
        ...costFigureOf(row),
        unit: 'pence',
        how: { formula: FORMULAS.cost, inputs: [...counts().slice(1), ...priceInputs()] },
      };
  }
}

function shareOf({ share }: ReferrerRow) {
  if (share === null) return { value: null, absent: 'not-available' as const };
  return { value: 100 * share.value, low: 100 * share.low, high: 100 * share.high };
}

function costFigureOf({ cost }: ReferrerRow) {
  return { value: cost.pence, low: cost.low, high: cost.high };
}

function priceInputs(): Figure[] {
  const prices = referralPrices();
  return (['referral', 'assessment'] as const).map((what) =>
    priceFigure(readActivity(what), prices[what]),
  );
}

const FORMULAS: Readonly<Record<Column, string>> = {
  referrals: 'Referrals that the loaded returns state, each counted once.',
  'at-referral': 'Referrals whose return says that no further action was taken.',
  'after-assessment':
    'Other referrals whose case was closed after an assessment with no further action, before ' +
    'the next referral.',
  share: 'Both kinds together as a share of referrals, with its 95% interval (Wilson).',
  cost: 'Both kinds times the price of a referral, and those assessed times that of an assessment.',
};

function cellOf(
  asked: Asked,
  given: Parameters,
  rows: readonly ReferrerRow[],
  finding: Finding,
): Finding {
  const index = rows.findIndex((one) => one.key === given.row);
  const line = [...finding.rows, ...(finding.total ? [finding.total] : [])][index];
  if (!line) throw refuse('no-such-row', 'not-found', `There is no row "${given.row}" here.`);
  const column = readChoice(given.column ?? 'cost', COLUMNS, 'column');
  const figure = line.figures[COLUMNS.indexOf(column)];
  return {
    ...finding,
    id: figureId('no-further-action-cost', { ...asked, row: given.row, column }),
    headline: `${line.label}: ${COLUMN_LABELS[column].toLowerCase()}`,
    columns: [COLUMN_LABELS[column]],
    rows: [{ label: line.label, figures: figure ? [figure] : [] }],
    chart: 'none',
  };
}
