import { saysYes } from '../cin-census.ts';
import type { CinChild } from '../cin-census.ts';
import type { ChildRule, Stretch } from './rule.ts';
import { allPlans, allProtectionPlans, among, defineRule, inEpisodes, inPlans } from './rule.ts';
import { isAfterPeriod, isBefore, isOutside, isWithin } from './rule.ts';
import { missing, needing, NONE, overlapping } from './rule.ts';

const planStretches = (child: CinChild): Stretch[] =>
  allPlans(child).map((plan) => ({ start: plan.CINPlanStartDate, end: plan.CINPlanEndDate }));

const protectionStretches = (child: CinChild): Stretch[] =>
  allProtectionPlans(child).map((plan) => ({ start: plan.CPPstartDate, end: plan.CPPendDate }));

/** Rules about the dates of in need plans on their own. */
const OWN: readonly ChildRule[] = [
  defineRule({
    code: '4000',
    table: 'CINPlanDates',
    severity: 'error',
    message: 'There is an in need plan although the referral led to no further action.',
    fix: 'Set ReferralNFA to false, or move the plan to its own episode.',
    fields: ['ReferralNFA', 'CINPlanDates'],
    check: (child) =>
      inEpisodes(child, ({ ReferralNFA: flag, CINPlanDates: [plan] }) =>
        plan && saysYes(flag) ? { field: 'CINPlanDates', line: plan.line } : null,
      ),
  }),
  defineRule({
    code: '4004',
    table: 'CINPlanDates',
    severity: 'error',
    message: 'The child has more than one in need plan that has not ended.',
    fix: 'Give CINPlanEndDate of the earlier plan.',
    fields: ['CINPlanEndDate'],
    check: (child) => {
      const plans = allPlans(child);
      if (plans.length < 2) return NONE;
      return among(plans.filter((plan) => plan.CINPlanEndDate === null).slice(1), (plan) =>
        missing(plan, 'CINPlanEndDate'),
      );
    },
  }),
  defineRule({
    code: '4010',
    table: 'CINPlanDates',
    severity: 'error',
    message: 'The in need plan has no start, or starts after the last day of the census.',
    fix: 'Give CINPlanStartDate, on or before the reference date.',
    fields: ['CINPlanStartDate'],
    check: (child, context) =>
      inPlans(child, (plan) =>
        plan.CINPlanStartDate === null
          ? missing(plan, 'CINPlanStartDate')
          : isAfterPeriod(plan.CINPlanStartDate, context) && plan.CINPlanStartDate,
      ),
  }),
  defineRule({
    code: '4011',
    table: 'CINPlanDates',
    severity: 'error',
    message: 'The in need plan ends before it starts.',
    fix: 'Correct CINPlanEndDate or CINPlanStartDate.',
    fields: ['CINPlanEndDate', 'CINPlanStartDate'],
    check: (child) =>
      inPlans(
        child,
        ({ CINPlanStartDate: start, CINPlanEndDate: end }) => isBefore(end, start) && end,
      ),
  }),
  defineRule({
    code: '4012Q',
    table: 'CINPlanDates',
    severity: 'warning',
    message: 'The in need plan starts and ends on the same day.',
    fix: 'Check both dates, or take the plan out.',
    fields: ['CINPlanStartDate', 'CINPlanEndDate'],
    check: (child) =>
      inPlans(
        child,
        ({ CINPlanStartDate: start, CINPlanEndDate: end }) =>
          end?.day != null && end.day === start?.day && end,
      ),
  }),
  defineRule({
    code: '4013',
    table: 'CINPlanDates',
    severity: 'error',
    message: 'The in need plan ended outside the year of the census.',
    fix: 'Correct CINPlanEndDate; a plan that ended earlier leaves the census.',
    fields: ['CINPlanEndDate', 'ReferenceDate'],
    check: (child, context) =>
      inPlans(child, ({ CINPlanEndDate: end }) => isOutside(end, context) && end),
  }),
  defineRule({
    code: '4014',
    table: 'CINPlanDates',
    severity: 'error',
    message: 'An in need plan starts while another is in force.',
    fix: 'Correct the dates; a child has one in need plan at a time.',
    fields: ['CINPlanStartDate', 'CINPlanEndDate'],
    check: (child) => overlapping(planStretches(child)),
  }),
  defineRule({
    code: '4015',
    table: 'CINPlanDates',
    severity: 'error',
    message: 'The in need plan starts before the referral.',
    fix: 'Correct CINPlanStartDate or CINreferralDate.',
    fields: ['CINPlanStartDate', 'CINreferralDate'],
    check: (child) =>
      inPlans(
        child,
        ({ CINPlanStartDate: start }, episode) => isBefore(start, episode.CINreferralDate) && start,
      ),
  }),
];

/** Rules that keep in need plans and protection plans apart: one takes the place of the other. */
const BESIDE_PROTECTION: readonly ChildRule[] = [
  defineRule({
    code: '4001',
    table: 'CINPlanDates',
    severity: 'error',
    message:
      'An in need plan and a protection plan are both open. A protection plan takes the place ' +
      'of the other.',
    fix: 'Give CINPlanEndDate, or CPPendDate if protection has ended.',
    fields: ['CINPlanEndDate', 'CPPendDate'],
    check: (child) => {
      const isProtected = allProtectionPlans(child).some((plan) => plan.CPPendDate === null);
      if (!isProtected) return NONE;
      return inPlans(
        child,
        (plan) => plan.CINPlanEndDate === null && missing(plan, 'CINPlanEndDate'),
      );
    },
  }),
  defineRule({
    code: '4016',
    table: 'CINPlanDates',
    severity: 'error',
    message: 'An in need plan starts while a protection plan is in force.',
    fix: 'Start the in need plan on the day on which protection ends.',
    fields: ['CINPlanStartDate', 'CPPstartDate', 'CPPendDate'],
    check: (child) => {
      const protections = protectionStretches(child);
      if (protections.length === 0) return NONE;
      return inPlans(child, ({ CINPlanStartDate: start, CINPlanEndDate: end }) => {
        if (start?.day == null) return null;
        const { day } = start;
        const isInside = protections.some(
          (of) => isWithin(day, of) && (end !== null || of.end !== null),
        );
        return isInside && start;
      });
    },
  }),
  defineRule({
    code: '4017',
    table: 'CINPlanDates',
    severity: 'error',
    message: 'A protection plan starts while an in need plan is in force.',
    fix: 'End the in need plan on the day on which protection starts.',
    fields: ['CINPlanStartDate', 'CINPlanEndDate', 'CPPstartDate'],
    check: (child) => {
      const plans = planStretches(child);
      if (plans.length === 0) return NONE;
      return among(allProtectionPlans(child), ({ CPPstartDate: start, CPPendDate: end }) => {
        if (start?.day == null) return null;
        const { day } = start;
        const isInside = plans.some((of) => isWithin(day, of) && (end !== null || of.end !== null));
        return isInside && start;
      });
    },
  }),
];

/** Rules about in need plans. */
export const CIN_PLAN_DATES_RULES: readonly ChildRule[] = needing('CINPlanDates', [
  ...OWN,
  ...BESIDE_PROTECTION,
]);
