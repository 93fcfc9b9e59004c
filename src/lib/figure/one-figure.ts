import { refuse } from '../refusal/refusal.ts';
import type { Figure, Finding } from './figure.ts';

/** One figure of a finding on its own, under its column, as its address shows it. */
export function oneFigure(finding: Finding, figure: Figure, column: string): Finding {
  const { total, ...rest } = finding;
  return {
    ...rest,
    id: figure.id,
    headline: figure.label,
    columns: [column],
    rows: [{ label: figure.label, figures: [figure] }],
    chart: 'none',
  };
}

/** The figure of a finding that has this address; refuses one that is not among its cells. */
export function cellOf(finding: Finding, id: string): Finding {
  const rows = [...finding.rows, ...(finding.total ? [finding.total] : [])];
  for (const { figures } of rows) {
    const place = figures.findIndex((one) => one.id === id);
    const figure = figures[place];
    if (figure) return oneFigure(finding, figure, finding.columns[place] ?? '');
  }
  throw refuse('no-such-row', 'not-found', 'There is no such row or column here.');
}
