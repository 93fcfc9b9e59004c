import { type Figure, figureId, type Finding, type FindingRow, refuse } from '../../lib/index.ts';
import type { Parameters } from '../../platform/index.ts';

/** A row of a finding with its key in addresses. */
export interface KeyedRow extends FindingRow {
  readonly key: string;
}

/** A finding whose rows and columns have keys, so that one of them can be asked for. */
export interface KeyedFinding extends Omit<Finding, 'id' | 'rows' | 'total'> {
  readonly name: string;
  /** What was asked, but for row and column. */
  readonly asked: Readonly<Record<string, string | undefined>>;
  readonly rows: readonly KeyedRow[];
  readonly total?: KeyedRow;
  readonly columnKeys: readonly string[];
}

/** The whole finding, or the row and the column of it that are asked for. */
export function narrowed(finding: KeyedFinding, given: Parameters): Finding {
  const { name, asked, columnKeys, rows: all, total, ...shown } = finding;
  const { row, column } = given;
  const id = figureId(name, { ...asked, row, column });
  const plain = ({ key: _, ...rest }: KeyedRow): FindingRow => rest;
  if (row === undefined && column === undefined) {
    return { ...shown, id, rows: all.map(plain), ...(total ? { total: plain(total) } : {}) };
  }
  const at = columnKeys.indexOf(column ?? '');
  const rows = [...all, ...(total ? [total] : [])].filter(
    (one) => row === undefined || one.key === row,
  );
  if (rows.length === 0 || (column !== undefined && at < 0)) {
    throw refuse('no-such-row', 'not-found', 'There is no such row or column here.');
  }
  const only = (figures: readonly Figure[]) => (at < 0 ? figures : figures.slice(at, at + 1));
  const [first] = rows;
  const [figure] = first ? only(first.figures) : [];
  return {
    ...shown,
    id,
    headline: rows.length === 1 && at >= 0 && figure ? figure.label : (first?.label ?? ''),
    columns: at < 0 ? shown.columns : [shown.columns[at] ?? ''],
    rows: rows.map((one) => ({ ...plain(one), figures: only(one.figures) })),
    chart: 'none',
  };
}
