import { saysYes } from '../cin-census.ts';
import type { CinEpisode } from '../cin-census.ts';
import { ABUSE_CODES, isCode } from '../cin-census.codes.ts';
import type { ChildRule, Hit } from './rule.ts';
import { allProtectionPlans, among, defineRule, inEpisodes, inProtectionPlans } from './rule.ts';
import {
  isAfterPeriod,
  isBefore,
  isOutside,
  missing,
  needing,
  NONE,
  one,
  overlapping,
} from './rule.ts';

/** The first activity of an episode after its closure. */
function activityAfterClosure(episode: CinEpisode): Hit | null {
  const closed = episode.CINclosureDate;
  if (closed === null) return null;
  const days = [
    episode.DateOfInitialCPC,
    ...episode.Assessments.flatMap((of) => [
      of.AssessmentActualStartDate,
      of.AssessmentAuthorisationDate,
    ]),
    ...episode.Section47.flatMap((of) => [of.S47ActualStartDate, of.DateOfInitialCPC]),
    ...episode.ChildProtectionPlans.map((of) => of.CPPendDate),
    ...episode.CINPlanDates.flatMap((of) => [of.CINPlanStartDate, of.CINPlanEndDate]),
  ];
  return days.find((day) => isBefore(closed, day)) ?? null;
}

/** Whether an initial conference of the episode was held on this day. */
function hasConferenceOn(episode: CinEpisode, day: string): boolean {
  if (episode.DateOfInitialCPC?.day === day) return true;
  return episode.Section47.some((enquiry) => enquiry.DateOfInitialCPC?.day === day);
}

/** Rules about when a protection plan starts. */
const STARTS: readonly ChildRule[] = [
  defineRule({
    code: '8720',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message: 'The protection plan has no start, or starts after the last day of the census.',
    fix: 'Give CPPstartDate, the day of the initial conference.',
    fields: ['CPPstartDate', 'ReferenceDate'],
    check: (child, context) =>
      inProtectionPlans(child, (plan) =>
        plan.CPPstartDate === null
          ? missing(plan, 'CPPstartDate')
          : isAfterPeriod(plan.CPPstartDate, context) && plan.CPPstartDate,
      ),
  }),
  defineRule({
    code: '1105',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message: 'The protection plan starts before the referral.',
    fix: 'Correct CPPstartDate or CINreferralDate.',
    fields: ['CPPstartDate', 'CINreferralDate'],
    check: (child) =>
      inProtectionPlans(
        child,
        ({ CPPstartDate: start }, episode) => isBefore(start, episode.CINreferralDate) && start,
      ),
  }),
  defineRule({
    code: '2883',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message:
      'More protection plans start in the year than initial conferences are recorded, and ' +
      'every plan is decided by one.',
    fix: 'Add the missing DateOfInitialCPC, or correct the plans.',
    fields: ['CPPstartDate', 'DateOfInitialCPC'],
    check: (child, context) => {
      const plans = allProtectionPlans(child);
      if (plans.length === 0) return NONE;
      const started = plans.filter(
        ({ CPPstartDate: start }) => start?.day != null && !isOutside(start, context),
      );
      let conferences = 0;
      for (const episode of child.CINdetails) {
        if (episode.DateOfInitialCPC !== null) conferences++;
        conferences += episode.Section47.filter((of) => of.DateOfInitialCPC !== null).length;
      }
      return one(started[conferences]?.CPPstartDate ?? null);
    },
  }),
  defineRule({
    code: '2885',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message: 'The protection plan starts on a day on which the episode has no initial conference.',
    fix: 'Make CPPstartDate the day of the conference, or correct DateOfInitialCPC.',
    fields: ['CPPstartDate', 'DateOfInitialCPC'],
    check: (child, context) =>
      inProtectionPlans(child, ({ CPPstartDate: start }, episode) => {
        if (start?.day == null || isOutside(start, context)) return null;
        return !hasConferenceOn(episode, start.day) && start;
      }),
  }),
  defineRule({
    code: '8915',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message: 'The protection plan starts after the death of the child.',
    fix: 'Correct CPPstartDate or PersonDeathDate.',
    fields: ['CPPstartDate', 'PersonDeathDate'],
    check: (child) =>
      inProtectionPlans(
        child,
        ({ CPPstartDate: start }) =>
          isBefore(child.ChildIdentifiers?.PersonDeathDate ?? null, start) && start,
      ),
  }),
  defineRule({
    code: '8832',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message: 'There is a protection plan although the referral led to no further action.',
    fix: 'Set ReferralNFA to false, or move the plan to its own episode.',
    fields: ['ReferralNFA', 'ChildProtectionPlans'],
    check: (child) =>
      inEpisodes(child, ({ ReferralNFA: flag, ChildProtectionPlans: [plan] }) =>
        plan && saysYes(flag) ? { field: 'ChildProtectionPlans', line: plan.line } : null,
      ),
  }),
];

