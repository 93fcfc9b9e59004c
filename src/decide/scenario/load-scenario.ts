import { refuse } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Scenario } from './scenario.ts';
import { scenarioOf } from './scenario-file.ts';
import type { KeptScenario, ScenarioVersion } from './scenario-record.ts';
import { findScenario, findScenarioVersion } from './scenario.store.ts';

/** One version of a scenario, with the scenario it belongs to and what its text says. */
export interface LoadedScenario {
  readonly kept: KeptScenario;
  readonly version: ScenarioVersion;
  readonly scenario: Scenario;
}

/** A scenario that may be seen; refuses any other as if there were none. */
export async function readScenario(tx: Tx, id: number): Promise<KeptScenario> {
  const kept = Number.isSafeInteger(id) ? await findScenario(tx, id) : null;
  if (kept) return kept;
  throw refuse('no-such-scenario', 'not-found', 'There is no such scenario.');
}

/** A version of a scenario, the newest by default; refuses one that is not there. */
export async function loadScenario(
  tx: Tx,
  id: number,
  version: number | null = null,
): Promise<LoadedScenario> {
  const kept = await readScenario(tx, id);
  const found = await findScenarioVersion(tx, kept.id, version ?? kept.newestVersion);
  if (!found) {
    throw refuse('no-such-version', 'not-found', 'There is no such version of the scenario.');
  }
  return { kept, version: found, scenario: scenarioOf(found.content) };
}

/** Reads a number in an address, such as that of a scenario or version; refuses what is none. */
export function readNumber(text: string | undefined, what = 'scenario'): number {
  if (text !== undefined && /^[1-9]\d{0,11}$/.test(text)) return Number(text);
  throw refuse('no-such-scenario', 'not-found', `There is no such ${what}.`);
}
