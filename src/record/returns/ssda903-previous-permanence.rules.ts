import { notBeforeBirth, type Ssda903Rule } from './ssda903.rule.ts';

/** Rules on the file of children who had a permanence order before. */
export const PREVIOUS_PERMANENCE_RULES: readonly Ssda903Rule[] = [
  notBeforeBirth('DATE_PERM', 'date/before-birth'),
  {
    code: '635',
    field: 'PREV_PERM',
    message:
      'A day or an authority of an earlier order is given, and the code says there was none.',
    fix: 'Correct PREV_PERM, or clear DATE_PERM and LA_PERM.',
    breaks: (row) =>
      row.text('PREV_PERM') === 'Z1' &&
      (row.day('DATE_PERM') !== null || row.text('LA_PERM') !== null),
  },
];
