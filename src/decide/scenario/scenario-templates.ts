import type { FinancialYear } from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';
import type { Scenario } from './scenario.ts';
import { scenarioField } from './scenario-fields.ts';

/** Codes of the templates, in the order in which they are offered; `as-now` is the first. */
export const TEMPLATE_CODES = [
  'as-now',
  'family-support',
  'edge-of-care',
  'parenting-groups',
  'domestic-abuse',
  'advice-first',
  'youth-diversion',
] as const;

const read = new Map<string, Scenario>();

/**
 * A template of `reference/scenario-templates` with its first year moved to the one given; null
 * where there is none of that code.
 */
export function scenarioTemplate(code: string, firstYear: FinancialYear): Scenario | null {
  if (!TEMPLATE_CODES.some((one) => one === code)) return null;
  const known =
    read.get(code) ?? readReferenceFile(`scenario-templates/${code}.yaml`, scenarioField(null));
  read.set(code, known);
  return { ...known, firstYear };
}

/** All templates with their codes, their first year moved to the one given. */
export function scenarioTemplates(
  firstYear: FinancialYear,
): readonly { readonly code: string; readonly scenario: Scenario }[] {
  return TEMPLATE_CODES.flatMap((code) => {
    const scenario = scenarioTemplate(code, firstYear);
    return scenario ? [{ code, scenario }] : [];
  });
}
