import type { CinAssessment } from '../cin-census.ts';
import { FACTOR_CODES, isCode } from '../cin-census.codes.ts';
import { workingDaysBefore } from '../cin-census.working-days.ts';
import type { ChildRule, Hit } from './rule.ts';
import { among, defineRule, inAssessments, inEpisodes, isBefore, isOutside } from './rule.ts';
import { missing, needing, NONE, overlapping } from './rule.ts';

/** The first factor for which the test holds. */
function factor(of: CinAssessment, test: (code: string, at: number) => boolean): Hit | null {
  return of.AssessmentFactors.find((field, at) => test(field.text, at)) ?? null;
}

const isOpen = (of: CinAssessment) => of.AssessmentAuthorisationDate === null;

/** Rules about when an assessment starts and ends. */
const DATES: readonly ChildRule[] = [
  defineRule({
    code: '1103',
    table: 'Assessments',
    severity: 'error',
    message: 'The assessment starts before the referral that it answers.',
    fix: 'Correct AssessmentActualStartDate or CINreferralDate.',
    fields: ['AssessmentActualStartDate', 'CINreferralDate'],
    check: (child) =>
      inAssessments(
        child,
        ({ AssessmentActualStartDate: start }, episode) =>
          isBefore(start, episode.CINreferralDate) && start,
      ),
  }),
  defineRule({
    code: '8608',
    table: 'Assessments',
    severity: 'error',
    message: 'The assessment is completed before it starts.',
    fix: 'Correct AssessmentAuthorisationDate or AssessmentActualStartDate.',
    fields: ['AssessmentActualStartDate', 'AssessmentAuthorisationDate'],
    check: (child) =>
      inAssessments(
        child,
        ({ AssessmentActualStartDate: start, AssessmentAuthorisationDate: end }) =>
          isBefore(end, start) && end,
      ),
  }),
  defineRule({
    code: '8670Q',
    table: 'Assessments',
    severity: 'warning',
    message:
      'The assessment started more than 45 working days before the end of the census and has ' +
      'no end. Either it is late, or its end was not recorded.',
    fix: 'Give AssessmentAuthorisationDate if it is completed.',
    fields: ['AssessmentActualStartDate', 'AssessmentAuthorisationDate'],
    check: (child, context) => {
      if (context.period === null) return NONE;
      const { end } = context.period;
      return inAssessments(child, (assessment) => {
        const start = assessment.AssessmentActualStartDate;
        if (start?.day == null || !isOpen(assessment)) return null;
        return start.day < workingDaysBefore(end, 45) && start;
      });
    },
  }),
  defineRule({
    code: '8696',
    table: 'Assessments',
    severity: 'error',
    message: 'The assessment was completed outside the year of the census.',
    fix: 'Correct AssessmentAuthorisationDate; one completed earlier leaves the census.',
    fields: ['AssessmentAuthorisationDate', 'ReferenceDate'],
    check: (child, context) =>
      inAssessments(
        child,
        ({ AssessmentAuthorisationDate: end }) => isOutside(end, context) && end,
      ),
  }),
  defineRule({
    code: '8736',
    table: 'Assessments',
    severity: 'error',
    message: 'An assessment without an end started outside the year of the census.',
    fix: 'Give AssessmentAuthorisationDate, or correct AssessmentActualStartDate.',
    fields: ['AssessmentAuthorisationDate', 'AssessmentActualStartDate'],
    check: (child, context) =>
      inAssessments(
        child,
        (assessment) =>
          isOpen(assessment) &&
          isOutside(assessment.AssessmentActualStartDate, context) &&
          assessment.AssessmentActualStartDate,
      ),
  }),
  defineRule({
    code: '8863Q',
    table: 'Assessments',
    severity: 'warning',
    message: 'An assessment starts while another of the same episode is still going on.',
    fix: 'Check the dates; new facts usually belong to the assessment that is open.',
    fields: ['AssessmentActualStartDate', 'AssessmentAuthorisationDate'],
    check: (child) =>
      child.CINdetails.every((episode) => episode.Assessments.length < 2)
        ? NONE
        : child.CINdetails.flatMap((episode) =>
            overlapping(
              episode.Assessments.map((assessment) => ({
                start: assessment.AssessmentActualStartDate,
                end: assessment.AssessmentAuthorisationDate,
              })),
            ),
          ),
  }),
  defineRule({
    code: '8896',
    table: 'Assessments',
    severity: 'error',
    message: 'The episode has more than one assessment without an end.',
    fix: 'Give AssessmentAuthorisationDate of the earlier one.',
    fields: ['AssessmentAuthorisationDate'],
    check: (child) =>
      inEpisodes(child, ({ Assessments: assessments }) => {
        if (assessments.length < 2) return null;
        const [, second] = assessments.filter(isOpen);
        return second ? missing(second, 'AssessmentAuthorisationDate') : null;
      }),
  }),
];

