import { canonicalJson, sha256Of } from '../../platform/index.ts';
import type { Scenario } from './scenario.ts';

/** The SHA-256 of what a scenario means: the same for any layout of its file. */
export function scenarioHash(scenario: Scenario): string {
  return sha256Of(canonicalJson(scenario));
}
