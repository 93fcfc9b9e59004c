import { readReferenceFile } from '../../platform/index.ts';
import { type Deflators, deflatorsField } from './deflators.ts';
import { type LateHelp, lateHelpField } from './late-help-file.ts';
import { type PriceList, priceList } from './price-list.ts';
import { type UnitCosts, unitCostsField } from './unit-costs-file.ts';
import { type WorkedExample, workedExamplesField } from './worked-examples-file.ts';

// Read and checked once at start: a fault in a file of reference/ stops the product with sentences.

/** The published price indices, and the price base of figures. */
export const DEFLATORS: Deflators = readReferenceFile('deflators.yaml', deflatorsField);

/** The published unit costs and how they overlap. */
export const UNIT_COSTS: UnitCosts = readReferenceFile(
  'unit-costs.yaml',
  unitCostsField(DEFLATORS.priceBase),
);

/** Which cost values which day and event of late help, and why. */
export const LATE_HELP: LateHelp = readReferenceFile('late-help.yaml', lateHelpField(UNIT_COSTS));

/** The prices of late help in the price base. */
export const PRICES: PriceList = priceList(
  LATE_HELP,
  UNIT_COSTS,
  DEFLATORS.priceBase,
  DEFLATORS.standard,
);

/** Published tables of cost avoided that the product reproduces. */
export const WORKED_EXAMPLES: ReadonlyMap<string, WorkedExample> = readReferenceFile(
  'worked-examples.yaml',
  workedExamplesField,
);
