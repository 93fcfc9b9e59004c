import { recordAudit } from '../../govern/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import type { ModelInput } from '../model/model-input.ts';
import type { ModelResult } from '../model/model-result.ts';
import { buildInput } from './build-input.ts';
import { checkMayWrite, scenarioNote } from './create-scenario.ts';
import { foundBefore, keepResult, type RunOf, resultKept } from './keep-result.ts';
import { loadScenario } from './load-scenario.ts';

/** A version to be run as often as it asks, and how the runs are made. */
export interface WholeRun {
  readonly scenarioId: number;
  /** The newest where none is said. */
  readonly version: number | null;
  readonly actor: Actor;
  /** One transaction of the actor; runs are made between two of them. */
  inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Makes the runs; null where they are not wanted any more. */
  run(input: ModelInput, version: number): Promise<ModelResult | null>;
}

/**
 * Runs a version whole and keeps what it found; what was found before with the same data and seed
 * is taken instead. Gives the number of the result, null where it is not wanted any more.
 */
export async function runWhole(asked: WholeRun): Promise<number | null> {
  const { scenarioId, actor } = asked;
  checkMayWrite(actor);
  const { of, before, known } = await asked.inTransaction(async (tx) => {
    const { scenario, version } = await loadScenario(tx, scenarioId, asked.version);
    const built = await buildInput(tx, scenario);
    const run: RunOf = { ...built, scenarioId, version: version.version, kind: 'full' };
    const kept = await resultKept(tx, run);
    return { of: run, before: kept, known: kept ? null : await foundBefore(tx, run.input) };
  });
  if (before) return before.id;
  const found = known ?? (await asked.run(of.input, of.version));
  if (found === null) return null;
  return asked.inTransaction(async (tx) => {
    const { resultId, resultHash } = await keepResult(tx, actor, of, found);
    const detail = { version: of.version, kind: 'full', result: resultId, hash: resultHash };
    await recordAudit(tx, actor, scenarioNote('run', scenarioId, detail));
    return resultId;
  });
}
