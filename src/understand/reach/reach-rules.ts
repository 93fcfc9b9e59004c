import { listField, numberField, recordField, textField } from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';

const FILE = readReferenceFile(
  'reach.yaml',
  recordField({
    standing: recordField({
      narrowLow: numberField(0, 1),
      narrowHigh: numberField(1, 10),
      why: textField,
    }),
    distance: recordField({ farKm: numberField(0, 100), why: textField }),
    ethnicGroups: listField(
      recordField({ group: textField, label: textField, codes: listField(textField) }),
    ),
  }),
);

/** When a group's reach counts as expected, and why (`reference/reach.yaml`). */
export const STANDING_RULE = FILE.standing;

/** From how many kilometres on a place of help is far, unless another is asked for, and why. */
export const DISTANCE_RULE = FILE.distance;

/** The ethnic groups of the census by codes of the school census. */
export const ETHNIC_GROUPS = FILE.ethnicGroups;

const GROUP_OF = new Map(
  FILE.ethnicGroups.flatMap(({ group, codes }) => codes.map((code) => [code, group] as const)),
);

/** The ethnic group of a school census code; empty where it is not known or was refused. */
export function ethnicGroupOf(code: string): string {
  return GROUP_OF.get(code) ?? '';
}
