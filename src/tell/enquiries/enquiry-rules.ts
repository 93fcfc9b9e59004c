import {
  CITATION_FIELDS,
  codeField,
  dayField,
  entriesField,
  listField,
  numberField,
  recordField,
  textField,
} from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';

/** When enquiries are due, and on which days nobody works. */
export const ENQUIRY_RULES = readReferenceFile(
  'member-enquiries.yaml',
  recordField({
    about: textField,
    deadlines: entriesField(
      recordField({
        code: codeField,
        label: textField,
        workingDays: numberField(1, 60),
        source: textField,
        verification: textField,
      }),
    ),
    holidaysSource: entriesField(
      recordField({
        code: codeField,
        label: textField,
        ...CITATION_FIELDS,
        verification: textField,
      }),
    ),
    holidays: listField(dayField),
  }),
);
