import { canonicalJson, sha256Of } from '../../platform/index.ts';
import type { ModelInput } from './model-input.ts';
import type { ModelResult } from './model-result.ts';

/** The SHA-256 of an input's canonical JSON, 64 hexadecimal digits: same input, same hash. */
export function inputHash(input: ModelInput): string {
  return sha256Of(canonicalJson(input));
}

/** The SHA-256 of a result's canonical JSON, 64 hexadecimal digits: every digit is under it. */
export function resultHash(result: ModelResult): string {
  return sha256Of(canonicalJson(result));
}
