import {
  codeField,
  entriesField,
  listField,
  oneOfField,
  type ReadBy,
  recordField,
  textField,
} from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';

const groupField = recordField({
  code: codeField,
  label: textField,
  statuses: listField(
    oneOfField(['looked-after', 'child-in-need', 'child-protection', 'front-door', 'early-help']),
  ),
  ro3: listField(codeField),
  s251: listField(codeField),
  why: textField,
});

/** Reads the content of `reference/zero-based.yaml`. */
export const zeroBasedField = recordField({ about: textField, groups: entriesField(groupField) });

/** Which need stands beside which lines. */
export const ZERO_BASED = readReferenceFile('zero-based.yaml', zeroBasedField);

/** A group of need with the lines that it stands beside. */
export type NeedGroup = ReadBy<typeof groupField>;
