import {
  type Citation,
  CITATION_FIELDS,
  listField,
  numberField,
  oneOfField,
  recordField,
  textField,
} from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';
import { SERVICE_LEVELS, type ServiceLevel } from '../../record/index.ts';

const levelsField = recordField({ levels: listField(oneOfField(SERVICE_LEVELS)), why: textField });

/** How the map of spending counts, and where it points at something (reference/). */
export const SPEND_MAP_RULES = readReferenceFile(
  'spend-map.yaml',
  recordField({
    about: textField,
    earlyLevels: levelsField,
    lateLevels: levelsField,
    overlap: recordField({ atLeastPercent: numberField(0, 100), why: textField }),
    severalDependants: recordField({ count: numberField(2, 100), why: textField }),
    highSpend: recordField({ pounds: numberField(0, 100_000_000), why: textField }),
    indices: listField(
      recordField({
        ...CITATION_FIELDS,
        why: textField,
      }),
    ),
  }),
);

/** Whether spending at a level counts as early; one that is not stated does not. */
export function isEarly(level: ServiceLevel | null): boolean {
  return level !== null && SPEND_MAP_RULES.earlyLevels.levels.includes(level);
}

/** Whether a level is one of late help alone. */
export function isLate(level: ServiceLevel | null): boolean {
  return level !== null && SPEND_MAP_RULES.lateLevels.levels.includes(level);
}

/** The published indices that fragmentation is worked out by. */
export const INDEX_CITATIONS: readonly Citation[] = SPEND_MAP_RULES.indices.map(
  ({ title, publisher, date, locator }) => ({ title, publisher, date, locator }),
);
