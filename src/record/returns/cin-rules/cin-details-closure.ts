import { saysYes } from '../cin-census.ts';
import type { CinEpisode } from '../cin-census.ts';
import { CLOSURE_CODES, isCode } from '../cin-census.codes.ts';
import type { ChildRule, Hit } from './rule.ts';
import { defineRule, inAssessments, inEnquiries, inEpisodes, isBefore } from './rule.ts';
import { isOutside, missing } from './rule.ts';

const closedAfterAssessment = ({ ReasonForClosure: reason }: CinEpisode) =>
  reason?.text === 'RC8' || reason?.text === 'RC9';

/** The first activity that goes beyond an assessment. */
function activityBeyondAssessment(episode: CinEpisode): Hit | null {
  const [enquiry] = episode.Section47;
  const [protection] = episode.ChildProtectionPlans;
  const [plan] = episode.CINPlanDates;
  if (enquiry) return { field: 'Section47', line: enquiry.line };
  if (protection) return { field: 'ChildProtectionPlans', line: protection.line };
  if (plan) return { field: 'CINPlanDates', line: plan.line };
  return episode.DateOfInitialCPC;
}

/** Rules about how an episode ends. */
export const CIN_CLOSURE_RULES: readonly ChildRule[] = [
  defineRule({
    code: '8620',
    table: 'CINdetails',
    severity: 'error',
    message: 'The case was closed outside the year of the census.',
    fix: 'Correct CINclosureDate; a case closed in an earlier year leaves the census.',
    fields: ['CINclosureDate', 'ReferenceDate'],
    check: (child, context) =>
      inEpisodes(child, ({ CINclosureDate: closed }) => isOutside(closed, context) && closed),
  }),
  defineRule({
    code: '8630',
    table: 'CINdetails',
    severity: 'error',
    message: 'The case is closed before it was referred.',
    fix: 'Correct CINclosureDate or CINreferralDate.',
    fields: ['CINreferralDate', 'CINclosureDate'],
    check: (child) =>
      inEpisodes(
        child,
        ({ CINclosureDate: closed, CINreferralDate: referral }) =>
          isBefore(closed, referral) && closed,
      ),
  }),
  defineRule({
    code: '8640',
    table: 'CINdetails',
    severity: 'error',
    message: 'The reason for closure is not a code of that year.',
    fix: 'Correct ReasonForClosure; RC9 (to early help) exists from the census of 2023.',
    fields: ['ReasonForClosure'],
    check: (child, context) =>
      inEpisodes(
        child,
        ({ ReasonForClosure: reason }) =>
          reason !== null && !isCode(CLOSURE_CODES, reason.text, context.censusYear) && reason,
      ),
  }),
  defineRule({
    code: '8805',
    table: 'CINdetails',
    severity: 'error',
    message: 'The case is closed without a reason, so its result cannot be counted.',
    fix: 'Give ReasonForClosure.',
    fields: ['CINclosureDate', 'ReasonForClosure'],
    check: (child) =>
      inEpisodes(
        child,
        (episode) =>
          episode.CINclosureDate !== null &&
          episode.ReasonForClosure === null &&
          missing(episode, 'ReasonForClosure'),
      ),
  }),
  defineRule({
    code: '8810',
    table: 'CINdetails',
    severity: 'error',
    message: 'There is a reason for closure but no date, so the case still counts as open.',
    fix: 'Give CINclosureDate, or take the reason out.',
    fields: ['ReasonForClosure', 'CINclosureDate'],
    check: (child) =>
      inEpisodes(child, (episode) => episode.CINclosureDate === null && episode.ReasonForClosure),
  }),
  defineRule({
    code: '8585Q',
    table: 'CINdetails',
    severity: 'warning',
    message: 'The case was closed because the child died, but there is no date of death.',
    fix: 'Give PersonDeathDate, or correct ReasonForClosure.',
    fields: ['ReasonForClosure', 'PersonDeathDate'],
    check: (child) =>
      (child.ChildIdentifiers?.PersonDeathDate ?? null) !== null
        ? inEpisodes(child, () => null)
        : inEpisodes(child, ({ ReasonForClosure: reason }) => reason?.text === 'RC2' && reason),
  }),
  defineRule({
    code: '8825Q',
    table: 'CINdetails',
    severity: 'warning',
    message: 'The case was closed after an assessment (RC8 or RC9), but there is none.',
    fix: 'Add the assessment, or correct ReasonForClosure.',
    fields: ['ReasonForClosure'],
    check: (child) =>
      inEpisodes(
        child,
        (episode) =>
          closedAfterAssessment(episode) &&
          episode.Assessments.length === 0 &&
          episode.ReasonForClosure,
      ),
  }),
  defineRule({
    code: '2990',
    table: 'CINdetails',
    severity: 'error',
    message:
      'The case was closed after assessment (RC8 or RC9), yet an enquiry, conference or plan ' +
      'belongs to it: more was done than assess.',
    fix: 'Correct ReasonForClosure, or take the activity out.',
    fields: ['ReasonForClosure'],
    check: (child) =>
      inEpisodes(
        child,
        (episode) => closedAfterAssessment(episode) && activityBeyondAssessment(episode),
      ),
  }),
  defineRule({
    code: '8867',
    table: 'CINdetails',
    severity: 'error',
    message: 'The case is closed but an assessment was never completed.',
    fix: 'Give AssessmentAuthorisationDate, or take the assessment out.',
    fields: ['CINclosureDate', 'AssessmentAuthorisationDate'],
    check: (child) =>
      inAssessments(
        child,
        (assessment, episode) =>
          episode.CINclosureDate !== null &&
          assessment.AssessmentAuthorisationDate === null &&
          missing(assessment, 'AssessmentAuthorisationDate'),
      ),
  }),
  defineRule({
    code: '8868',
    table: 'CINdetails',
    severity: 'error',
    message:
      'The case is closed but a section 47 enquiry was not: it needs the date of the ' +
      'conference, or the mark that none was required, and not both.',
    fix: 'Give DateOfInitialCPC, or set ICPCnotRequired to true.',
    fields: ['ICPCnotRequired', 'CINclosureDate', 'DateOfInitialCPC'],
    check: (child) =>
      inEnquiries(child, (enquiry, episode) => {
        if (episode.CINclosureDate === null) return null;
        const isHeld = enquiry.DateOfInitialCPC !== null;
        if (isHeld !== saysYes(enquiry.ICPCnotRequired)) return null;
        return enquiry.DateOfInitialCPC ?? missing(enquiry, 'DateOfInitialCPC');
      }),
  }),
];
