import type { FinancialYear } from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';
import { deflatorsField, latestKnownYear } from './deflators.ts';
import { lateHelpField } from './late-help-file.ts';
import { type PriceList, priceList } from './price-list.ts';
import { unitCostsField } from './unit-costs-file.ts';
import { workedExamplesField } from './worked-examples-file.ts';

/** The deflators of `reference/`, read and checked once at start. */
export const DEFLATORS = readReferenceFile('deflators.yaml', deflatorsField);

/** The published unit costs of `reference/`, read and checked once at start. */
export const UNIT_COSTS = readReferenceFile('unit-costs.yaml', unitCostsField(DEFLATORS.priceBase));

/** Which unit cost values what, read and checked once at start. */
export const LATE_HELP = readReferenceFile('late-help.yaml', lateHelpField(UNIT_COSTS));

/** Published tables of cost avoided that the product reproduces, by code. */
export const WORKED_EXAMPLES = readReferenceFile('worked-examples.yaml', workedExamplesField);

/**
 * Prices of late help in the money of one year; of the standard price base when none is said, and
 * of the latest known year where prices of that year are not known yet (`year` of the list).
 */
export function pricesOf(year: FinancialYear = DEFLATORS.priceBase): PriceList {
  return priceList(
    LATE_HELP,
    UNIT_COSTS,
    latestKnownYear(year, DEFLATORS.standard),
    DEFLATORS.standard,
  );
}
