import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FinancialYear,
  financialYearOf,
  formatFinancialYear,
  formatPence,
  pence,
  yearEnd,
  yearStart,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { loadPlan, type PlanState, readVersion } from './load-plan.ts';
import { noPlan } from './no-plan.ts';
import { cellAt } from './plan-cell.ts';
import { type Commission, itemsOf } from './plan.ts';
import { valueFrom } from './what-if.ts';

const NAME = 'plan-commissions';
const NO_STREAM = 'No money named yet';

/** What the plan commissions, by the money that pays and by financial year. */
export const planCommissionsMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'What the shared plan commissions, and from which money',
  who: thoseWhoSeeFigures,
  parameters: {
    version: 'the number of a version; the agreed one by default, else the newest',
    row: 'the name of the money, or total',
    column: 'a financial year, such as 2026-27, or all',
  },
  compute: async (tx, _actor, { version, row, column }) => {
    const state = await loadPlan(tx, readVersion(version));
    if (!state) return noPlan(NAME, { version });
    const finding = findingOf(state, version);
    return row === undefined
      ? finding
      : cellAt(finding, figureId(NAME, { version, row, column: column ?? 'all' }));
  },
});

/** What of a commission falls into a financial year by the day, in pence; years add up to it. */
export function valueIn(one: Commission, year: FinancialYear): number {
  return valueFrom(one, yearStart(year)) - valueFrom(one, yearEnd(year));
}

function findingOf(state: PlanState, version: string | undefined): Finding {
  const commissions = itemsOf(state.plan.content, 'commissions');
  const years = yearsOf(commissions);
  const streams = [...new Set(commissions.map(({ stream }) => stream || NO_STREAM))].sort();
  const rowOf = (row: string, label: string, of: readonly Commission[]) => ({
    label,
    figures: [null, ...years].map((year) => figureOf(version, { row, label, of, year })),
  });
  const sum = commissions.reduce((total, one) => total + one.value, 0);
  const count = commissions.length;
  return {
    id: figureId(NAME, { version }),
    headline:
      count === 0
        ? 'Nothing is planned to be commissioned yet'
        : `${formatPence(pence(sum))} ${count === 1 ? 'is' : 'are'} planned for ${count} ` +
          `${count === 1 ? 'commission' : 'commissions'}`,
    subtitle: `Planned commissions of version ${state.plan.version} of the shared plan, by money`,
    rowHeading: 'Money',
    columns: ['All years', ...years.map((year) => formatFinancialYear(year))],
    rows: streams.map((stream) =>
      rowOf(
        stream,
        stream,
        commissions.filter((one) => (one.stream || NO_STREAM) === stream),
      ),
    ),
    ...(count === 0 ? {} : { total: rowOf('total', 'All money', commissions) }),
    chart: 'none',
    notes: ['A plan to commission is no contract: nothing is bought until it is let.'],
  };
}

function yearsOf(commissions: readonly Commission[]): FinancialYear[] {
  const years: FinancialYear[] = [];
  const first = commissions.map(({ startDay }) => startDay).sort()[0];
  const last = commissions
    .map(({ endDay }) => endDay)
    .sort()
    .at(-1);
  if (first === undefined || last === undefined) return years;
  for (let day = first; day <= last; day = yearEnd(financialYearOf(day))) {
    years.push(financialYearOf(day));
  }
  return years;
}

function figureOf(
  version: string | undefined,
  of: {
    readonly row: string;
    readonly label: string;
    readonly of: readonly Commission[];
    readonly year: FinancialYear | null;
  },
): Figure {
  const { row, label, year } = of;
  const value = of.of.reduce(
    (sum, one) => sum + (year === null ? one.value : valueIn(one, year)),
    0,
  );
  const rows = { question: 'Which commissions are they?', count: of.of.length, href: '/plan' };
  const formula =
    year === null
      ? 'What the plan says that they cost from start to end, added up.'
      : 'Of each commission, its value times the share of its days in the year; added up.';
  return {
    id: figureId(NAME, { version, row, column: year ?? 'all' }),
    label: `${label}: ${year === null ? 'all years' : formatFinancialYear(year)}`,
    value,
    unit: 'pence',
    how: { formula, rows },
  };
}
