import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  formatFinancialYear,
  formatPence,
  oneFigure,
  pence,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { AGENCY_LABELS } from '../../understand/index.ts';
import { loadShift, type PlannedShift, readShiftAsked, shiftParameters } from './read-shift.ts';
import { AGENCY_COLUMNS, type AgencyColumn, agencyPartFigure, bearers } from './shift-delay.ts';
import { BUDGET_SHIFT, perPoundFigure } from './shift-base.ts';
import {
  breakEvenFigure,
  isYearColumn,
  lastYear,
  lookedAfterNow,
  peakFigure,
  YEAR_COLUMNS,
  type YearColumn,
  yearFigure,
  yearOf,
} from './shift-figures.ts';
import { STATE_COLUMNS, stateCell, stateRows } from './shift-states.ts';
import { ifNothingFalls } from './shift.ts';
import { noLines, SPEND_PARAMETERS } from './spend-lines.measure.ts';

/** What can be shown of a shift. */
export const SHIFT_SHOWN = [
  'budget',
  'safe',
  'states',
  'twin-track',
  'so-far',
  'no-fall',
  'agencies',
] as const;

/** One of them. */
export type ShiftShown = (typeof SHIFT_SHOWN)[number];

/** Moving a share of the late budget to early, year by year. */
export const budgetShiftMeasure: Measure = defineMeasure({
  name: BUDGET_SHIFT,
  title: 'Moving money from late to early, year by year',
  who: thoseWhoSeeFigures,
  parameters: {
    publication: SPEND_PARAMETERS.publication,
    scope: SPEND_PARAMETERS.scope,
    from: 'the year of the first step, such as 2026-27; the next one by default',
    years: 'years looked at, 1 to 20; 10 by default',
    share: 'per cent of the late budget that moves more each year; 1 by default',
    lag: 'whole years before money moved acts, 0 to 5; 1 by default',
    effect: 'pounds of late need that each 100 early lower a year; by default from a study',
    reserves: 'pounds that are kept for it',
    show: `${SHIFT_SHOWN.join(', ')}; budget by default`,
    row: 'a year, agency-health, state-child-in-need, now, peak, per-pound, break-even, last-year',
    column: `of a year: ${Object.keys(YEAR_COLUMNS).join(', ')}; of an agency: delay, cut`,
  },
  compute: async (tx, actor, given) => {
    const plan = await loadShift(tx, actor, await readShiftAsked(tx, given));
    if (plan === null) return noLines(BUDGET_SHIFT);
    const shown = SHIFT_SHOWN.find((one) => one === (given.show ?? 'budget'));
    if (!shown) {
      throw refuse('no-such-choice', 'invalid', `show is one of ${SHIFT_SHOWN.join(', ')}.`);
    }
    const finding = shiftFinding(plan, shown);
    if (given.row === undefined) return finding;
    const figure = cellOf(plan, given.row, given.column ?? '');
    return oneFigure(finding, figure, figure.label);
  },
});

function cellOf(plan: PlannedShift, row: string, column: string): Figure {
  if (row === 'now') return lookedAfterNow(plan);
  if (row === 'peak') return peakFigure(plan);
  if (row === 'per-pound') return perPoundFigure(plan);
  if (row === 'break-even' || row === 'last-year') return breakEvenFigure(plan, row);
  const agency = ['all', ...bearers(plan)].find((kind) => row === `agency-${kind}`);
  if (agency && column in AGENCY_COLUMNS) {
    const kind = agency as Parameters<typeof agencyPartFigure>[1];
    return agencyPartFigure(plan, kind, column as AgencyColumn);
  }
  if (row.startsWith('state-')) return stateCell(plan, row, column);
  if (isYearColumn(column)) return yearFigure(plan, yearOf(plan, row), column);
  throw refuse('no-such-row', 'not-found', 'There is no such row or column here.');
}

