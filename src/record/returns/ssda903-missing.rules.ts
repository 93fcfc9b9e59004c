import { isAfter, notAfterYear, notBeforeBirth, type Ssda903Rule } from './ssda903.rule.ts';

/** Rules on the file of children who go missing. */
export const MISSING_RULES: readonly Ssda903Rule[] = [
  notAfterYear('MIS_START', '570'),
  notBeforeBirth('MIS_START', '586'),
  {
    code: '567',
    field: 'MIS_END',
    quarantine: true,
    message: 'The child is found before going missing, so it is not clear which day is wrong.',
    fix: 'Correct MIS_START or MIS_END.',
    breaks: (row) => isAfter(row, 'MIS_START', 'MIS_END'),
  },
];
