import {
  type Citation,
  CITATION_FIELDS,
  codeField,
  entriesField,
  numberField,
  oneOfField,
  type ReadBy,
  recordField,
  textField,
} from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';

const field = recordField({
  about: textField,
  entries: entriesField(
    recordField({
      code: codeField,
      label: textField,
      hours: numberField(0, 200),
      low: numberField(0, 200),
      high: numberField(0, 200),
      basis: oneOfField(['stated', 'derived']),
      ...CITATION_FIELDS,
      note: textField,
    }),
  ),
});

/** Hours of one step of work, with their range and source. */
export type WorkHours = ReadBy<typeof field>['entries'][number];

/** The steps whose hours are known: a referral, and an assessment. */
export const STEPS = ['referral', 'assessment'] as const;

/** One such step. */
export type Step = (typeof STEPS)[number];

const ENTRIES = readReferenceFile('referral-work.yaml', field).entries;

/** Hours of a step from `reference/referral-work.yaml`; throws where the file lacks the step. */
export function hoursOf(step: Step): WorkHours {
  const found = ENTRIES.find((one) => one.code === step);
  if (!found) throw new Error(`referral-work.yaml has no hours of ${step}`);
  return found;
}

/** Where hours of a step were published, and our entry of them. */
export function citationOfHours({ title, publisher, locator, date, code }: WorkHours): Citation {
  return { title, publisher, locator, date, entry: `referral-work/${code}` };
}
