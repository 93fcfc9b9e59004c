import {
  type Figure,
  figureId,
  type Finding,
  formatFinancialYear,
  formatPence,
  oneFigure,
  type Pence,
  pence,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { resultNotes, restsOn } from '../scenario/scenario-figures.ts';
import { thoseWhoReadScenarios } from '../scenario/scenario-roles.ts';
import { yearFigures } from '../scenario/scenario-years.measure.ts';
import {
  type Case,
  CASES,
  type Financed,
  financed,
  riskPrice,
  type Way,
  WAYS,
} from './financing.ts';
import { cashFlows, type FinanceAsked, FINANCE_PARAMETERS, readFinance } from './read-finance.ts';

const NAME = 'financing';

/** Ways to find money, in words. */
export const WAY_WORDS: Readonly<Record<Way, string>> = {
  reserves: 'Reserves',
  loan: 'Public loan',
  investor: 'Private investor',
};

/** Cases in words. */
export const CASE_WORDS: Readonly<Record<Case, string>> = {
  low: 'in a poor run',
  middle: 'in the middle run',
  high: 'in a good run',
};

const COLUMNS = ['finance-cost', 'net-low', 'net-middle', 'net-high', 'other-low'] as const;
type Column = (typeof COLUMNS)[number];

const COLUMN_WORDS: Readonly<Record<Column, string>> = {
  'finance-cost': 'Cost of finding the money',
  'net-low': 'Partnership, poor run',
  'net-middle': 'Partnership, middle run',
  'net-high': 'Partnership, good run',
  'other-low': 'Lender or investor, poor run',
};

const FORMULAS: Readonly<Record<Column, string>> = {
  'finance-cost':
    'Interest, return and fees beyond the cost of the programme, in the middle run; its range ' +
    'from the poor to the good one.',
  'net-low': 'All that comes in less all that goes out over all years, in a poor run.',
  'net-middle': 'All that comes in less all that goes out over all years, in the middle run.',
  'net-high': 'All that comes in less all that goes out over all years, in a good run.',
  'other-low': 'What it is paid less what it put in, in a poor run; below nothing is its loss.',
};

/** The same outcomes paid for by reserves, loan or investor: cost, and who bears a loss. */
export const financingMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'The same outcomes, paid for in three ways',
  who: thoseWhoReadScenarios,
  parameters: {
    ...FINANCE_PARAMETERS,
    show: 'ways (by default), or years of one way: reserves, loan, investor',
    case: 'of years: low, middle (by default) or high',
    row: 'a way, a year, or risk-price',
    column: `of a way: ${COLUMNS.join(', ')}; of a year: partnership, other`,
  },
  compute: async (tx, _actor, given) => {
    const asked = await readFinance(tx, given);
    const way = WAYS.find((one) => one === given.show);
    const each = CASES.find((one) => one === (given.case ?? 'middle'));
    if (!each) throw refuse('no-such-choice', 'invalid', 'case is low, middle or high.');
    const finding = way ? yearsFinding(asked, way, each) : waysFinding(asked);
    if (given.row === undefined) return finding;
    if (given.row === 'risk-price') {
      const figure = riskPriceFigure(asked);
      return oneFigure(finding, figure, figure.label);
    }
    const id = way
      ? yearId(asked, { way, each, row: given.row, column: given.column ?? '' })
      : figureId(NAME, { ...asked.given, row: given.row, column: given.column });
    const figure = [...finding.rows].flatMap(({ figures }) => figures).find((one) => one.id === id);
    if (figure) return oneFigure(finding, figure, figure.label);
    throw refuse('no-such-row', 'not-found', 'There is no such row or column here.');
  },
});

function made(asked: FinanceAsked, way: Way, each: Case): Financed {
  return financed(way, cashFlows(asked.loaded), { case: each, terms: asked.terms });
}

/** The ways side by side. */
export function waysFinding(asked: FinanceAsked): Finding {
  return {
    id: figureId(NAME, asked.given),
    headline: waysWords(asked),
    subtitle: `${restsOn(asked.loaded)}; cash only, all years, not discounted`,
    rowHeading: 'Paid for by',
    columns: COLUMNS.map((column) => COLUMN_WORDS[column]),
    rows: WAYS.map((way) => ({
      label: WAY_WORDS[way],
      figures: COLUMNS.map((column) => wayFigure(asked, way, column)),
    })),
    chart: 'none',
    notes: [
      'Outcomes are the same however they are paid for. Freed time and value to people pay no ' +
        'lender and count nowhere here.',
      'A poor run is the lowest of 20 by all cash gained, a good one the highest; gains of each ' +
        'year move with it. Costs are the mean of all runs.',
      'Where the cost of an investor is below nothing, it is paid less than it put in: nobody ' +
        'would sign that unless cash gained were larger, or somebody else paid for outcomes.',
      'Councils may borrow for running costs only with the government’s permission: ask first.',
      `Interest of the loan: ${asked.terms.loanRate}%, ${asked.source}.`,
      ...resultNotes(asked.loaded),
    ],
  };
}