/** Rules about the factors found at an assessment. */
const FACTORS: readonly ChildRule[] = [
  defineRule({
    code: '8614',
    table: 'Assessments',
    severity: 'error',
    message: 'Factors are given for an assessment that is not completed; they are its result.',
    fix: 'Give AssessmentAuthorisationDate, or take the factors out.',
    fields: ['AssessmentAuthorisationDate', 'AssessmentFactors'],
    check: (child) =>
      inAssessments(child, (assessment) => isOpen(assessment) && factor(assessment, () => true)),
  }),
  defineRule({
    code: '8897Q',
    table: 'Assessments',
    severity: 'warning',
    message:
      'A completed assessment has no factors, so it counts towards no theme of need. 21 says ' +
      'that none was found.',
    fix: 'Give every AssessmentFactors code that applies, or 21.',
    fields: ['AssessmentAuthorisationDate', 'AssessmentFactors'],
    check: (child) =>
      inAssessments(
        child,
        (assessment) =>
          !isOpen(assessment) &&
          assessment.AssessmentFactors.length === 0 &&
          missing(assessment, 'AssessmentFactors'),
      ),
  }),
  defineRule({
    code: '8898',
    table: 'Assessments',
    severity: 'error',
    message: 'The same factor is given more than once for one assessment.',
    fix: 'Give each AssessmentFactors code once.',
    fields: ['AssessmentFactors'],
    check: (child) =>
      inAssessments(child, (assessment) => {
        const factors = assessment.AssessmentFactors;
        if (factors.length < 2) return null;
        return factor(assessment, (code, at) => factors.findIndex((of) => of.text === code) < at);
      }),
  }),
  defineRule({
    code: '8869',
    table: 'Assessments',
    severity: 'error',
    message: 'The factors say both that none was found (21) and name others.',
    fix: 'Take out 21, or the others.',
    fields: ['AssessmentFactors'],
    check: (child) =>
      inAssessments(
        child,
        (assessment) =>
          assessment.AssessmentFactors.length > 1 && factor(assessment, (code) => code === '21'),
      ),
  }),
  defineRule({
    code: '8873Q',
    table: 'Assessments',
    severity: 'warning',
    message:
      'The only assessment found no factors (21), yet the case was closed for a reason other ' +
      'than after assessment (RC8 or RC9).',
    fix: 'Check the factors and ReasonForClosure against each other.',
    fields: ['ReasonForClosure', 'AssessmentFactors'],
    check: (child) =>
      inEpisodes(child, ({ Assessments: [only, more], ReasonForClosure: reason }) => {
        if (!only || more || isOpen(only) || reason === null) return null;
        if (reason.text === 'RC8' || reason.text === 'RC9') return null;
        return factor(only, (code) => code === '21') && reason;
      }),
  }),
  defineRule({
    code: '8945Q',
    table: 'Assessments',
    severity: 'warning',
    message: 'Physical abuse is coded 18A, which does not say whether by a child or an adult.',
    fix: 'Use 18B (by a child) or 18C (by an adult).',
    fields: ['AssessmentFactors'],
    since: 2025,
    check: (child) =>
      inAssessments(child, (assessment) => factor(assessment, (code) => code === '18A')),
  }),
  defineRule({
    code: '8950Q',
    table: 'Assessments',
    severity: 'warning',
    message: 'Sexual abuse is coded 19A, which does not say whether by a child or an adult.',
    fix: 'Use 19B (by a child) or 19C (by an adult).',
    fields: ['AssessmentFactors'],
    since: 2025,
    check: (child) =>
      inAssessments(child, (assessment) => factor(assessment, (code) => code === '19A')),
  }),
  defineRule({
    code: 'code/assessment-factor',
    table: 'Assessments',
    severity: 'error',
    message: 'A factor is not a code of that year, so it counts towards no theme of need.',
    fix: 'Correct AssessmentFactors; some codes (18B, 18C, 19B, 19C, 24A) exist from 2022.',
    fields: ['AssessmentFactors'],
    check: (child, context) =>
      child.CINdetails.every((episode) => episode.Assessments.length === 0)
        ? NONE
        : child.CINdetails.flatMap((episode) =>
            episode.Assessments.flatMap((assessment) =>
              among(
                assessment.AssessmentFactors,
                (code) => !isCode(FACTOR_CODES, code.text, context.censusYear) && code,
              ),
            ),
          ),
  }),
];

/** Rules about assessments. */
export const ASSESSMENTS_RULES: readonly ChildRule[] = needing('Assessments', [
  ...DATES,
  ...FACTORS,
]);
