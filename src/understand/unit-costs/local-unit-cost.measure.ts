import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Citation,
  type Figure,
  figureId,
  type FinancialYear,
  type Finding,
  type FindingRow,
  formatFinancialYear,
  parseFinancialYear,
  pence,
  refuse,
  roundHalfAway,
  countedHow,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { ownSpend, sourceById, type SpendRow, spendYears } from '../../record/index.ts';
import { levelDays } from '../cost/activity.store.ts';
import { readChoice, spanOf } from '../cost/cost-asked.ts';
import {
  isLocalUnitCost,
  LOCAL_MEASURE,
  type LocalUnitCost,
  localUnitCost,
  type LocalYear,
  type NoLocalUnitCost,
} from './local-unit-cost.ts';
import { DEFLATORS, LATE_HELP, UNIT_COSTS } from './reference-books.ts';
import { costOfDays } from './unit-cost.ts';
import { citationOf } from './unit-cost-figures.ts';

const COLUMNS = ['here', 'published', 'ratio', 'spend', 'days'] as const;
type Column = (typeof COLUMNS)[number];

const COLUMN_LABELS: Readonly<Record<Column, string>> = {
  here: 'A child-year here',
  published: 'A child-year as published',
  ratio: 'Here over published',
  spend: 'Net spend',
  days: 'Days of help',
};

/** What a child-year of help costs here, from spend and days, beside the published cost. */
export const localUnitCostMeasure: Measure = defineMeasure({
  name: 'local-unit-cost',
  title: 'Unit costs here',
  who: thoseWhoSeeFigures,
  parameters: {
    year: 'a financial year such as 2024-25; the newest with spending by default',
    row: 'the code of one, such as local-foster',
    column: 'one column of that row: here, published, ratio, spend or days',
  },
  compute: async (tx, _actor, given) => {
    const year = await readSpendYear(tx, given.year);
    if (year === null) return emptyFinding();
    const spend = await ownSpend(tx, year, 'ro3');
    const local = await localYear(tx, year, spend);
    const files = await filesOf(tx, spend);
    const results = LATE_HELP.localUnitCosts.map((rule) =>
      localUnitCost(rule, local, UNIT_COSTS, DEFLATORS.standard),
    );
    const rows = results.map((result): FindingRow => {
      const figures = COLUMNS.map((column) => figureOf(result, year, column, files));
      return { label: result.label, figures };
    });
    const finding = findingOf(year, results, rows);
    if (given.row === undefined) return finding;
    const index = results.findIndex((result) => result.code === given.row);
    const line = rows[index];
    if (!line) throw refuse('no-such-row', 'not-found', `There is no row "${given.row}" here.`);
    const column = readChoice(given.column ?? 'here', COLUMNS, 'column');
    const figure = line.figures[COLUMNS.indexOf(column)];
    return {
      ...finding,
      id: figure?.id ?? finding.id,
      headline: figure?.label ?? finding.headline,
      columns: [COLUMN_LABELS[column]],
      rows: [{ label: line.label, figures: figure ? [figure] : [] }],
      chart: 'none',
    };
  },
});

/** The year asked for, or the newest with spending; null where no spending is loaded. */
async function readSpendYear(tx: Tx, text: string | undefined): Promise<FinancialYear | null> {
  const year = parseFinancialYear(text ?? (await spendYears(tx))[0] ?? '');
  if (year !== null || text === undefined) return year;
  throw refuse('no-such-year', 'invalid', `"${text}" is not a year such as 2024-25.`);
}

async function localYear(
  tx: Tx,
  year: FinancialYear,
  spend: readonly SpendRow[],
): Promise<LocalYear> {
  const rows = await levelDays(tx, { ...spanOf(year, null), wardId: null, by: 'nothing' });
  const childDays = new Map<string, number>();
  const add = (key: string, days: number) => childDays.set(key, (childDays.get(key) ?? 0) + days);
  for (const { level, placement_group: group, days } of rows) {
    add(level, days);
    if (group !== '') add(`${level}/${group}`, days);
  }
  return {
    year,
    childDays,
    spend: spend.map(({ publication, line, measure, amount_pence }) => ({
      publication,
      line,
      measure,
      pence: pence(amount_pence),
    })),
  };
}

/** Where each line of spending was stated. */
async function filesOf(tx: Tx, spend: readonly SpendRow[]): Promise<Map<string, Citation>> {
  const names = new Map<number, string>();
  for (const id of new Set(spend.map((row) => row.source_id))) {
    names.set(id, (await sourceById(tx, id))?.name ?? 'a loaded file');
  }
  const own = spend.filter((row) => row.measure === LOCAL_MEASURE);
  return new Map(
    own.map((row) => [
      row.line,
      {
        title: names.get(row.source_id) ?? 'a loaded file',
        publisher: 'loaded here',
        locator: `row ${row.source_row ?? 'not stated'}, line ${row.line}`,
        date: `spending of ${row.year}`,
      },
    ]),
  );
}

