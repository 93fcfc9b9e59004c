import { ageAtEnd, type Ssda903Rule } from './ssda903.rule.ts';

const NO_VIEWS_BELOW = 4;
const CRIMINAL_AGE = 10;
const ADULT = 18;

/** Rules on the file of health and offending (OC2). */
export const OC2_RULES: readonly Ssda903Rule[] = [
  {
    code: '197a',
    field: 'SDQ_REASON',
    message: 'A reason for no score is given although there is a score.',
    fix: 'Clear SDQ_REASON or SDQ_SCORE.',
    breaks: (row) => row.text('SDQ_SCORE') !== null && row.text('SDQ_REASON') !== null,
  },
  {
    code: '192',
    field: 'INTERVENTION_RECEIVED',
    message: 'Substance misuse is stated, and not whether help was received.',
    fix: 'Fill INTERVENTION_RECEIVED.',
    breaks: (row) =>
      row.text('SUBSTANCE_MISUSE') === '1' && row.text('INTERVENTION_RECEIVED') === null,
  },
  {
    code: '193',
    field: 'SUBSTANCE_MISUSE',
    message: 'Help for substance misuse is stated, and no misuse.',
    fix: 'Clear INTERVENTION_RECEIVED and INTERVENTION_OFFERED, or correct SUBSTANCE_MISUSE.',
    breaks: (row) =>
      row.text('SUBSTANCE_MISUSE') !== '1' &&
      (row.text('INTERVENTION_RECEIVED') !== null || row.text('INTERVENTION_OFFERED') !== null),
  },
  {
    code: '158',
    field: 'INTERVENTION_OFFERED',
    message: 'Help was received, so whether it was offered is to be left blank.',
    fix: 'Clear INTERVENTION_OFFERED.',
    breaks: (row) =>
      row.text('INTERVENTION_RECEIVED') === '1' && row.text('INTERVENTION_OFFERED') !== null,
  },
  {
    code: '159',
    field: 'INTERVENTION_OFFERED',
    message: 'Help was not received, and it is not stated whether it was offered.',
    fix: 'Fill INTERVENTION_OFFERED.',
    breaks: (row) =>
      row.text('INTERVENTION_RECEIVED') === '0' && row.text('INTERVENTION_OFFERED') === null,
  },
  {
    code: '542',
    field: 'CONVICTED',
    message: 'A child under 10 on 31 March cannot have been convicted; the answer is to be blank.',
    fix: 'Clear CONVICTED or correct DOB.',
    breaks: (row, facts) =>
      row.text('CONVICTED') !== null && (ageAtEnd(row, facts) ?? ADULT) < CRIMINAL_AGE,
  },
  {
    code: '188',
    field: 'SDQ_SCORE',
    message: 'The child is under 4 at the end of the year; no score or reason is asked for.',
    fix: 'Clear SDQ_SCORE and SDQ_REASON or correct DOB.',
    breaks: (row, facts) =>
      (row.text('SDQ_SCORE') ?? row.text('SDQ_REASON')) !== null &&
      (ageAtEnd(row, facts) ?? ADULT) < NO_VIEWS_BELOW,
  },
];
