import { listField, numberField, oneOfField, recordField, textField } from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';

/** How entries fade, how long safe links open and when people are reminded (reference/). */
export const PROVISION_RULES = readReferenceFile(
  'provision.yaml',
  recordField({
    about: textField,
    freshness: listField(
      recordField({
        state: oneOfField(['check-due', 'stale']),
        afterMonths: numberField(1, 120),
        label: textField,
        why: textField,
      }),
    ),
    links: recordField({
      openDays: numberField(1, 366),
      usesAnHour: numberField(1, 10_000),
      why: textField,
    }),
    reminders: recordField({
      beforeDays: numberField(1, 90),
      againDays: numberField(1, 90),
      why: textField,
    }),
  }),
);
