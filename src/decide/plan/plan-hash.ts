import { canonicalJson, sha256Of } from '../../platform/index.ts';
import type { PlanContent } from './plan.ts';

/** The SHA-256 of everything that agencies agree to: any change gives another one. */
export function planHash(content: PlanContent): string {
  return sha256Of(canonicalJson(content));
}
