import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  formatFinancialYear,
  oneFigure,
  refuse,
  roundHalfAway,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { type ChildrenOfYear, readChildren } from './children-of-year.ts';
import { rangeOf, shareFigure, spendParameters, sumFigure } from './line-figures.ts';
import {
  readSpendAsked,
  readSpending,
  readSpendYear,
  type SpendAsked,
  type Spending,
  type SpendYear,
} from './read-lines.ts';
import { earlyShareOf } from './spend-class.ts';
import { publicationOf } from './spend-classes-file.ts';
import { noLines, SPEND_PARAMETERS } from './spend-lines.measure.ts';

const NAME = 'early-late-spend';

/** What can be shown of each year: money, the share that is early, or money for each child. */
export const SHOWN = ['money', 'share', 'child'] as const;

/** One of them. */
export type Shown = (typeof SHOWN)[number];

const ROWS = ['early', 'late', 'children'] as const;
type Row = (typeof ROWS)[number];

/** Early and late spending by year: in money, as a share, and for each child. */
export const earlyLateSpendMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Early and late spending by year',
  who: thoseWhoSeeFigures,
  parameters: {
    ...SPEND_PARAMETERS,
    show: 'money, share or child; money by default',
    row: 'early or late; children is what spending for each child is divided by',
  },
  compute: async (tx, _actor, given) => {
    const asked = await readSpendAsked(tx, given);
    const spending = await readSpending(tx, asked);
    const shown = SHOWN.find((one) => one === (given.show ?? 'money'));
    if (!shown) throw refuse('no-such-choice', 'invalid', 'show is money, share or child.');
    if (spending.years.length === 0) return noLines(NAME);
    const childrenOf = await readChildren(tx);
    const cell = (year: SpendYear, row: Row): Figure =>
      cellOf({ asked, shown, year, row }, childrenOf(year.year));
    const finding = findingOf(spending, shown, cell);
    if (given.row === undefined) return finding;
    const row = ROWS.find((one) => one === given.row);
    const year = readSpendYear(spending, given.year);
    if (!row || year === null || (shown === 'share' && row !== 'early')) {
      throw refuse('no-such-row', 'not-found', 'There is no such row here.');
    }
    return oneFigure(finding, cell(year, row), formatFinancialYear(year.year));
  },
});

interface Cell {
  readonly asked: SpendAsked;
  readonly shown: Shown;
  readonly year: SpendYear;
  readonly row: Row;
}

function cellOf({ asked, shown, year, row }: Cell, children: ChildrenOfYear | null): Figure {
  const span = formatFinancialYear(year.year);
  const id = figureId(NAME, { ...spendParameters(asked), show: shown, row, year: year.year });
  if (row === 'children') return childrenFigure(id, children, span);
  if (shown === 'share') return shareOfYear(asked, year);
  const sum = sumFigure(asked, year, row);
  const label = `${sum.label}, ${span}`;
  if (shown === 'money') {
    const how = { formula: sum.how.formula, inputs: [sum] };
    return { ...sum, id, label, how };
  }
  const formula = `${sum.label} over children aged 0 to 17 who live in the area.`;
  const base = { id, label: `${label}, for each child`, unit: 'pence' as const };
  const asRow = figureId(NAME, {
    ...spendParameters(asked),
    show: shown,
    row: 'children',
    year: year.year,
  });
  if (children === null) {
    const how = { formula: `${formula} No number of children is loaded for this year.` };
    return { ...base, value: null, absent: 'not-available', how };
  }
  const part = year.parts[row];
  const each = (amount: number) => roundHalfAway(amount / children.children);
  const range = rangeOf(part);
  return {
    ...base,
    value: each(part.value),
    ...(range.low === undefined ? {} : { low: each(part.low), high: each(part.high) }),
    how: { formula, inputs: [sum, childrenFigure(asRow, children, span)] },
  };
}

