import { readFileSync } from 'node:fs';
import type { TestAuthority } from '../../../test/database.ts';
import { day } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { shareScenario } from './change-scenario.ts';
import { createScenario } from './create-scenario.ts';
import { freezeScenario } from './freeze-scenario.ts';
import { estimateVersion } from './run-scenario.ts';

/** The demo's file of 400 places, on published rates, with so few runs that a request has time. */
export const FEW_RUNS = readFileSync(
  new URL('../../../demo/scenarios/family-support-400.yaml', import.meta.url),
  'utf8',
)
  .replace('rates: record', 'rates: published')
  .replace('draws: 5000', 'draws: 200');

/** A scenario of an authority's analyst, worked out, shared and frozen, with its numbers. */
export async function aFrozenScenario(
  tx: Tx,
  { actors }: TestAuthority,
): Promise<{ readonly scenario: number; readonly paper: string; readonly run: number }> {
  const { analyst } = actors;
  const from = { kind: 'file', text: FEW_RUNS } as const;
  const { id } = await createScenario(tx, analyst, { from, today: day('2026-11-22') });
  const { resultId } = await estimateVersion(tx, analyst, { id });
  await shareScenario(tx, analyst, { id, sharing: 'partnership' });
  const { hash } = await freezeScenario(tx, analyst, { resultId });
  return { scenario: id, paper: hash, run: resultId };
}