/** What is found, in a sentence; money in two figures, since more would pretend to know it. */
export function waysWords(asked: FinanceAsked): string {
  const price = riskPrice(cashFlows(asked.loaded), asked.terms);
  const [loss, middle] = (['low', 'middle'] as const).map(
    (each) => made(asked, 'investor', each).otherNetPence,
  );
  const about = (value = 0) => formatPence(pence(Number(Math.abs(value).toPrecision(2))));
  if ((middle ?? 0) < 0) {
    return `On these terms an investor would lose about ${about(middle)} in the middle run`;
  }
  const borne =
    (loss ?? 0) < 0
      ? `an investor bears about ${about(loss)} of a poor run`
      : 'an investor loses nothing even in a poor run';
  if (price <= 0) return `An investor costs about ${about(price)} less than a loan; ${borne}`;
  return `An investor costs about ${about(price)} more than a loan; ${borne}`;
}

const inputsOf = ({ loaded }: FinanceAsked): readonly Figure[] => [
  ...yearFigures(loaded, 'cash', 'cost'),
  ...yearFigures(loaded, 'cash', 'benefit'),
];

function termNotes({ terms, source }: FinanceAsked, way: Way): readonly string[] {
  const { loanRate, loanKind, loanYears, returnRate, outcomeShare, cap, exitYear } = terms;
  const leaving = exitYear === 0 ? 'it may not leave' : `it may leave after year ${exitYear}`;
  switch (way) {
    case 'reserves':
      return [`Reserves would have earned ${terms.reserveRate}% a year.`];
    case 'loan':
      return [`A loan (${loanKind}) at ${loanRate}% over ${loanYears} years: ${source}.`];
    case 'investor':
      return [
        `A return of ${returnRate}% a year out of ${outcomeShare}% of cash gained, at most ` +
          `${cap}% of what is put in; fees of ${formatPence(terms.setUpPence)} once and ` +
          `${formatPence(terms.feePence)} a year; ${leaving}.`,
      ];
  }
}

function wayFigure(asked: FinanceAsked, way: Way, column: Column): Figure {
  const base = {
    id: figureId(NAME, { ...asked.given, row: way, column }),
    label: `${WAY_WORDS[way]}: ${COLUMN_WORDS[column].toLowerCase()}`,
    unit: 'pence' as const,
    how: { formula: FORMULAS[column], inputs: inputsOf(asked), notes: termNotes(asked, way) },
  };
  if (column === 'finance-cost') {
    const costs = CASES.map((each) => made(asked, way, each).financeCostPence);
    const value = made(asked, way, 'middle').financeCostPence;
    return { ...base, value, low: Math.min(...costs), high: Math.max(...costs) };
  }
  if (column === 'other-low') {
    if (way !== 'reserves') return { ...base, value: made(asked, way, 'low').otherNetPence };
    const how = { formula: 'Nobody else puts money in.' };
    return { ...base, how, value: null, absent: 'not-available' };
  }
  const each = CASES.find((one) => column === `net-${one}`) ?? 'middle';
  return { ...base, value: made(asked, way, each).partnershipNetPence };
}

/** The figure of what handing the risk on costs. */
export function riskPriceFigure(asked: FinanceAsked): Figure {
  const value: Pence = riskPrice(cashFlows(asked.loaded), asked.terms);
  return {
    id: figureId(NAME, { ...asked.given, row: 'risk-price' }),
    label: 'Price of handing the risk on',
    value,
    unit: 'pence',
    how: {
      formula: 'What an investor costs less what a loan costs, both in the middle run.',
      inputs: (['investor', 'loan'] as const).map((way) => wayFigure(asked, way, 'finance-cost')),
    },
  };
}

function yearId(
  asked: FinanceAsked,
  at: { readonly way: Way; readonly each: Case; readonly row: string; readonly column: string },
): string {
  const { way, each, row, column } = at;
  return figureId(NAME, { ...asked.given, show: way, case: each, row, column });
}

/** Cash flow of one way, year by year. */
export function yearsFinding(asked: FinanceAsked, way: Way, each: Case): Finding {
  const { years, left } = made(asked, way, each);
  const other = { reserves: '', loan: 'Lender', investor: 'Investor' }[way];
  const columns = way === 'reserves' ? ['Partnership'] : ['Partnership', other];
  const names = ['partnership', 'other'] as const;
  const most = formatPence(pence(-Math.min(0, ...years.map((one) => one.partnershipPence))));
  const deepest = Math.min(0, ...years.map((one) => one.partnershipPence));
  return {
    id: figureId(NAME, { ...asked.given, show: way, case: each }),
    headline:
      deepest < 0
        ? `${WAY_WORDS[way]}: the partnership needs at most ${most} in a year`
        : `${WAY_WORDS[way]}: the partnership needs no money of its own in any year`,
    subtitle: `Cash in less cash out, by financial year, ${CASE_WORDS[each]}; not discounted`,
    rowHeading: 'Year',
    columns,
    rows: years.map((one) => ({
      label: formatFinancialYear(one.year),
      figures: columns.map((label, place): Figure => {
        const column = names[place] ?? 'partnership';
        return {
          id: yearId(asked, { way, each, row: one.year, column }),
          label: `${WAY_WORDS[way]}, ${formatFinancialYear(one.year)}: ${label.toLowerCase()}`,
          value: column === 'partnership' ? one.partnershipPence : one.otherPence,
          unit: 'pence',
          how: {
            formula: 'What comes in less what goes out in the year; below nothing is paid.',
            inputs: inputsOf(asked),
            notes: termNotes(asked, way),
          },
        };
      }),
    })),
    chart: 'lines',
    notes: [
      ...(left ? ['The investor leaves, and the partnership bears the costs that follow.'] : []),
      'Costs fall at the start of a year, the rest at its end. Gains after the run count nowhere.',
    ],
  };
}
