import {
  codeField,
  entriesField,
  listField,
  oneOfField,
  optionalField,
  type ReadBy,
  recordField,
  textField,
} from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';

/** What an amount of spending is told for: `whole` is divided by children aged 0 to 17. */
const perField = oneOfField(['week', 'whole']);

const spendField = recordField({ indicator: textField, per: perField, why: textField });

const areaField = recordField({
  code: codeField,
  label: textField,
  spend: listField(spendField),
  'not-measured': optionalField(textField),
  results: listField(textField),
});

/** Reads `reference/service-areas.yaml`. */
export const serviceAreasField = recordField({
  about: textField,
  population: textField,
  areas: entriesField(areaField),
});

/** Areas of service with the indicators of their spending and results, read once at start. */
export const SERVICE_AREAS = readReferenceFile('service-areas.yaml', serviceAreasField);

/** One area of service. */
export type ServiceArea = ReadBy<typeof areaField>;

/** One published amount of spending of an area. */
export type SpendEntry = ReadBy<typeof spendField>;
