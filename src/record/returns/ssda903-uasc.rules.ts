import { addDays, ageOn } from '../../lib/index.ts';
import type { Ssda903Rule } from './ssda903.rule.ts';

const ADULT = 18;

/** Rules on the file of unaccompanied children. */
export const UASC_RULES: readonly Ssda903Rule[] = [
  {
    code: '304',
    field: 'DUC',
    message: 'The status of unaccompanied child ends after the 18th birthday.',
    fix: 'Correct DUC or DOB.',
    breaks: (row) => {
      const [birth, end] = [row.day('DOB'), row.day('DUC')];
      return birth !== null && end !== null && ageOn(birth, addDays(end, -1)) >= ADULT;
    },
  },
];
