import type { Absence, Citation, Figure, Finding, FindingRow, Unit } from '../figure/figure.ts';

/** How a column's numbers are shown; money is held in pence and shown in pounds. */
export type ColumnKind = 'text' | 'number' | 'money' | 'percent';

/** One column of a table. */
export interface TableColumn {
  readonly heading: string;
  readonly kind: ColumnKind;
}

/** One cell: text, a number (pence in a money column), or null for a cell that stays empty. */
export type TableCell = string | number | null;

/** A table for downloads. A value that is missing is a shorthand such as `[c]`, never 0. */
export interface Table {
  readonly title: string;
  /** Measure, area, period and unit. */
  readonly subtitle: string;
  readonly notes: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
  /** Where the figures come from, one sentence each. */
  readonly source?: readonly string[];
}

/**
 * Shorthand for values that are missing, `[c]` and `[x]` as the Government Analysis Function's
 * guidance on symbols in tables has them (2023).
 */
export const SHORTHAND: Readonly<Record<Absence, string>> = {
  suppressed: '[c]',
  'not-available': '[x]',
  'not-measured': '[z]',
};

const SHORTHAND_NOTES: Readonly<Record<Absence, string>> = {
  suppressed: '[c] means that the number is below 5 and hidden to protect people.',
  'not-available': '[x] means that there is no data.',
  'not-measured': '[z] means that nothing measures this.',
};

const UNIT_WORDS: Partial<Readonly<Record<Unit, string>>> = {
  pence: '£',
  'us-dollars': 'US$',
  percent: '%',
  'per-1000': 'per 1,000',
  'per-10000': 'per 10,000',
  'percentage-points': 'percentage points',
  kilometres: 'km',
};

/**
 * The table behind a finding: one row a group and one column a heading, low and high beside each
 * column in which a figure has a range, a column of units where one column mixes them, the total
 * last, and the sources of every figure and of what went into it.
 */
export function findingTable(finding: Finding): Table {
  const rows = finding.total ? [...finding.rows, finding.total] : finding.rows;
  const columns = finding.columns.map((heading, index) => columnOf(heading, rows, index));
  const isMixed = columns.some((column) => column.isMixed);
  const absences = new Set(rows.flatMap((row) => row.figures).map(absenceOf));
  const notes = [...(finding.notes ?? [])];
  for (const [absence, note] of Object.entries(SHORTHAND_NOTES)) {
    if (absences.has(absence as Absence)) notes.push(note);
  }
  return {
    title: finding.headline,
    subtitle: finding.subtitle,
    notes,
    columns: [
      { heading: finding.rowHeading, kind: 'text' },
      ...(isMixed ? [{ heading: 'Unit', kind: 'text' } as const] : []),
      ...columns.flatMap(spread),
    ],
    rows: rows.map((row) => [
      row.label,
      ...(isMixed ? [unitWords(row)] : []),
      ...columns.flatMap((column, index) => cells(row.figures[index], column)),
    ]),
    source: citationsOf(rows.flatMap((row) => row.figures)).map(formatCitation),
  };
}

interface FindingColumn extends TableColumn {
  readonly hasRange: boolean;
  /** Rows of this column have different units, so that money is given in pounds, as a number. */
  readonly isMixed: boolean;
}

function columnOf(heading: string, rows: readonly FindingRow[], index: number): FindingColumn {
  const figures = rows.map((row) => row.figures[index]).filter((figure) => figure !== undefined);
  const units = new Set(figures.map((figure) => figure.unit));
  const isMixed = units.size > 1;
  const kind = isMixed
    ? 'number'
    : units.has('pence')
      ? 'money'
      : units.has('percent')
        ? 'percent'
        : 'number';
  const hasRange = figures.some((figure) => hasRangeOf(figure));
  return { heading, kind, hasRange, isMixed };
}

function hasRangeOf(figure: Figure): boolean {
  return figure.value !== null && (figure.low !== undefined || figure.high !== undefined);
}

function spread({ heading, kind, hasRange }: FindingColumn): TableColumn[] {
  const column = { heading, kind };
  if (!hasRange) return [column];
  return [column, { heading: `${heading}, low`, kind }, { heading: `${heading}, high`, kind }];
}

function cells(figure: Figure | undefined, column: FindingColumn): TableCell[] {
  const scale = column.isMixed && figure?.unit === 'pence' ? 100 : 1;
  const scaled = (value: number | undefined) => (value === undefined ? null : value / scale);
  const absence = figure && absenceOf(figure);
  const main = absence ? SHORTHAND[absence] : scaled(figure?.value ?? undefined);
  if (!column.hasRange) return [main];
  return absence ? [main, main, main] : [main, scaled(figure?.low), scaled(figure?.high)];
}

/** Why a figure has no value; null when it has one. */
export function absenceOf(figure: Figure): Absence | null {
  return figure.value === null ? (figure.absent ?? 'not-available') : null;
}

function unitWords(row: FindingRow): string {
  const units = new Set(row.figures.map((figure) => UNIT_WORDS[figure.unit] ?? figure.unit));
  return [...units].join(', ');
}

/** The citations of figures and of all their inputs, each once, in the order first met. */
export function citationsOf(figures: readonly Figure[]): Citation[] {
  const found = new Map<string, Citation>();
  const seen = new Set<Figure>();
  const visit = (figure: Figure) => {
    if (seen.has(figure)) return;
    seen.add(figure);
    for (const citation of figure.how.citations ?? []) {
      const key = formatCitation(citation);
      if (!found.has(key)) found.set(key, citation);
    }
    for (const input of figure.how.inputs ?? []) visit(input);
  };
  for (const figure of figures) visit(figure);
  return [...found.values()];
}

/** A citation as people read it: publisher, title, date, locator. */
export function formatCitation(citation: Citation): string {
  const { publisher, title, date, locator } = citation;
  return `${[publisher, title, date, locator].filter((part) => part !== '').join(', ')}.`;
}

/** A column's heading with its unit, as a file needs it: `Cost (£)`. */
export function headingWithUnit(column: TableColumn): string {
  const unit = column.kind === 'money' ? '£' : column.kind === 'percent' ? '%' : null;
  return unit && !column.heading.includes(unit) ? `${column.heading} (${unit})` : column.heading;
}

/** A cell as a file holds it: money in pounds, everything else as it is. */
export function fileValue(cell: TableCell, kind: ColumnKind): TableCell {
  return typeof cell === 'number' && kind === 'money' ? cell / 100 : cell;
}
