import { ageAt, notAfterYear, notBeforeBirth, type Ssda903Rule } from './ssda903.rule.ts';

const NO_VIEWS_BELOW = 4;

/** Rules on the reviews file. */
export const REVIEW_RULES: readonly Ssda903Rule[] = [
  notAfterYear('REVIEW', 'date/after-year'),
  notBeforeBirth('REVIEW', 'date/before-birth'),
  {
    code: '440',
    field: 'REVIEW_CODE',
    message: 'The child is said to be under 4 at the review, and was 4 or older.',
    fix: 'State how the child took part (PN1 to PN7).',
    breaks: (row) =>
      row.text('REVIEW_CODE') === 'PN0' && (ageAt(row, 'REVIEW') ?? 0) >= NO_VIEWS_BELOW,
  },
  {
    code: '441',
    field: 'REVIEW_CODE',
    message: 'The way of taking part is that of a child of 4 or older, and the child was younger.',
    fix: 'Use PN0, or correct DOB or REVIEW.',
    breaks: (row) => {
      const code = row.text('REVIEW_CODE');
      const age = ageAt(row, 'REVIEW');
      return code !== null && code !== 'PN0' && age !== null && age < NO_VIEWS_BELOW;
    },
  },
];
