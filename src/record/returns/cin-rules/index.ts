import { ASSESSMENTS_RULES } from './assessments.ts';
import { CHILD_CHARACTERISTICS_RULES } from './child-characteristics.ts';
import { CHILD_IDENTIFIERS_RULES } from './child-identifiers.ts';
import { CHILD_PROTECTION_PLANS_RULES } from './child-protection-plans.ts';
import { CIN_CLOSURE_RULES } from './cin-details-closure.ts';
import { CIN_DETAILS_RULES } from './cin-details.ts';
import { CIN_PLAN_DATES_RULES } from './cin-plan-dates.ts';
import { FILE_RULES } from './file.ts';
import { HEADER_RULES } from './header.ts';
import { OWN_RULES } from './own.ts';
import { REVIEWS_RULES } from './reviews.ts';
import type { ChildRule } from './rule.ts';
import { SECTION47_RULES } from './section47.ts';

export { FILE_RULES, HEADER_RULES };
export { STRUCTURE_RULES } from './structure.ts';

/** Every rule about one child, in the order in which they are reported. */
export const CHILD_RULES: readonly ChildRule[] = [
  ...OWN_RULES,
  ...CHILD_IDENTIFIERS_RULES,
  ...CHILD_CHARACTERISTICS_RULES,
  ...CIN_DETAILS_RULES,
  ...CIN_CLOSURE_RULES,
  ...ASSESSMENTS_RULES,
  ...SECTION47_RULES,
  ...CHILD_PROTECTION_PLANS_RULES,
  ...REVIEWS_RULES,
  ...CIN_PLAN_DATES_RULES,
];

/** The rules about one child that apply to a census of this year (that in which it ends). */
export function rulesOf(censusYear: number): readonly ChildRule[] {
  return CHILD_RULES.filter(
    (rule) => (rule.since ?? 0) <= censusYear && censusYear <= (rule.until ?? 9999),
  );
}
