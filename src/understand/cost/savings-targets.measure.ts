import { listAgencies, thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type AgencyId,
  type Figure,
  figureId,
  type FinancialYear,
  financialYear,
  type Finding,
  type FindingRow,
  formatDay,
  formatFinancialYear,
  formatPence,
  day,
  parseFinancialYear,
  pence,
  refuse,
  sumPence,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { readChoice } from './cost-asked.ts';
import { type Coverage, coverageOf, type Ranged } from './savings-target.ts';
import {
  type KeptCover,
  type KeptTarget,
  listCovers,
  listTargets,
  savingsYears,
} from './savings-target.store.ts';

const COLUMNS = ['target', 'covered', 'gap', 'planned', 'capacity', 'avoided'] as const;
type Column = (typeof COLUMNS)[number];

const COLUMN_LABELS: Readonly<Record<Column, string>> = {
  target: 'To be saved in cash',
  covered: 'Covered: cash agreed or delivered',
  gap: 'Not covered',
  planned: 'Cash only planned',
  capacity: 'Beside: time and places freed',
  avoided: 'Beside: cost avoided',
};

interface Line {
  /** The number of the agency, or `total`. */
  readonly key: string;
  readonly label: string;
  readonly coverage: Coverage;
  readonly covers: readonly KeptCover[];
  readonly targets: readonly KeptTarget[];
}

/** What each partner must save in a year, and how much of it is covered in cash. */
export const savingsTargetsMeasure: Measure = defineMeasure({
  name: 'savings-targets',
  title: 'Savings targets and what covers them',
  who: thoseWhoSeeFigures,
  parameters: {
    year: 'a financial year such as 2026-27; the newest with a target by default',
    row: 'the number of one agency, or total',
    column: `one column of that row: ${COLUMNS.join(', ')}`,
  },
  compute: async (tx, _actor, given) => {
    const year = await readSavingsYear(tx, given.year);
    if (year === null) return emptyFinding();
    const lines = await linesOf(tx, year);
    const total = lines.length === 0 ? null : totalOf(lines);
    const finding = findingOf(year, lines, total);
    if (given.row === undefined) return finding;
    const line = [...lines, ...(total ? [total] : [])].find((one) => one.key === given.row);
    if (!line) throw refuse('no-such-row', 'not-found', `There is no row "${given.row}" here.`);
    const column = readChoice(given.column ?? 'gap', COLUMNS, 'column');
    const figure = figureOf(year, line, column);
    const { total: _total, ...rest } = finding;
    return {
      ...rest,
      id: figure.id,
      headline: figure.label,
      columns: [COLUMN_LABELS[column]],
      rows: [{ label: line.label, figures: [figure] }],
      chart: 'none',
    };
  },
});

/** A year as typed, or the newest for which anything is kept; null where nothing is. */
export async function readSavingsYear(
  tx: Tx,
  text: string | undefined,
): Promise<FinancialYear | null> {
  if (text !== undefined && text !== '') {
    const year = parseFinancialYear(text);
    if (year !== null) return year;
    throw refuse('no-such-year', 'invalid', `"${text}" is not a year such as 2026-27.`);
  }
  const [newest] = await savingsYears(tx);
  return newest === undefined ? null : financialYear(newest);
}

async function linesOf(tx: Tx, year: FinancialYear): Promise<Line[]> {
  const start = Number(year.slice(0, 4));
  const [targets, covers] = [await listTargets(tx, start), await listCovers(tx, start)];
  const names = new Map((await listAgencies(tx)).map((agency) => [agency.id, agency.name]));
  const agencies = new Set<AgencyId>([...targets, ...covers].map((one) => one.agencyId));
  return [...agencies].map((id) => {
    const own = targets.filter((one) => one.agencyId === id);
    const lines = covers.filter((one) => one.agencyId === id);
    const target = sumPence(own.map((one) => one.amount));
    return {
      key: String(id),
      label: names.get(id) ?? 'An agency',
      coverage: coverageOf(target, lines),
      covers: lines,
      targets: own,
    };
  });
}

function totalOf(lines: readonly Line[]): Line {
  const [covers, targets] = [
    lines.flatMap((one) => one.covers),
    lines.flatMap((one) => one.targets),
  ];
  const target = sumPence(targets.map((one) => one.amount));
  const coverage = coverageOf(target, covers);
  return { key: 'total', label: 'The partnership', coverage, covers, targets };
}

function findingOf(year: FinancialYear, lines: readonly Line[], total: Line | null): Finding {
  const row = (line: Line): FindingRow => ({
    label: line.label,
    figures: COLUMNS.map((column) => figureOf(year, line, column)),
  });
  return {
    id: figureId('savings-targets', { year }),
    headline: headlineOf(year, total),
    subtitle: `Savings targets by partner, ${formatFinancialYear(year)}, and what covers them`,
    rowHeading: 'Partner',
    columns: COLUMNS.map((column) => COLUMN_LABELS[column]),
    rows: lines.map(row),
    ...(total ? { total: row(total) } : {}),
    chart: lines.length === 0 ? 'none' : 'bars',
    notes: [
      'Only cash that is agreed or delivered covers a target. Time that becomes free and costs ' +
        'that do not arise stand beside it and are never added to it.',
    ],
  };
}

function headlineOf(year: FinancialYear, total: Line | null): string {
  const when = formatFinancialYear(year);
  if (total === null || total.targets.length === 0) {
    return `No savings target is set for ${when}`;
  }
  const { target, covered } = total.coverage;
  const share = Math.round((100 * covered.value) / target);
  const amounts = `${formatPence(covered.value)} of ${formatPence(target)}`;
  return `${amounts} to be saved in ${when} is covered in cash (${share}%)`;
}

function figureOf(year: FinancialYear, line: Line, column: Column): Figure {
  const base = {
    id: figureId('savings-targets', { year, row: line.key, column }),
    label: `${line.label}: ${COLUMN_LABELS[column].toLowerCase()}`,
    unit: 'pence' as const,
  };
  const href = `/cost/targets?year=${year}`;
  if (column === 'target') {
    const { length: count } = line.targets;
    return {
      ...base,
      value: line.coverage.target,
      how: {
        formula: line.key === 'total' ? 'The targets of all partners, added.' : setWords(line),
        rows: { question: 'Targets that were set', count, href },
      },
    };
  }
  const amount = line.coverage[column];
  const covers = coversOf(line, column);
  return {
    ...base,
    value: amount.value,
    ...rangeOf(amount),
    how: {
      formula: FORMULAS[column],
      ...(column === 'gap'
        ? { inputs: [figureOf(year, line, 'target'), figureOf(year, line, 'covered')] }
        : { rows: { question: 'Lines that were stated', count: covers.length, href } }),
    },
  };
}

function setWords({ targets: [target] }: Line): string {
  if (!target) return 'No target is set for this partner in this year.';
  const on = formatDay(day(target.setAt.toISOString().slice(0, 10)));
  return `Set on ${on}${target.note === '' ? '.' : `: ${target.note}`}`;
}

function coversOf({ covers }: Line, column: Exclude<Column, 'target'>): readonly KeptCover[] {
  if (column === 'capacity' || column === 'avoided') {
    return covers.filter((one) => one.kind === column);
  }
  const isPlanned = column === 'planned';
  return covers.filter((one) => one.kind === 'cash' && (one.status === 'planned') === isPlanned);
}

function rangeOf({ value, low, high }: Ranged): { low?: number; high?: number } {
  return low === value && high === value ? {} : { low: pence(low), high: pence(high) };
}

const FORMULAS: Readonly<Record<Exclude<Column, 'target'>, string>> = {
  covered: 'Lines of cash that are agreed or delivered, added, ends of ranges to ends.',
  gap: 'What is to be saved less what is covered; below nothing where more is covered.',
  planned: 'Lines of cash that are only planned, added. They cover nothing yet.',
  capacity: 'Lines of time and places that become free, added. They pay no bill.',
  avoided: 'Lines of cost that does not arise, added. It was in no budget.',
};

function emptyFinding(): Finding {
  return {
    id: 'savings-targets',
    headline: 'No savings target is set yet',
    subtitle: 'Savings targets by partner, and what covers them',
    rowHeading: 'Partner',
    columns: COLUMNS.map((column) => COLUMN_LABELS[column]),
    rows: [],
    chart: 'none',
  };
}
