import { ageOn } from '../../lib/index.ts';
import { notAfterYear, type Ssda903Rule } from './ssda903.rule.ts';

const YOUNGEST_MOTHER = 11;

/** Rules on the header file: who the child is. */
export const HEADER_RULES: readonly Ssda903Rule[] = [
  notAfterYear('DOB', '301'),
  {
    code: '612',
    field: 'MC_DOB',
    message: 'A birth of a child is stated for someone who is not said to be a mother.',
    fix: 'Set MOTHER to 1 or clear MC_DOB.',
    breaks: (row) => row.day('MC_DOB') !== null && row.text('MOTHER') !== '1',
  },
  {
    code: '611',
    field: 'MC_DOB',
    message: 'The young person is a mother, and her child’s birth is not stated.',
    fix: 'Fill MC_DOB.',
    breaks: (row) => row.text('MOTHER') === '1' && row.day('MC_DOB') === null,
  },
  {
    code: '174',
    field: 'MC_DOB',
    message: 'A child’s birth is stated, and the sex given is male.',
    fix: 'Check SEX and MC_DOB.',
    breaks: (row) => row.day('MC_DOB') !== null && ['1', 'M'].includes(row.text('SEX') ?? ''),
  },
  {
    code: '620',
    field: 'MC_DOB',
    message: `The young person would have become a mother before the age of ${YOUNGEST_MOTHER}.`,
    fix: 'Check DOB and MC_DOB.',
    breaks: (row) => {
      const [birth, child] = [row.day('DOB'), row.day('MC_DOB')];
      return birth !== null && child !== null && ageOn(birth, child) < YOUNGEST_MOTHER;
    },
  },
];
