import type { ModelResult } from '../model/model-result.ts';
import { inputHash, resultHash } from '../model/model-hash.ts';
import type { BuiltInput } from './build-input.ts';
import type { LoadedResult } from './load-result.ts';
import { MODEL_VERSION } from './model-version.ts';
import type { Scenario } from './scenario.ts';
import { writeScenario } from './scenario-file.ts';
import { scenarioHash } from './scenario-hash.ts';

/**
 * A run that nobody keeps, in the form of one that is kept, so that the same measures speak of it.
 * Its number is 0: its figures have no address of their own.
 */
export function unsavedResult(
  scenario: Scenario,
  { input, edition }: BuiltInput,
  found: ModelResult,
  at: Date,
): LoadedResult {
  const by = { madeBy: '', madeAt: at };
  return {
    scenario,
    found,
    kept: {
      id: 0,
      name: scenario.name,
      newestVersion: 0,
      ownerId: '',
      ownerName: 'nobody yet',
      agencyId: null,
      agencyName: null,
      sharing: 'own',
      lockedBy: null,
      lockedByName: null,
      lockedAt: null,
      origin: 'file',
      originOf: '',
      madeAt: at,
      changedAt: at,
    },
    version: {
      ...by,
      scenarioId: 0,
      version: 0,
      content: writeScenario(scenario),
      hash: scenarioHash(scenario),
      note: '',
      madeByName: 'nobody yet',
    },
    result: {
      ...by,
      id: 0,
      scenarioId: 0,
      version: 0,
      kind: 'full',
      seed: input.seed,
      draws: found.draws,
      editionHash: edition.hash,
      edition: edition.note,
      modelVersion: MODEL_VERSION,
      inputHash: inputHash(input),
      resultHash: resultHash(found),
    },
  };
}

/** What names a run exactly: its hashes, seed and data, as commands and the API state them. */
export function runRow({ result, version, scenario, found }: LoadedResult) {
  return {
    scenario: scenario.name,
    scenarioHash: version.hash,
    kind: result.kind,
    seed: result.seed,
    draws: result.draws,
    edition: result.edition,
    editionHash: result.editionHash,
    modelVersion: result.modelVersion,
    inputHash: result.inputHash,
    resultHash: result.resultHash,
    result: found,
  };
}
