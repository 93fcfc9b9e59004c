import { isAfter, notBeforeBirth, type Ssda903Rule } from './ssda903.rule.ts';

/** Rules on the file of adoptions. */
export const AD1_RULES: readonly Ssda903Rule[] = [
  {
    code: '333',
    field: 'DATE_INT',
    message: 'The decision for adoption is later than the match with the adopters.',
    fix: 'Correct DATE_INT or DATE_MATCH.',
    breaks: (row) => isAfter(row, 'DATE_INT', 'DATE_MATCH'),
  },
  notBeforeBirth('DATE_MATCH', 'date/before-birth'),
];

/** Rules on the file of decisions that a child should be placed for adoption. */
export const PLACED_FOR_ADOPTION_RULES: readonly Ssda903Rule[] = [
  notBeforeBirth('DATE_PLACED', '184'),
  {
    code: '119',
    field: 'REASON_PLACED_CEASED',
    message: 'Of the reversal of the decision, only the day or only the reason is given.',
    fix: 'Fill both DATE_PLACED_CEASED and REASON_PLACED_CEASED, or neither.',
    breaks: (row) =>
      (row.day('DATE_PLACED_CEASED') === null) !== (row.text('REASON_PLACED_CEASED') === null),
  },
  {
    code: '522',
    field: 'DATE_PLACED_CEASED',
    message: 'The decision is reversed before it was made.',
    fix: 'Correct DATE_PLACED or DATE_PLACED_CEASED.',
    breaks: (row) => isAfter(row, 'DATE_PLACED', 'DATE_PLACED_CEASED'),
  },
];
