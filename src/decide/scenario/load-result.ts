import { refuse } from '../../lib/index.ts';
import { sha256Of, type Tx } from '../../platform/index.ts';
import type { ModelResult } from '../model/model-result.ts';
import { resultChanged } from './freeze-scenario.ts';
import { type LoadedScenario, loadScenario } from './load-scenario.ts';
import { findResult } from './scenario-result.store.ts';
import type { KeptResult } from './scenario-record.ts';

/** A run that is kept: what it found, and the version of the scenario that was run. */
export interface LoadedResult extends LoadedScenario {
  readonly result: KeptResult;
  readonly found: ModelResult;
}

/**
 * A kept run with the version it is of; its hash is worked out again first. Refuses one that is
 * not there or may not be seen, and one that no longer gives its hash.
 */
export async function loadResult(tx: Tx, id: number): Promise<LoadedResult> {
  const row = Number.isSafeInteger(id) ? await findResult(tx, id) : null;
  if (!row) throw refuse('no-such-result', 'not-found', 'There is no such run of a scenario.');
  const { content, ...result } = row;
  if (sha256Of(content) !== result.resultHash) throw resultChanged();
  const loaded = await loadScenario(tx, result.scenarioId, result.version);
  return { ...loaded, result, found: JSON.parse(content) as ModelResult };
}