/** One table or chart of a shift. */
export function shiftFinding(plan: PlannedShift, shown: ShiftShown): Finding {
  const id = figureId(BUDGET_SHIFT, { ...shiftParameters(plan.asked), show: shown });
  const span = `${formatFinancialYear(plan.asked.from)} to ${formatFinancialYear(lastYear(plan))}`;
  const prices = `in the money of ${formatFinancialYear(plan.base.year)}`;
  const shared = { id, chart: 'none' as const };
  switch (shown) {
    case 'budget':
      return { ...shared, ...budgetTable(plan), subtitle: `Yearly budgets, ${span}, ${prices}` };
    case 'so-far':
      return { ...shared, ...soFarTable(plan), subtitle: `Money needed twice, ${span}, ${prices}` };
    case 'safe': {
      const columns = ['late', 'as-now', 'fall', 'looked-after', 'looked-after-as-now'] as const;
      const subtitle = `Late budget beside late need if nothing is done, ${span}, ${prices}`;
      const notes = [plan.need.basis, SPREAD_NOTE];
      return { ...shared, ...yearTable(plan, columns), headline: safeWords(plan), subtitle, notes };
    }
    case 'twin-track': {
      const columns = ['moved', 'lowered', 'twin-track', 'twin-track-so-far'] as const;
      const subtitle = `Money moved, what it lowers, and what is needed twice, ${span}, ${prices}`;
      return { ...shared, ...yearTable(plan, columns), headline: TWIN_TRACK_WORDS, subtitle };
    }
    case 'no-fall': {
      const columns = ['moved', 'pressure', 'overspend'] as const;
      const subtitle = `Overspend if the early money changes nothing, ${span}, ${prices}`;
      return { ...shared, ...yearTable(plan, columns), headline: noFallWords(plan), subtitle };
    }
    case 'states':
      return { ...shared, ...stateTable(plan), subtitle: `Children at late states, ${span}` };
    case 'agencies':
      return {
        ...shared,
        ...agencyTable(plan),
        subtitle: `Late need left or brought by, by who bears it, ${span}, ${prices}`,
      };
  }
}

const TWIN_TRACK_WORDS = 'What is moved, what it lowers and what is needed twice, year by year';

const SPREAD_NOTE =
  'The fall is spread alike over all late states. Where it comes from fewer children in homes, ' +
  'fewer children are needed for it; a saving is cash only once a place or a post can be given up.';

type Table = Pick<Finding, 'headline' | 'rowHeading' | 'columns' | 'rows'> & Partial<Finding>;

function budgetTable(plan: PlannedShift): Table {
  const { years } = plan.shift;
  const last = years.at(-1);
  const rows = (['early', 'late'] as const).map((column) => ({
    label: YEAR_COLUMNS[column],
    figures: years.map((year) => yearFigure(plan, year, column)),
  }));
  const moved = about(last?.moved ?? 0);
  return {
    headline: `By ${formatFinancialYear(lastYear(plan))}, ${moved} a year has moved to early help`,
    rowHeading: 'Budget',
    columns: years.map(({ year }) => formatFinancialYear(year)),
    rows,
    chart: years.length > 1 ? 'lines' : 'none',
    notes: [
      'Early and late sum to the same in every year: moving makes no money.',
      'Lines that hold both are parted at their likely share.',
    ],
  };
}

function soFarTable(plan: PlannedShift): Table {
  const { years } = plan.shift;
  return {
    headline: peakWords(plan),
    rowHeading: 'Money',
    columns: years.map(({ year }) => formatFinancialYear(year)),
    rows: [
      {
        label: YEAR_COLUMNS['twin-track-so-far'],
        figures: years.map((year) => yearFigure(plan, year, 'twin-track-so-far')),
      },
    ],
    chart: years.length > 1 ? 'lines' : 'none',
  };
}

