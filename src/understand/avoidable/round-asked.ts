import { type Finding, refuse } from '../../lib/index.ts';
import type { Parameters, Tx } from '../../platform/index.ts';
import { listRounds, type RoundRow } from './rounds.store.ts';
import { readRoundRow } from './start-round.ts';

/** The round that a measure is asked about: one by its number, or the newest. */
export async function roundAsked(tx: Tx, given: Parameters): Promise<RoundRow> {
  if (given.round !== undefined) return readRoundRow(tx, Number(given.round));
  const [newest] = await listRounds(tx);
  if (!newest) throw refuse('no-such-round', 'not-found', 'No round of reviews was started yet.');
  return newest;
}

/** One cell of a finding as a finding of its own, by the row and column of its address. */
export function onlyCell(finding: Finding, id: string): Finding {
  const every = [...finding.rows, ...(finding.total ? [finding.total] : [])].flatMap(
    (line) => line.figures,
  );
  return asFinding(
    finding,
    every.find((one) => one.id === id),
  );
}

/** One figure as a finding of its own; refuses where there is none. */
export function asFinding(
  { total: _, ...finding }: Finding,
  figure: Finding['rows'][number]['figures'][number] | undefined,
): Finding {
  if (!figure) throw refuse('no-such-row', 'not-found', 'There is no such number here.');
  return {
    ...finding,
    id: figure.id,
    headline: figure.label,
    columns: ['Value'],
    rows: [{ label: figure.label, figures: [figure] }],
    chart: 'none',
  };
}
