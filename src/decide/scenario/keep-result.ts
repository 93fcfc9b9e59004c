import { authorityOf } from '../../govern/index.ts';
import { type Actor, canonicalJson, sha256Of, type Tx } from '../../platform/index.ts';
import { inputHash } from '../model/model-hash.ts';
import type { ModelInput, Rates } from '../model/model-input.ts';
import type { ModelResult } from '../model/model-result.ts';
import type { DataEdition } from './build-input.ts';
import { MODEL_VERSION } from './model-version.ts';
import {
  findInput,
  findResultOf,
  findResultOfInput,
  insertInput,
  insertResult,
} from './scenario-result.store.ts';
import type { KeptResult, ResultKind } from './scenario-record.ts';

/** A run of one version: what it was given and what it rests on. */
export interface RunOf {
  readonly scenarioId: number;
  readonly version: number;
  readonly kind: ResultKind;
  readonly input: ModelInput;
  readonly edition: DataEdition;
}

/** The run of this version with exactly this input, where it was kept before. */
export async function resultKept(tx: Tx, of: RunOf): Promise<KeptResult | null> {
  const { scenarioId, version, input } = of;
  const asked = { scenarioId, version, inputHash: inputHash(input), modelVersion: MODEL_VERSION };
  return findResultOf(tx, asked);
}

/** What any run of this authority found with exactly this input; null where none had it. */
export async function foundBefore(tx: Tx, input: ModelInput): Promise<ModelResult | null> {
  const kept = await findResultOfInput(tx, inputHash(input), MODEL_VERSION);
  if (kept === null || sha256Of(kept.content) !== kept.resultHash) return null;
  return JSON.parse(kept.content) as ModelResult;
}

/** Keeps what a run found, with all that it was given; gives its number. */
export async function keepResult(
  tx: Tx,
  actor: Actor,
  of: RunOf,
  found: ModelResult,
): Promise<{ readonly resultId: number; readonly resultHash: string }> {
  const authorityId = authorityOf(actor);
  const { scenarioId, version, kind, input, edition } = of;
  const hash = inputHash(input);
  // Rates are most of an input and the same in many: they are kept once.
  const rates = canonicalJson(input.rates);
  const ratesHash = sha256Of(rates);
  await insertInput(tx, authorityId, { hash: ratesHash, content: rates });
  const rest = canonicalJson({ ...input, rates: ratesHash });
  await insertInput(tx, authorityId, { hash, content: rest });
  const content = canonicalJson(found);
  const resultHash = sha256Of(content);
  const resultId = await insertResult(tx, authorityId, {
    scenarioId,
    version,
    kind,
    seed: input.seed,
    draws: input.draws,
    editionHash: edition.hash,
    edition: edition.note,
    modelVersion: MODEL_VERSION,
    inputHash: hash,
    content,
    resultHash,
    madeBy: actor.id,
  });
  return { resultId, resultHash };
}

/** All that a run was given, put together again; null where it is not kept or is another by now. */
export async function readInput(tx: Tx, hash: string): Promise<ModelInput | null> {
  const rest = await findInput(tx, hash);
  if (rest === null) return null;
  const input = JSON.parse(rest) as Omit<ModelInput, 'rates'> & { readonly rates: string };
  const rates = await findInput(tx, input.rates);
  if (rates === null) return null;
  const whole: ModelInput = { ...input, rates: JSON.parse(rates) as Rates };
  return inputHash(whole) === hash ? whole : null;
}
