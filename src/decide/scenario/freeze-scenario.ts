import { authorityOf } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import { type Actor, canonicalJson, sha256Of, type Tx } from '../../platform/index.ts';
import { checkMayWrite, type ChangedScenario, scenarioNote } from './create-scenario.ts';
import { loadScenario } from './load-scenario.ts';
import { findResult } from './scenario-result.store.ts';
import { findFreeze, insertFreeze } from './scenario.store.ts';
import type { FrozenPaper, ScenarioFreeze } from './scenario-record.ts';

/** A frozen paper read: what it holds, and whether it is still what was frozen. */
export interface OpenedPaper {
  readonly freeze: ScenarioFreeze;
  readonly paper: FrozenPaper;
  /** Whether its text and the result it names still give the hashes of that day. */
  readonly isWhole: boolean;
}

/**
 * Freezes a run for a committee: text, result, data and seed under one hash, for good. Refuses a
 * first estimate, since a paper rests on all runs.
 */
export async function freezeScenario(
  tx: Tx,
  actor: Actor,
  asked: { readonly resultId: number },
): Promise<ChangedScenario & { readonly freezeId: number; readonly hash: string }> {
  checkMayWrite(actor);
  const result = await findResult(tx, asked.resultId);
  if (!result) throw refuse('no-such-result', 'not-found', 'There is no such run.');
  if (result.kind !== 'full') {
    const sentence = 'This is a first estimate. Run it whole, and freeze that for the committee.';
    throw refuse('result-is-early', 'conflict', sentence);
  }
  const { scenarioId, version, resultHash } = result;
  if (sha256Of(result.content) !== resultHash) throw resultChanged();
  const loaded = await loadScenario(tx, scenarioId, version);
  const paper: FrozenPaper = {
    scenario: scenarioId,
    version,
    name: loaded.scenario.name,
    file: loaded.version.content,
    scenarioHash: loaded.version.hash,
    resultHash,
    inputHash: result.inputHash,
    editionHash: result.editionHash,
    edition: result.edition,
    modelVersion: result.modelVersion,
    seed: result.seed,
    draws: result.draws,
  };
  const content = canonicalJson(paper);
  const hash = sha256Of(content);
  const made = { scenarioId, version, resultId: result.id, content, hash, madeBy: actor.id };
  const freezeId = await insertFreeze(tx, authorityOf(actor), made);
  const note = scenarioNote('frozen', scenarioId, { version, freeze: freezeId, hash });
  return { id: scenarioId, version, freezeId, hash, note };
}

/** A frozen paper, hashed again; refuses one that is not there or may not be seen. */
export async function openFreeze(tx: Tx, id: number): Promise<OpenedPaper> {
  const freeze = Number.isSafeInteger(id) ? await findFreeze(tx, id) : null;
  if (!freeze) throw refuse('no-such-paper', 'not-found', 'There is no such frozen paper.');
  const paper = JSON.parse(freeze.content) as FrozenPaper;
  const result = await findResult(tx, freeze.resultId);
  const isWhole =
    sha256Of(freeze.content) === freeze.hash &&
    result !== null &&
    sha256Of(result.content) === paper.resultHash;
  return { freeze, paper, isWhole };
}

/** The refusal of a result that no longer gives its hash. */
export function resultChanged() {
  const sentence =
    'This result no longer gives the hash that it was kept under, so it is not shown. Run the ' +
    'scenario again, and tell your administrator.';
  return refuse('result-changed', 'conflict', sentence);
}

/** The command that runs a frozen paper again and compares the hash. */
export function reproduceCommand(freezeId: number): string {
  return `npx headwater scenario reproduce ${freezeId}`;
}
