import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  figureId,
  type Finding,
  type FindingRow,
  formatFinancialYear,
  formatPence,
  pence,
  refuse,
  HIDDEN_ROW,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import { priceBase } from '../unit-costs/unit-cost-figures.ts';
import { COLUMNS, type CostAsked, readCostAsked } from './cost-asked.ts';
import { COLUMN_LABELS, costFigure, type CostRow, sharedParameters } from './cost-figures.ts';
import { activityLabel, isLateHelp } from './cost-groups.ts';
import { headlineOf } from './cost-headline.ts';
import { activitiesOf, isTooFew, rowsOf } from './cost-rows.ts';
import { type Costed, priceActivity } from './late-help-cost.ts';

/** What help that comes late costs, by whatever it is broken down by. */
export const lateHelpCostMeasure: Measure = defineMeasure({
  name: 'late-help-cost',
  title: 'Cost of late help',
  who: thoseWhoSeeFigures,
  parameters: {
    by: 'status, agency, theme, ward, year, month or activity; status by default',
    year: 'a financial year such as 2024-25, or all; the newest known by default',
    month: 'one month such as 2024-05',
    ward: 'the number of a ward',
    theme: 'one of the eight themes',
    agency: 'only the part that one kind of agency bears',
    row: 'one row of the breakdown',
    column: 'one column of that row: cost, cash, capacity or social-value',
  },
  compute: async (tx, _actor, given) => {
    const asked = await readCostAsked(tx, given);
    const costed = priceActivity((await activitiesOf(tx, asked)).filter(isLateHelp), pricesOf());
    if (await isTooFew(tx, asked)) return hiddenFinding(asked);
    const rows = await rowsOf(tx, asked, costed);
    return asked.row === null ? findingOf(asked, rows, costed) : cellOf(asked, rows, costed);
  },
});

const ROW_HEADINGS: Readonly<Record<CostAsked['by'], string>> = {
  status: 'Level of help',
  agency: 'Agency',
  theme: 'Theme',
  ward: 'Ward',
  year: 'Financial year',
  month: 'Month',
  activity: 'What happened',
};

function findingOf(asked: CostAsked, rows: readonly CostRow[], costed: Costed): Finding {
  const columns = asked.by === 'month' ? (['cost'] as const) : COLUMNS;
  const shown = rows.map(
    (row): FindingRow => ({
      label: row.label,
      figures: columns.map((column) => costFigure(asked, row, column)),
      ...(asked.by === 'ward' && row.key !== '0' ? { href: `/cost?ward=${row.key}` } : {}),
    }),
  );
  const addsUp = asked.by !== 'theme' && rows.length > 0;
  const total = { key: 'total', label: 'All late help', lines: costed.lines };
  return {
    id: figureId('late-help-cost', parametersOf(asked)),
    headline: headlineOf(asked, rows, costed.lines),
    subtitle: subtitleOf(asked),
    rowHeading: ROW_HEADINGS[asked.by],
    columns: columns.map((column) => COLUMN_LABELS[column]),
    rows: shown,
    ...(addsUp
      ? {
          total: {
            label: total.label,
            figures: columns.map((column) => costFigure(asked, total, column)),
          },
        }
      : {}),
    chart: rows.length === 0 ? 'none' : asked.by === 'month' ? 'lines' : 'bars',
    notes: notesOf(asked, costed),
  };
}

/** A ward with 1 to 4 children in a year shows nothing of that year, whatever it is asked for. */
function hiddenFinding(asked: CostAsked): Finding {
  const row: CostRow = {
    key: asked.row ?? 'total',
    label: 'All late help',
    lines: [],
    absent: { kind: 'suppressed', why: HIDDEN_ROW },
  };
  return {
    id: figureId('late-help-cost', parametersOf(asked)),
    headline: 'The cost of late help in this ward is hidden: it is of fewer than 5 children',
    subtitle: subtitleOf(asked),
    rowHeading: ROW_HEADINGS[asked.by],
    columns: [COLUMN_LABELS.cost],
    rows: [{ label: row.label, figures: [costFigure(asked, row, 'cost')] }],
    chart: 'none',
  };
}

function parametersOf(asked: CostAsked): Record<string, string | undefined> {
  return { ...sharedParameters(asked), by: asked.by };
}

function subtitleOf(asked: CostAsked): string {
  const year = asked.year === null ? 'all years loaded' : formatFinancialYear(asked.year);
  const span = asked.month === null ? year : asked.month;
  const by = ROW_HEADINGS[asked.by].toLowerCase();
  return `Cost of late help by ${by}, ${span}, in ${priceBase()}`;
}

function notesOf(asked: CostAsked, costed: Costed): string[] {
  const missing = new Set(
    costed.unpriced.map((one) => `${activityLabel(one.activity)}: not measured. ${one.why}`),
  );
  const theme =
    asked.by === 'theme'
      ? ['A day with two themes counts under both, so rows do not add up to the whole.']
      : [];
  return [
    'Modelled: what happened is counted, what it cost is published unit costs. ' +
      'Early help is left out.',
    ...theme,
    ...missing,
  ];
}

function cellOf(asked: CostAsked, rows: readonly CostRow[], costed: Costed): Finding {
  const total: CostRow = { key: 'total', label: 'All late help', lines: costed.lines };
  const row = asked.row === 'total' ? total : rows.find((one) => one.key === asked.row);
  if (!row) throw refuse('no-such-row', 'not-found', `There is no row "${asked.row}" here.`);
  const column = asked.column ?? 'cost';
  const figure = costFigure(asked, row, column);
  const value = figure.value === null ? 'not known' : formatPence(pence(figure.value));
  return {
    id: figure.id,
    headline: `${row.label}: ${value}`,
    subtitle: subtitleOf(asked),
    rowHeading: ROW_HEADINGS[asked.by],
    columns: [COLUMN_LABELS[column]],
    rows: [{ label: row.label, figures: [figure] }],
    chart: 'none',
  };
}
