import { canonicalJson, sha256Of } from '../../platform/index.ts';
import type { ModelInput } from './model-input.ts';
import type { ModelResult } from './model-result.ts';

/** Hashes by the input itself, which never changes: a request asks for one several times. */
const known = new WeakMap<ModelInput, string>();

/** The SHA-256 of an input's canonical JSON, 64 hexadecimal digits: same input, same hash. */
export function inputHash(input: ModelInput): string {
  const before = known.get(input);
  if (before !== undefined) return before;
  const hash = sha256Of(canonicalJson(input));
  known.set(input, hash);
  return hash;
}

/** The SHA-256 of a result's canonical JSON, 64 hexadecimal digits: every digit is under it. */
export function resultHash(result: ModelResult): string {
  return sha256Of(canonicalJson(result));
}
