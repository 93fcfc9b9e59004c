import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  type FinancialYear,
  type Finding,
  figureId,
  formatFinancialYear,
  refuse,
  roundHalfAway,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { themeDaysOfYear } from '../../record/index.ts';
import { activityKey, priceFigure } from '../cost/cost-figures.ts';
import { activityLabel } from '../cost/cost-groups.ts';
import { type Costed, type PricedLine, priceActivity, sumLines } from '../cost/late-help-cost.ts';
import { ofCashKind } from '../cost/late-help-cost.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import { priceBase } from '../unit-costs/unit-cost-figures.ts';
import { lateDays, OTHER_SETS, shownSets } from './theme-cost.ts';
import { loadThemeYear, readThemeYear, startOf } from './theme-year.ts';
import { comboKey, NO_THEME, setWords, themesOfSet } from './themes.ts';

/** One row: the days of late help on which exactly these themes hold, priced. */
export interface SetCost {
  readonly key: string;
  readonly label: string;
  readonly lines: readonly PricedLine[];
}

/** What late help costs by the themes that hold on its days: every day once, so rows add up. */
export const themeCostMeasure: Measure = defineMeasure({
  name: 'theme-cost',
  title: 'Cost of late help by combination of themes',
  who: thoseWhoSeeFigures,
  parameters: {
    year: 'a financial year such as 2024-25; the newest known by default',
    with: 'only combinations that hold this theme',
    row: `one row: themes joined by +, ${OTHER_SETS}, ${NO_THEME} or total`,
    what: 'of that row only one level, such as child-in-need or looked-after/foster',
  },
  compute: async (tx, _actor, given) => {
    const year = await readThemeYear(tx, given.year);
    const { rows, total } = await costBySet(tx, year);
    const wanted = given.row === 'total' ? [total] : rows;
    const shown = wanted
      .filter((row) => given.row === undefined || row.key === given.row)
      .filter((row) => given.with === undefined || row.key.split('+').includes(given.with));
    if (given.row !== undefined && shown.length === 0) {
      throw refuse('no-such-row', 'not-found', `There is no row "${given.row}" here.`);
    }
    const figures = shown.map((row) => setFigure(row, year, given.what));
    const isWhole = given.row === undefined && given.with === undefined && rows.length > 0;
    return {
      id: figureId('theme-cost', { row: given.row, with: given.with, what: given.what, year }),
      headline: given.with === undefined ? headlineOf(rows, total, year) : dearest(shown, year),
      subtitle:
        `Cost of days of late help by the themes that hold on the day, ` +
        `${formatFinancialYear(year)}, in ${priceBase()}`,
      rowHeading: 'Themes that hold together',
      columns: ['Cost to services'],
      rows: shown.map((row, at) => ({ label: row.label, figures: [figures[at] as Figure] })),
      ...(isWhole
        ? { total: { label: total.label, figures: [setFigure(total, year, undefined)] } }
        : {}),
      chart: shown.length > 1 ? 'bars' : 'none',
      notes: [
        'Each day counts in one row only, so rows add up to the whole. Referrals, assessments ' +
          'and enquiries have no theme of their own and are left out.',
        'Sets of themes of fewer than 5 children, and rare ones, are put together.',
      ],
    } satisfies Finding;
  },
});

/** The priced days of a year by set of themes, and all of them. */
export async function costBySet(
  tx: Tx,
  year: FinancialYear,
): Promise<{ readonly rows: readonly SetCost[]; readonly total: SetCost }> {
  const costed: Costed = priceActivity(
    lateDays(await themeDaysOfYear(tx, startOf(year))),
    pricesOf(),
  );
  const lines = [...ofCashKind(costed.lines, 'cash'), ...ofCashKind(costed.lines, 'capacity')];
  const { marks } = await loadThemeYear(tx, year);
  const bySet = Map.groupBy(lines, (line) => line.activity.group);
  const shown = shownSets(
    [...bySet].map(([set, own]) => ({
      set,
      cost: sumLines(own).pence,
      children: marks.get(`days/${set}`) ?? 0,
    })),
  );
  const rows: SetCost[] = shown.map((set) => ({
    key: comboKey(themesOfSet(set)),
    label: setWords(themesOfSet(set)),
    lines: bySet.get(set) ?? [],
  }));
  const rest = lines.filter(({ activity: { group } }) => group !== '' && !shown.includes(group));
  if (rest.length > 0) rows.push({ key: OTHER_SETS, label: 'Other combinations', lines: rest });
  const none = bySet.get('') ?? [];
  if (none.length > 0) rows.push({ key: NO_THEME, label: 'No theme recorded', lines: none });
  return { rows, total: { key: 'total', label: 'All days of late help', lines } };
}

