import { saysYes } from '../cin-census.ts';
import type { CinSection47 } from '../cin-census.ts';
import { isWeekend, workingDaysBefore } from '../cin-census.working-days.ts';
import type { ChildRule } from './rule.ts';
import { defineRule, inEnquiries, inEpisodes, isBefore, isOutside, missing, NONE } from './rule.ts';

/** An enquiry with neither a conference nor the mark that none was required. */
const isOpen = (enquiry: CinSection47) =>
  enquiry.DateOfInitialCPC === null && !saysYes(enquiry.ICPCnotRequired);

/** Rules about section 47 enquiries and initial conferences. */
export const SECTION47_RULES: readonly ChildRule[] = [
  defineRule({
    code: '1104',
    table: 'Section47',
    severity: 'error',
    message: 'The initial conference is held before the referral.',
    fix: 'Correct DateOfInitialCPC or CINreferralDate.',
    fields: ['DateOfInitialCPC', 'CINreferralDate'],
    check: (child) => [
      ...inEnquiries(
        child,
        ({ DateOfInitialCPC: held }, episode) => isBefore(held, episode.CINreferralDate) && held,
      ),
      ...inEpisodes(
        child,
        ({ DateOfInitialCPC: held, CINreferralDate: referral }) => isBefore(held, referral) && held,
      ),
    ],
  }),
  defineRule({
    code: '2884',
    table: 'Section47',
    needs: 'Section47',
    severity: 'error',
    message:
      'The same initial conference stands under the enquiry and again under the episode, and ' +
      'would count twice.',
    fix: 'Keep DateOfInitialCPC under Section47 only.',
    fields: ['DateOfInitialCPC'],
    check: (child) =>
      inEnquiries(child, ({ DateOfInitialCPC: held }) => {
        if (held?.day == null) return null;
        const isTwice = child.CINdetails.some(
          (episode) => episode.DateOfInitialCPC?.day === held.day,
        );
        return isTwice && held;
      }),
  }),
  defineRule({
    code: '2889',
    table: 'Section47',
    needs: 'Section47',
    severity: 'error',
    message: 'The enquiry starts before the referral.',
    fix: 'Correct S47ActualStartDate or CINreferralDate.',
    fields: ['S47ActualStartDate', 'CINreferralDate'],
    check: (child) =>
      inEnquiries(
        child,
        ({ S47ActualStartDate: start }, episode) =>
          isBefore(start, episode.CINreferralDate) && start,
      ),
  }),
  defineRule({
    code: '8615',
    table: 'Section47',
    needs: 'Section47',
    severity: 'error',
    message: 'The enquiry has no start, or starts after its conference.',
    fix: 'Give S47ActualStartDate, on or before DateOfInitialCPC.',
    fields: ['S47ActualStartDate', 'DateOfInitialCPC'],
    check: (child) =>
      inEnquiries(child, (enquiry) => {
        const start = enquiry.S47ActualStartDate;
        if (start === null) return missing(enquiry, 'S47ActualStartDate');
        return isBefore(enquiry.DateOfInitialCPC, start) && start;
      }),
  }),
  defineRule({
    code: '8675Q',
    table: 'Section47',
    needs: 'Section47',
    severity: 'warning',
    message:
      'The enquiry started more than 15 working days before the end of the census, and no ' +
      'conference was held. Either it is late, or its end was not recorded.',
    fix: 'Give DateOfInitialCPC, or set ICPCnotRequired to true.',
    fields: ['DateOfInitialCPC', 'S47ActualStartDate', 'ICPCnotRequired'],
    check: (child, context) => {
      if (context.period === null) return NONE;
      const { end } = context.period;
      return inEnquiries(child, (enquiry) => {
        const start = enquiry.S47ActualStartDate;
        if (start?.day == null || !isOpen(enquiry)) return null;
        return start.day < workingDaysBefore(end, 15) && start;
      });
    },
  }),
  defineRule({
    code: '8715',
    table: 'Section47',
    severity: 'error',
    message: 'The initial conference was held outside the year of the census.',
    fix: 'Correct DateOfInitialCPC; a conference of an earlier year leaves the census.',
    fields: ['DateOfInitialCPC', 'ReferenceDate'],
    check: (child, context) => {
      const inEpisode = inEpisodes(
        child,
        ({ DateOfInitialCPC: held }) => isOutside(held, context) && held,
      );
      const inEnquiry = inEnquiries(
        child,
        ({ DateOfInitialCPC: held }) => isOutside(held, context) && held,
      );
      return inEnquiry.length === 0 ? inEpisode : [...inEpisode, ...inEnquiry];
    },
  }),
  defineRule({
    code: '8740',
    table: 'Section47',
    needs: 'Section47',
    severity: 'error',
    message: 'An enquiry without a conference started outside the year of the census.',
    fix: 'Give DateOfInitialCPC, set ICPCnotRequired to true, or correct S47ActualStartDate.',
    fields: ['S47ActualStartDate', 'DateOfInitialCPC', 'ICPCnotRequired'],
    check: (child, context) =>
      inEnquiries(
        child,
        (enquiry) =>
          isOpen(enquiry) &&
          isOutside(enquiry.S47ActualStartDate, context) &&
          enquiry.S47ActualStartDate,
      ),
  }),
  defineRule({
    code: '8839',
    table: 'Section47',
    needs: 'Section47',
    severity: 'error',
    message: 'The episode has more than one enquiry that has not ended.',
    fix: 'Give DateOfInitialCPC of the earlier one, or set its ICPCnotRequired to true.',
    fields: ['DateOfInitialCPC'],
    check: (child) =>
      inEpisodes(child, ({ Section47: enquiries }) => {
        if (enquiries.length < 2) return null;
        const [, second] = enquiries.filter(isOpen);
        return second ? missing(second, 'DateOfInitialCPC') : null;
      }),
  }),
  defineRule({
    code: '8870Q',
    table: 'Section47',
    needs: 'Section47',
    severity: 'warning',
    message: 'The target day of the initial conference is a Saturday or Sunday.',
    fix: 'Check InitialCPCtarget: 15 working days after the strategy discussion.',
    fields: ['InitialCPCtarget'],
    check: (child) =>
      inEnquiries(
        child,
        ({ InitialCPCtarget: target }) => target?.day != null && isWeekend(target.day) && target,
      ),
  }),
  defineRule({
    code: '8875',
    table: 'Section47',
    severity: 'error',
    message: 'The initial conference is dated on a Saturday or Sunday, when none is held.',
    fix: 'Correct DateOfInitialCPC.',
    fields: ['DateOfInitialCPC'],
    check: (child) => {
      const inEpisode = inEpisodes(
        child,
        ({ DateOfInitialCPC: held }) => held?.day != null && isWeekend(held.day) && held,
      );
      const inEnquiry = inEnquiries(
        child,
        ({ DateOfInitialCPC: held }) => held?.day != null && isWeekend(held.day) && held,
      );
      return inEnquiry.length === 0 ? inEpisode : [...inEpisode, ...inEnquiry];
    },
  }),
  defineRule({
    code: 'type/yes-no',
    table: 'Section47',
    needs: 'Section47',
    severity: 'error',
    message: 'Whether a conference was not required is missing or neither yes nor no.',
    fix: 'Set ICPCnotRequired to true or false (or 1 or 0).',
    fields: ['ICPCnotRequired'],
    check: (child) =>
      inEnquiries(child, (enquiry) => {
        const flag = enquiry.ICPCnotRequired;
        if (flag === null) return missing(enquiry, 'ICPCnotRequired');
        return !/^(?:0|1|true|false)$/i.test(flag.text) && flag;
      }),
  }),
];