/** Rules about how a protection plan ends, and how plans lie beside each other. */
const ENDS: readonly ChildRule[] = [
  defineRule({
    code: '8925',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message: 'The protection plan ends before it starts.',
    fix: 'Correct CPPendDate or CPPstartDate.',
    fields: ['CPPstartDate', 'CPPendDate'],
    check: (child) =>
      inProtectionPlans(
        child,
        ({ CPPstartDate: start, CPPendDate: end }) => isBefore(end, start) && end,
      ),
  }),
  defineRule({
    code: '8840',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message: 'The protection plan starts and ends on the same day, so no plan was in force.',
    fix: 'Correct the dates, or take the plan out.',
    fields: ['CPPstartDate', 'CPPendDate'],
    check: (child) =>
      inProtectionPlans(
        child,
        ({ CPPstartDate: start, CPPendDate: end }) =>
          end?.day != null && end.day === start?.day && end,
      ),
  }),
  defineRule({
    code: '8930',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message: 'The protection plan ended outside the year of the census.',
    fix: 'Correct CPPendDate; a plan that ended earlier leaves the census.',
    fields: ['CPPendDate', 'ReferenceDate'],
    check: (child, context) =>
      inProtectionPlans(child, ({ CPPendDate: end }) => isOutside(end, context) && end),
  }),
  defineRule({
    code: '8920',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message: 'The protection plan ends after the death of the child.',
    fix: 'End the plan on the date of death, or correct PersonDeathDate.',
    fields: ['PersonDeathDate', 'CPPendDate'],
    check: (child) =>
      inProtectionPlans(
        child,
        ({ CPPendDate: end }) =>
          isBefore(child.ChildIdentifiers?.PersonDeathDate ?? null, end) && end,
      ),
  }),
  defineRule({
    code: '8935',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message: 'The child has more than one protection plan that has not ended.',
    fix: 'Give CPPendDate of the earlier plan.',
    fields: ['CPPendDate'],
    check: (child) => {
      const plans = allProtectionPlans(child);
      if (plans.length < 2) return NONE;
      return among(plans.filter((plan) => plan.CPPendDate === null).slice(1), (plan) =>
        missing(plan, 'CPPendDate'),
      );
    },
  }),
  defineRule({
    code: '8940',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message: 'A protection plan starts while another is in force.',
    fix: 'Correct the dates; a child has one protection plan at a time.',
    fields: ['CPPstartDate', 'CPPendDate'],
    check: (child) =>
      overlapping(
        allProtectionPlans(child).map(({ CPPstartDate: start, CPPendDate: end }) => ({
          start,
          end,
        })),
      ),
  }),
];

/** What the guide lists among protection plans but concerns every group of an episode. */
const EPISODE: readonly ChildRule[] = [
  defineRule({
    code: '8565',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message: 'Something happens in the episode after the case was closed.',
    fix: 'Correct CINclosureDate, or move the activity to a new referral.',
    fields: ['CINclosureDate', 'DateOfInitialCPC', 'CPPendDate', 'CINPlanEndDate'],
    check: (child) => inEpisodes(child, activityAfterClosure),
  }),
];

/** Rules about what a protection plan states. */
const CONTENT: readonly ChildRule[] = [
  defineRule({
    code: '8730',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message:
      'How many protection plans the child had before is missing or not a whole number. A ' +
      'second plan is a measure of whether the first one worked.',
    fix: 'Give NumberOfPreviousCPP, 0 if there was none.',
    fields: ['NumberOfPreviousCPP'],
    check: (child) =>
      inProtectionPlans(child, (plan) => {
        const count = plan.NumberOfPreviousCPP;
        if (count === null) return missing(plan, 'NumberOfPreviousCPP');
        return !/^\d{1,3}$/.test(count.text) && count;
      }),
  }),
  defineRule({
    code: '8841',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message: 'A review is dated on or before the day on which the plan starts.',
    fix: 'Correct CPPreviewDate; the conference that starts the plan is not a review.',
    fields: ['CPPstartDate', 'CPPreviewDate'],
    check: (child) =>
      inProtectionPlans(child, ({ CPPstartDate: start, CPPreviewDate: reviews }) => {
        if (start?.day == null) return null;
        const day = start.day;
        return reviews.find((review) => review.day !== null && review.day <= day) ?? null;
      }),
  }),
  defineRule({
    code: '8905',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message: 'The first category of abuse is missing or not a code of the list.',
    fix: 'Set InitialCategoryOfAbuse to NEG, PHY, SAB, EMO or MUL.',
    fields: ['InitialCategoryOfAbuse'],
    check: (child, context) =>
      inProtectionPlans(child, (plan) => {
        const code = plan.InitialCategoryOfAbuse;
        if (code === null) return missing(plan, 'InitialCategoryOfAbuse');
        return !isCode(ABUSE_CODES, code.text, context.censusYear) && code;
      }),
  }),
  defineRule({
    code: '8910',
    table: 'ChildProtectionPlans',
    severity: 'error',
    message: 'The latest category of abuse is missing or not a code of the list.',
    fix: 'Set LatestCategoryOfAbuse to NEG, PHY, SAB, EMO or MUL.',
    fields: ['LatestCategoryOfAbuse'],
    check: (child, context) =>
      inProtectionPlans(child, (plan) => {
        const code = plan.LatestCategoryOfAbuse;
        if (code === null) return missing(plan, 'LatestCategoryOfAbuse');
        return !isCode(ABUSE_CODES, code.text, context.censusYear) && code;
      }),
  }),
];

/** Rules about child protection plans. */
export const CHILD_PROTECTION_PLANS_RULES: readonly ChildRule[] = [
  ...needing('ChildProtectionPlans', [...STARTS, ...ENDS, ...CONTENT]),
  ...EPISODE,
];
