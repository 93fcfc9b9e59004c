import { isSmall } from '../../lib/index.ts';
import { ADVICE_OUTCOMES, type AdviceOutcome } from '../../record/index.ts';
import { hideTables, type TableCell } from './hide-referrals.ts';

/** What is counted of calls to advice lines. */
export const ADVICE_COUNTS = ['calls', ...ADVICE_OUTCOMES] as const;

/** One thing counted of calls. */
export type AdviceCountName = (typeof ADVICE_COUNTS)[number];

/** The calls of one agency, or of all, and which counts may not be shown. */
export interface AdviceRow {
  /** The number of an agency, 0 where it is not known, or `total`. */
  readonly key: string;
  readonly counts: Readonly<Record<AdviceCountName, number>>;
  readonly hidden: ReadonlySet<AdviceCountName>;
}

/** Calls by agency, most first, and in all; counts of 1 to 4 hidden with what gives them away. */
export function adviceTable(
  rows: readonly {
    readonly agency_id: number;
    readonly outcome: AdviceOutcome;
    readonly calls: number;
  }[],
): { readonly rows: readonly AdviceRow[]; readonly total: AdviceRow } {
  const byKey = new Map<string, Record<AdviceCountName, number>>([['total', none()]]);
  for (const row of rows) {
    for (const key of [String(row.agency_id), 'total']) {
      const counts = byKey.get(key) ?? none();
      counts.calls += row.calls;
      counts[row.outcome] += row.calls;
      byKey.set(key, counts);
    }
  }
  const hidden = hiddenOf(byKey);
  const made = [...byKey].map(([key, counts]): AdviceRow => {
    const own = ADVICE_COUNTS.filter((count) => hidden.has(`${key} ${count}`));
    return { key, counts, hidden: new Set(own) };
  });
  const [total, ...agencies] = made as [AdviceRow, ...AdviceRow[]];
  agencies.sort((a, b) => b.counts.calls - a.counts.calls || (a.key < b.key ? -1 : 1));
  return { rows: agencies, total };
}

function none(): Record<AdviceCountName, number> {
  return { calls: 0, 'advice-only': 0, 'early-help-request': 0, referral: 0, other: 0 };
}

function hiddenOf(
  byKey: ReadonlyMap<string, Readonly<Record<AdviceCountName, number>>>,
): ReadonlySet<string> {
  const keys = [...byKey.keys()];
  const cells = new Map<string, TableCell>();
  for (const [key, counts] of byKey) {
    for (const count of ADVICE_COUNTS) {
      const isLast = key === 'total' || count === 'calls';
      cells.set(`${key} ${count}`, { count: counts[count], isLast });
    }
  }
  const lines = [
    ...keys.map((key) => ADVICE_COUNTS.map((count) => `${key} ${count}`)),
    ...ADVICE_COUNTS.map((count) => keys.map((key) => `${key} ${count}`)),
  ];
  return hideTables(cells, lines, isSmall);
}

/** Counts of one agency, or of all, in the four quarters of a financial year. */
export interface QuarterRow {
  readonly counts: readonly number[];
  readonly hidden: readonly boolean[];
}

/**
 * Counts by quarter of a financial year for each agency and for all (`total`). Counts of 1 to 4 are
 * hidden with what gives them away along a year or across agencies; agencies whose year is hidden
 * elsewhere are hidden whole. Months are written as `2024-05-01`.
 */
export function quarterTable(
  rows: readonly { readonly agency_id: number; readonly month: string; readonly count: number }[],
  closed: ReadonlySet<string>,
): ReadonlyMap<string, QuarterRow> {
  const sums = new Map<string, number[]>([['total', [0, 0, 0, 0]]]);
  for (const row of rows) {
    const quarter = Math.floor(((Number(row.month.slice(5, 7)) + 8) % 12) / 3);
    for (const key of [String(row.agency_id), 'total']) {
      const own = sums.get(key) ?? [0, 0, 0, 0];
      own[quarter] = (own[quarter] ?? 0) + row.count;
      sums.set(key, own);
    }
  }
  const cells = new Map<string, TableCell>();
  for (const [key, counts] of sums) {
    const isClosed = closed.has(key);
    const year = counts.reduce((sum, one) => sum + one, 0);
    cells.set(`${key} year`, { count: year, isClosed, isLast: true });
    counts.forEach((count, quarter) => {
      cells.set(`${key} ${quarter}`, { count, isClosed, isLast: key === 'total' });
    });
  }
  const keys = [...sums.keys()];
  const columns = ['year', '0', '1', '2', '3'];
  const lines = [
    ...keys.map((key) => columns.map((column) => `${key} ${column}`)),
    ...columns.map((column) => keys.map((key) => `${key} ${column}`)),
  ];
  const hidden = hideTables(cells, lines, isSmall);
  return new Map(
    [...sums].map(([key, counts]) => [
      key,
      { counts, hidden: counts.map((_, quarter) => hidden.has(`${key} ${quarter}`)) },
    ]),
  );
}