/** The share of a year's money that goes early, as a figure of this measure. */
export function shareOfYear(asked: SpendAsked, year: SpendYear): Figure {
  const { year: of } = year;
  const at = { ...spendParameters(asked), show: 'share', row: 'early', year: of };
  const label = `Share that goes early, ${formatFinancialYear(of)}`;
  return { ...shareFigure(figureId(NAME, at), asked, year), label };
}

function childrenFigure(id: string, children: ChildrenOfYear | null, span: string): Figure {
  const base = { id, label: `Children aged 0 to 17, for ${span}`, unit: 'children' as const };
  if (children === null) {
    const how = { formula: 'The published number of children is not loaded.' };
    return { ...base, value: null, absent: 'not-available', how };
  }
  const formula = `The newest published estimate that is not of a later year: ${children.period}.`;
  return { ...base, value: children.children, how: { formula, citations: [children.source] } };
}

function findingOf(
  spending: Spending,
  shown: Shown,
  cell: (year: SpendYear, row: Row) => Figure,
): Finding {
  const { years, publication, scope } = spending;
  const rows: readonly Row[] = shown === 'share' ? ['early'] : ['early', 'late'];
  const definition = publicationOf(publication);
  const what = {
    money: 'Net spending on children, early and late',
    share: 'Share of early and late net spending that goes early',
    child: 'Net spending for each child aged 0 to 17, early and late',
  }[shown];
  const wider = scope === 'with-public-health' ? ', public health for children included' : '';
  return {
    id: figureId(NAME, { ...spendParameters(spending), show: shown }),
    headline: headlineOf(spending, shown, cell),
    subtitle: `${what}, ${definition.label}${wider}, in the money of each year`,
    rowHeading: 'Spending',
    columns: years.map(({ year }) => formatFinancialYear(year)),
    rows: rows.map((row) => ({
      label: row === 'early' ? 'Early' : 'Late',
      figures: years.map((year) => cell(year, row)),
    })),
    chart: years.length > 1 ? 'lines' : 'none',
    notes: [
      'Amounts stand in the money of their own year: prices have risen in between.',
      ...(years.length === 1 ? ['One year is loaded, so there is no trend to see yet.'] : []),
    ],
  };
}

function headlineOf(
  { years }: Spending,
  shown: Shown,
  cell: (year: SpendYear, row: Row) => Figure,
): string {
  const known = years.filter((year) => cell(year, 'early').value !== null);
  const [first, last] = [known[0] ?? years[0], known.at(-1) ?? years.at(-1)];
  if (!first || !last) return 'No spending is loaded';
  const span = formatFinancialYear(last.year);
  if (shown === 'share') return headlineOfShare(last);
  const perChild = shown === 'child' ? ' for each child' : '';
  if (first === last) return `Early and late spending${perChild}, ${span}`;
  const change = (row: Row) => {
    const [before, after] = [cell(first, row).value ?? 0, cell(last, row).value ?? 0];
    return before > 0 ? Math.round((after / before - 1) * 100) : 0;
  };
  const since = formatFinancialYear(first.year);
  const early = `early spending${perChild} ${way(change('early'))}`;
  return `Since ${since}, ${early} and late ${way(change('late'))}`;
}

function way(percent: number): string {
  if (percent === 0) return 'hardly changed';
  return percent > 0 ? `rose by ${percent}%` : `fell by ${-percent}%`;
}

/** The finding of a year: `16p of every pound goes early`, with its range where there is one. */
export function headlineOfShare({ parts, year }: SpendYear): string {
  const share = earlyShareOf(parts);
  const span = formatFinancialYear(year);
  if (share === null) return `No line of ${span} is classed yet`;
  const [low, likely, high] = [share.low, share.likely, share.high].map((one) =>
    Math.round(one * 100),
  );
  const range = low === high ? '' : `, between ${low}p and ${high}p`;
  return `${likely}p of every pound goes early${range}`;
}
