import { ageAtEnd, type Ssda903Rule } from './ssda903.rule.ts';

const YOUNGEST_LEAVER = 17;
const OLDEST_LEAVER = 21;
const ADULT = 18;

/** Rules on the file of care leavers (OC3). */
export const OC3_RULES: readonly Ssda903Rule[] = [
  {
    code: '391',
    field: 'DOB',
    message: 'The young person does not turn 17, 18, 19, 20 or 21 in the year of the return.',
    fix: 'Correct DOB, or take the row out.',
    breaks: (row, facts) => {
      const age = ageAtEnd(row, facts);
      return age !== null && (age < YOUNGEST_LEAVER || age > OLDEST_LEAVER);
    },
  },
  {
    code: '345',
    field: 'IN_TOUCH',
    message: 'The authority is in touch, and does not say what the young person does or where.',
    fix: 'Fill ACTIV and ACCOM.',
    breaks: (row) =>
      row.text('IN_TOUCH') === 'YES' && (row.text('ACTIV') === '0' || row.text('ACCOM') === '0'),
  },
  {
    code: '347',
    field: 'ACCOM',
    message: 'A care leaver under 18 cannot live in a foyer.',
    fix: 'Check ACCOM and DOB.',
    breaks: (row, facts) =>
      (row.text('ACCOM') ?? '').startsWith('T') && (ageAtEnd(row, facts) ?? ADULT) < ADULT,
  },
];