function yearTable(
  plan: PlannedShift,
  columns: readonly YearColumn[],
): Pick<Table, 'rowHeading' | 'columns' | 'rows'> {
  return {
    rowHeading: 'Year',
    columns: columns.map((column) => YEAR_COLUMNS[column]),
    rows: plan.shift.years.map(
      (year): FindingRow => ({
        label: formatFinancialYear(year.year),
        figures: columns.map((column) => yearFigure(plan, year, column)),
      }),
    ),
  };
}

function stateTable(plan: PlannedShift): Table {
  const year = formatFinancialYear(lastYear(plan));
  const share = (1 - (plan.shift.years.at(-1)?.late ?? 0) / plan.input.late) * 100;
  return {
    headline: `By ${year} every late state must have ${Math.round(share)}% fewer children than now`,
    rowHeading: 'Late state',
    columns: Object.values(STATE_COLUMNS),
    rows: stateRows(plan),
    notes: [plan.need.basis, SPREAD_NOTE],
  };
}

function agencyTable(plan: PlannedShift): Table {
  const columns: readonly AgencyColumn[] = ['delay', 'cut'];
  const row = (kind: Parameters<typeof agencyPartFigure>[1], label: string): FindingRow => ({
    label,
    figures: columns.map((column) => agencyPartFigure(plan, kind, column)),
  });
  return {
    headline: agencyWords(plan),
    rowHeading: 'Agency',
    columns: columns.map((column) => AGENCY_COLUMNS[column]),
    rows: bearers(plan).map((kind) => row(kind, AGENCY_LABELS[kind])),
    total: row('all', 'All agencies'),
    notes: [
      'A cut is the planner run backwards: the same effect, the other way round.',
      'A range that begins at nothing says that what was studied does not rule out no effect.',
    ],
  };
}

/** What a shift needs beside the budgets while money is needed twice, in a sentence. */
export function peakWords(plan: PlannedShift): string {
  const { peak } = plan.shift;
  const share = `Moving ${plan.asked.percent}% a year earlier`;
  if (plan.asked.percent === 0) return 'Nothing is moved, so nothing is needed twice';
  if (peak.high === 0) return `${share} needs no money on top`;
  const value = about(peak.value);
  const by = `on top by ${formatFinancialYear(lastYear(plan))}`;
  if (peak.low === peak.high) return `${share} needs ${formatPence(peak.value)} ${by}`;
  const range = `between ${about(peak.low)} and ${about(peak.high)}`;
  return `${share} needs about ${value} ${by}, ${range}`;
}

function safeWords(plan: PlannedShift): string {
  const last = plan.shift.years.at(-1);
  const fall = Math.round((last?.fallNeeded.likely ?? 0) * 100);
  const year = formatFinancialYear(lastYear(plan));
  if (fall <= 0) return `The late budget suffices in ${year} even if nothing more is done`;
  return `Late need must be ${fall}% below what it would be by ${year} for this to be safe`;
}

function noFallWords(plan: PlannedShift): string {
  const { byYear, usedUp } = ifNothingFalls(plan.shift, plan.asked.reserves);
  const last = about(byYear.at(-1)?.overspend.value ?? 0);
  const overspend = `If need does not fall, the overspend is ${last} a year by the end`;
  const { reserves } = plan.asked;
  if (reserves === null) return overspend;
  const kept = `reserves of ${formatPence(reserves)}`;
  return usedUp.likely === null
    ? `${overspend}, and ${kept} last`
    : `${overspend}, and ${kept} are used up in ${formatFinancialYear(usedUp.likely)}`;
}

function agencyWords(plan: PlannedShift): string {
  const total = agencyPartFigure(plan, 'all', 'delay');
  if (total.value === null || total.value <= 0) {
    return 'Within the years looked at a delay leaves nothing undone';
  }
  const value = about(total.value);
  return `Beginning a year later leaves about ${value} of late need that would have fallen`;
}

/** Money in two figures: more would pretend to know it. */
function about(value: number): string {
  return formatPence(pence(value === 0 ? 0 : Math.round(Number(value.toPrecision(2)))));
}