/** The cost of a row, or of one activity in it, with the inputs that it is worked out from. */
export function setFigure(row: SetCost, year: FinancialYear, what: string | undefined): Figure {
  const byActivity = Map.groupBy(row.lines, (line) => activityKey(line.activity));
  const lines = what === undefined ? row.lines : (byActivity.get(what) ?? []);
  const [first] = lines;
  const { pence, low, high } = sumLines(lines);
  const base = { value: pence, unit: 'pence' as const, low, high };
  const id = figureId('theme-cost', { row: row.key, what, year });
  if (what === undefined) {
    const inputs = [...byActivity.keys()].map((key) => setFigure(row, year, key));
    return {
      ...base,
      id,
      label: `${row.label}: cost of late help`,
      how: {
        formula:
          'The sum of days at each level of late help on which exactly these themes hold, times ' +
          'the price of such a day. Value to society is left out.',
        inputs,
      },
    };
  }
  const label = first ? activityLabel(first.activity) : what;
  return {
    ...base,
    id,
    label: `${row.label}, ${label.toLowerCase()}: cost`,
    how: {
      formula: 'Days times the price of a day, rounded once for each set of themes.',
      ...(first
        ? { inputs: [daysFigure(row, year, lines), priceFigure(first.activity, first.price)] }
        : {}),
    },
  };
}

/** How many days of one level a row has. */
export function daysFigure(
  row: SetCost,
  year: FinancialYear,
  lines: readonly PricedLine[],
): Figure {
  const [first] = lines;
  const what = first ? activityKey(first.activity) : '';
  const quantity = lines.reduce((sum, line) => sum + line.activity.quantity, 0);
  return {
    id: figureId('theme-days', { row: row.key, what, year }),
    label: `${row.label}, ${first ? activityLabel(first.activity).toLowerCase() : what}: days`,
    value: quantity,
    unit: 'days',
    how: {
      formula:
        'Days of all children at this level on which exactly these themes hold: those of the ' +
        'latest assessment, and those that schools, police and youth justice state of the year.',
      rows: { question: 'Which days are counted?', count: quantity },
    },
  };
}

function headlineOf(rows: readonly SetCost[], total: SetCost, year: FinancialYear): string {
  const all = sumLines(total.lines).pence;
  const span = formatFinancialYear(year);
  if (all === 0) return `No day of late help has a cost in ${span}`;
  const several = rows
    .filter((row) => row.key.includes('+'))
    .reduce((sum, row) => sum + sumLines(row.lines).pence, 0);
  const share = roundHalfAway((100 * several) / all);
  return `At least ${share}% of the cost of late help is of days with two themes or more, ${span}`;
}

function dearest(rows: readonly SetCost[], year: FinancialYear): string {
  const costOf = (row: SetCost) => sumLines(row.lines).pence;
  const [most] = [...rows].sort((a, b) => costOf(b) - costOf(a));
  const span = formatFinancialYear(year);
  return most
    ? `Of its days, those with these themes cost most in ${span}: ${most.label}`
    : `No combination with this theme can be shown for ${span}`;
}

/** Days of late help at one level by combination of themes: what a cost is worked out from. */
export const themeDaysMeasure: Measure = defineMeasure({
  name: 'theme-days',
  title: 'Days of late help by combination of themes',
  who: thoseWhoSeeFigures,
  parameters: {
    row: `themes joined by +, ${OTHER_SETS}, ${NO_THEME} or total`,
    what: 'a level such as child-in-need or looked-after/foster',
    year: 'a financial year such as 2024-25; the newest known by default',
  },
  compute: async (tx, _actor, given) => {
    const year = await readThemeYear(tx, given.year);
    const { rows, total } = await costBySet(tx, year);
    const row = [...rows, total].find((one) => one.key === given.row);
    const lines = row?.lines.filter((line) => activityKey(line.activity) === given.what) ?? [];
    if (!row || lines.length === 0) {
      throw refuse('no-such-row', 'not-found', 'No days of this kind are shown for the year.');
    }
    const figure = daysFigure(row, year, lines);
    return {
      id: figure.id,
      headline: figure.label,
      subtitle: `Days of late help, ${formatFinancialYear(year)}`,
      rowHeading: 'What happened',
      columns: ['Days'],
      rows: [{ label: row.label, figures: [figure] }],
      chart: 'none',
    };
  },
});
