import { formatPenceExactly, pence } from '../money/money.ts';
import type { Figure, Finding, FindingRow } from './figure.ts';

/** A finding as plain text in columns, for the command line; ranges in brackets. */
export function formatFinding(finding: Finding): string {
  const rows = finding.total ? [...finding.rows, finding.total] : finding.rows;
  const cells = [[finding.rowHeading, ...finding.columns], ...rows.map(cellsOf)];
  const widths =
    cells[0]?.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0))) ?? [];
  const lines = cells.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const notes = (finding.notes ?? []).map((note) => `Note: ${note}`);
  const how = explained(finding);
  return [finding.headline, finding.subtitle, '', ...lines, '', ...how, ...notes].join('\n');
}

function cellsOf(row: FindingRow): string[] {
  return [row.label, ...row.figures.map(formatFigure)];
}

/** A figure as plain text: its value to the penny or as counted, and its range where modelled. */
export function formatFigure(figure: Figure): string {
  if (figure.value === null) return ABSENT[figure.absent ?? 'not-available'];
  const value = amount(figure.value, figure);
  if (figure.low === undefined || figure.high === undefined) return value;
  return `${value} (${amount(figure.low, figure)} to ${amount(figure.high, figure)})`;
}

const ABSENT = {
  'not-measured': 'not measured',
  suppressed: 'hidden',
  'not-available': 'not available',
} as const;

function amount(value: number, figure: Figure): string {
  if (figure.unit === 'pence') return formatPenceExactly(pence(Math.round(value)));
  const maximumFractionDigits = figure.unit === 'decimal' ? 2 : 1;
  const text = value.toLocaleString('en-GB', { maximumFractionDigits });
  if (figure.unit === 'us-dollars') return text.replace(/^(-?)/, '$1US$$');
  return figure.unit === 'percent' ? `${text}%` : text;
}

function explained(finding: Finding): string[] {
  const figure = finding.total?.figures[0] ?? finding.rows[0]?.figures[0];
  if (!figure) return [];
  const sources = new Set<string>();
  gather(figure, sources);
  return [`How: ${figure.how.formula}`, ...[...sources].map((source) => `Source: ${source}`)];
}

function gather(figure: Figure, into: Set<string>): void {
  for (const { publisher, title, locator, date } of figure.how.citations ?? []) {
    into.add([publisher, title, locator, date].filter(Boolean).join(', '));
  }
  for (const input of figure.how.inputs ?? []) gather(input, into);
}