function figureOf(
  result: LocalUnitCost | NoLocalUnitCost,
  year: FinancialYear,
  column: Column,
  files: ReadonlyMap<string, Citation>,
): Figure {
  const id = figureId('local-unit-cost', { year, row: result.code, column });
  const base = { id, label: `${result.label}: ${COLUMN_LABELS[column].toLowerCase()}` };
  if (!isLocalUnitCost(result)) {
    const unit = column === 'ratio' ? 'ratio' : column === 'days' ? 'days' : 'pence';
    return { ...base, value: null, unit, absent: 'not-available', how: { formula: result.why } };
  }
  const other = (one: Column) => figureOf(result, year, one, files);
  switch (column) {
    case 'here': {
      const formula = 'Net spend of the lines in the year over days of help in it, times 365.';
      const how = { formula, inputs: [other('spend'), other('days')], notes: result.caveats };
      return { ...base, value: result.perChildYearPence, unit: 'pence', how };
    }
    case 'published':
      return { ...base, ...publishedRange(result), unit: 'pence', how: publishedHow(result) };
    case 'ratio': {
      const formula =
        'What a child-year costs here over the published cost: over 1 is dearer here.';
      const how = { formula, inputs: [other('here'), other('published')], notes: result.caveats };
      return { ...base, value: result.ratio, unit: 'ratio', how };
    }
    case 'spend': {
      const formula = `Net current expenditure of the revenue outturn: ${result.lines.join(', ')}.`;
      const citations = result.lines.flatMap((line) => files.get(line) ?? []);
      return { ...base, value: result.spendPence, unit: 'pence', how: { formula, citations } };
    }
    case 'days': {
      const formula = 'Days of all children at these levels, each counted once at the highest.';
      const how = countedHow(formula, 'Days on record', result.childDays);
      return { ...base, value: result.childDays, unit: 'days', how };
    }
  }
}

function publishedRange({ published, publishedPerChildYearPence }: LocalUnitCost) {
  const perYear = (amount: typeof published.low) =>
    roundHalfAway(costOfDays(amount, published.unit, 365));
  const [low, high] = [perYear(published.low), perYear(published.high)];
  return { value: publishedPerChildYearPence, low, high };
}

function publishedHow({ published }: LocalUnitCost) {
  const year = formatFinancialYear(published.priceYear);
  return {
    formula: `${published.label}, for 365 days, in prices of ${year}.`,
    citations: [citationOf(published)],
  };
}

function findingOf(
  year: FinancialYear,
  results: readonly (LocalUnitCost | NoLocalUnitCost)[],
  rows: readonly FindingRow[],
): Finding {
  return {
    id: figureId('local-unit-cost', { year }),
    headline: headlineOf(year, results.filter(isLocalUnitCost)),
    subtitle:
      `Cost of a child-year of help here and as published, ${formatFinancialYear(year)}, ` +
      'in that year\u2019s money',
    rowHeading: 'Help',
    columns: COLUMNS.map((column) => COLUMN_LABELS[column]),
    rows,
    chart: 'none',
    notes: [
      'Spend is what the council reports; days are those of the record. Both can be ' +
        'incomplete: a ratio far from 1 is a question, not an answer.',
      ...results.flatMap((result) =>
        isLocalUnitCost(result) ? [] : [`${result.label}: ${result.why}`],
      ),
    ],
  };
}

function headlineOf(year: FinancialYear, known: readonly LocalUnitCost[]): string {
  const span = formatFinancialYear(year);
  if (known.length === 0) return `No unit cost of ${span} can be worked out here yet`;
  const furthest = known.reduce((a, b) =>
    Math.abs(Math.log(b.ratio || 1)) > Math.abs(Math.log(a.ratio || 1)) ? b : a,
  );
  const percent = Math.round(Math.abs(furthest.ratio - 1) * 100);
  if (percent === 0) return `Unit costs here were as published in ${span}`;
  const way = furthest.ratio > 1 ? 'more' : 'less';
  return `${furthest.label}: a child-year cost ${percent}% ${way} here than published in ${span}`;
}

function emptyFinding(): Finding {
  return {
    id: 'local-unit-cost',
    headline: 'No spending is loaded, so no unit cost can be worked out here',
    subtitle: 'Cost of a child-year of help here and as published',
    rowHeading: 'Help',
    columns: COLUMNS.map((column) => COLUMN_LABELS[column]),
    rows: [],
    chart: 'none',
  };
}
