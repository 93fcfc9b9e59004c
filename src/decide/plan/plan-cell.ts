import { type Finding, refuse } from '../../lib/index.ts';

/** One figure of a finding on its own, by its address; refuses one that is not in it. */
export function cellAt(finding: Finding, id: string): Finding {
  for (const { label, figures } of [...finding.rows, ...(finding.total ? [finding.total] : [])]) {
    const place = figures.findIndex((one) => one.id === id);
    const figure = figures[place];
    if (!figure) continue;
    const { total, ...rest } = finding;
    return {
      ...rest,
      id,
      columns: [finding.columns[place] ?? ''],
      rows: [{ label, figures: [figure] }],
      chart: 'none',
    };
  }
  throw refuse('no-such-row', 'not-found', 'There is no such row here.');
}
